"""Templates in, JSON objects out: a template is a row of Block Kit objects with nothing between them."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from json import JSONDecoder
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template

from bot.render import (
    actions,
    charts,
    compiling,
    formats,
    home_actions,
    nudge_actions,
    people_actions,
    report_actions,
    report_formats,
    round_actions,
    task_actions,
    wording,
)
from bot.render.escaping import finalize

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

TEMPLATES = Path(__file__).parents[2] / "templates"
ALLOWED = frozenset({"first", "last", "length", "trim"})  # of Jinja's own filters: none of them adds text
LINES = 15  # of a list in one message: about three screens of a phone, and well within 4,000 characters
_DECODE = JSONDecoder().raw_decode
_COMPILER = Path(compiling.__file__).read_text(encoding="utf-8")
_GAP = re.compile(r"\s*")

Object: TypeAlias = dict[str, Any]


class Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates beside them, as Python does with modules: compiling takes a tenth of a second.

    Where the folder cannot be written, each process compiles for itself. What another compiler made is not used.
    """

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(_COMPILER + source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def environment() -> Environment:
    """The one environment; `safe`, `tojson`, `replace` and all else that could undo the escaping is not in it."""
    made = compiling.PlainEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Compiled(str(TEMPLATES / "__pycache__"), "%s.cache"),
        cache_size=-1,
    )
    made.filters = (
        {name: made.filters[name] for name in ALLOWED} | formats.FILTERS | wording.FILTERS | report_formats.FILTERS
    )
    made.globals = {
        "namespace": made.globals["namespace"],
        "action": actions,
        "round": round_actions,
        "nudge": nudge_actions,
        "people": people_actions,
        "home": home_actions,
        "tasks": task_actions,
        "report_action": report_actions,
        "value_of": actions.value_of,
        "chart_of": charts.chart_of,
        "years_between": formats.years_between,
        "blank": formats.blank,
        "says_unit": formats.says_unit,
        "is_rate": formats.is_rate,
        "is_count": formats.is_count,
        "says_number": formats.says_number,
        "in_words": formats.in_words,
        "in_title": wording.in_title,
        "is_day": formats.is_day,
        "is_reading": wording.is_reading,
        "names_year": wording.names_year,
        "lines": LINES,
    }
    return made


@cache
def template_named(name: str) -> Template:
    return environment().get_template(f"{name}.json.j2")


def stream(name: str, **facts: object) -> list[Object]:
    """The objects that the template of that name makes of the facts."""
    written = template_named(name).render(facts)
    objects: list[Object] = []
    at, end = _skip(written, 0), len(written)
    while at < end:
        made, at = _DECODE(written, at)
        objects.append(made)
        at = _skip(written, at)
    return objects


def _skip(written: str, at: int) -> int:
    found = _GAP.match(written, at)
    return found.end() if found else at
