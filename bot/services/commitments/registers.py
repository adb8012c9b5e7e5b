"""All actions and all risks of a plan, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import NoPlanHeld, NoSuchPlan
from store import actions as stored_actions
from store import plan as plans
from store import risks as stored_risks

if TYPE_CHECKING:
    from bot.domain.actions import Action
    from bot.domain.risks import Risk
    from bot.workspace import Workspace
    from store.work import Work


def actions(workspace: Workspace, plan_name: str | None = None, *, overdue: bool = False) -> tuple[Action, ...]:
    """Those of the plan in its order, or the overdue ones with the longest overdue first. NoPlanHeld, NoSuchPlan."""
    with workspace.reading() as work:
        found = stored_actions.actions(work, _plan(workspace, work, plan_name))
    if not overdue:
        return found
    late = [(each.due, each) for each in found if each.due and each.is_overdue(workspace.today())]
    return tuple(each for _, each in sorted(late, key=lambda pair: pair[0]))


def risks(workspace: Workspace, plan_name: str | None = None) -> tuple[Risk, ...]:
    """Those that are not closed, the highest first. NoPlanHeld, NoSuchPlan."""
    with workspace.reading() as work:
        found = stored_risks.risks(work, _plan(workspace, work, plan_name))
    return tuple(sorted((each for each in found if each.closed_on is None), key=lambda each: -each.score))


def _plan(workspace: Workspace, work: Work, name: str | None) -> int:
    catalogue = workspace.catalogue(work, name)
    if catalogue is None and name is None:
        raise NoPlanHeld
    if catalogue is None:
        raise NoSuchPlan(name=name, held=", ".join(each.short_name or each.name for each in plans.plans(work)))
    return catalogue.plan.id
