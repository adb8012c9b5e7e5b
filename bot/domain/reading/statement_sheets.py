"""Sheets of words read: headlines, initiatives, progress, findings, recommendations, narratives and their like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.reading import beside_headings as known
from bot.domain.reading.headings import Column
from bot.domain.statements import Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.domain.reading.row_cells import Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a sheet of one kind holds: its columns' words, and what each column is of a statement."""

    kind: StatementKind
    known: Mapping[Column, tuple[str, ...]]
    needed: Column = Column.TEXT
    told: dict[str, Column] = field(default_factory=dict)  # by field
    kinds: dict[str, StatementKind] = field(default_factory=dict)  # where a column says which of several it is


_SAYS = {"headline": StatementKind.HEADLINE, "challenge": StatementKind.CHALLENGE}
SHAPES = {
    "headlines": Shape(kind=StatementKind.HEADLINE, known=known.HEADLINES, kinds=_SAYS),
    "initiatives": Shape(
        kind=StatementKind.INITIATIVE,
        known=known.INITIATIVES,
        needed=Column.TITLE,
        told={"title": Column.TITLE, "accountable": Column.ACCOUNTABLE, "lead": Column.LEAD},
    ),
    "themes": Shape(kind=StatementKind.THEME, known=known.THEMES),
    "progress": Shape(
        kind=StatementKind.PROGRESS,
        known=known.PROGRESS,
        told={"about": Column.ABOUT, "sort": Column.KIND, "figure": Column.FIGURE, "when": Column.WHEN},
    ),
    "governance": Shape(
        kind=StatementKind.GOVERNANCE,
        known=known.GOVERNANCE,
        needed=Column.TITLE,
        told={
            "title": Column.TITLE,
            "sort": Column.LEVEL,
            "accountable": Column.ACCOUNTABLE,
            "cadence": Column.CADENCE,
        },
    ),
    "overarching": Shape(
        kind=StatementKind.OVERARCHING,
        known=known.OVERARCHING,
        needed=Column.TITLE,
        told={"title": Column.TITLE, "figure": Column.FIGURE},
    ),
    "findings": Shape(
        kind=StatementKind.FINDING, known=known.FINDINGS, told={"about": Column.ABOUT, "sort": Column.KIND}
    ),
    "recommendations": Shape(
        kind=StatementKind.RECOMMENDATION,
        known=known.RECOMMENDATIONS,
        told={"answer": Column.ANSWER, "lead": Column.LEAD},
    ),
    "narratives": Shape(kind=StatementKind.NARRATIVE, known=known.NARRATIVES, told={"about": Column.ABOUT}),
}


def read_statements(rows: Iterable[Cells], shape: Shape) -> Iterator[Statement]:
    """The rows in order, each with what its columns say."""
    for row in rows:
        if not row.needed(shape.needed):
            continue
        on = row.day(Column.DECIDED)
        if shape.kind is StatementKind.RECOMMENDATION:
            on = on or row.around.head.meeting
        yield Statement(
            id=0,
            kind=row.word(Column.KIND, shape.kinds, shape.kind) if shape.kinds else shape.kind,
            text=row.text(Column.TEXT),
            number=row.whole(Column.NUMBER) or 0,
            objective=row.objective(),
            on=on,
            **{name: row.text(column) for name, column in shape.told.items()},
        )
