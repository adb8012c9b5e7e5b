"""What the leads of objectives wrote of a quarter, what they have only typed so far, and what they wrote before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, select, update

from bot.domain.highlights import Highlight, HighlightState, Rating
from bot.domain.periods import from_key
from store.ids import new_id
from store.tables import Highlight as Row
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy import Row as Fetched

    from bot.domain.periods import Period
    from store.work import Work

_highlight = Row.__table__.c
_WORDS = ("achievements", "barriers", "overcome", "next_steps", "rating", "rating_why", "help_wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is kept of one objective's account of one quarter."""

    submitted: Highlight | None = None
    typed: Mapping[str, Any] = field(default_factory=dict)  # a draft; empty: there is none
    before: Highlight | None = None  # the latest that was submitted for an earlier period

    @property
    def revision(self) -> int:
        """What whoever submits it is to have seen; 0: nothing was submitted."""
        return self.submitted.revision if self.submitted else 0


def highlights(work: Work, plan_id: int, period: Period) -> tuple[Highlight, ...]:
    """What was submitted for that period, in the order of level and number. What is only typed is nobody else's."""
    return of_periods(work, plan_id, [period])


def of_periods(work: Work, plan_id: int, periods: Iterable[Period]) -> tuple[Highlight, ...]:
    """The same for several periods; one query."""
    keys = [period.key for period in periods]
    query = (
        select(*_highlight)
        .where(mine(Row), _highlight.plan_id == plan_id, _highlight.period.in_(keys), _is_submitted())
        .order_by(_highlight.level, _highlight.number, _highlight.period)
    )
    return tuple(_as_highlight(row, work.first_month) for row in work.rows(query))


@dataclass(frozen=True, slots=True)
class Stands:
    """How far one objective's account of a period is."""

    objective: tuple[str, int]
    period: Period
    is_submitted: bool
    is_begun: bool  # something is typed that was not submitted


def kept_of(work: Work, plan_id: int, periods: Iterable[Period]) -> tuple[Stands, ...]:
    """How far each is of which anything is kept; without a word of what was written, and one query."""
    keys = [period.key for period in periods]
    columns = (_highlight.level, _highlight.number, _highlight.period, _highlight.state, _highlight.typed)
    query = select(*columns).where(mine(Row), _highlight.plan_id == plan_id, _highlight.period.in_(keys))
    return tuple(
        Stands(
            (row.level, row.number),
            from_key(row.period, work.first_month),
            row.state == HighlightState.SUBMITTED,
            bool(row.typed),
        )
        for row in work.rows(query)
    )


def get(work: Work, plan_id: int, objective: tuple[str, int], period: Period) -> Kept:
    """What is kept of the objective for that period, and what was submitted of it before; two queries."""
    row = work.first(select(*_highlight).where(mine(Row), _of(plan_id, objective, period)))
    submitted = row is not None and row.state == HighlightState.SUBMITTED
    return Kept(
        submitted=_as_highlight(row, work.first_month) if row and submitted else None,
        typed=dict(row.typed) if row else {},
        before=_before(work, plan_id, objective, period),
    )


def keep_draft(work: Work, plan_id: int, objective: tuple[str, int], period: Period, typed: Mapping[str, Any]) -> None:
    """Keep what was typed beside what was submitted, which stands as it is; what was typed before is replaced."""
    keep = update(Row.__table__).where(mine(Row), _of(plan_id, objective, period)).values(typed=dict(typed))
    if work.change(keep) == 0:
        key = {"plan_id": plan_id, "level": objective[0], "number": objective[1], "period": period.key}
        if not work.add_once(Row, id=new_id(), **key, revision=0, typed=dict(typed)):
            work.change(keep)  # somebody else began it in the same moment


def drop_draft(work: Work, plan_id: int, objective: tuple[str, int], period: Period) -> bool:
    """Forget what was typed; what was submitted stands. False where nothing was kept."""
    this = _of(plan_id, objective, period)
    unsent = delete(Row.__table__).where(mine(Row), this, _highlight.state == HighlightState.DRAFT)
    if work.change(unsent):
        return True
    row = work.first(select(_highlight.typed).where(mine(Row), this))
    work.change(update(Row.__table__).where(mine(Row), this).values(typed={}))
    return bool(row and row.typed)


def submit(work: Work, plan_id: int, written: Highlight, at: datetime, seen_revision: int = 0) -> Highlight | None:
    """Submit it in place of the revision that was seen, 0 for none; what was typed is gone with it.

    None, and nothing is changed, where another was submitted meanwhile.
    """
    made = replace(written, state=HighlightState.SUBMITTED, at=at, revision=seen_revision + 1)
    values: dict[str, Any] = {name: getattr(made, name) for name in _WORDS}
    values |= {"state": made.state, "written_by": made.written_by, "at": at, "revision": made.revision, "typed": {}}
    this = _of(plan_id, made.objective, made.period)
    took = update(Row.__table__).where(mine(Row), this, _highlight.revision == seen_revision).values(**values)
    if work.change(took) == 1:
        return made
    key = {"plan_id": plan_id, "level": made.objective[0], "number": made.objective[1], "period": made.period.key}
    return made if seen_revision == 0 and work.add_once(Row, id=new_id(), **key, **values) else None


def _before(work: Work, plan_id: int, objective: tuple[str, int], period: Period) -> Highlight | None:
    """By when the periods end: a half-year stands between quarters, and keys do not sort so."""
    level, number = objective
    this = and_(_highlight.plan_id == plan_id, _highlight.level == level, _highlight.number == number)
    query = select(*_highlight).where(mine(Row), this, _is_submitted(), _highlight.period != period.key)
    found = (_as_highlight(row, work.first_month) for row in work.rows(query))
    earlier = [each for each in found if each.period.ends < period.ends]
    return max(earlier, key=lambda each: each.period.ends, default=None)


def _is_submitted() -> ColumnElement[bool]:
    return _highlight.state == HighlightState.SUBMITTED


def _of(plan_id: int, objective: tuple[str, int], period: Period) -> ColumnElement[bool]:
    level, number = objective
    return and_(
        _highlight.plan_id == plan_id,
        _highlight.level == level,
        _highlight.number == number,
        _highlight.period == period.key,
    )


def _as_highlight(row: Fetched[Any], first_month: int) -> Highlight:
    return Highlight(
        objective=(row.level, row.number),
        period=from_key(row.period, first_month),
        **{name: getattr(row, name) for name in _WORDS if name != "rating"},
        rating=Rating(row.rating),
        state=HighlightState(row.state),
        written_by=row.written_by,
        at=row.at,
        revision=row.revision,
    )
