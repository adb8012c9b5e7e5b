"""Queries for what hangs on a plan's version; their number is the same whatever its size.

Every one is given `version`, or the `plan` whose placements that ended are meant.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, ColumnElement, Select, and_, bindparam, func, or_, select

from bot.domain.kinds import State
from store import tables
from store.columns import Moment
from store.work import MINE, mine

if TYPE_CHECKING:
    from sqlalchemy import FromClause

_figure = tables.Figure.__table__.c
_line = tables.Line.__table__.c
_link = tables.PlacementObjective.__table__.c
_mark = tables.Mark.__table__.c
_measure = tables.Measure.__table__.c
_organisation = tables.Organisation.__table__.c
_person = tables.Person.__table__.c
_placement = tables.Placement.__table__.c
_series = tables.Series.__table__.c
_target = tables.Target.__table__.c
_version = tables.PlanVersion.__table__.c


def visible() -> ColumnElement[bool]:
    """The condition that readers may see a figure: published, and not under embargo at the moment `at`.

    Where `approved` is true they need not wait until it is published.
    """
    early = and_(_figure.state == State.APPROVED, bindparam("approved", type_=Boolean))
    return and_(or_(_figure.state == State.PUBLISHED, early), lifted())


def lifted() -> ColumnElement[bool]:
    """The condition that a figure is not under embargo at the moment `at`; without one, that it never was."""
    return or_(_figure.embargoed_until.is_(None), _figure.embargoed_until <= bindparam("at", type_=Moment))


def in_force(workspace_id: ColumnElement[int], plan_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a plan_version row is the plan's latest."""
    other = tables.PlanVersion.__table__.alias().c
    latest = select(func.max(other.number)).where(other.workspace_id == workspace_id, other.plan_id == plan_id)
    return and_(
        _version.workspace_id == workspace_id,
        _version.plan_id == plan_id,
        _version.number == latest.scalar_subquery(),
    )


def in_plan(measure_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that the version in force of the plan `plan` places the measure."""
    version = and_(_version.workspace_id == _placement.workspace_id, _version.id == _placement.plan_version_id)
    placed = select(_placement.measure_id).join_from(tables.Placement.__table__, tables.PlanVersion.__table__, version)
    return measure_id.in_(placed.where(in_force(MINE, bindparam("plan"))))


def shown_lines() -> FromClause:
    """Lines with the placement they are of; `version` picks the plan's version."""
    return tables.Line.__table__.join(
        tables.Placement.__table__,
        and_(_placement.workspace_id == _line.workspace_id, _placement.id == _line.placement_id),
    )


class Which(Enum):
    """Which placements a query is about."""

    OF_VERSION = "of the version `version`"
    ENDED = "ended, in whichever version of the plan `plan`"


def _these(which: Which) -> ColumnElement[bool]:
    """The condition that a placement is one of them."""
    if which is Which.OF_VERSION:
        return _placement.plan_version_id == bindparam("version")
    versions = select(_version.id).where(_version.workspace_id == MINE, _version.plan_id == bindparam("plan"))
    return and_(_placement.ends.is_not(None), _placement.plan_version_id.in_(versions))


def _hung_on(which: Which, query: Select[Any], column: ColumnElement[int]) -> Select[Any]:
    """Only what hangs on one of these placements."""
    placed = and_(_placement.workspace_id == MINE, _placement.id == column)
    return query.join(tables.Placement.__table__, placed).where(_these(which))


@cache
def measures(which: Which) -> Select[Any]:
    """In the order of the plan; of those that ended, the last to end come last."""
    latest_last = [_placement.ends] if which is Which.ENDED else []
    person = and_(_person.workspace_id == _measure.workspace_id, _person.id == _measure.owner_person_id)
    body = and_(_organisation.workspace_id == _measure.workspace_id, _organisation.id == _measure.owner_organisation_id)
    return (
        select(
            *_measure,
            _placement.id.label("placement_id"),
            _placement.flags,
            _placement.starts,
            _placement.ends,
            _person.post,
            _person.slack_user,
            _organisation.name.label("organisation"),
        )
        .join_from(
            tables.Placement.__table__,
            tables.Measure.__table__,
            and_(_measure.workspace_id == _placement.workspace_id, _measure.id == _placement.measure_id),
        )
        .outerjoin(tables.Person.__table__, person)
        .outerjoin(tables.Organisation.__table__, body)
        .where(mine(tables.Placement), _these(which))
        .order_by(*latest_last, _placement.position, _placement.id)
    )


@cache
def lines(which: Which) -> Select[Any]:
    series = and_(_series.workspace_id == _line.workspace_id, _series.id == _line.series_id)
    query = select(*_series, _line.placement_id, _line.row, _line.pi).join_from(
        tables.Line.__table__, tables.Series.__table__, series
    )
    return _hung_on(which, query, _line.placement_id).where(mine(tables.Line)).order_by(_series.position, _series.id)


@cache
def links(which: Which) -> Select[Any]:
    objective = tables.Objective.__table__.c
    query = select(_link.placement_id, _link.objective_id, _link.primary).join_from(
        tables.PlacementObjective.__table__,
        tables.Objective.__table__,
        and_(objective.workspace_id == _link.workspace_id, objective.id == _link.objective_id),
    )
    placed = _hung_on(which, query, _link.placement_id).where(mine(tables.PlacementObjective))
    return placed.order_by(objective.position, objective.number, objective.id)


@cache
def targets(which: Which) -> Select[Any]:
    query = _hung_on(which, select(*_target).select_from(tables.Target.__table__), _target.placement_id)
    return query.where(mine(tables.Target))


@cache
def marks(which: Which) -> Select[Any]:
    query = _hung_on(which, select(*_mark).select_from(tables.Mark.__table__), _mark.placement_id)
    return query.where(mine(tables.Mark))


@cache
def periods() -> Select[Any]:
    """The columns that hold a value which readers may see."""
    held = or_(_figure.value.is_not(None), _figure.text != "")
    return (
        select(_figure.period)
        .select_from(_figures_shown())
        .where(mine(tables.Line), _placement.plan_version_id == bindparam("version"))
        .where(held, _figure.missing.is_(None), visible())
        .group_by(_figure.period)
    )


@cache
def next_embargo() -> Select[Any]:
    return (
        select(func.min(_figure.embargoed_until, type_=Moment).label("ends"))
        .select_from(_figures_shown())
        .where(mine(tables.Line), _placement.plan_version_id == bindparam("version"))
        .where(_figure.embargoed_until > bindparam("at", type_=Moment))
    )


def _figures_shown() -> FromClause:
    of_line = and_(_figure.workspace_id == _line.workspace_id, _figure.series_id == _line.series_id)
    return shown_lines().join(tables.Figure.__table__, of_line)
