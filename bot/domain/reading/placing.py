"""Which objectives a row of the indicators sheet serves, and which of them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.planfile import FileObjective, text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import Column
from bot.domain.reading.objective_sheet import Named, whole
from bot.domain.reading.tables import cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row

_PLACES = {"primary": True, "p": True, "main": True, "additional": False, "a": False, "secondary": False}


def placed(
    table: Table, row: Row, named: Named, findings: Findings
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """The row's objectives: the first named in its objective cell is primary, as are columns that say so."""
    primary: list[tuple[str, int]] = []
    additional: list[tuple[str, int]] = []
    for position, part in enumerate(_objective_parts(table.text(row, Column.OBJECTIVE), named)):
        objective = named(part)
        if objective is None:
            findings.add(Fault.NO_OBJECTIVE, row.number, table.printed(Column.OBJECTIVE), shown=quoted(part))
        else:
            (additional if position else primary).append(objective.key)
    for place in table.of(Column.PLACE):
        printed = " ".join(cell(row, place).split())
        is_primary = _PLACES.get(printed.lower())
        if printed and is_primary is None:
            findings.add(Fault.BAD_PLACE, row.number, place.printed, shown=quoted(printed))
        elif is_primary is not None and (objective := named(str(place.heading.number))):
            (primary if is_primary else additional).append(objective.key)
        elif printed:
            findings.add(Fault.NO_OBJECTIVE, row.number, place.printed, shown=quoted(place.printed))
    return tuple(dict.fromkeys(primary)), tuple(key for key in dict.fromkeys(additional) if key not in primary)


def names_objectives(table: Table, rows: Iterable[Row]) -> bool:
    cells = [table.text(row, Column.OBJECTIVE) for row in rows]
    return any(cells) or any(cell(row, place).strip() for row in rows for place in table.of(Column.PLACE))


def objectives_named(table: Table, rows: Iterable[Row]) -> tuple[FileObjective, ...]:
    """The objectives that the rows themselves name by title, in order, where the plan has no sheet of them."""
    titles = (table.text(row, Column.OBJECTIVE) for row in rows)
    distinct: dict[str, str] = {}
    for title in titles:
        if title and whole(title) is None:
            distinct.setdefault(text_key(title), title)
    return tuple(FileObjective(number=n, level="", title=title) for n, title in enumerate(distinct.values(), 1))


def _objective_parts(printed: str, named: Named) -> list[str]:
    """The names in an objective cell: one number, several ("3; 5"), or one title, which may itself hold commas."""
    if not printed or named(printed):
        return [printed] if printed else []
    return [part.strip() for part in printed.replace(";", ",").split(",") if part.strip()]
