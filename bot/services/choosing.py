"""Which of a workspace's plans answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.errors import NoSuchPlan
from store import plan as stored

if TYPE_CHECKING:
    from bot.domain.model import Plan
    from bot.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Held:
    plans: tuple[Plan, ...]
    current_id: int | None


def plans(workspace: Workspace) -> Held:
    """Every plan, and which one answers now."""
    with workspace.reading() as work:
        current = stored.current(work)
        return Held(plans=tuple(stored.plans(work)), current_id=current.id if current else None)


def use(workspace: Workspace, name: str) -> Plan:
    """Let the plan of that name or short name answer; NoSuchPlan lists those held."""
    with workspace.begin() as work:
        held = stored.plans(work)
        wanted = name.casefold()
        for plan in held:
            if wanted in {plan.name.casefold(), plan.short_name.casefold()}:
                stored.use(work, plan.id)
                return plan
        raise NoSuchPlan(name=name, held=", ".join(plan.short_name or plan.name for plan in held) or "none")
