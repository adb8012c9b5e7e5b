"""Checks a plan: what a careful officer would question in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.checking import check as find
from bot.domain.checking.references import against_references, uncheckable
from bot.domain.errors import NoSuchPlan
from store import figures, references
from store import plan as plans

if TYPE_CHECKING:
    from bot.domain.checking.findings import Finding
    from bot.domain.model import Plan
    from bot.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a plan; no plan, where none has been imported."""

    plan: Plan | None
    findings: tuple[Finding, ...] = ()


def check(workspace: Workspace, plan: str | None = None, *, small_numbers: bool = False) -> Checked:
    """Check the current plan, or the one of that name, by the figures that may be seen now, and by the dictionary.

    With `small_numbers` what cannot be checked for them is listed too.
    Raises NoSuchPlan for a name that no plan has.
    """
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work, plan)
        if catalogue is None:
            if plan is None:
                return Checked(plan=None)
            held = ", ".join(each.short_name or each.name for each in plans.plans(work)) or "none"
            raise NoSuchPlan(name=plan, held=held)
        seen = figures.of_plan(work, catalogue.plan.id, workspace.now(), approved=catalogue.plan.readers_see_approved)
        lines = references.references(work)
    found = [*find(catalogue, seen), *against_references(catalogue, seen, lines)]
    found += uncheckable(catalogue, seen) if small_numbers else ()
    return Checked(plan=catalogue.plan, findings=tuple(found))
