"""The reference dictionary of a workspace: taken in whole, its mappings kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.domain.dictionary import Reference, plain
from bot.domain.model import Polarity
from store import tables
from store.ids import new_id
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.work import Work

_row = tables.Reference.__table__.c


def references(work: Work) -> tuple[Reference, ...]:
    """Every line, as it stood in the file; one query."""
    rows = work.rows(select(*_row).where(mine(tables.Reference)).order_by(_row.position, _row.id))
    return tuple(
        Reference(
            code=row.code,
            name=row.name,
            polarity=Polarity(row.polarity) if row.polarity else None,
            unit=row.unit,
            source=row.source,
            indicators=tuple(row.indicators),
        )
        for row in rows
    )


def take(work: Work, lines: Iterable[Reference]) -> int:
    """Let these be the dictionary; what was mapped by hand stays, where the line is still there. How many it was."""
    mapped = {each.key: each.indicators for each in references(work)}
    work.change(delete(tables.Reference.__table__).where(mine(tables.Reference)))
    by_key = {each.key: each for each in lines}  # a line that stands twice is one
    held = [replace(each, indicators=each.indicators or mapped.get(key, ())) for key, each in by_key.items()]
    rows = [
        {
            "id": new_id(), "position": place, "code": each.code, "name": each.name, "name_key": each.key,
            "polarity": each.polarity, "unit": each.unit, "source": each.source, "indicators": list(each.indicators),
        }
        for place, each in enumerate(held)
    ]  # fmt: skip
    work.add(tables.Reference, *rows)
    return len(rows)


def map_to(work: Work, line: Reference, indicator: str) -> None:
    """Let a line stand for an indicator, by its code or title, and no other line for it any more."""
    for each in references(work):
        kept = tuple(name for name in each.indicators if plain(name) != plain(indicator))
        wanted = (*kept, indicator) if each.key == line.key else kept
        if wanted != each.indicators:
            this = mine(tables.Reference) & (_row.name_key == each.key)
            work.change(update(tables.Reference.__table__).where(this).values(indicators=list(wanted)))
