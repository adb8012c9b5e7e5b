"""Who hears of what on a day: each person in one message, a lead in one note, an officer in one list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.rounds import Nudge, NudgeItem, NudgeKind, Step
from bot.domain.steps import OF_TASKS, starts, step_of, task_starts, task_step
from bot.domain.supplying import UNSEEN, is_matched, seeing, standing_in, suppliers
from bot.domain.tasks import TaskItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.domain.model import Indicator
    from bot.domain.people import Holder, Person
    from bot.domain.rounds import Owed, Rules
    from bot.domain.supplying import Supplier
    from bot.domain.tasks import Task
    from bot.domain.working_days import Calendar

__all__ = ["Cast", "decide", "lead_of", "simulated", "starts", "step_of"]

NO_OWNER, NO_LEAD = "no active owner", "no lead"
OFFICER = "performance officer"  # the label where a plan has none
_THEIRS = {Step.ESCALATE: Step.ANNOUNCE, Step.OFFICER: Step.ANNOUNCE}  # owners hear of no step beyond
_ORDER = (NudgeKind.REMINDER, NudgeKind.ESCALATION, NudgeKind.OFFICER_LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who is who in a round, and by which rules they hear of it."""

    rules: Rules
    calendar: Calendar
    people: Mapping[int, Person] = field(default_factory=dict)
    holders: Mapping[int, Holder] = field(default_factory=dict)  # by measure
    leads: Mapping[int, Person] = field(default_factory=dict)  # by objective's id
    officers: tuple[Person, ...] = ()
    ticks: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by person: the measures that they may see alone
    snoozes: Mapping[tuple[int, int, str], date] = field(default_factory=dict)  # by person, measure and Period.key
    postponed: Mapping[tuple[int, str], date] = field(default_factory=dict)  # the same by person and Task.key
    meetings: tuple[date, ...] = ()  # after each, what it was for is owed to a later one or not at all


@dataclass(frozen=True, slots=True)
class _Entry:
    """One item in one message, and the day on which it came to concern its reader as it does now."""

    item: NudgeItem | TaskItem
    since: date
    step: Step  # as far as it concerns them
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Reader:
    kind: NudgeKind
    person: Person | None
    label: str


def decide(
    owed: Sequence[Owed], day: date, cast: Cast, last: Mapping[str, date], tasks: Sequence[Task] = ()
) -> tuple[Nudge, ...]:
    """What goes out on a day; `last` is when each was last told before that day, by `Nudge.key`.

    Somebody is told when an item has come to concern them since then. After an outage each hears once, of the step
    that each item has come to by now.
    """
    if not cast.rules.nudging or not cast.calendar.is_working(day):
        return ()
    messages: dict[_Reader, list[_Entry]] = defaultdict(list)
    who = _Who(cast, day)
    for each in owed:
        step = step_of(each, day, cast.rules, cast.calendar)
        if step:
            for reader, entry in _readers(NudgeItem(owed=each, step=step, days_late=_late(each, day)), who):
                messages[reader].append(entry)
    for task in tasks:
        for reader, entry in _asked(task, who):
            messages[reader].append(entry)
    nudges = (_nudge(reader, entries, last, day) for reader, entries in messages.items())
    return tuple(sorted(filter(None, nudges), key=lambda nudge: (_ORDER.index(nudge.kind), nudge.label, nudge.key)))


def no_tasks(_: date) -> Sequence[Task]:
    return ()


def simulated(
    day: date, today: date, owed_on: Callable[[date], Sequence[Owed]], cast: Cast, last: Mapping[str, date],
    tasks_on: Callable[[date], Sequence[Task]] = no_tasks,
) -> tuple[Nudge, ...]:  # fmt: skip
    """What will go out on a day to come if nothing changes until then: the nudges of the days between are counted in.

    For today and for days past it is what `decide` says.
    """
    told = dict(last)
    for each in _turning_points(day, today, owed_on, cast, tasks_on):
        told |= {nudge.key: each for nudge in decide(owed_on(each), each, cast, told, tasks_on(each))}
    return decide(owed_on(day), day, cast, told, tasks_on(day))


def lead_of(indicator: Indicator, cast: Cast, day: date, heard: Iterable[Supplier]) -> Person | None:
    """Who hears of what stays out: the lead of its first objective that has one, or whoever stands in for them.

    Nobody is told on for a figure that they supply themselves, nor told of one that they may not see.
    """
    theirs = {each.person.id for each in heard}
    leads = (cast.leads.get(each) for each in indicator.objectives)
    active = (standing_in(lead, cast.people, day) for lead in leads if lead)
    seen = (lead for lead in active if lead and indicator.id in cast.ticks.get(lead.id, (indicator.id,)))
    return next((lead for lead in seen if lead.id not in theirs), None)


def _turning_points(
    day: date, today: date, owed_on: Callable[[date], Sequence[Owed]], cast: Cast,
    tasks_on: Callable[[date], Sequence[Task]],
) -> Iterator[date]:  # fmt: skip
    """The days before `day` on which somebody may come to hear of what is owed now or then, in order."""
    if day <= today:
        return
    days = {starts(each, step, cast.rules, cast.calendar) for each in (*owed_on(today), *owed_on(day)) for step in Step}
    asked = (*tasks_on(today), *tasks_on(day))
    days |= {cast.calendar.next_working(task_starts(each, step, cast.rules, cast.calendar))
             for each in asked for step in OF_TASKS}  # fmt: skip
    days |= {cast.calendar.next_working(until) for until in (*cast.snoozes.values(), *cast.postponed.values())}
    days |= {cast.calendar.after(meeting, 1) for meeting in cast.meetings}
    absences = (person.away_until for person in cast.people.values())
    days |= {cast.calendar.after(until, 1) for until in absences if until and until < day}
    yield from sorted(each for each in days | {cast.calendar.next_working(today)} if today <= each < day)


def _late(owed: Owed, day: date) -> int:
    return max((day - owed.due).days, 0)


class _Who:
    """Who concerns an item on a day, looked up once for all that have the same holder."""

    def __init__(self, cast: Cast, day: date) -> None:
        self.cast = cast
        self.day = day
        self._suppliers: dict[Holder | None, tuple[Supplier, ...]] = {}

    def suppliers(self, owed: Owed) -> tuple[Supplier, ...]:
        return seeing(self.asked(owed), owed.indicator.id, self.cast.ticks)

    def asked(self, owed: Owed) -> tuple[Supplier, ...]:
        """Those whom the holder names, whether they may see it or not."""
        return self.named_by(self.holder(owed))

    def named_by(self, holder: Holder | None) -> tuple[Supplier, ...]:
        if holder not in self._suppliers:
            self._suppliers[holder] = suppliers(holder, self.cast.people, self.day)
        return self._suppliers[holder]

    def holder(self, owed: Owed) -> Holder | None:
        return self.cast.holders.get(owed.indicator.id)

    def lead(self, owed: Owed) -> Person | None:
        return lead_of(owed.indicator, self.cast, self.day, self.suppliers(owed))

    def since(self, owed: Owed, step: Step) -> date:
        return starts(owed, step, self.cast.rules, self.cast.calendar)

    def task_since(self, task: Task, step: Step) -> date:
        return task_starts(task, step, self.cast.rules, self.cast.calendar)

    def officers(self) -> Iterator[_Reader]:
        for officer in self.cast.officers or (None,):
            yield _Reader(NudgeKind.OFFICER_LIST, officer, officer.label if officer else OFFICER)


def _readers(item: NudgeItem, who: _Who) -> Iterator[tuple[_Reader, _Entry]]:
    """Everybody who is to hear of an item, and since when."""
    asked, heard = who.asked(item.owed), who.suppliers(item.owed)
    for supplier in heard:
        if entry := _reminding(item, supplier, who):
            yield _Reader(NudgeKind.REMINDER, supplier.person, supplier.person.label), entry
    holder = who.holder(item.owed)
    unmatched = holder is not None and holder.person_id is None and holder.organisation_id is not None and not asked
    if unmatched:
        step = _THEIRS.get(item.step, item.step)
        label = item.owed.indicator.measure.owner.label if item.owed.indicator.measure.owner else ""
        yield _Reader(NudgeKind.REMINDER, None, label), _Entry(item, who.since(item.owed, step), step)
    elif not heard:
        yield from _listed(item, item.step, UNSEEN if asked else NO_OWNER, who)
    if item.step.rank >= Step.ESCALATE.rank and (heard or unmatched):
        yield from _escalated(item, who)


def _asked(task: Task, who: _Who) -> Iterator[tuple[_Reader, _Entry]]:
    """Whoever has it, and the officers in the end; these at once where its owner is in Slack but away or gone.

    What nobody in Slack was ever matched to is asked of nobody: Home shows it to the officers.
    """
    step = task_step(task, who.day, who.cast.rules, who.cast.calendar)
    if step is None or not is_matched(task.holder, who.cast.people):
        return
    heard = [each for each in who.named_by(task.holder) if each.person.reachable]
    item = TaskItem(task=task, step=step, days_late=max((who.day - task.due).days, 0))
    for supplier in heard:
        if entry := _reminding_of(item, supplier, who):
            yield _Reader(NudgeKind.REMINDER, supplier.person, supplier.person.label), entry
    if not heard or step is Step.OFFICER:
        entry = _Entry(replace(item, why="" if heard else NO_OWNER), who.task_since(task, step), step)
        for reader in who.officers():
            yield reader, entry


def _reminding_of(item: TaskItem, supplier: Supplier, who: _Who) -> _Entry | None:
    """None while they have put it out of sight."""
    step = Step.LATE if item.step is Step.OFFICER else item.step
    since, until = who.task_since(item.task, step), who.cast.postponed.get((supplier.person.id, item.task.key))
    if until is not None and until > who.day:
        return None
    if until is not None:
        since = max(since, who.cast.calendar.next_working(until))
    return _Entry(replace(item, of=supplier.instead_of), since, step, supplier.why)


def _escalated(item: NudgeItem, who: _Who) -> Iterator[tuple[_Reader, _Entry]]:
    """To the lead first, then to the officers; at once to these where there is no lead."""
    lead = who.lead(item.owed)
    if lead is None:
        yield from _listed(item, Step.ESCALATE, NO_LEAD, who)
    elif item.step is Step.OFFICER:
        yield from _listed(item, Step.OFFICER, "", who)
    else:
        entry = _Entry(item, who.since(item.owed, Step.ESCALATE), Step.ESCALATE)
        yield _Reader(NudgeKind.ESCALATION, lead, lead.label), entry


def _listed(item: NudgeItem, since: Step, why: str, who: _Who) -> Iterator[tuple[_Reader, _Entry]]:
    entry = _Entry(replace(item, why=why), who.since(item.owed, since), item.step)
    for reader in who.officers():
        yield reader, entry


def _reminding(item: NudgeItem, supplier: Supplier, who: _Who) -> _Entry | None:
    """None while they have put it out of sight. A warning that the lead will hear of it is shown all the same."""
    step = _THEIRS.get(item.step, item.step)
    since = who.since(item.owed, step)
    until = who.cast.snoozes.get((supplier.person.id, *item.owed.key))
    if until is not None and until > who.day and step is not Step.ANNOUNCE:
        return None
    if until is not None and until <= who.day:
        since = max(since, who.cast.calendar.next_working(until))
    return _Entry(replace(item, of=supplier.instead_of), since, step, supplier.why)


def _nudge(reader: _Reader, entries: list[_Entry], last: Mapping[str, date], day: date) -> Nudge | None:
    """One message, where anything has come to concern its reader since they were last told."""
    made = Nudge(to=reader.person, label=reader.label, kind=reader.kind, step=Step.HEADS_UP, items=())
    told = last.get(made.key)
    new = [each for each in entries if told is None or told >= day or each.since > told]
    if not new:
        return None
    shown = entries
    if reader.kind is not NudgeKind.REMINDER:  # what is new is not to be looked for among what was told before
        shown = new + [each for each in entries if each not in new and reader.kind is NudgeKind.OFFICER_LIST]
    reasons = {each.why for each in shown}
    return replace(
        made,
        step=max((each.step for each in new), key=lambda each: each.rank),
        items=tuple(each.item for each in shown if isinstance(each.item, NudgeItem)),
        tasks=tuple(each.item for each in shown if isinstance(each.item, TaskItem)),
        why=reasons.pop() if len(reasons) == 1 else "",
    )
