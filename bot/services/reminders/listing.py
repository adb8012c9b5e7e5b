"""What of the rounds concerns somebody at this moment, whatever was decided before: read again for every message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.nudging import NO_LEAD, NO_OWNER
from bot.domain.rounds import NudgeItem, Step
from bot.domain.steps import starts, step_of, task_step
from bot.domain.supplying import UNSEEN
from bot.domain.tasks import TaskItem
from store.outbox import NUDGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from bot.domain.rounds import Owed
    from bot.domain.supplying import Supplier
    from bot.domain.tasks import Task
    from bot.rounds import Round

Key = tuple[int, str]  # an indicator and Period.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of items that were once listed."""

    figures_in: int = 0
    put_off: int = 0
    elsewhere: int = 0


def owed_by(running: Sequence[Round], person_id: int) -> tuple[NudgeItem, ...]:
    """All that the person is asked for and that has begun to be due, each figure once, the earliest due first."""
    found: dict[Key, NudgeItem] = {}
    for round_ in running:
        for item, supplier in _asked_for(round_):
            if supplier.person.id == person_id:
                found.setdefault(item.owed.key, item)
    return tuple(sorted(found.values(), key=lambda item: item.owed.due))


def owed_under(running: Sequence[Round], label: str) -> tuple[NudgeItem, ...]:
    """The same for an organisation that has nobody in Slack."""
    found: dict[Key, NudgeItem] = {}
    for round_ in running:
        for owed in round_.owed if round_.rules.nudging else ():
            owner = owed.indicator.measure.owner
            theirs = owner is not None and owner.label == label and not round_.asked(owed.indicator.id)
            if theirs and (item := item_of(round_, owed)):
                found.setdefault(owed.key, item)
    return tuple(found.values())


def still_out(running: Sequence[Round], keys: Iterable[Any], least: Step = Step.HEADS_UP) -> tuple[NudgeItem, ...]:
    """Of items that were once listed, those that are still owed and have come to that step."""
    found = []
    for measure_id, period_key in keys:
        for round_ in running:
            owed = round_.item(int(measure_id), str(period_key))
            item = item_of(round_, owed) if owed and owed.series else None
            if item and item.step.rank >= least.rank:
                found.append(item)
                break
    return tuple(found)


def tasks_of(running: Sequence[Round], person_id: int) -> tuple[TaskItem, ...]:
    """All that the person is asked for beside figures and that has begun, the earliest due first."""
    found = [
        replace(item, of=supplier.instead_of)
        for round_ in running
        for task in (round_.tasks if round_.rules.nudging else ())
        for supplier in round_.asked_of(task)
        if supplier.person.id == person_id and (item := task_item(round_, task))
    ]
    return tuple(sorted(found, key=lambda item: item.task.due))


def task_item(round_: Round, task: Task) -> TaskItem | None:
    """The task with its step today; None before its first."""
    step = task_step(task, round_.today, round_.rules, round_.calendar)
    return TaskItem(task=task, step=step, days_late=max(0, (round_.today - task.due).days)) if step else None


def tasks_of_officers(running: Sequence[Round], keys: Iterable[str]) -> tuple[TaskItem, ...]:
    """Of tasks that were once listed, those that are the officers' to settle, each with why nobody else is asked."""
    found = []
    for key in keys:
        for round_ in running:
            task = round_.task(key)
            item = task_item(round_, task) if task else None
            unasked = task is not None and not round_.asked_of(task)
            if item and (unasked or item.step is Step.OFFICER):
                found.append(replace(item, why=NO_OWNER if unasked else ""))
    return tuple(found)


def are_done(running: Sequence[Round], keys: Iterable[str]) -> int:
    """How many of these tasks are done, or nobody's to do any more."""
    return sum(all(round_.task(key) is None for round_ in running) for key in keys)


def with_reasons(running: Sequence[Round], items: Iterable[NudgeItem]) -> tuple[NudgeItem, ...]:
    """The same for an officer, each with why nobody else is asked or told, where nobody can be."""
    return tuple(replace(item, why=_reason(running, item)) for item in items)


def settled(running: Sequence[Round], keys: Iterable[Any]) -> Settled:
    """What came of items that are not listed any more."""
    held = [_expected(running, (int(measure_id), str(key))) for measure_id, key in keys]
    figures_in = sum(owed is not None and not owed.series for owed in held)
    put_off = sum(owed is not None and bool(owed.series) and owed.promise is not None for owed in held)
    return Settled(figures_in=figures_in, put_off=put_off, elsewhere=len(held) - figures_in - put_off)


def item_of(round_: Round, owed: Owed) -> NudgeItem | None:
    """The item with its step today; None before its first."""
    step = step_of(owed, round_.today, round_.rules, round_.calendar)
    return NudgeItem(owed=owed, step=step, days_late=max(0, (round_.today - owed.due).days)) if step else None


def leads_hear(
    running: Sequence[Round], items: Sequence[NudgeItem], last: Mapping[str, date]
) -> tuple[date | None, tuple[date, ...]]:
    """The first day on which a lead is told of one of these, with the due days of what they are told of then.

    None where that is not said of any today; no due days where it is said of all. Never a day that is over: where the
    owner hears of it late, the lead does so no sooner than the next working day.
    """
    days = [(day, item.owed.due) for item in items if (day := _lead_hears_on(running, item, last))]
    first = min((day for day, _ in days), default=None)
    dues = [due for day, due in days if day == first]
    return first, () if len(dues) == len(items) else tuple(sorted(set(dues)))


def _lead_hears_on(running: Sequence[Round], item: NudgeItem, last: Mapping[str, date]) -> date | None:
    round_ = _round_of(running, item)
    if round_.lead(item.owed.indicator.id) is None:
        return None
    if item.step is Step.ESCALATE and warned_on(running, item, last) is None:
        return round_.calendar.after(round_.today, 1)
    return starts(item.owed, Step.ESCALATE, round_.rules, round_.calendar) if item.step is Step.ANNOUNCE else None


def with_officers(running: Sequence[Round], items: Iterable[NudgeItem]) -> dict[Key, date]:
    """Since when each has been the officers' to settle, of those that are, although they are still asked for."""
    found = {}
    for item in items:
        round_ = _round_of(running, item)
        step = Step.OFFICER if round_.lead(item.owed.indicator.id) else Step.ESCALATE
        if item.step.rank >= step.rank and round_.officers():
            found[item.owed.key] = starts(item.owed, step, round_.rules, round_.calendar)
    return found


def are_officers(running: Sequence[Round], items: Iterable[NudgeItem]) -> tuple[NudgeItem, ...]:
    """Those that are the officers' to settle: nobody can be asked for them, or every step is behind them."""
    held = tuple(items)
    beyond = with_officers(running, held)
    return tuple(item for item in held if item.owed.key in beyond or _is_unasked(running, item))


def warned_on(running: Sequence[Round], item: NudgeItem, last: Mapping[str, date]) -> date | None:
    """When its owner was last told that the lead would hear of it, going by when each was told; None: not yet.

    `last` is by the key of a reminder: of a person, or of an organisation that has nobody in Slack.
    """
    round_, owner = _round_of(running, item), item.owed.indicator.measure.owner
    announced = starts(item.owed, Step.ANNOUNCE, round_.rules, round_.calendar)
    names = [str(each.person.id) for each in round_.suppliers(item.owed.indicator.id)] or [owner.label if owner else ""]
    told = (last.get(f"{NUDGE}:{name}") for name in names)
    return max((day for day in told if day and day >= announced), default=None)


def is_reached(running: Sequence[Round], item: NudgeItem) -> bool:
    """Whether somebody who is asked for it can be written to in Slack."""
    asked = _round_of(running, item).suppliers(item.owed.indicator.id)
    return any(each.person.reachable for each in asked)


def _round_of(running: Sequence[Round], item: NudgeItem) -> Round:
    return next(each for each in running if each.item(*item.owed.key) is not None)


def _is_unasked(running: Sequence[Round], item: NudgeItem) -> bool:
    """Whether no reminder can go to anybody; an organisation without people in Slack gets an email."""
    measure_id = item.owed.indicator.id
    round_ = _round_of(running, item)
    if round_.suppliers(measure_id):
        return False
    holder = round_.holders.get(measure_id)
    by_email = holder is not None and holder.person_id is None and holder.organisation_id is not None
    return bool(round_.asked(measure_id)) or not by_email


def _reason(running: Sequence[Round], item: NudgeItem) -> str:
    measure_id = item.owed.indicator.id
    round_ = _round_of(running, item)
    if _is_unasked(running, item):
        why = (each.why for each in round_.without_active_owner() if each.indicator.id == measure_id)
        return UNSEEN if round_.asked(measure_id) else next(why, NO_OWNER)
    return "" if round_.lead(measure_id) else NO_LEAD


def _expected(running: Sequence[Round], key: Key) -> Owed | None:
    return next(filter(None, (round_.item(*key) for round_ in running)), None)


def _asked_for(round_: Round) -> Iterator[tuple[NudgeItem, Supplier]]:
    """Each item with each who is asked for it and may see it."""
    for owed in round_.owed if round_.rules.nudging else ():
        heard = round_.suppliers(owed.indicator.id)
        item = item_of(round_, owed) if heard else None
        if item:
            for supplier in heard:
                yield replace(item, of=supplier.instead_of), supplier
