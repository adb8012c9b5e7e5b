"""Who is to hear of what on a day: the one answer that is previewed and sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import nudging
from bot.domain.rounds import NudgeKind
from store import outbox, plan, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.domain.model import Plan
    from bot.domain.rounds import Nudge
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

_DRAFT = f"{NudgeKind.ESCALATION}:"
LASTS = timedelta(days=366)  # after its end, for the last figures of a plan that another one follows


def decided(workspace: Workspace, on: date | None = None, plan: str | None = None) -> tuple[Nudge, ...]:
    """What goes out on a day, or today; of a plan, or of all that run. Nothing is sent by asking.

    For a day to come it is what will go out if nothing changes until then.
    """
    with workspace.reading() as work:
        return tuple(decide(workspace, work, rounds_of(workspace, work, plan), on or workspace.today()))


def decide(workspace: Workspace, work: Work, running: Sequence[Round], day: date) -> tuple[Nudge, ...]:
    """The same within a transaction, of rounds that were read."""
    today = workspace.today()
    last = last_told(work, min(today, day), running)
    found = (nudging.simulated(day, today, each.owed_on, each.cast, last) for each in running)
    return _once([nudge for nudges in found for nudge in nudges])


def rounds_of(workspace: Workspace, work: Work, plan_name: str | None = None) -> tuple[Round, ...]:
    """The rounds that run today, that of the plan that answers first; of a plan by name, its own alone."""
    if plan_name is not None:
        found = rounds.of(workspace, work, plan_name)
        return (found,) if found else ()
    held = plan.plans(work)
    today = workspace.today()
    named = [each for at, each in enumerate(held) if at == 0 or _runs(each, today)]
    return tuple(filter(None, (rounds.of(workspace, work, each.name) for each in named)))


def _runs(held: Plan, today: date) -> bool:
    return held.starts <= today <= held.ends + LASTS


def last_told(work: Work, before: date, running: Iterable[Round]) -> dict[str, date]:
    """When each was last told: in Slack, or by a text that an officer was given to pass on.

    A draft for a lead goes to every officer, with the officer's id at the end of its key. What was passed on counts no
    more for whom an account has been matched to since: they hear of it themselves.
    """
    everyone = (person for each in running for person in each.people.values())
    reachable = {f"{outbox.NUDGE}:{person.id}" for person in everyone if person.reachable}
    found: dict[str, date] = {}
    for key, day in outbox.last_nudged(work, before).items():
        name = key.rpartition(":")[0] if key.startswith(_DRAFT) else key
        found[name] = max(day, found.get(name, day))
    for each in told.passed_on(work):
        if each.on < before and (each.refused or each.key not in reachable):
            found[each.key] = max(each.on, found.get(each.key, each.on))
    return found


def _once(nudges: list[Nudge]) -> tuple[Nudge, ...]:
    """One message to each, whatever the number of plans; what stands in two of them is owed once."""
    found: dict[str, Nudge] = {}
    for nudge in nudges:
        held = found.get(nudge.key)
        found[nudge.key] = _together(held, nudge) if held else nudge
    return tuple(found.values())


def _together(one: Nudge, other: Nudge) -> Nudge:
    both = sorted((*one.items, *other.items), key=lambda item: item.owed.due, reverse=True)
    items = {item.owed.key: item for item in both}  # of two for the same figure the earlier day stands
    return replace(
        one,
        step=max(one.step, other.step, key=lambda step: step.rank),
        items=tuple(sorted(items.values(), key=lambda item: item.owed.due)),
        why=one.why if one.why == other.why else "",
    )
