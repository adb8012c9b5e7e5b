"""What a preview shows beside the messages themselves: who runs the round, and whether anybody is nudged at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.errors import NoPlanHeld, NoSuchPlan
from bot.services.reminders.deciding import decide, rounds_of
from store import plan as plans

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.people import Person
    from bot.domain.rounds import Nudge
    from bot.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A day's messages, and what they depend on."""

    day: date
    nudges: tuple[Nudge, ...]
    officers: tuple[Person, ...]
    nudging: bool  # whether the plan lets people be nudged
    working: bool  # whether it is a working day
    unchased: tuple[str, ...] = ()  # the plans held of which nobody is asked for figures, since another one answers
    answers: bool = True  # whether the plan previewed is the one that answers, so that this goes out


def preview(workspace: Workspace, on: date | None = None, plan: str | None = None) -> Previewed:
    """What would go out on a day. NoPlanHeld, NoSuchPlan."""
    day = on or workspace.today()
    with workspace.reading() as work:
        running = rounds_of(workspace, work, plan)
        if not running and plan is not None:
            raise NoSuchPlan(name=plan, held=", ".join(each.short_name or each.name for each in plans.plans(work)))
        if not running:
            raise NoPlanHeld
        nudges = decide(workspace, work, running, day)
        held = plans.plans(work)
    officers = {officer.id: officer for each in running for officer in each.officers()}
    return Previewed(
        day=day,
        nudges=nudges,
        officers=tuple(officers.values()),
        nudging=any(each.rules.nudging for each in running),
        working=running[0].calendar.is_working(day),
        unchased=tuple(each.short_name or each.name for each in held[1:]),
        answers=running[0].plan.id == held[0].id,
    )
