"""The objectives (or priorities) sheet read: numbers, levels, titles and which belongs under which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.planfile import FileObjective, text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import OBJECTIVES, Column
from bot.domain.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row, Sheet

LEVELS = ("strategic", "operational", "")


def read_objectives(sheet: Sheet, findings: Findings) -> tuple[tuple[FileObjective, ...], tuple[str, ...]]:
    """The objectives in the sheet's order, and the headings that are not read."""
    table = read_table(sheet, findings, OBJECTIVES)
    if table is None:
        return (), ()
    if not table.place(Column.TITLE):
        findings.add(Fault.NO_COLUMN, needed="title")
        return (), table.ignored
    objectives: dict[tuple[str, int], FileObjective] = {}
    for position, row in enumerate(table.rows, 1):
        objective = _objective(table, row, position, findings)
        if objective and objective.key in objectives:
            findings.add(Fault.OBJECTIVE_TWICE, row.number, table.printed(Column.NUMBER), shown=objective.number)
        elif objective:
            objectives[objective.key] = objective
    for row in table.rows:
        _check_parent(table, row, objectives, findings)
    return tuple(objectives.values()), table.ignored


def _objective(table: Table, row: Row, position: int, findings: Findings) -> FileObjective | None:
    title, level = table.text(row, Column.TITLE), table.text(row, Column.LEVEL).lower()
    number = whole(table.text(row, Column.NUMBER) or str(position))
    if not title:
        findings.add(Fault.NO_TITLE, row.number, table.printed(Column.TITLE))
    if number is None:
        shown = quoted(table.text(row, Column.NUMBER))
        findings.add(Fault.BAD_NUMBER, row.number, table.printed(Column.NUMBER), shown=shown)
    if level not in LEVELS:
        findings.add(Fault.BAD_LEVEL, row.number, table.printed(Column.LEVEL), shown=quoted(level))
    if not title or number is None or level not in LEVELS:
        return None
    others = (
        " ".join(row.cells[place.index].split())
        for place in table.of(Column.OTHER_TITLE)
        if place.index < len(row.cells)
    )
    return FileObjective(
        number=number,
        level=level,
        title=title,
        description=table.text(row, Column.DESCRIPTION),
        parent=whole(table.text(row, Column.PARENT)),
        other_titles=tuple(dict.fromkeys(other for other in others if other and text_key(other) != text_key(title))),
        delivery_group=table.text(row, Column.DELIVERY_GROUP),
        lead_printed=table.text(row, Column.LEAD),
        sponsor=table.text(row, Column.SPONSOR),
        cadence=table.text(row, Column.CADENCE),
    )


def _check_parent(table: Table, row: Row, objectives: dict[tuple[str, int], FileObjective], findings: Findings) -> None:
    """A parent is the number of a strategic objective, or of any where the plan has one level, and has none itself."""
    printed = table.text(row, Column.PARENT)
    if not printed:
        return
    above = next(
        (objectives[key] for level in ("strategic", "") if (key := (level, whole(printed))) in objectives), None
    )
    if above is None:
        findings.add(Fault.NO_PARENT, row.number, table.printed(Column.PARENT), shown=quoted(printed))
    elif above.parent is not None:
        findings.add(Fault.PARENT_BELOW, row.number, table.printed(Column.PARENT), shown=quoted(printed))


def whole(text: str) -> int | None:
    """A whole number of up to nine digits, also one that Excel shows as 12.0; None for anything else."""
    plain = text.strip().removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= 9 else None


class Named:
    """Objectives found by what a cell calls them: a number, "1. Stronger Safeguarding", or a title."""

    def __init__(self, objectives: Iterable[FileObjective]) -> None:
        held = tuple(objectives)
        levels = {objective.level for objective in held}
        self.level = "operational" if "operational" in levels else min(levels, default="")
        self._numbers = {each.number: each for each in held if each.level == self.level}
        self._titles = {
            text_key(title): each
            for each in sorted(held, key=lambda each: each.level == self.level)
            for title in (each.title, *each.other_titles, f"{each.number} {each.title}")
        }

    def __call__(self, text: str) -> FileObjective | None:
        number = whole(text)
        return self._numbers.get(number) if number is not None else self._titles.get(text_key(text))
