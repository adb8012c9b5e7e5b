"""Plans: which are held, which one answers, and everything that can be named in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, select, update

from bot.domain.disclosure import is_threshold
from bot.domain.model import Catalogue, Objective, Plan
from store import aliases, holdings, links, placements, tables
from store.placement_queries import in_force
from store.stamps import bump
from store.work import MINE, mine

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from store.work import Work

__all__ = ["Standing", "bump", "catalogue", "current", "named", "plans", "stamp", "standing", "use"]

_plan = tables.Plan.__table__.c
_version = tables.PlanVersion.__table__.c
_objective = tables.Objective.__table__.c
_workspace = tables.Workspace.__table__.c


@dataclass(frozen=True, slots=True)
class Standing:
    """Which plan answers, and a number that changes whenever plan, figures or aliases do."""

    plan_id: int | None
    stamp: int


def plans(work: Work) -> tuple[Plan, ...]:
    """Every plan held, each in the version in force; the one that answers comes first."""
    return tuple(_as_plan(row, work.first_month) for row in work.rows(_plans()))


def current(work: Work) -> Plan | None:
    """The plan that answers: the one last chosen, else the one last imported."""
    row = work.first(_plans().limit(1))
    return _as_plan(row, work.first_month) if row else None


def use(work: Work, plan_id: int) -> bool:
    """Let this plan answer from now on; False where there is no such plan here."""
    bump(work)
    highest = select(func.max(_plan.chosen)).where(mine(tables.Plan)).scalar_subquery()
    choose = update(tables.Plan.__table__).where(mine(tables.Plan), _plan.id == plan_id).values(chosen=highest + 1)
    return work.change(choose) == 1


def standing(work: Work) -> Standing:
    """In one query, so that a kept catalogue costs no more than this to trust."""
    row = work.first(_standing())
    return Standing(row.plan_id, row.stamp) if row else Standing(None, 0)


def named(work: Work, name: str) -> Standing:
    """The same for the plan of that name or short name, without regard to case; `plan_id` None: there is none."""
    rows = work.rows(_names())
    wanted = name.casefold()
    by_name = [row.id for row in rows if row.name.casefold() == wanted]
    by_short_name = [row.id for row in rows if row.short_name.casefold() == wanted]
    return Standing(next(iter(by_name + by_short_name), None), rows[0].stamp if rows else 0)


def stamp(work: Work) -> int:
    return standing(work).stamp


def catalogue(work: Work, plan_id: int, at: datetime | None = None) -> Catalogue | None:
    """Everything of the plan that can be named; the number of queries does not depend on its size.

    `at` decides which embargoes are over; without it, a figure that ever had one counts as not there.
    None where there is no such plan here.
    """
    row = work.first(_plans().where(_plan.id == plan_id))
    if row is None:
        return None
    plan = _as_plan(row, work.first_month)
    indicators = placements.indicators(work, plan.version_id)
    linked, placed = links.links(work, plan_id), {each.id for each in indicators}
    past = placements.ended(work, plan_id) if linked else ()
    return Catalogue(
        plan=plan,
        objectives=_objectives(work, plan.version_id),
        indicators=indicators,
        aliases=aliases.approved(work),
        periods=placements.periods(work, plan.version_id, at, approved=plan.readers_see_approved),
        links=linked,
        past=tuple(each for each in past if each.id not in placed),
        holds=holdings.held(work, plan_id),
    )


@cache
def _plans() -> Select[Any]:
    return (
        select(*_plan, _version.id.label("version_id"), _version.label.label("version"))
        .join_from(tables.Plan.__table__, tables.PlanVersion.__table__, in_force(_plan.workspace_id, _plan.id))
        .where(mine(tables.Plan))
        .order_by(_plan.chosen.desc(), _plan.imported_at.desc(), _plan.id)
    )


@cache
def _standing() -> Select[Any]:
    first = (
        select(_plan.id)
        .where(mine(tables.Plan))
        .order_by(_plan.chosen.desc(), _plan.imported_at.desc(), _plan.id)
        .limit(1)
    )
    return select(first.scalar_subquery().label("plan_id"), _workspace.stamp).where(_workspace.id == MINE)


@cache
def _names() -> Select[Any]:
    return (
        select(_plan.id, _plan.name, _plan.short_name, _workspace.stamp)
        .join_from(tables.Plan.__table__, tables.Workspace.__table__, _workspace.id == _plan.workspace_id)
        .where(mine(tables.Plan))
        .order_by(_plan.chosen.desc(), _plan.imported_at.desc(), _plan.id)
    )


def _as_plan(row: Row[Any], first_month: int) -> Plan:
    kept = row.settings if isinstance(row.settings, dict) else {}
    return Plan(
        id=row.id,
        version_id=row.version_id,
        name=row.name,
        short_name=row.short_name,
        board=row.board,
        version=row.version,
        starts=row.starts,
        ends=row.ends,
        reported_to=row.reported_to,
        cadence=row.cadence,
        meeting=row.meeting,
        source=row.source,
        first_month=first_month,
        readers_see_approved=kept.get("readers_see_approved") is True,
        **{name: kept[name] for name in ("small_board", "small_public") if is_threshold(kept.get(name))},
        **({"questions_kept": kept["questions_kept"]} if type(kept.get("questions_kept")) is int else {}),
    )


@cache
def _objectives_of() -> Select[Any]:
    return (
        select(*_objective)
        .where(mine(tables.Objective), _objective.plan_version_id == bindparam("version"))
        .order_by(_objective.position, _objective.level.desc(), _objective.number)
    )


def _objectives(work: Work, version_id: int) -> tuple[Objective, ...]:
    return tuple(
        Objective(
            id=row.id,
            number=row.number,
            level=row.level,
            title=row.title,
            description=row.description,
            parent_id=row.parent_id,
            other_titles=tuple(row.other_titles),
            delivery_group=row.delivery_group,
            lead_printed=row.lead_printed,
            sponsor=row.sponsor,
            cadence=row.cadence,
        )
        for row in work.rows(_objectives_of(), version=version_id)
    )
