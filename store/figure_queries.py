"""Statements about figures; each is the same whatever it is asked of, so that it is put together once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Select, Update, and_, bindparam, or_, select, tuple_, update

from bot.domain.kinds import State
from bot.domain.model import Figure
from store import tables
from store.placement_queries import in_force, lifted, shown_lines, visible
from store.work import MINE, mine

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_figure = tables.Figure.__table__.c
_line = tables.Line.__table__.c
_placement = tables.Placement.__table__.c
_series = tables.Series.__table__.c
_version = tables.PlanVersion.__table__.c


@cache
def of_measures() -> Select[Any]:
    """What readers may see of the measures `measures` at the moment `at`; `approved`: before it is published too."""
    return _of_series(_of_the_measures(), *_shown()).where(visible())


@cache
def of_one_measure() -> Select[Any]:
    """What most questions are about; a list, even of one, is written into the statement anew each time."""
    return _of_series(_series.measure_id == bindparam("measure"), *_shown()).where(visible())


@cache
def of_plan() -> Select[Any]:
    """The same of the lines of the plan `plan`."""
    return _in_plan(select(*_shown())).where(visible())


@cache
def every_of_measures() -> Select[Any]:
    """Every revision of the measures `measures`; drafts among them where `drafts` is true."""
    return _of_series(_of_the_measures(), *_figure).where(_wanted())


@cache
def every_of_plan() -> Select[Any]:
    """The same of the lines of the plan `plan`."""
    return _in_plan(select(*_figure)).where(_wanted())


@cache
def published() -> Update:
    """Publishes of the revisions `these` what is approved and not under embargo at the moment `at`."""
    revision = tuple_(_figure.series_id, _figure.period, _figure.revision)
    these = and_(mine(tables.Figure), revision.in_(bindparam("these", expanding=True)))
    ready = and_(_figure.state == State.APPROVED, lifted())
    return update(tables.Figure.__table__).where(these, ready).values(state=State.PUBLISHED)


def _of_the_measures() -> ColumnElement[bool]:
    return _series.measure_id.in_(bindparam("measures", expanding=True))


def _of_series(condition: ColumnElement[bool], *columns: Any) -> Select[Any]:  # noqa: ANN401  columns
    """As a list of series first: joined, SQLite reads every figure of the workspace and looks up its series."""
    wanted = select(_series.id).where(mine(tables.Series), condition)
    return select(*columns).where(mine(tables.Figure), _figure.series_id.in_(wanted))


def _in_plan(query: Select[Any]) -> Select[Any]:
    """Of the lines of the plan's version in force."""
    of_line = and_(_figure.workspace_id == _line.workspace_id, _figure.series_id == _line.series_id)
    return (
        query.join_from(shown_lines(), tables.Figure.__table__, of_line)
        .join(tables.PlanVersion.__table__, in_force(MINE, bindparam("plan")))
        .where(mine(tables.Line), _placement.plan_version_id == _version.id)
    )


def _wanted() -> ColumnElement[bool]:
    return or_(_figure.state != State.DRAFT, bindparam("drafts", type_=Boolean))


def _shown() -> list[Any]:
    """Only the columns that the value has: most figures are read often and in bulk."""
    return [_figure[name] for name in Figure.__dataclass_fields__]
