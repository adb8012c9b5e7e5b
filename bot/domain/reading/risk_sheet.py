"""The risk register read: what may go wrong, how likely and how bad, who watches it, which way it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.commitments import FileRisk
from bot.domain.planfile import text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.action_sheet import action_owner
from bot.domain.reading.headings import Column
from bot.domain.reading.objective_sheet import whole
from bot.domain.risks import MOST, Risk, RiskScore, Trend

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from bot.domain.reading.row_cells import Cells

_TRENDS = {
    "up": Trend.UP, "increasing": Trend.UP, "increased": Trend.UP, "worse": Trend.UP, "worsening": Trend.UP,
    "rising": Trend.UP, "↑": Trend.UP,
    "down": Trend.DOWN, "decreasing": Trend.DOWN, "decreased": Trend.DOWN, "better": Trend.DOWN,
    "improving": Trend.DOWN, "falling": Trend.DOWN, "↓": Trend.DOWN,
    "same": Trend.SAME, "no change": Trend.SAME, "unchanged": Trend.SAME, "static": Trend.SAME, "stable": Trend.SAME,
    "level": Trend.SAME, "→": Trend.SAME, "↔": Trend.SAME,
    "new": Trend.NEW,
}  # fmt: skip


def read_risks(rows: Iterable[Cells], seen: dict[Hashable, Cells]) -> Iterator[FileRisk]:
    """The rows in order; two that cannot be told apart are a problem."""
    for row in rows:
        title = row.needed(Column.TITLE)
        likelihood, impact = _scored(row, Column.LIKELIHOOD), _scored(row, Column.IMPACT)
        if not title or likelihood is None or impact is None:
            continue
        _check_product(row, likelihood * impact)
        key = text_key(row.text(Column.REFERENCE) or title)
        row.only_once(seen, key, Column.TITLE)
        yield _risk(row, title, likelihood, impact)


def _risk(row: Cells, title: str, likelihood: int, impact: int) -> FileRisk:
    head, printed = row.around.head, row.text(Column.OWNER)
    scored, presumed = row.day(Column.SCORED), head.reported_to or head.meeting or head.ends
    risk = Risk(
        id=0,
        title=title,
        reference=row.text(Column.REFERENCE),
        description=row.text(Column.DESCRIPTION),
        mitigation=row.text(Column.MITIGATION),
        objective=row.objective(),
        owner=action_owner(printed, head),
        owner_printed=printed,
        scores=(RiskScore(on=scored or presumed, likelihood=likelihood, impact=impact),),
        trend_printed=_trend(row, likelihood * impact),
        closed_on=row.day(Column.CLOSED),
    )
    return FileRisk(risk=risk, scored=scored, presumed=presumed)


def _scored(row: Cells, column: Column) -> int | None:
    """A whole number from 1 to 5; an empty cell is a problem too, for a risk without a score is none yet."""
    text = row.text(column)
    number = whole(text)
    if number is None or not 1 <= number <= MOST:
        row.fault(Fault.BAD_SCORE, column, shown=quoted(text), most=MOST)
        return None
    return number


def _check_product(row: Cells, product: int) -> None:
    score = row.whole(Column.SCORE)
    if score is not None and score != product:
        row.fault(Fault.SCORE_DIFFERS, Column.SCORE, shown=score, held=product)


def _trend(row: Cells, score: int) -> Trend | None:
    """Which way it goes as the register says, or as its score of last time tells."""
    if row.text(Column.TREND):
        return row.word(Column.TREND, _TRENDS, Trend.NEW)
    before = row.whole(Column.PREVIOUS)
    if before is None:
        return None
    return Trend.SAME if before == score else Trend.UP if score > before else Trend.DOWN
