"""What holds of nudges in every round: at most one a day each, never for what is in, never on a day off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given
from hypothesis import strategies as some

from bot.domain.kinds import Frequency
from bot.domain.nudging import decide, simulated
from bot.domain.owing import owed
from bot.domain.people import Holder
from bot.domain.rounds import NudgeKind, Promise, Rules, Step
from bot.domain.steps import starts, step_of, task_starts
from bot.domain.supplying import suppliers
from bot.domain.tasks import Task
from bot.domain.working_days import NATIONS, Calendar
from tests.builders import a_figure
from tests.round_builders import DUE, JULY, Q4, a_body, a_cast, a_person, an_action, an_owed, books, reported

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.nudging import Cast
    from bot.domain.owing import Books
    from bot.domain.people import Person
    from bot.domain.rounds import Nudge, Owed

FIRST, LAST = date(2014, 5, 8), date(2014, 7, 4)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
ORGANISATION, PEOPLE = 71, 4
HEALTH = a_body("Health Board", date(2014, 6, 16), cadence="yearly")
days = some.sampled_from(DAYS)
now_and_then = some.integers(0, 3).map(lambda number: number == 0)


@dataclass
class Round:
    books: Books
    cast: Cast
    tasks: tuple[Task, ...] = ()
    kept: dict[date, tuple[Owed, ...]] = field(default_factory=dict)

    def owed_on(self, day: date) -> tuple[Owed, ...]:
        if day not in self.kept:
            self.kept[day] = owed(self.books, day)
        return self.kept[day]

    def sent(self, on: Iterable[date], told: dict[str, date] | None = None) -> list[tuple[date, Nudge]]:
        """What goes out on those days, each knowing of those before; `told` is added to."""
        told = {} if told is None else told
        found = []
        for day in on:
            for nudge in decide(self.owed_on(day), day, self.cast, told, self.tasks):
                told[nudge.key] = day
                found.append((day, nudge))
        return found


@some.composite
def rounds(draw: some.DrawFn) -> Round:
    """Any small round: people away, gone, of one organisation, deputies; figures in and out; promises and snoozes."""
    people = [_person(draw, number) for number in range(1, PEOPLE + 1)]
    frequencies, lags = some.sampled_from(list(Frequency)), some.sampled_from([None, 0, 55, 64])
    indicators = [reported(draw(frequencies), lag_days=draw(lags)) for _ in range(draw(some.integers(1, 4)))]
    holders = {each.id: draw(_holder()) for each in indicators}
    calendar = Calendar(draw(some.sampled_from(NATIONS)))
    held = books(
        indicators,
        *draw(some.sampled_from([(a_body("Board", JULY),), (a_body("Board", JULY), HEALTH)])),
        figures=[a_figure("5", "Q4 2013/14", each.series[0].id) for each in indicators if draw(now_and_then)],
        promises=[
            Promise(measure_id=each.id, period=Q4, until=draw(days)) for each in indicators if draw(now_and_then)
        ],
        calendar=calendar,
    )
    snoozes = {
        (draw(some.integers(1, PEOPLE)), each.id, Q4.key): draw(days) for each in indicators if draw(now_and_then)
    }
    tasks = tuple(
        Task(
            due=draw(days),
            holder=draw(_holder()),
            action=an_action(id=number),
            meeting=draw(some.sampled_from([JULY, None])),
        )
        for number in range(1, draw(some.integers(1, 3)))
    )
    cast = a_cast(
        *people,
        postponed={(draw(some.integers(1, PEOPLE)), each.key): draw(days) for each in tasks if draw(now_and_then)},
        calendar=calendar,
        holders=holders,
        officers=tuple(people[:1]),
        snoozes=snoozes,
        meetings=tuple(each.meeting for each in held.timetables),
    )
    return Round(held, cast, tuple(sorted(tasks, key=lambda each: each.due)))


def _person(draw: some.DrawFn, number: int) -> Person:
    return a_person(
        f"Post {number}",
        id=number,
        organisation_id=draw(some.sampled_from([None, ORGANISATION])),
        slack_user=draw(some.sampled_from(["", f"U{number}"])),
        away_until=draw(days) if draw(now_and_then) else None,
        deputy_id=draw(some.one_of(some.none(), some.integers(1, PEOPLE))),
        slack_gone=draw(now_and_then),
    )


def _holder() -> Any:  # noqa: ANN401  a strategy
    known: dict[str, Any] = {"person_id": some.integers(1, PEOPLE)}
    return some.one_of(
        some.builds(Holder, **known), some.just(Holder(organisation_id=ORGANISATION)), some.just(Holder())
    )


@given(rounds())
def test_nobody_is_told_twice_on_one_day_nor_on_a_day_off_nor_while_away(round_: Round) -> None:
    told = round_.sent(DAYS)
    assert all(round_.cast.calendar.is_working(day) for day, _ in told)
    assert max(Counter((day, each.key) for day, each in told).values(), default=1) == 1
    for day, each in told:
        assert each.items or each.tasks
        assert len({item.owed.key for item in each.items}) == len(each.items)
        assert len({item.task.key for item in each.tasks}) == len(each.tasks)
        assert not (each.to and each.kind is NudgeKind.REMINDER and (each.to.slack_gone or each.to.is_away(day)))


@given(rounds())
def test_nobody_hears_of_a_task_before_its_time_nor_while_it_is_put_off_nor_after_its_meeting(round_: Round) -> None:
    for day, each in round_.sent(DAYS):
        for item in each.tasks:
            assert task_starts(item.task, Step.HEADS_UP, round_.cast.rules, round_.cast.calendar) <= day
            assert item.task.meeting is None or day <= item.task.meeting
            if each.kind is NudgeKind.REMINDER and each.to:
                assert round_.cast.postponed.get((each.to.id, item.task.key), day) <= day
                assert each.to.reachable


@given(rounds())
def test_what_is_in_or_whose_round_is_over_is_never_mentioned(round_: Round) -> None:
    for day, each in round_.sent(DAYS):
        for item in each.items:
            held = [figure for series in item.owed.series for figure in round_.books.figures.get(series.id, ())]
            assert item.owed.series
            assert not any(figure.period == item.owed.period for figure in held)
            assert item.owed.timetable is None or day <= item.owed.timetable.meeting


@given(rounds(), some.sets(days), days)
def test_days_left_out_end_in_the_same_steps(round_: Round, out: set[date], last: date) -> None:
    """Whatever days were missed, by the end of the next everybody has heard of the step each of theirs has come to."""
    rules, calendar = round_.cast.rules, round_.cast.calendar
    assume(calendar.is_working(last))
    told: dict[str, date] = {}
    round_.sent([day for day in DAYS if day < last and day not in out] + [last], told)
    for item in round_.owed_on(last):
        step = step_of(item, last, rules, calendar)
        for supplier in suppliers(round_.cast.holders[item.indicator.id], round_.cast.people, last):
            if step and (supplier.person.id, *item.key) not in round_.cast.snoozes:
                theirs = min(step, Step.ANNOUNCE, key=lambda each: each.rank)
                assert told[f"nudge:{supplier.person.id}"] >= starts(item, theirs, rules, calendar)


@given(rounds(), some.sets(days), days)
def test_after_an_outage_everybody_hears_of_all_that_they_would_have_heard(
    round_: Round, out: set[date], back: date
) -> None:
    before = [day for day in DAYS if day < back]
    missed = {
        each.key: each for day, each in round_.sent([*(day for day in before if day not in out), back]) if day == back
    }
    for day, each in round_.sent([*before, back]):
        if day == back and each.kind is not NudgeKind.ESCALATION:
            assert {item.owed.key: item for item in each.items} == {i.owed.key: i for i in missed[each.key].items}
            assert set(each.tasks) == set(missed[each.key].tasks)


@given(rounds(), days, days)
def test_a_preview_says_exactly_what_will_go_out(round_: Round, today: date, day: date) -> None:
    assume(today <= day)
    told: dict[str, date] = {}
    round_.sent([each for each in DAYS if each < today], told)
    shown = simulated(day, today, round_.owed_on, round_.cast, dict(told), lambda _: round_.tasks)
    wanted = [each for when, each in round_.sent([each for each in DAYS if today <= each <= day], told) if when == day]
    assert list(shown) == wanted


@given(days, some.lists(some.integers(1, 30), min_size=4, max_size=4, unique=True), some.integers(0, 30))
def test_steps_only_ever_go_forward(due: date, gaps: list[int], heads_up: int) -> None:
    late, announce, escalate, officer = sorted(gaps)
    rules = Rules(heads_up=heads_up, late=late, announce=announce, escalate=escalate, officer=officer)
    calendar = Calendar("England")
    item = an_owed(due=calendar.next_working(due))
    begins = [starts(item, step, rules, calendar) for step in Step]
    assert begins == sorted(begins)
    steps = [step_of(item, day, rules, calendar) for day in (DUE, *DAYS)]
    for day, step in zip((DUE, *DAYS), steps, strict=True):
        assert step == next((each for each in reversed(Step) if starts(item, each, rules, calendar) <= day), None)
