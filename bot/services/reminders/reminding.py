"""What somebody's one message of the day says at the moment it is sent or changed; None: it is not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.nudges import NudgeDone, NudgeMessage, NudgeReplaced
from bot.domain.rounds import Step
from bot.domain.supplying import standing_in
from bot.services.reminders import escalating
from bot.services.reminders.deciding import last_told, rounds_of
from bot.services.reminders.listing import are_done, leads_hear, owed_by, settled, tasks_of, with_officers
from store import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.rounds import NudgeItem
    from bot.domain.tasks import TaskItem
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work


def nudge_notice(workspace: Workspace, delivery: Delivery) -> NudgeMessage | NudgeDone | NudgeReplaced | None:
    """All that the person owes now. A message that is changed says so when nothing is left; a new one is not sent.

    Nor is it where they had another one today: whatever happens, it is one a day. One that was followed by another
    says no more than that.
    """
    person_id = delivery.person_id or 0
    with workspace.reading() as work:
        sent = outbox.posted(work, outbox.NUDGE, person_id)
        if delivery.updates_id is None and _is_today(workspace, sent, delivery):
            return None
        if delivery.updates_id is not None and sent and sent[0].id != delivery.updates_id:
            return NudgeReplaced(on=day_of(workspace, sent[0]))
        running = rounds_of(workspace, work)
        last = last_told(work, workspace.today(), running)
        items, tasks = owed_by(running, person_id), tasks_of(running, person_id)
        leads_told = _leads_told(workspace, work, running, items)
    snoozed, postponed = _snoozed(running, person_id, items), _postponed(running, person_id, tasks)
    listed = {(int(measure_id), str(key)) for measure_id, key in delivery.facts.get("items", ())}
    gone = listed - {item.owed.key for item in items}
    left = set(delivery.facts.get("tasks", ())) - {item.task.key for item in tasks}
    if delivery.updates_id is None and len(snoozed) == len(items) and len(postponed) == len(tasks):
        return None
    came, done = settled(running, gone), are_done(running, left)
    if not items and not tasks:
        until, instead = _absence(running, person_id)
        return NudgeDone(
            figures_in=came.figures_in,
            put_off=came.put_off,
            elsewhere=came.elsewhere + len(left) - done,
            tasks_done=done,
            away_until=until,
            instead=instead,
        )
    hear_on, hear_of = leads_hear(running, items, last)
    return NudgeMessage(
        items=items,
        tasks=tasks,
        tasks_done=done,
        postponed=postponed,
        today=workspace.today(),
        figures_in=came.figures_in,
        put_off=came.put_off,
        leads_hear_on=hear_on,
        leads_hear_of=hear_of,
        leads_told=leads_told,
        with_officers=with_officers(running, items),
        snoozed=snoozed,
    )


def _leads_told(
    workspace: Workspace, work: Work, running: Sequence[Round], items: Sequence[NudgeItem]
) -> dict[tuple[int, str], date]:
    """When a note to a lead told of these, of those that one did."""
    beyond = [item.owed for item in items if item.step.rank >= Step.ESCALATE.rank]
    heard = {lead.id for each in running for owed in beyond if (lead := each.lead(owed.indicator.id))}
    notes = (each for lead in sorted(heard) for each in outbox.posted(work, escalating.ESCALATION_TOLD, lead))
    told = {(int(number), str(key)): day_of(workspace, note) for note in notes for number, key in note.facts["items"]}
    return {owed.key: told[owed.key] for owed in beyond if owed.key in told}


def _absence(running: Sequence[Round], person_id: int) -> tuple[date | None, str]:
    """Until when they are away, and who is asked meanwhile; None where they are not."""
    for round_ in running:
        person = round_.people.get(person_id)
        if person and person.is_away(round_.today):
            instead = standing_in(person, round_.people, round_.today)
            return person.away_until, instead.label if instead else ""
    return None, ""


def _snoozed(running: Sequence[Round], person_id: int, items: Sequence[NudgeItem]) -> dict[tuple[int, str], date]:
    """The days before which the person asked not to be reminded of items, where these are still to come."""
    days = {item.owed.key: running[0].snoozes.get((person_id, *item.owed.key)) for item in items}
    return {key: day for key, day in days.items() if day and day > running[0].today}


def _postponed(running: Sequence[Round], person_id: int, tasks: Sequence[TaskItem]) -> dict[str, date]:
    """The same for tasks, by their keys."""
    days = {item.task.key: running[0].held.postponed.get((person_id, item.task.key)) for item in tasks}
    return {key: day for key, day in days.items() if day and day > running[0].today}


def _is_today(workspace: Workspace, sent: Sequence[Delivery], delivery: Delivery) -> bool:
    """Whether another nudge went out on this day, such as one that had to wait since yesterday."""
    return any(day_of(workspace, each) == workspace.today() for each in sent if each.id != delivery.id)


def day_of(workspace: Workspace, sent: Delivery) -> date:
    return (sent.sent_at or sent.planned_at).astimezone(workspace.zone).date()
