"""An office's own template: what it does not know is said with its place, and nothing in it can run, fetch or swell."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from docx import Document

from bot.domain.covers import Cover
from bot.domain.errors import BadTemplate
from bot.papers import word
from bot.papers.accessibility import flaws
from bot.papers.default_template import default_template
from bot.papers.language import every_field
from bot.papers.office_templates import look, opened
from tests.report_builders import a_report

if TYPE_CHECKING:
    from collections.abc import Callable


def a_template(*paragraphs: str) -> bytes:
    made = Document()
    for each in paragraphs:
        made.add_paragraph(each)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def changed(template: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    change(parts)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_the_template_that_comes_with_it_prints_every_field_and_no_other() -> None:
    looked = look(default_template())
    assert (looked.wrong, looked.missing) == ((), ())
    assert "counts.target_met" in every_field()
    assert flaws(default_template()) == ()


def test_unknown_fields_are_told_with_their_place_and_missing_ones_by_name() -> None:
    looked = look(
        a_template("{{ title }}", "{%p for line in counts %}", "Met: {{ line.met }}", "{%p endfor %}", "{{ cost }}")
    )
    assert [(each.where, each.what) for each in looked.wrong] == [
        ('the body, near "Met: {{ line.met }}"', 'the field "counts.met" is not known'),
        ('the body, near "{{ cost }}"', 'the field "cost" is not known'),
    ]
    assert "title" not in looked.missing
    assert {"summary", "counts.title"} <= set(looked.missing)


MISCHIEF = (
    "{{ title.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ self.__init__.__globals__ }}", "{{ title|upper }}",
    "{{ title * 1000000000 }}", "{{ 'a' ~ title }}", "{{ range(10) }}", "{{ title.format(1) }}",
    "{% set x = title %}{{ x }}", "{% if title %}" * 12 + "x" + "{% endif %}" * 12,
    "{% for a in counts %}{% for b in counts %}x{% endfor %}{% endfor %}", "{% include '/etc/passwd' %}",
    "{% macro m() %}{% endmacro %}", "{% for a in figures recursive %}x{% endfor %}", "{{ counts }}",
    "{{ title() }}", "{% for a in title %}x{% endfor %}", "{{ 10 ** 10 }}", "{{ loop.cycle }}",
    "{{ title", "{% for %}", "{{ config }}",
    "{% if counts.pop() %}x{% endif %}", "{{ counts.0 }}", "{% extends 'x' %}", "{{ lipsum }}", "{{ cycler }}",
)  # fmt: skip


@pytest.mark.parametrize("said", MISCHIEF)
def test_a_template_prints_fields_and_goes_over_rows_and_no_more(said: str) -> None:
    with pytest.raises(BadTemplate, match="cannot be used as a template: in the body, "):
        word(a_report(), Cover(), template=a_template("{{ title }}", said))


@pytest.mark.parametrize("tag", ["{% colspan title %}", "{% cellbg title %}", "{% hm %}", "{% vm %}"])
def test_words_of_docxtpl_that_a_paper_has_no_use_for_do_no_harm(tag: str) -> None:
    with suppress(BadTemplate):
        assert word(a_report(), Cover(), template=a_template("{{ title }}", tag))


def _external(parts: dict[str, bytes]) -> None:
    name = "word/_rels/document.xml.rels"
    remote = (
        b'<Relationship Id="rId99" Type="http://x/attachedTemplate" Target="http://x/t.dotm" TargetMode="External"/>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", remote + b"</Relationships>")


def _field(code: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        run = f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>".encode()
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + run)

    return change


def _doctype(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"].split(b"?>", 1)[-1]
    entities = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    parts["word/document.xml"] = entities + body


def _macro(parts: dict[str, bytes]) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_external, "fetches something from elsewhere"),
        (_field(' DDEAUTO c:\\\\cmd "/c calc"'), "has a field that fetches or runs something"),
        (_field(' INCLUDETEXT "/etc/passwd"'), "has a field that fetches or runs something"),
        (_doctype, "no plain XML"),
        (_macro, "may hold macros"),
        (lambda parts: parts.update({"word/vbaProject.bin": b"x"}), "holds a program or an embedded file"),
        (lambda parts: parts.update({"word/embeddings/a.xlsx": b"x"}), "holds a program or an embedded file"),
        (lambda parts: parts.pop("word/document.xml"), "is no Word document"),
        (lambda parts: parts.pop("word/styles.xml"), r"its part word/styles\.xml is missing"),
        (lambda parts: parts.update({"word/huge.xml": b" " * (5 * 2**20)}), "more than 4 MB"),
        (lambda parts: parts.update({f"x{n}.xml": b"" for n in range(500)}), "unpacks to more than"),
    ],
)
def test_what_would_run_fetch_or_swell_is_refused(change: Callable[[dict[str, bytes]], object], said: str) -> None:
    with pytest.raises(BadTemplate, match=said):
        opened(changed(a_template("{{ title }}"), change))


def _table_without_columns(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body><w:tbl/>")


def _no_beginning(parts: dict[str, bytes]) -> None:
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"/officeDocument", b"/")


@pytest.mark.parametrize("change", [_table_without_columns, _no_beginning])
def test_what_word_would_mend_and_no_paper_can_be_made_of_is_said_to_be_so(
    change: Callable[[dict[str, bytes]], object],
) -> None:
    with pytest.raises(BadTemplate, match="no paper can be made of it"):
        word(a_report(), Cover(), template=changed(a_template("{{ title }}"), change))


@pytest.mark.parametrize("held", [b"", b"PK\x03\x04 no zip", b"plain text", bytes(6 * 2**20)])
def test_what_is_no_word_file_is_said_to_be_none(held: bytes) -> None:
    with pytest.raises(BadTemplate, match="cannot be used as a template"):
        opened(held)


def test_a_part_whose_packing_is_damaged_is_said_to_be_broken() -> None:
    held = bytearray(a_template("{{ title }}"))
    held[60:90] = bytes(30)
    with pytest.raises(BadTemplate, match="or it is broken"):
        opened(bytes(held))


def test_links_that_a_reader_may_follow_are_let_be() -> None:
    def link(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        said = f'<Relationship Id="rId99" Type="{kind}" Target="https://council.example/" TargetMode="External"/>'
        parts[name] = parts[name].replace(b"</Relationships>", said.encode() + b"</Relationships>")

    assert opened(changed(a_template("{{ title }}"), link))


@pytest.mark.parametrize("said", ["{{ " * 2_900, "{%" * 2_900, "{{ title }}" * 1_400])
def test_a_template_of_thousands_of_tags_takes_no_minutes(said: str) -> None:
    began = monotonic()
    look(a_template(said))
    assert monotonic() - began < 10
