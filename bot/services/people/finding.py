"""Posts, organisations, objectives and indicators by the names that an officer types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import naming
from bot.domain.errors import NoPlanHeld, NoSuchHolder
from bot.services.people.acting import plan_of
from store import people, plan

if TYPE_CHECKING:
    from bot.domain.model import Indicator, Objective
    from bot.domain.people import Holder
    from bot.workspace import Workspace
    from store.work import Work


def holder(workspace: Workspace, name: str, *, posts_only: bool = False) -> Holder:
    """The post or organisation of that name; NoSuchHolder, SeveralHolders."""
    with workspace.reading() as work:
        return named(work, name, posts_only=posts_only)


def objective(workspace: Workspace, name: str) -> Objective:
    """The objective of the plan that is called so: "operational 1". NothingSuch, NoPlanHeld."""
    with workspace.reading() as work:
        held = plan.catalogue(work, plan_of(work))
    if held is None:
        raise NoPlanHeld
    return naming.objective_named(name, held.objectives)


def indicators(workspace: Workspace, names: list[str]) -> tuple[Indicator, ...]:
    """The indicators of the plan with these codes, or with these titles whole. NothingSuch, NoPlanHeld."""
    with workspace.reading() as work:
        held = plan.catalogue(work, plan_of(work))
    if held is None:
        raise NoPlanHeld
    return tuple(naming.indicator_named(name, held.indicators) for name in names)


def named(work: Work, name: str, *, posts_only: bool = False) -> Holder:
    """The same as `holder`, within a transaction."""
    return naming.holder_named(name, people.everyone(work), {} if posts_only else people.organisations(work))


def post_named(work: Work, name: str) -> int | None:
    """The id of the post of that name; None: there is none."""
    try:
        return named(work, name, posts_only=True).person_id
    except NoSuchHolder:
        return None
