"""Who is to hear of what on a day: the one answer that is previewed and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import nudging
from bot.domain.rounds import NudgeKind
from store import outbox, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.domain.rounds import Nudge
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

_DRAFT = f"{NudgeKind.ESCALATION}:"


def decided(workspace: Workspace, on: date | None = None, plan: str | None = None) -> tuple[Nudge, ...]:
    """What goes out on a day, or today, for the plan that answers or for another one. Nothing is sent by asking.

    For a day to come it is what will go out if nothing changes until then.
    """
    with workspace.reading() as work:
        return decide(workspace, work, rounds_of(workspace, work, plan), on or workspace.today())


def decide(workspace: Workspace, work: Work, running: Sequence[Round], day: date) -> tuple[Nudge, ...]:
    """The same within a transaction, of rounds that were read."""
    today = workspace.today()
    last = last_told(work, min(today, day), running)
    found = (nudging.simulated(day, today, each.owed_on, each.cast, last, each.tasks_on) for each in running)
    return tuple(nudge for nudges in found for nudge in nudges)


def rounds_of(workspace: Workspace, work: Work, plan_name: str | None = None) -> tuple[Round, ...]:
    """The round of the plan that answers, or of the one named; none where there is no such plan.

    Nobody is asked for figures of another plan: forms, sheets, Home and the queue know the one that answers alone.
    """
    found = rounds.of(workspace, work, plan_name)
    return (rounds.with_tasks(work, found),) if found else ()


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
