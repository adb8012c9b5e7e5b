"""A plan's round as it stands: one bounded read of all that whoever deals with it needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain import owing, supplying
from bot.domain import people as roll
from bot.domain import tasks as asked
from bot.domain.kinds import State
from bot.domain.nudging import Cast, lead_of
from bot.domain.owing import Books
from bot.domain.tasks import Commitments, Setting
from bot.domain.timetables import timetables
from bot.domain.working_days import Calendar
from store import (
    actions,
    admissions,
    bodies,
    highlights,
    leads,
    owners,
    people,
    promises,
    risks,
    rules,
    snoozes,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.model import Catalogue, Indicator, Plan
    from bot.domain.people import Holder, Person, Role, Someone
    from bot.domain.rounds import Body, Owed, Promise, Rules, Timetable
    from bot.domain.supplying import Ownerless, Supplier
    from bot.domain.tasks import Task
    from bot.workspace import Workspace
    from store.figures import Revision
    from store.work import Work

LOOKED_BACK = timedelta(days=92)  # a quarter: by then the next round has begun


@dataclass(frozen=True, kw_only=True)  # without slots: what is derived is kept
class Round:
    """Everything read; what is owed is worked out when it is first asked for."""

    today: date
    catalogue: Catalogue
    rules: Rules
    calendar: Calendar
    bodies: tuple[Body, ...]
    timetables: tuple[Timetable, ...]
    figures: Mapping[int, tuple[Revision, ...]]  # by series: latest revisions, whatever their state or embargo
    people: Mapping[int, Person]
    roles: Mapping[int, frozenset[Role]]  # as they were given, by person
    ticks: Mapping[int, frozenset[int]]  # by person: the measures that they may see, who see only what is ticked
    holders: Mapping[int, Holder]  # by measure
    leads: Mapping[tuple[str, int], Person]  # by an objective's level and number
    promises: Mapping[tuple[int, str], Promise]  # by measure and Period.key
    snoozes: Mapping[tuple[int, int, str], date]  # by person, measure and Period.key
    held: Commitments = field(default_factory=Commitments)  # beside figures; empty where only these are dealt with

    @property
    def plan(self) -> Plan:
        return self.catalogue.plan

    @cached_property
    def books(self) -> Books:
        return Books(
            catalogue=self.catalogue,
            rules=self.rules,
            calendar=self.calendar,
            timetables=self.timetables,
            figures={number: tuple(each.figure for each in held) for number, held in self.figures.items()},
            sent_back=self._sent_back(),
            promises=self.promises,
        )

    @cached_property
    def expected(self) -> tuple[Owed, ...]:
        """All that the running rounds want and all that was promised; what is in names no series."""
        return owing.expected(self.books, self.today)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """What is not in and due, or near enough to be told of."""
        return owing.owed_of(self.expected, self.books, self.today)

    @cached_property
    def deferred(self) -> tuple[Owed, ...]:
        """What is not in and was promised for a day to come."""
        return tuple(each for each in self.expected if each.series and each.promise and each.due > self.today)

    @cached_property
    def over(self) -> tuple[Owed, ...]:
        """What the last round wanted, in or not, as of its meeting: until the next one begins it is still looked at."""
        past = [each for each in self.timetables if each.meeting < self.today <= each.meeting + LOOKED_BACK]
        if not past or any(each.meeting >= self.today for each in self.timetables):
            return ()
        last = max(each.meeting for each in past)
        wanted = owing.expected(self.books, last)
        return tuple(each for each in wanted if each.timetable and each.timetable.meeting == last)

    def due_by_rule(self, day: date, indicator: Indicator | None = None) -> tuple[Owed, ...]:
        """What the rounds of that day want, in or not, of one indicator or of all; promises move nothing."""
        named = self.catalogue if indicator is None else replace(self.catalogue, indicators=(indicator,))
        return owing.expected(replace(self.books, catalogue=named, promises={}), day)

    def owed_on(self, day: date) -> tuple[Owed, ...]:
        """What will be owed on another day, if nothing comes in until then."""
        return self.owed if day == self.today else owing.owed(self.books, day)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All that is still to be done beside figures, begun or not."""
        return self.tasks_on(self.today)

    def asked_of(self, task: Task) -> tuple[Supplier, ...]:
        """Who is asked for a task today."""
        return supplying.asked(task.holder, self.people, self.today)

    def task(self, key: str) -> Task | None:
        """The task of that key, where it is still to be done."""
        return next((each for each in self.tasks if each.key == key), None)

    def tasks_on(self, day: date) -> tuple[Task, ...]:
        """The same on another day, if nothing is done until then."""
        return asked.tasks(self.held, self.setting, day)

    @cached_property
    def setting(self) -> Setting:
        """By what tasks fall due."""
        return Setting(
            catalogue=self.catalogue,
            leads=self.leads,
            timetables=self.timetables,
            rules=self.rules,
            calendar=self.calendar,
        )

    @cached_property
    def cast(self) -> Cast:
        """Who is to hear of it."""
        return Cast(
            rules=self.rules,
            calendar=self.calendar,
            people=self.people,
            holders=self.holders,
            leads=self._leads_by_id(),
            officers=self.officers(),
            ticks=self.ticks,
            snoozes=self.snoozes,
            postponed=self.held.postponed,
            meetings=tuple(each.meeting for each in self.timetables),
        )

    @cached_property
    def _indicators(self) -> dict[int, Indicator]:
        return {each.id: each for each in self.catalogue.indicators}

    def indicator(self, measure_id: int) -> Indicator | None:
        """The indicator, where the plan has it."""
        return self._indicators.get(measure_id)

    def officers(self) -> tuple[Person, ...]:
        """Those who run the round, by post: officers and admins; closed accounts where no other is."""
        return roll.officers(self.people.values(), self.roles, self.ticks)

    def may_see(self, person_id: int, measure_id: int) -> bool:
        """Whether what is said to that person may name the indicator, as they are let in at this moment."""
        return measure_id in self.ticks.get(person_id, (measure_id,))

    def suppliers(self, measure_id: int) -> tuple[Supplier, ...]:
        """Who is to hear of the indicator's figure today; nobody of whom it may not be seen."""
        return supplying.seeing(self.asked(measure_id), measure_id, self.ticks)

    def asked(self, measure_id: int) -> tuple[Supplier, ...]:
        """Those whom its holder names for it, whether they may see it or not."""
        holder = self.holders.get(measure_id)
        if holder not in self._suppliers:
            self._suppliers[holder] = supplying.suppliers(holder, self.people, self.today)
        return self._suppliers[holder]

    def may_supply(self, someone: Someone, measure_id: int) -> bool:
        """Whether whoever asks may supply the indicator's figure, as everybody may who is asked for it.

        Officers are judged elsewhere.
        """
        if measure_id not in self._indicators or not someone.may_see(measure_id):
            return False
        asked = (each.person.id for each in self.suppliers(measure_id))
        is_asked = someone.person is not None and someone.person.id in asked
        return is_asked or supplying.may_supply(someone, self.holders.get(measure_id))

    def item(self, measure_id: int, period_key: str) -> Owed | None:
        """What the round wants of an indicator for a period, in or not; None: nothing."""
        return self._items.get((measure_id, period_key))

    def lead(self, measure_id: int) -> Person | None:
        """Who hears of the indicator's figure when it stays out; None: the officer does."""
        indicator = self.indicator(measure_id)
        return lead_of(indicator, self.cast, self.today, self.suppliers(measure_id)) if indicator else None

    def without_active_owner(self) -> tuple[Ownerless, ...]:
        """Indicators that nobody is reminded of as things stand."""
        return supplying.without_active_owner(
            self.catalogue.indicators, self.holders, self.people, self.today, self.ticks
        )

    @cached_property
    def _suppliers(self) -> dict[Holder | None, tuple[Supplier, ...]]:
        """Looked up once for all that have the same holder."""
        return {}

    @cached_property
    def _items(self) -> dict[tuple[int, str], Owed]:
        return {each.key: each for each in self.expected}

    def _leads_by_id(self) -> dict[int, Person]:
        """An objective without a lead of its own has that of the one it serves."""
        own = {each.id: self.leads.get((each.level, each.number)) for each in self.catalogue.objectives}
        found = {each.id: own[each.id] or own.get(each.parent_id or 0) for each in self.catalogue.objectives}
        return {number: lead for number, lead in found.items() if lead}

    def _sent_back(self) -> dict[tuple[int, str], str]:
        """Why, by series and period; where an indicator's lines went back one by one, the last word holds for all."""
        back = [
            (indicator.id, each)
            for indicator in self.catalogue.indicators
            for series in indicator.series
            for each in self.figures.get(series.id, ())
            if each.figure.state is State.SENT_BACK
        ]
        back.sort(key=lambda found: found[1].recorded_at)
        why = {(number, each.figure.period): each.provenance.sent_back for number, each in back}
        return {
            (each.figure.series_id, each.figure.period.key): why[number, each.figure.period] for number, each in back
        }


def with_tasks(work: Work, round_: Round) -> Round:
    """The same with what is asked for beside figures; five queries more."""
    plan_id, periods = round_.plan.id, asked.periods_told(round_.setting, round_.today)
    kept = highlights.kept_of(work, plan_id, periods)
    held = Commitments(
        actions=actions.actions(work, plan_id),
        risks=risks.risks(work, plan_id),
        written=frozenset((each.objective, each.period.key) for each in kept if each.is_submitted),
        begun=frozenset((each.objective, each.period.key) for each in kept if each.is_begun),
        postponed=snoozes.of_tasks(work),
    )
    return replace(round_, held=held)


def of(workspace: Workspace, work: Work, plan_name: str | None = None, on: date | None = None) -> Round | None:
    """The round of the current plan, or of the one named, as it stands today or on a day; None: there is no such plan.

    A fixed number of queries, whatever the size of the plan.
    """
    catalogue = workspace.catalogue(work, plan_name)
    if catalogue is None:
        return None
    plan = catalogue.plan
    ruled = rules.rules(work, plan.id)
    calendar = Calendar(workspace.nation, frozenset(ruled.closed))
    held, everyone = bodies.bodies(work, plan), people.everyone(work)
    return Round(
        today=on or workspace.today(),
        catalogue=catalogue,
        rules=ruled,
        calendar=calendar,
        bodies=held,
        timetables=timetables(held, ruled, calendar),
        figures=workspace.latest_figures(work, catalogue),
        people={each.id: each for each in everyone},
        roles=people.roles(work, plan.id),
        ticks=admissions.ticks(work, everyone),
        holders=owners.holders(work, plan.id),
        leads=leads.leads(work, plan.id),
        promises=promises.promises(work, plan.id),
        snoozes=snoozes.snoozes(work),
    )
