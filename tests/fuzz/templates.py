"""Word templates with orders in them: what a look at one lets pass makes a paper, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache
from random import Random
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from bot import papers
from bot.domain.covers import Cover
from bot.domain.errors import BadTemplate, CoverTooLong
from bot.papers import office_templates
from bot.papers.default_template import default_template
from tests.fuzz.effort import within
from tests.fuzz.spoiling import ODD
from tests.report_builders import MEETING, a_report

if TYPE_CHECKING:
    from bot.domain.reporting import ReportFacts

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PLAIN = f'<w:styles xmlns:w="{_SPACE}"/>'.encode()  # else they are nine tenths of the file
FIELDS = ("title", "board", "summary", "counts", "objectives", "each", "each.title", "row", "loop.index", "period", "x")
ORDERS = (
    "{{ title }}", "{{ titel }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ title.__init__.__globals__ }}",
    "{{ title|attr('__class__') }}", "{{ 'a' * 10000000 }}", "{{ range(10000000) }}", "{{ 7*7 }}", "{{ self }}",
    "{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% extends 'x' %}", "{% set x = title %}",
    "{% macro m() %}{% endmacro %}", "{% for each in summary %}{{ each }}{% endfor %}", "{% for c in title %}{{ c }}",
    "{%p for each in objectives %}", "{%p endfor %}", "{%tr for row in counts %}", "{%tr endfor %}", "{% if summary %}",
    "{% else %}", "{% endif %}", "{% endfor %}", "{{r title }}", "{{p title }}", "{# x #}", "{% raw %}", "{{",
    "{% for a in counts %}{% for b in counts %}{% for c in counts %}{{ c.title }}{% endfor %}{% endfor %}{% endfor %}",
    "}}", "{%", "{% call title() %}{% endcall %}", "{% filter upper %}{% endfilter %}",
    "{{ loop.index }}", "{{ caller() }}",
    "{% if true %}" * 30, "{{ (" * 100, "{{ " + "-" * 300 + "1 }}", "{{ title " + "if title else title " * 50 + "}}",
)  # fmt: skip
LINKS = (
    '<w:instrText xml:space="preserve"> DDEAUTO c:\\x </w:instrText>', "<w:altChunk/>", "<w:p/>", "<w:tbl/>", "</w:p>",
    '<w:fldSimple w:instr="INCLUDETEXT x"/>', "<w:r><w:t>x</w:t></w:r>", "<x/>", "&x;", "<!DOCTYPE x>",
)  # fmt: skip


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(default_template())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts | {name: _PLAIN for name in parts if name in {"word/styles.xml", "word/stylesWithEffects.xml"}}


def templates() -> st.SearchStrategy[bytes]:
    return st.integers(0, 2**48).map(made)


def made(number: int) -> bytes:
    """The default template with up to three orders in its body, or in what stands around it."""
    odd, parts = Random(number), dict(_parts())  # noqa: S311  no secret
    for _ in range(odd.randint(0, 3)):
        name = "word/document.xml" if odd.random() < 0.9 else odd.choice(sorted(parts))
        held = parts[name].decode("utf-8", "replace")
        if odd.random() < 0.8:
            put, marks = escape(odd.choice(ORDERS if odd.random() < 0.8 else ODD)), ("</w:t>", "{{", "}}", "{%")
            if odd.random() < 0.2:
                put = "{{ " + odd.choice(FIELDS) + " }}"
        else:
            put, marks = odd.choice(LINKS), ("<w:r>", "</w:p>", "<w:p>")
        at = _somewhere(held, odd.choice(marks), odd)
        parts[name] = f"{held[:at]}{put}{held[at + odd.choice((0, 0, 0, 3, 20)) :]}".encode("utf-8", "replace")
    return _zipped(parts)


def _somewhere(held: str, mark: str, odd: Random) -> int:
    """At one of these marks, or anywhere where there is none."""
    start = odd.randint(0, len(held))
    found = held.find(mark, start)
    return found if found >= 0 else start


def _zipped(parts: dict[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return page.getvalue()


def use(template: bytes) -> None:
    """It is refused in words; or it has nothing wrong with it, and a paper can be made of it."""
    with within(5.0), suppress(BadTemplate, CoverTooLong):
        found = office_templates.look(template)
        if not found.wrong:
            paper = papers.word(_report(), Cover(board="Board", meeting=MEETING, entries={}), template=template)
            assert zipfile.is_zipfile(io.BytesIO(paper))
        for each in found.wrong:
            assert "jinja2" not in each.what, each
            assert "Traceback" not in each.what, each


@cache
def _report() -> ReportFacts:
    return a_report()
