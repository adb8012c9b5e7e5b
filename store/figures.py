"""Figures: what readers may see, every revision there ever was, and new ones. None is overwritten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select, update

from bot.domain.kinds import State
from bot.domain.model import Figure, Marker, Missing
from bot.domain.periods import Period, from_key
from store import figure_queries as queries
from store import tables
from store.stamps import bump
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from store.work import Work

_figure = tables.Figure.__table__.c
_AT_ONCE = 1_000  # revisions named in one statement

BySeries = dict[int, tuple[Figure, ...]]
Revisions = dict[int, tuple["Revision", ...]]  # by series


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Whose hands a figure went through, as ids of people, and the terms on which it is held."""

    supplied_by: int | None = None
    entered_by: int | None = None
    approved_by: int | None = None
    embargoed_until: datetime | None = None
    one_person: bool = False  # an officer entered and approved it
    sent_back: str = ""  # why an officer did not take it
    reason: str = ""  # why it was revised


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of a figure, with where it came from and when."""

    figure: Figure
    provenance: Provenance
    recorded_at: datetime


def of_measures(
    work: Work, measure_ids: Iterable[int], at: datetime | None = None, *, approved: bool = False
) -> BySeries:
    """By series, oldest period first: the latest revision of each figure that readers may see at that moment.

    One query. Without `at`, a figure that ever had an embargo is left out. Readers see what is published, and where
    `approved` is true what is to be.
    """
    wanted = list(measure_ids)
    seen = {"at": at, "approved": approved}
    if len(wanted) == 1:
        return _latest(work.rows(queries.of_one_measure(), measure=wanted[0], **seen), work.first_month)
    return _latest(work.rows(queries.of_measures(), measures=wanted, **seen), work.first_month)


def of_plan(work: Work, plan_id: int, at: datetime | None = None, *, approved: bool = False) -> BySeries:
    """The same for every line of the plan's version in force; one query."""
    return _latest(work.rows(queries.of_plan(), plan=plan_id, at=at, approved=approved), work.first_month)


def latest_of_measures(work: Work, measure_ids: Iterable[int], *, drafts: bool = False) -> Revisions:
    """By series, oldest period first: the latest revision of each figure, whatever its state and under embargo too.

    For those who deal with the round, never for readers; one query. Drafts are left out unless asked for.
    """
    rows = work.rows(queries.every_of_measures(), measures=list(measure_ids), drafts=drafts)
    return _latest_revisions(rows, work.first_month)


def latest_of_plan(work: Work, plan_id: int, *, drafts: bool = False) -> Revisions:
    """The same for every line of the plan's version in force; one query."""
    return _latest_revisions(work.rows(queries.every_of_plan(), plan=plan_id, drafts=drafts), work.first_month)


def every_of_measures(work: Work, measure_ids: Iterable[int]) -> BySeries:
    """By series: every revision of each figure, whatever its state but for drafts; one query."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for row in work.rows(queries.every_of_measures(), measures=list(measure_ids), drafts=False):
        found[row.series_id].append(_as_figure(row, work.first_month))
    return {series_id: tuple(figures) for series_id, figures in found.items()}


def waiting(work: Work, plan_id: int) -> tuple[Revision, ...]:
    """The figures of the plan that wait for an officer, those that were submitted first come first."""
    latest = (each for found in latest_of_plan(work, plan_id).values() for each in found)
    submitted = [each for each in latest if each.figure.state is State.SUBMITTED]
    return tuple(sorted(submitted, key=lambda each: (each.recorded_at, each.figure.series_id, each.figure.period)))


def history(work: Work, series_id: int) -> tuple[Revision, ...]:
    """Every revision of every figure of a series, whatever its state, by period and revision."""
    rows = work.rows(select(*_figure).where(mine(tables.Figure), _figure.series_id == series_id))
    revisions = (_as_revision(row, work.first_month) for row in rows)
    return tuple(sorted(revisions, key=lambda each: (each.figure.period, each.figure.revision)))


def add(work: Work, figure: Figure, at: datetime, provenance: Provenance | None = None) -> Figure:
    """Add a figure as the next revision of its series and period; returns it with its number."""
    return add_all(work, [figure], at, provenance)[0]


def add_all(
    work: Work, figures: Sequence[Figure], at: datetime, provenance: Provenance | None = None
) -> tuple[Figure, ...]:
    """Add many at once; the number of queries does not grow with them, but for their size."""
    bump(work)  # before the numbers are read: two writers would both come to the same next one
    last = _last_revisions(work, {figure.series_id for figure in figures})
    added = []
    for figure in figures:
        key = (figure.series_id, figure.period.key)
        last[key] += 1
        added.append(replace(figure, revision=last[key]))
    work.add(tables.Figure, *(_as_row(figure, at, provenance or Provenance()) for figure in added))
    return tuple(added)


def move(
    work: Work,
    figure: Figure,
    to: State,
    approved_by: int | None = None,
    *,
    one_person: bool = False,
    sent_back: str = "",
) -> bool:
    """Take this revision from the state it was read in to another; False where it is no longer in that state.

    `sent_back` says why the officer did not take it; who approved it, and that they had entered it, stays noted.
    """
    bump(work)
    values: dict[str, Any] = {"state": to, "sent_back": sent_back}
    values |= {"approved_by": approved_by} if approved_by is not None else {}
    values |= {"one_person": True} if one_person else {}
    this = and_(
        _figure.series_id == figure.series_id,
        _figure.period == figure.period.key,
        _figure.revision == figure.revision,
    )
    in_state = _figure.state == figure.state
    return work.change(update(tables.Figure.__table__).where(mine(tables.Figure), this, in_state).values(values)) == 1


def publish(work: Work, figures: Iterable[Figure], at: datetime) -> int:
    """Publish just these revisions, each where it is approved still; how many it was.

    Those under embargo at that moment stay as they are.
    """
    bump(work)
    these = [(each.series_id, each.period.key, each.revision) for each in figures]
    pages = (these[start : start + _AT_ONCE] for start in range(0, len(these), _AT_ONCE))
    return sum(work.change(queries.published(), these=page, at=at) for page in pages)


def _newest(rows: Iterable[Row[Any]]) -> Iterable[Row[Any]]:
    """The last revision of each figure among these."""
    newest: dict[tuple[int, str], Row[Any]] = {}
    for row in rows:
        key = (row.series_id, row.period)
        if key not in newest or newest[key].revision < row.revision:
            newest[key] = row
    return newest.values()


def _latest_revisions(rows: Iterable[Row[Any]], first_month: int) -> Revisions:
    found: dict[int, list[Revision]] = defaultdict(list)
    for row in _newest(rows):
        found[row.series_id].append(_as_revision(row, first_month))
    for revisions in found.values():
        revisions.sort(key=lambda each: each.figure.period.order)
    return {series_id: tuple(revisions) for series_id, revisions in found.items()}


def _latest(rows: Iterable[Row[Any]], first_month: int) -> BySeries:
    found: dict[int, list[Figure]] = defaultdict(list)
    for row in _newest(rows):
        found[row.series_id].append(_as_figure(row, first_month))
    for figures in found.values():
        figures.sort(key=lambda figure: figure.period.order)
    return {series_id: tuple(figures) for series_id, figures in found.items()}


def _last_revisions(work: Work, series_ids: set[int]) -> dict[tuple[int, str], int]:
    highest = func.max(_figure.revision).label("revision")
    query = select(_figure.series_id, _figure.period, highest).where(
        mine(tables.Figure), _figure.series_id.in_(bindparam("series", expanding=True))
    )
    last: dict[tuple[int, str], int] = defaultdict(int)
    for row in work.rows(query.group_by(_figure.series_id, _figure.period), series=list(series_ids)):
        last[row.series_id, row.period] = row.revision
    return last


@lru_cache(maxsize=4096)
def _period(key: str, first_month: int) -> Period:
    return from_key(key, first_month)


def _as_figure(row: Row[Any], first_month: int) -> Figure:
    return Figure(
        series_id=row.series_id,
        period=_period(row.period, first_month),
        as_printed=row.as_printed,
        value=row.value,
        text=row.text,
        covers=_period(row.covers, first_month) if row.covers else None,
        markers=frozenset(Marker(letter) for letter in row.markers),
        missing=Missing(row.missing) if row.missing else None,
        available=row.available,
        note=row.note,
        comment=row.comment,
        source=row.source,
        numerator=row.numerator,
        denominator=row.denominator,
        revision=row.revision,
        state=State(row.state),
    )


def _as_revision(row: Row[Any], first_month: int) -> Revision:
    provenance = Provenance(**{name: getattr(row, name) for name in Provenance.__dataclass_fields__})
    return Revision(figure=_as_figure(row, first_month), provenance=provenance, recorded_at=row.recorded_at)


def _as_row(figure: Figure, at: datetime, provenance: Provenance) -> dict[str, Any]:
    return {
        "series_id": figure.series_id,
        "period": figure.period.key,
        "revision": figure.revision,
        "state": figure.state,
        "as_printed": figure.as_printed,
        "value": figure.value,
        "text": figure.text,
        "covers": figure.covers.key if figure.covers else None,
        "markers": "".join(sorted(figure.markers)),
        "missing": figure.missing,
        "available": figure.available,
        "note": figure.note,
        "comment": figure.comment,
        "source": figure.source,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "recorded_at": at,
    } | {name: getattr(provenance, name) for name in Provenance.__dataclass_fields__}
