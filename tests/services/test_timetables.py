"""Meetings, bodies, rules and schedules, set by an officer: each change is audited, each refusal says why."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from bot import rounds
from bot.domain.errors import BadRule, NoMeetingThen, NoPlanHeld, NoSuchPlan, NothingSuch
from bot.domain.kinds import Frequency, YearType
from bot.domain.rounds import Rules
from bot.domain.ruling import NAMES, shown, with_rule
from bot.services import timetables
from bot.services.timetables import Change, Schedule
from store import audit
from tests.builders import imported_city, imported_county
from tests.round_builders import JULY

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

BOARD = "Nottingham City Children's Partnership Board"
OCTOBER = date(2014, 10, 1)


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    imported_city(workspace)
    return workspace


def told(workspace: Workspace, subject: str = "plan") -> list[tuple[str, str, str, str]]:
    """What the audit says of timetables, oldest first."""
    with workspace.reading() as work:
        changes = audit.of(work, subject)
    return [(each.who, each.what, each.old, each.new) for each in changes if each.who != "steward import"]


def test_the_citys_board_meets_as_its_plan_says_and_nothing_is_to_be_looked_at(city: Workspace) -> None:
    held = timetables.show(city)
    (only,) = held.timetables
    assert (only.meeting, only.body.name, only.body.id) == (JULY, BOARD, None)
    assert held.misfits == ()
    assert held.rules == Rules()


def test_a_plan_has_to_be_there(workspace: Workspace) -> None:
    with pytest.raises(NoPlanHeld):
        timetables.show(workspace)
    imported_city(workspace)
    with pytest.raises(NoSuchPlan, match="Nottingham City CYPP"):
        timetables.meet(workspace, OCTOBER, plan_name="County")


def test_a_further_meeting_leaves_the_one_of_the_plan(city: Workspace) -> None:
    new = timetables.meet(city, OCTOBER)
    assert [each.meeting for each in new.timetables] == [OCTOBER]
    assert [each.kind for each in new.misfits] == ["nothing to report"]  # the plan ended in March
    assert [each.meeting for each in timetables.show(city).timetables] == [JULY, OCTOBER]
    assert told(city) == [("steward timetable", "meeting set", "", f"{BOARD}: 2014-10-01")]


def test_setting_a_meeting_too_late_says_which_days_are_past(city: Workspace, clock: StandingClock) -> None:
    clock.moment = clock.moment.replace(month=9, day=8)
    new = timetables.meet(city, OCTOBER, who="U1")
    assert [each.kind for each in new.misfits] == ["already past", "nothing to report"]
    assert [name for name, _ in new.misfits[0].facts["days"]] == ["figures_due", "freeze"]  # type: ignore[attr-defined]  pairs
    assert told(city) == [("U1", "meeting set", "", f"{BOARD}: 2014-10-01")]


def test_a_meeting_that_is_known_or_far_off_is_refused_and_nothing_is_kept(city: Workspace) -> None:
    with pytest.raises(NoMeetingThen, match="it meets on that day already"):
        timetables.meet(city, JULY)
    for year in (1999, 2140):
        with pytest.raises(NoMeetingThen, match="give a day from 2009-06-28 to 2019-07-06"):
            timetables.meet(city, date(year, 7, 2))
    assert told(city) == []


def test_the_only_meeting_can_be_cancelled_and_stays_so(city: Workspace) -> None:
    left = timetables.cancel(city, JULY)
    assert left.timetables == ()
    assert [each.kind for each in left.misfits] == ["no coming meeting", "plan names another"]
    assert timetables.show(city).timetables == ()
    assert told(city) == [("steward timetable", "meeting cancelled", f"{BOARD}: 2014-07-02", "")]
    with pytest.raises(NothingSuch, match="Meetings: none"):
        timetables.cancel(city, JULY)


def test_a_second_body_leaves_the_plans_own_board_with_its_meeting(city: Workspace) -> None:
    change = Change(cadence="Yearly", audience="public", objectives=("operational 3", "Reducing teenage conceptions"))
    held = timetables.put_body(city, "  Health   Board ", change)
    own, health = held.bodies
    assert (own.name, own.meetings) == (BOARD, (JULY,))
    assert (health.name, health.cadence, health.audience) == ("Health Board", "yearly", "public")
    assert health.objectives == (("operational", 3), ("operational", 8))
    timetables.meet(city, OCTOBER, "health board")
    assert [(each.body.name, each.meeting) for each in timetables.show(city).timetables] == [
        (BOARD, JULY), ("Health Board", OCTOBER),
    ]  # fmt: skip
    new = "Health Board: yearly, public, operational 3, operational 8"
    assert ("steward timetable", "body added", "", new) in told(city)


def test_what_is_not_said_of_a_body_stays(city: Workspace) -> None:
    timetables.put_body(city, "Health Board", Change(objectives=("operational 3",), leads={"freeze": 2}))
    held = timetables.put_body(city, "HEALTH BOARD", Change(cadence="six-monthly", leads={"papers": 7}))
    health = held.bodies[1]
    assert (health.cadence, health.objectives) == ("six-monthly", (("operational", 3),))
    assert health.leads == {"freeze": 2, "papers": 7}
    assert len(held.bodies) == 2
    everything = timetables.put_body(city, "Health Board", Change(objectives=()))
    assert everything.bodies[1].objectives == ()


def test_with_several_bodies_a_meeting_has_to_say_whose_it_is(city: Workspace) -> None:
    timetables.put_body(city, "Health Board", Change())
    with pytest.raises(NothingSuch, match='Say which with --body: "Nottingham City'):
        timetables.meet(city, OCTOBER)
    with pytest.raises(NothingSuch, match='no body called "Wealth Board"'):
        timetables.meet(city, OCTOBER, "Wealth Board")
    assert timetables.cancel(city, JULY).timetables == ()  # only one of them meets on that day
    timetables.meet(city, OCTOBER, BOARD)
    timetables.meet(city, OCTOBER, "Health Board")
    with pytest.raises(NothingSuch, match="Say which with --body"):
        timetables.cancel(city, OCTOBER)
    with pytest.raises(NothingSuch, match="Health Board does not meet on that day"):
        timetables.cancel(city, JULY, "Health Board")


@pytest.mark.parametrize(
    "change",
    [Change(cadence="monthly"), Change(objectives=("strategic 99",)), Change(leads={"freeze": 401})],
)
def test_what_cannot_be_of_a_body_is_refused_and_nothing_is_kept(city: Workspace, change: Change) -> None:
    with pytest.raises((BadRule, NothingSuch)):
        timetables.put_body(city, "Health Board", change)
    assert len(timetables.show(city).bodies) == 1
    assert told(city) == []


# Rules


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("lag_days", "30", 30), ("Lag-Days", " 30 ", 30), ("approval", "off", False), ("approval", "YES", True),
        ("starts_at", "09:30", time(9, 30)), ("ends_at", "default", None), ("lag days", "default", 28),
        ("closed", "2014-12-29, 2014-12-24", (date(2014, 12, 24), date(2014, 12, 29))), ("closed", "none", ()),
    ],
)  # fmt: skip
def test_a_rule_is_read_as_people_type_it(name: str, text: str, value: object) -> None:
    changed = with_rule(Rules(lag_days=7), name, text)
    key = name.strip().lower().replace("-", "_").replace(" ", "_")
    assert getattr(changed, key) == value


@pytest.mark.parametrize(
    ("name", "text", "refusal"),
    [
        ("lag_days", "a month", 'The rule "lag_days" must be a whole number.'),
        ("approval", "perhaps", 'The rule "approval" must be on or off.'),
        ("starts_at", "nine", 'The rule "starts_at" must be a time of day, such as 09:00.'),
        ("closed", "Christmas", 'The rule "closed" must be days, such as 2014-12-29, parted by commas.'),
        ("lagdays", "3", 'There is no rule called "lagdays" in this plan. Nearest: "lag_days".'),
    ],
)
def test_a_rule_that_is_none_is_refused(name: str, text: str, refusal: str) -> None:
    with pytest.raises((BadRule, NothingSuch)) as refused:
        with_rule(Rules(), name, text)
    assert str(refused.value) == refusal


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_shown_as_it_is_typed(name: str) -> None:
    other = Rules(starts_at=time(8, 30), ends_at=time(16), closed=(date(2014, 12, 29), date(2014, 12, 30)))
    if (value := getattr(other, name)) is not None:
        assert getattr(with_rule(Rules(), name, shown(value)), name) == value


def test_a_changed_rule_is_kept_and_told_once(city: Workspace) -> None:
    assert timetables.set_rule(city, "lag_days", "40").changed == (("lag_days", "28", "40"),)
    assert timetables.set_rule(city, "lag_days", "40").changed == ()
    assert timetables.show(city).rules.lag_days == 40
    assert told(city) == [("steward timetable", "rule changed", "lag_days 28", "lag_days 40")]


def test_several_rules_at_once_are_a_line_each(city: Workspace) -> None:
    timetables.set_rules(city, Rules(approval=False, closed=(date(2014, 7, 1),)), who="U1")
    assert sorted(told(city)) == [
        ("U1", "rule changed", "approval on", "approval off"),
        ("U1", "rule changed", "closed none", "closed 2014-07-01"),
    ]
    (timetable,) = timetables.show(city).timetables
    assert timetable.papers == date(2014, 6, 23)  # 1 July is no clear day any more


def test_a_rule_out_of_order_is_refused_and_nothing_is_kept(city: Workspace) -> None:
    with pytest.raises(BadRule, match="more than late, which is 20"):
        timetables.set_rule(city, "late", "20")
    assert (timetables.show(city).rules, told(city)) == (Rules(), [])


# Schedules


def test_an_indicators_lag_and_frequency_are_its_own(city: Workspace) -> None:
    changed = timetables.schedule(city, "NI 117", Schedule(lag_days=70))
    assert changed.measure.lag_days == 70
    (slow,) = timetables.show(city).misfits
    assert slow.kind == "after the freeze"
    assert slow.facts["first"] == date(2014, 6, 9)
    again = timetables.schedule(city, "ni 117", Schedule(frequency="Annual", release_month=5))
    assert (again.measure.frequency, again.measure.release_month, again.measure.lag_days) == (Frequency.ANNUAL, 5, 70)
    back = timetables.schedule(city, "NI 117", Schedule(lag_days=-1, release_month=-1))
    assert (back.measure.lag_days, back.measure.release_month) == (None, None)
    assert {(old, new) for _, _, old, new in told(city, "measure")} == {
        ("lag_days as the plan says", "lag_days 70"), ("frequency quarterly", "frequency annual"),
        ("release_month as the plan says", "release_month 5"), ("lag_days 70", "lag_days as the plan says"),
        ("release_month 5", "release_month as the plan says"),
    }  # fmt: skip


def test_a_years_kind_is_set_and_stays_when_the_plan_is_imported_again(city: Workspace) -> None:
    timetables.schedule(city, "NI 075", Schedule(year_type="Academic", release_month=10))
    timetables.cancel(city, JULY)
    imported_city(city)
    changed = timetables.schedule(city, "NI 075", Schedule())
    assert (changed.measure.year_type, changed.measure.release_month) == (YearType.ACADEMIC, 10)
    with city.reading() as work:
        held = rounds.of(city, work, on=date(2013, 10, 24))
    assert held is not None
    gcse = next(each for each in held.expected if each.indicator.code == "NI 075")
    assert (gcse.period.label, gcse.due) == ("academic year 2012/13", date(2013, 10, 31))


def test_an_import_that_only_assumes_a_frequency_leaves_the_one_that_was_set(city: Workspace) -> None:
    timetables.schedule(city, "NI 117", Schedule(frequency="monthly"))
    imported_city(city)
    with city.reading() as work:
        held = rounds.of(city, work)
    assert held is not None
    assert {each.code: each.measure.frequency for each in held.catalogue.indicators}["NI 117"] is Frequency.MONTHLY


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("NI 117", Schedule(frequency="fortnightly")), ("NI 117", Schedule(lag_days=401)),
        ("NI 117", Schedule(release_month=13)), ("NI 117", Schedule(release_month=0)),
        ("NI 117", Schedule(release_month=5)), ("NI 171", Schedule(lag_days=3)),
    ],
)  # fmt: skip
def test_a_schedule_that_cannot_be_is_refused_and_nothing_is_kept(city: Workspace, code: str, given: Schedule) -> None:
    with pytest.raises((BadRule, NothingSuch)):
        timetables.schedule(city, code, given)
    assert told(city, "measure") == []


def test_each_plan_has_its_own_bodies_and_rules(city: Workspace) -> None:
    imported_county(city)
    timetables.set_rule(city, "late", "4", "Nottingham City CYPP")
    county = timetables.show(city, "Nottinghamshire CYPF Plan")
    assert county.rules == Rules()
    assert [each.kind for each in county.misfits] == ["no coming meeting"]
    assert timetables.show(city, "nottingham city cypp").rules.late == 4
