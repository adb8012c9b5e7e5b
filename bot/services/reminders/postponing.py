"""Not now: an item put out of sight for a while, or a figure promised for a later day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.acts import Act as Doing
from bot.domain.errors import AlreadyIn, NotYours, WrongDay
from bot.domain.nudges import DeferForm, NudgeTold
from bot.freshening import freshen
from bot.services.reminders.acting import begun, harmless, is_officer, item
from bot.services.reminders.deciding import rounds_of
from bot.services.reminders.listing import owed_by, tasks_of
from bot.services.reminders.promising import promised
from bot.services.reminders.requests import ask
from store import snoozes
from store.requests import DEFERRAL, deferral

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.people import Someone
    from bot.domain.rounds import Owed
    from bot.domain.working_days import Calendar
    from bot.rounds import Round
    from bot.services.reminders.acting import Act
    from bot.services.reminders.listing import Key
    from bot.workspace import Workspace

TOMORROW, THREE_DAYS, NEXT_WEEK = "tomorrow", "three days", "next week"
OFTEN, TOO_LATE = "often", "too late"  # why an officer is asked
FARTHEST = timedelta(days=366)
MONDAY = 7  # days from one to the next


def snooze(workspace: Workspace, someone: Someone, key: Key | None, until: str) -> None:
    """Remind whoever asks of an item, or of all they owe, no earlier than tomorrow, in three days or next week.

    It puts nothing off: the figure is as due as before. NotYours, AlreadyIn.
    """
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        if someone.person is None:
            raise NotYours
        held = owed_by(act.running, someone.person.id)
        keys = [each.owed.key for each in held] if key is None else [act.item(*key)[1].key]
        tasks = [each.task.key for each in tasks_of(act.running, someone.person.id)] if key is None else []
        if not keys and not tasks:
            raise AlreadyIn
        day = _day_of(until, workspace.today(), act.running[0].calendar)
        for measure_id, period_key in keys:
            snoozes.snooze(work, someone.person.id, measure_id, period_key, day)
            act.note(
                Doing.REMINDER_PUT_OFF, measure_id=measure_id, person_id=someone.person.id,
                new=f"{period_key} until {day.isoformat()}",
            )  # fmt: skip
        _postpone(act, someone.person.id, tasks, day)
        freshen(work, [measure_id for measure_id, _ in keys], act.at, tasks=tasks, also=[someone.person.id])


def snooze_task(workspace: Workspace, someone: Someone, key: str, until: str) -> None:
    """The same for one action, risk or highlight of theirs. NotYours, AlreadyIn."""
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        if someone.person is None:
            raise NotYours
        if key not in {each.task.key for each in tasks_of(act.running, someone.person.id)}:
            raise AlreadyIn
        day = _day_of(until, workspace.today(), act.running[0].calendar)
        _postpone(act, someone.person.id, [key], day)
        freshen(work, [], act.at, tasks=[key], also=[someone.person.id])


def _postpone(act: Act, person_id: int, keys: Sequence[str], day: date) -> None:
    for key in keys:
        snoozes.snooze_task(act.work, person_id, key, day)
        act.note(Doing.REMINDER_PUT_OFF, person_id=person_id, new=f"{key} until {day.isoformat()}")


def defer_form(workspace: Workspace, someone: Someone, key: Key | None) -> DeferForm:
    """The form for one item, or for a choice of all that the person owes."""
    with workspace.reading() as work:
        running = rounds_of(workspace, work)
    if key is not None:
        round_, owed = item(running, someone, *key)
        return DeferForm(items=(owed,), today=workspace.today(), alone=round_.rules.deferrals)
    held = owed_by(running, someone.person.id) if someone.person else ()
    if not held:
        raise AlreadyIn
    alone = min(each.rules.deferrals for each in running)
    return DeferForm(items=tuple(each.owed for each in held), today=workspace.today(), several=True, alone=alone)


def put_off(workspace: Workspace, someone: Someone, keys: Sequence[Key], until: date, why: str) -> NudgeTold:
    """Promise these for a later day. One put off often enough, or past its freeze, is asked of the officer instead.

    An officer decides alone. Of several, those that came in meanwhile drop out. WrongDay, NotYours, AlreadyIn.
    """
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        if not act.at.date() < until <= act.at.date() + FARTHEST:
            raise WrongDay
        harmless(why, act.at.date())
        held = _still_owed(act, keys)
        asked = [_put_off(act, round_, owed, until, why) for round_, owed in held]
        freshen(work, [owed.indicator.id for _, owed in held], act.at)
    return NudgeTold(
        about="postponed", count=len(held), often=asked.count(OFTEN), too_late=asked.count(TOO_LATE), until=until,
        again=act.running[0].calendar.next_working(until),
    )  # fmt: skip


def _still_owed(act: Act, keys: Sequence[Key]) -> list[tuple[Round, Owed]]:
    found = []
    for key in dict.fromkeys(keys):
        try:
            found.append(act.item(*key))
        except AlreadyIn:
            continue
    if not found:
        raise AlreadyIn
    return found


def _put_off(act: Act, round_: Round, owed: Owed, until: date, why: str) -> str:
    """Why the officer had to be asked; "" where nobody had to."""
    times = owed.promise.times if owed.promise else 0
    freeze = owed.timetable.freeze if owed.timetable and until > owed.timetable.freeze else None
    if is_officer(round_, act.by) or (times < round_.rules.deferrals and freeze is None):
        promised(act, owed, until, why)
        return ""
    ask(act, round_, owed, DEFERRAL, deferral(until, times, freeze), why)
    return TOO_LATE if freeze else OFTEN


def _day_of(until: str, today: date, calendar: Calendar) -> date:
    if until == NEXT_WEEK:
        return calendar.next_working(today + timedelta(days=MONDAY - today.weekday()))
    return calendar.after(today, 3 if until == THREE_DAYS else 1)
