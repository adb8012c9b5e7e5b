"""Who hears of what on a day: steps, deputies, leads, officers, snoozes, outages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.model import Measure, Owner
from bot.domain.nudging import decide, simulated, starts, step_of
from bot.domain.owing import owed
from bot.domain.people import Holder
from bot.domain.rounds import NudgeKind, Owed, Rules, Step
from bot.domain.working_days import Calendar
from tests.builders import an_indicator
from tests.round_builders import DUE, ENGLAND, JULY, a_body, a_cast, a_person, a_promise, an_owed, books

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.model import Indicator
    from bot.domain.nudging import Cast
    from bot.domain.rounds import Nudge

HEADS_UP, LATE = date(2014, 5, 12), date(2014, 5, 22)
ANNOUNCE, ESCALATE, OFFICER = date(2014, 5, 28), date(2014, 5, 30), date(2014, 6, 3)
POLICE = 72

OWNER, LEAD = a_person("Owner", id=1), a_person("Lead", id=2)
OFFICERS = (a_person("Performance officer", id=3),)
OBJECTIVE = 9


def mine(title: str = "NEET") -> Indicator:
    return an_indicator(title, primary=(OBJECTIVE,))


def cast_of(*indicators: Indicator, **given: object) -> Cast:
    """The owner has them all, the lead leads their objective."""
    holders = {each.id: Holder(person_id=OWNER.id) for each in indicators}
    return a_cast(
        OWNER, LEAD, *OFFICERS, **{"holders": holders, "leads": {OBJECTIVE: LEAD}, "officers": OFFICERS} | given
    )


def day_by_day(owed: Sequence[Owed], cast: Cast, first: date = HEADS_UP, last: date = JULY) -> list[tuple[date, Nudge]]:
    """What goes out from the first day to the last, each day knowing of the days before."""
    told: dict[str, date] = {}
    sent = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for nudge in decide(owed, day, cast, told):
            told[nudge.key] = day
            sent.append((day, nudge))
    return sent


# Steps


def test_the_steps_of_a_figure_due_on_19_may() -> None:
    days = [starts(an_owed(), step, Rules(), ENGLAND) for step in Step]
    assert days == [HEADS_UP, DUE, LATE, ANNOUNCE, ESCALATE, OFFICER]  # 26 May is a bank holiday


def test_a_step_lasts_until_the_next_begins() -> None:
    told = [(date(2014, 5, 11), None), (HEADS_UP, Step.HEADS_UP), (date(2014, 5, 18), Step.HEADS_UP), (DUE, Step.DUE)]
    told += [(ANNOUNCE - timedelta(days=1), Step.LATE), (ANNOUNCE, Step.ANNOUNCE), (JULY, Step.OFFICER)]
    assert [(day, step_of(an_owed(), day, Rules(), ENGLAND)) for day, _ in told] == told


def test_nobody_is_warned_ahead_of_a_day_that_they_named() -> None:
    indicator = mine()
    owed = an_owed(indicator, promise=a_promise(indicator, DUE))
    assert step_of(owed, HEADS_UP, Rules(), ENGLAND) is None
    assert next(day for day, _ in day_by_day([owed], cast_of(indicator))) == DUE


def test_each_step_goes_out_once_to_whom_it_is_for() -> None:
    indicator = mine()
    sent = [
        (day, each.kind, each.label, each.step) for day, each in day_by_day([an_owed(indicator)], cast_of(indicator))
    ]
    assert sent == [
        (HEADS_UP, NudgeKind.REMINDER, "Owner", Step.HEADS_UP),
        (DUE, NudgeKind.REMINDER, "Owner", Step.DUE),
        (LATE, NudgeKind.REMINDER, "Owner", Step.LATE),
        (ANNOUNCE, NudgeKind.REMINDER, "Owner", Step.ANNOUNCE),
        (ESCALATE, NudgeKind.ESCALATION, "Lead", Step.ESCALATE),
        (OFFICER, NudgeKind.OFFICER_LIST, "Performance officer", Step.OFFICER),
    ]


def test_one_message_lists_all_that_a_person_owes_and_only_what_has_begun() -> None:
    first, second, later = mine("A"), mine("B"), mine("C")
    owed = [an_owed(first), an_owed(second), an_owed(later, due=date(2014, 6, 2))]
    (only,) = decide(owed, DUE, cast_of(first, second, later), {})
    assert [each.owed.indicator.title for each in only.items] == ["A", "B"]
    (all_three,) = decide(owed, date(2014, 5, 23), cast_of(first, second, later), {only.key: LATE})
    assert [(each.owed.indicator.title, each.step, each.days_late) for each in all_three.items] == [
        ("A", Step.LATE, 4), ("B", Step.LATE, 4), ("C", Step.HEADS_UP, 0),
    ]  # fmt: skip
    assert all_three.step is Step.HEADS_UP  # that is what is new today


def test_nothing_goes_out_on_a_day_that_is_not_worked_or_where_nudging_is_off() -> None:
    indicator = mine()
    for day in (date(2014, 5, 17), date(2014, 5, 18), date(2014, 5, 26)):
        assert decide([an_owed(indicator)], day, cast_of(indicator), {}) == ()
    closed = Calendar("England", frozenset({DUE}))
    assert decide([an_owed(indicator)], DUE, cast_of(indicator, calendar=closed), {}) == ()
    assert decide([an_owed(indicator)], DUE, cast_of(indicator, rules=Rules(nudging=False)), {}) == ()


def test_the_same_day_decides_the_same_again_whatever_went_out_on_it() -> None:
    indicator = mine()
    (first,) = decide([an_owed(indicator)], DUE, cast_of(indicator), {"nudge:1": HEADS_UP})
    assert decide([an_owed(indicator)], DUE, cast_of(indicator), {"nudge:1": DUE}) == (first,)


# After an outage


@pytest.mark.parametrize(
    ("back", "step"),
    [(date(2014, 5, 13), Step.HEADS_UP), (date(2014, 5, 20), Step.DUE), (date(2014, 5, 23), Step.LATE)],
)
def test_after_an_outage_only_the_latest_step_goes_out(back: date, step: Step) -> None:
    indicator = mine()
    (day, only), *_ = day_by_day([an_owed(indicator)], cast_of(indicator), first=back)
    assert (day, only.step, len(only.items)) == (back, step, 1)


def test_after_a_long_outage_the_owner_is_warned_when_the_officer_hears() -> None:
    indicator = mine()
    owner, officer = decide([an_owed(indicator)], date(2014, 6, 5), cast_of(indicator), {"nudge:1": HEADS_UP})
    assert (owner.kind, owner.step) == (NudgeKind.REMINDER, Step.ANNOUNCE)
    assert (officer.kind, officer.step) == (NudgeKind.OFFICER_LIST, Step.OFFICER)


# Who hears


def test_a_deputy_is_told_whose_it_is() -> None:
    indicator, deputy = mine(), a_person("Deputy", id=4)
    away = replace(OWNER, away_until=JULY, deputy_id=4)
    cast = cast_of(indicator)
    (only,) = decide([an_owed(indicator)], DUE, replace(cast, people=dict(cast.people) | {1: away, 4: deputy}), {})
    assert (only.to, only.why, only.items[0].of) == (deputy, "deputy", away)


def test_everybody_of_an_organisation_gets_a_message_of_their_own() -> None:
    indicator = mine()
    members = [a_person(post, id=number, organisation_id=POLICE) for number, post in enumerate(("One", "Two"), 10)]
    cast = a_cast(*members, holders={indicator.id: Holder(organisation_id=POLICE)}, officers=OFFICERS)
    told = decide([an_owed(indicator)], DUE, cast, {})
    assert [(each.label, each.why) for each in told] == [("One", "organisation"), ("Two", "organisation")]


def test_what_an_organisation_without_people_in_slack_owes_is_one_message_to_be_passed_on() -> None:
    measures = [Measure(id=number, code="", title="A", owner=Owner(organisation="Police")) for number in (801, 802)]
    indicators = [an_indicator(measure=measure) for measure in measures]
    holders = {each.id: Holder(organisation_id=POLICE) for each in indicators}
    owed = [an_owed(each) for each in indicators]
    sent = day_by_day(owed, a_cast(holders=holders, officers=OFFICERS), last=LATE)
    assert [(day, each.to, each.label, len(each.items)) for day, each in sent] == [
        (day, None, "Police", 2) for day in (HEADS_UP, DUE, LATE)
    ]
    assert sent[0][1].key == "nudge:Police"


def test_what_nobody_active_owns_stands_on_the_officers_list_at_each_step() -> None:
    indicator = mine()
    gone = replace(OWNER, slack_gone=True)
    cast = cast_of(indicator)
    cast = replace(cast, people=dict(cast.people) | {1: gone})
    sent = day_by_day([an_owed(indicator)], cast)
    assert [day for day, _ in sent] == [HEADS_UP, DUE, LATE, ANNOUNCE, ESCALATE, OFFICER]
    assert {(each.kind, each.label, each.items[0].why) for _, each in sent} == {
        (NudgeKind.OFFICER_LIST, "Performance officer", "no active owner")
    }


def test_what_its_owner_may_not_see_stands_on_the_officers_list_and_nowhere_else() -> None:
    seen, unseen = mine("seen"), mine("unseen")
    cast = cast_of(seen, unseen, ticks={OWNER.id: frozenset({seen.id})})
    (nudge, listed) = decide([an_owed(seen), an_owed(unseen)], DUE, cast, {})
    assert (nudge.to, [item.owed.indicator for item in nudge.items]) == (OWNER, [seen])
    assert (listed.to, [item.owed.indicator for item in listed.items]) == (OFFICERS[0], [unseen])
    assert (listed.kind, listed.items[0].why) == (NudgeKind.OFFICER_LIST, "not let in to it")


def test_what_an_organisations_people_may_not_see_is_the_officers_to_settle() -> None:
    theirs = mine()
    sergeant = a_person("Sergeant", id=4, organisation_id=POLICE)
    holders = {theirs.id: Holder(organisation_id=POLICE)}
    cast = a_cast(sergeant, *OFFICERS, holders=holders, officers=OFFICERS, ticks={4: frozenset()})
    (listed,) = decide([an_owed(theirs)], DUE, cast, {})
    assert (listed.kind, listed.items[0].why) == (NudgeKind.OFFICER_LIST, "not let in to it")


def test_a_lead_hears_of_nothing_that_they_may_not_see() -> None:
    theirs = mine()
    cast = cast_of(theirs, ticks={LEAD.id: frozenset()})
    kinds = [nudge.kind for nudge in decide([an_owed(theirs)], ESCALATE, cast, {})]
    assert kinds == [NudgeKind.REMINDER, NudgeKind.OFFICER_LIST]


def test_without_a_lead_the_officer_hears_at_once_and_is_not_told_twice() -> None:
    indicator = mine()
    sent = day_by_day([an_owed(indicator)], cast_of(indicator, leads={}), first=ESCALATE - timedelta(days=1))
    listed = [(day, each.items[0].why) for day, each in sent if each.kind is NudgeKind.OFFICER_LIST]
    assert listed == [(ESCALATE, "no lead")]


def test_nobody_is_told_on_for_figures_of_their_own() -> None:
    indicator = mine()
    cast = cast_of(indicator, leads={OBJECTIVE: OWNER})
    assert [each.kind for each in decide([an_owed(indicator)], ESCALATE, cast, {"nudge:1": ANNOUNCE})] == [
        NudgeKind.OFFICER_LIST
    ]


def test_the_lead_of_another_objective_hears_where_the_first_has_none() -> None:
    indicator = an_indicator(primary=(77,), additional=(OBJECTIVE,))
    (only,) = decide([an_owed(indicator)], ESCALATE, cast_of(indicator), {"nudge:1": ANNOUNCE})
    assert (only.kind, only.to) == (NudgeKind.ESCALATION, LEAD)


def test_an_absence_without_an_end_does_not_stop_what_is_foreseen() -> None:
    cast = cast_of(theirs := mine())
    gone = replace(OWNER, away_until=date.max)
    cast = replace(cast, people=dict(cast.people) | {OWNER.id: gone})
    (listed,) = simulated(DUE, HEADS_UP - timedelta(days=7), lambda _: [an_owed(theirs)], cast, {})
    assert listed.kind is NudgeKind.OFFICER_LIST


def test_each_lead_gets_one_note_of_what_is_new_to_them() -> None:
    first, second, later = mine("A"), mine("B"), mine("C")
    owed = [an_owed(first), an_owed(second), an_owed(later, due=date(2014, 5, 20))]
    notes = [
        (day, [item.owed.indicator.title for item in each.items])
        for day, each in day_by_day(owed, cast_of(first, second, later))
        if each.kind is NudgeKind.ESCALATION
    ]
    assert notes == [(ESCALATE, ["A", "B"]), (date(2014, 6, 2), ["C"])]


def test_every_officer_gets_the_list_and_a_plan_without_one_gets_it_all_the_same() -> None:
    indicator = mine()
    two = (*OFFICERS, a_person("Second officer", id=5))
    lists = decide([an_owed(indicator)], OFFICER, cast_of(indicator, officers=two), {"nudge:1": ANNOUNCE})
    assert [each.label for each in lists] == ["Performance officer", "Second officer"]
    (nobody,) = decide([an_owed(indicator)], OFFICER, cast_of(indicator, officers=()), {"nudge:1": ANNOUNCE})
    assert (nobody.to, nobody.label, nobody.key) == (None, "performance officer", "officer list:performance officer")


def test_the_officers_list_holds_all_that_stands_on_it_what_is_new_first() -> None:
    first, later = mine("A"), mine("B")
    owed = [an_owed(first), an_owed(later, due=date(2014, 5, 20))]
    lists = [
        (day, [item.owed.indicator.title for item in each.items])
        for day, each in day_by_day(owed, cast_of(first, later))
        if each.kind is NudgeKind.OFFICER_LIST
    ]
    assert lists == [(OFFICER, ["A"]), (date(2014, 6, 4), ["B", "A"])]


# Snoozes


def test_a_snoozed_item_is_out_of_sight_until_its_day_and_then_said_again() -> None:
    one, two = mine("A"), mine("B")
    owed = [an_owed(one), an_owed(two)]
    cast = cast_of(one, two, snoozes={(OWNER.id, *owed[0].key): date(2014, 5, 25)})  # a Sunday before a bank holiday
    sent = [
        (day, [item.owed.indicator.title for item in each.items]) for day, each in day_by_day(owed, cast, last=ANNOUNCE)
    ]
    assert sent == [
        (HEADS_UP, ["B"]), (DUE, ["B"]), (LATE, ["B"]), (date(2014, 5, 27), ["A", "B"]), (ANNOUNCE, ["A", "B"]),
    ]  # fmt: skip


def test_a_warning_that_the_lead_will_hear_is_not_snoozed() -> None:
    indicator = mine()
    cast = cast_of(indicator, snoozes={(OWNER.id, *an_owed(indicator).key): date(2015, 1, 5)})
    assert [(day, each.kind) for day, each in day_by_day([an_owed(indicator)], cast)] == [
        (ANNOUNCE, NudgeKind.REMINDER), (ESCALATE, NudgeKind.ESCALATION), (OFFICER, NudgeKind.OFFICER_LIST),
    ]  # fmt: skip


def test_a_snooze_is_one_persons_own() -> None:
    indicator = mine()
    cast = cast_of(indicator, snoozes={(99, *an_owed(indicator).key): JULY})
    assert len(decide([an_owed(indicator)], DUE, cast, {})) == 1


def test_a_figure_for_two_meetings_is_chased_for_the_second_once_the_first_is_over() -> None:
    """And a preview knows it, though nothing falls due on that day."""
    indicator = mine()
    held = books([indicator], a_body("Board", JULY), a_body("Health Board", date(2014, 6, 16), cadence="yearly"))
    meetings = tuple(each.meeting for each in held.timetables)
    cast = cast_of(indicator, meetings=meetings)
    first, told = date(2014, 4, 24), {}
    for number in range((date(2014, 6, 17) - first).days + 1):
        day = first + timedelta(days=number)
        told |= {nudge.key: day for nudge in decide(owed(held, day), day, cast, told)}
    assert told["nudge:1"] == date(2014, 6, 17)
    assert simulated(date(2014, 6, 18), first, lambda day: owed(held, day), cast, {}) == ()
