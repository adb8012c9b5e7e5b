"""A round as it stands: read at a fixed cost, in the workspace's own day, with what everybody else needs of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot import rounds
from bot.domain.kinds import State
from bot.domain.model import Figure
from bot.domain.people import Holder, Role, Someone
from bot.services import plan as plans
from store import admissions, figures, leads, owners, people, promises, standing
from store.admissions import OUTSIDER, Admission
from store.figures import Provenance
from tests.builders import city_planfile, imported_city, imported_county
from tests.round_builders import DUE, JULY, Q4, a_promise
from tests.services.test_answers_cost import counted, thrice_as_long

if TYPE_CHECKING:
    from bot.domain.planfile import PlanFile
    from bot.rounds import Round
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

LONDON = ZoneInfo("Europe/London")


def before_the_year_end(planfile: PlanFile) -> PlanFile:
    """The plan as it stood before anybody had handed in a figure for the last quarter."""
    stripped = [
        replace(
            each,
            series=tuple(
                replace(line, figures=tuple(figure for figure in line.figures if figure.period != Q4), marks=())
                for line in each.series
            ),
        )
        for each in planfile.indicators
    ]
    return replace(planfile, indicators=tuple(stripped))


def round_on(workspace: Workspace, day: date | None = None, plan: str | None = None) -> Round:
    with workspace.reading() as work:
        found = rounds.of(workspace, work, plan, day)
    assert found
    return found


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    plans.import_plan(workspace, before_the_year_end(city_planfile()))
    return workspace


def test_without_a_plan_there_is_no_round(workspace: Workspace) -> None:
    with workspace.reading() as work:
        assert rounds.of(workspace, work) is None
        assert rounds.of(workspace, work, "Nobody's") is None


@pytest.mark.parametrize("size", ["as printed", "three times as long"])
def test_a_round_is_read_in_the_same_ten_queries_however_long_the_plan(workspace: Workspace, size: str) -> None:
    planfile = before_the_year_end(city_planfile())
    plans.import_plan(workspace, planfile if size == "as printed" else thrice_as_long(planfile))
    round_on(workspace)  # reads the catalogue and the figures, once
    with counted(workspace._store.engine) as seen:
        held = round_on(workspace, DUE)
        assert held.owed
        assert held.cast.officers == ()
        assert held.without_active_owner()
    assert len(seen) == 10, seen


def test_before_the_year_end_eighty_of_the_citys_figures_are_due_on_19_may(city: Workspace) -> None:
    held = round_on(city, DUE)
    assert {(each.due, each.period) for each in held.owed} == {(DUE, Q4)}
    assert len(held.owed) == 80  # the other 22 are annual and in for the year, but for two that are promised
    assert [(each.indicator.title, each.due) for each in held.deferred] == [
        ("Infant mortality per 1000 live births", date(2014, 6, 2)),
        ("Low birth weight (< 2500 grams)", date(2015, 6, 1)),
    ]  # fmt: skip


def test_after_it_nine_are_out_still(workspace: Workspace) -> None:
    imported_city(workspace)
    assert len(round_on(workspace, DUE).owed) == 9
    assert round_on(workspace, date(2014, 7, 3)).owed == ()


def test_the_county_has_no_meeting_and_its_plan_is_over(workspace: Workspace) -> None:
    imported_county(workspace)
    assert [len(round_on(workspace, day).owed) for day in (date(2014, 4, 28), date(2026, 11, 22))] == [23, 0]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2014, 5, 11, 23, 30, tzinfo=LONDON), date(2014, 5, 11)),
        (datetime(2014, 5, 12, 0, 30, tzinfo=LONDON), date(2014, 5, 12)),  # still 11 May in Greenwich
        (datetime(2014, 3, 30, 0, 30, tzinfo=LONDON), date(2014, 3, 30)),  # half an hour before the clocks go forward
        (datetime(2014, 3, 30, 23, 30, tzinfo=LONDON), date(2014, 3, 30)),
        (datetime(2014, 10, 26, 1, 30, tzinfo=LONDON, fold=1), date(2014, 10, 26)),  # the second time round
        (datetime(2014, 10, 26, 23, 30, tzinfo=LONDON), date(2014, 10, 26)),
    ],
)
def test_the_day_is_that_of_the_workspaces_zone(
    city: Workspace, clock: StandingClock, moment: datetime, day: date
) -> None:
    clock.moment = moment
    assert round_on(city).today == day


def test_five_working_days_before_begins_at_midnight_of_the_workspaces_zone(
    city: Workspace, clock: StandingClock
) -> None:
    clock.moment = datetime(2014, 5, 11, 23, 59, tzinfo=LONDON)
    assert round_on(city).owed == ()
    clock.moment = datetime(2014, 5, 12, 0, 0, tzinfo=LONDON)
    assert len(round_on(city).owed) == 80


def test_an_embargoed_figure_is_in_and_one_that_was_sent_back_is_not(city: Workspace) -> None:
    first, second, *_ = round_on(city, DUE).owed
    until = datetime(2014, 7, 1, 9, 30, tzinfo=LONDON)
    with city.begin() as work:
        for item, state, given in (
            (first, State.SUBMITTED, Provenance(embargoed_until=until)),
            (second, State.SENT_BACK, Provenance(sent_back="That is Q3's")),
        ):
            for series in item.series:
                figure = Figure(series_id=series.id, period=Q4, as_printed="5", value=Decimal(5), state=state)
                figures.add(work, figure, city.now(), given)
    held = round_on(city, DUE)
    assert len(held.owed) == 79
    again = held.item(*second.key)
    assert again is not None
    assert again.sent_back == "That is Q3's"
    now_in = held.item(*first.key)
    assert now_in is not None
    assert now_in.series == ()


def test_a_promise_of_today_is_deferred_until_its_day(city: Workspace) -> None:
    item = round_on(city, DUE).owed[0]
    with city.begin() as work:
        promises.promise(work, a_promise(item.indicator, date(2014, 5, 29)), city.now())
    held = round_on(city, DUE)
    assert item.key in {each.key for each in held.deferred}
    assert item.key not in {each.key for each in held.owed}
    assert item.key in {each.key for each in round_on(city, date(2014, 5, 29)).owed}


def test_what_will_be_owed_is_asked_of_the_same_round(city: Workspace) -> None:
    held = round_on(city, date(2014, 4, 1))
    assert held.owed_on(held.today) is held.owed
    assert held.owed_on(DUE) == round_on(city, DUE).owed
    assert held.owed_on(JULY) == round_on(city, JULY).owed


def test_who_is_who_in_a_round(city: Workspace) -> None:
    held = round_on(city, DUE)
    by_label = {each.label: each for each in held.people.values()}
    owner, lead, admin = (by_label[f"Named officer {number}"] for number in ("02", "05", "13"))
    measure = next(number for number, holder in held.holders.items() if holder.person_id == owner.id)
    indicator = held.indicator(measure)
    assert indicator is not None
    served = {each.id: each for each in held.catalogue.objectives}
    objective = served[indicator.primary[0]]
    parent = served[objective.parent_id or 0]
    with city.begin() as work:
        people.join(work, admin.id, held.plan.id, Role.ADMIN)
        leads.appoint(work, held.plan.id, parent.level, parent.number, lead.id)
    held = round_on(city, DUE)
    assert [each.person.post for each in held.suppliers(measure)] == ["Named officer 02"]
    assert held.officers() == (held.people[admin.id],)  # admins run the round
    assert held.lead(measure) == held.people[lead.id]  # of the objective that its own serves
    assert held.may_supply(Someone(slack_user="U2", person=owner), measure)
    assert not held.may_supply(Someone(slack_user="U5", person=lead), measure)
    assert not held.may_supply(Someone(slack_user="U2", person=owner), 404)
    with city.begin() as work:
        people.join(work, lead.id, held.plan.id, Role.OFFICER)
        owners.assign(work, measure, None, None)
    held = round_on(city, DUE)
    assert set(held.officers()) == {held.people[admin.id], held.people[lead.id]}  # whatever others are appointed
    assert held.holders[measure] == Holder()
    with city.begin() as work:
        people.link(work, lead.id, "U5")
        people.set_gone(work, lead.id)
    assert [each.id for each in round_on(city, DUE).officers()] == [admin.id]
    assert (indicator.id, "no owner") in {(each.indicator.id, each.why) for each in held.without_active_owner()}


def test_another_plan_has_its_own_round(city: Workspace) -> None:
    imported_county(city)
    assert round_on(city, DUE, "Nottingham City CYPP").timetables[0].meeting == JULY
    assert round_on(city, DUE, "Nottinghamshire CYPF Plan").timetables == ()


def test_whoever_is_asked_for_a_figure_may_supply_it_a_deputys_deputy_too(city: Workspace) -> None:
    held = round_on(city, DUE)
    by_label = {each.label: each for each in held.people.values()}
    owner, first, second = (by_label[f"Named officer {number}"] for number in ("02", "05", "13"))
    members = [by_label[f"Health - Named officer {number}"] for number in ("04", "08")]
    mine = next(number for number, holder in held.holders.items() if holder.person_id == owner.id)
    theirs = next(
        number
        for number, holder in held.holders.items()
        if holder.person_id is None and holder.organisation_id == members[0].organisation_id
    )
    with city.begin() as work:
        people.link(work, members[0].id, "U4")
        people.away(work, owner.id, JULY, first.id)
        people.away(work, first.id, JULY, second.id)
        people.away(work, members[0].id, JULY, second.id)
    held = round_on(city, DUE)
    asks = Someone(slack_user="U13", person=held.people[second.id], stands_in_for=frozenset({first.id, members[0].id}))
    for measure in (mine, theirs):
        assert [each.person.id for each in held.suppliers(measure)] == [second.id]
        assert held.may_supply(asks, measure)
        assert not held.may_supply(Someone(slack_user="U9"), measure)


def test_whoever_sees_only_ticks_runs_no_round_and_is_asked_for_what_is_ticked_alone(city: Workspace) -> None:
    held = round_on(city, DUE)
    officer, owner = list(held.people.values())[:2]
    theirs, other = list(held.holders)[:2]
    with city.begin() as work:
        for person, account in ((officer, "U1"), (owner, "U2")):
            people.link(work, person.id, account)
            people.join(work, person.id, held.plan.id, Role.OFFICER)
        for measure in (theirs, other):
            owners.assign(work, measure, owner.id, None)
        seen = Admission(slack_user="U2", kind=OUTSIDER, measure_ids=frozenset({theirs}), at=city.now())
        admissions.admit(work, seen)
    held = round_on(city, DUE)
    assert [each.id for each in held.officers()] == [officer.id]
    with city.reading() as work:
        assert standing.officers(work, held.plan.id) == held.officers()
        assert [standing.runs_a_round(work, each.id) for each in (officer, owner)] == [True, False]
    assert [each.person.id for each in held.suppliers(theirs)] == [owner.id]
    assert held.suppliers(other) == ()
    asks = Someone(slack_user="U2", person=held.people[owner.id], ticked=frozenset({theirs}))
    assert [held.may_supply(asks, each) for each in (theirs, other)] == [True, False]
    assert (other, "not let in to it") in {(each.indicator.id, each.why) for each in held.without_active_owner()}
