"""Home as it is read: the same few queries however long the plan, and each person's own part of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot import render, sheets
from bot.domain.errors import AdminsOnly, ChangedMeanwhile, NoPlanHeld, OfficersOnly
from bot.domain.home_places import Place, Section
from bot.domain.homes import LatePart, Page
from bot.domain.kinds import State
from bot.domain.people import Account, Role, Someone, let_in
from bot.render import limits
from bot.services import home as homes
from bot.services import plan as plans
from bot.services.home.naming import settle_name
from bot.services.people import admitting
from store import aliases, figures, leads, owners, people, samples, standing
from store import plan as stored
from store.figures import Provenance
from store.outbox import HOME, Delivery
from tests.builders import a_figure, imported_city
from tests.conftest import LONDON
from tests.workspaces import MEETING, a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.homes import Home
    from bot.domain.model import Indicator, Objective
    from bot.domain.planfile import PlanFile
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

CITY = "nottingham-city-2013-14"
MOST = 21  # queries of one Home: the round, its tasks, its reports, who is let in, requests, names, organisations


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    imported_city(workspace)
    return workspace


def plan_of(workspace: Workspace) -> int:
    with workspace.reading() as work:
        number = stored.standing(work).plan_id
    assert number
    return number


def somebody(workspace: Workspace, post: str, account: str, *roles: Role) -> Someone:
    with workspace.begin() as work:
        person = people.person(work, post)
        people.link(work, person, account)
        for role in roles:
            people.join(work, person, plan_of(workspace), role)
    return known(workspace, account)


def known(workspace: Workspace, account: str) -> Someone:
    with workspace.reading() as work:
        return standing.someone(work, account, stored.standing(work).plan_id, workspace.today())


def indicators(workspace: Workspace) -> tuple[Indicator, ...]:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    return catalogue.indicators


def delivery_to(someone: Someone) -> Delivery:
    fields = dict.fromkeys(Delivery.__dataclass_fields__)
    assert someone.person
    return Delivery(**(fields | {"kind": HOME, "person_id": someone.person.id}))


@contextmanager
def counted(workspace: Workspace) -> Iterator[list[str]]:
    """The SELECTs that pass while it is open."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    engine = workspace._store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def thrice_as_long(planfile: PlanFile) -> PlanFile:
    grown = [
        replace(
            each, code=f"{each.code}{letter}" if each.code else "", title=f"{each.title} {letter}".strip(), number=None
        )
        for letter in ("", "second site", "third site")
        for each in planfile.indicators
    ]
    return replace(planfile, indicators=tuple(grown))


def test_three_hundred_indicators_of_sixty_owners_take_the_same_few_queries_and_fit_home(tmp_path: Path) -> None:
    """Somebody who is everything, in a plan where nothing of the last quarter is in."""
    with a_workspace_with(None, tmp_path) as workspace:
        plans.import_plan(workspace, thrice_as_long(sheets.read_plan(samples.path(CITY))))
        someone = somebody(workspace, "Everything", "U1", Role.OFFICER, Role.ADMIN)
        spread(workspace, someone)
        homes.home(workspace, someone)  # reads the catalogue, once
        someone = known(workspace, "U1")
        for place in (None, *(Place(section, 20) for section in Section)):
            with counted(workspace) as seen:
                shown = homes.home(workspace, someone, place)
            assert len(seen) <= MOST, seen
            view = render.view(shown, "home")
            assert limits.problems(view, "home") == []
            assert len(view["blocks"]) <= 90
        assert shown.plan


def spread(workspace: Workspace, someone: Someone) -> None:
    """Every fifth indicator is theirs, the others belong to people of sixty organisations; half are handed in."""
    assert someone.person
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        bodies = [people.organisation(work, f"Partner {number}") for number in range(60)]
        for number, indicator in enumerate(catalogue.indicators):
            owner, body = (someone.person.id, None) if number % 5 == 0 else (None, bodies[number % 60])
            owners.assign(work, indicator.id, owner, body)
        supplied = Provenance(supplied_by=people.person(work, "Somebody else"))
        waiting = [
            a_figure("5", "Q4 2013/14", indicator.headline.id, state=State.SUBMITTED)
            for indicator in catalogue.indicators[::2]
        ]
        figures.add_all(work, waiting, MEETING, supplied)


def test_a_lead_sees_the_indicators_of_their_objectives_as_readers_see_them(city: Workspace) -> None:
    objective = next(each for each in catalogue_objectives(city) if each.level == "operational")
    lead = somebody(city, "Head of safeguarding", "U4")
    assert lead.person
    with city.begin() as work:
        leads.appoint(work, plan_of(city), objective.level, objective.number, lead.person.id)
    led = [each for each in indicators(city) if objective.id in each.objectives[:1]]
    first = led[0]
    with city.begin() as work:
        figures.add(work, a_figure("99", "Q4 2013/14", first.headline.id, state=State.SUBMITTED), city.now())
    shown = homes.home(city, known(city, "U4"))
    assert shown.mine
    assert shown.owed is None
    assert shown.queue is None
    assert shown.mine.page.of >= len(led)
    whole = homes.home(city, known(city, "U4"), Place(Section.MINE)).mine
    assert whole
    assert whole.led == whole.page.of
    line = next(line for line in whole.page.lines if line.reading.indicator.id == first.id)
    assert not line.waiting
    assert line.reading.judgement.figure is None or line.reading.judgement.figure.as_printed != "99"


def catalogue_objectives(workspace: Workspace) -> tuple[Objective, ...]:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    return catalogue.objectives


def test_what_is_late_an_officer_settles_in_home_and_a_lead_reads_of_their_own(
    city: Workspace, clock: StandingClock
) -> None:
    clock.set(datetime(2014, 5, 30, 10, 0, tzinfo=LONDON))
    lead, officer = somebody(city, "Head of safeguarding", "U4"), somebody(city, "Named officer 30", "U5", Role.OFFICER)
    settled = homes.home(city, officer).late
    assert settled
    late = settled.page.lines[0].owed.indicator
    objective = next(each for each in catalogue_objectives(city) if each.id in late.objectives)
    owner = somebody(city, "Data officer 21", "U2")
    assert lead.person
    assert owner.person
    with city.begin() as work:
        leads.appoint(work, plan_of(city), objective.level, objective.number, lead.person.id)
        for each in indicators(city)[:3]:
            owners.assign(work, each.id, owner.person.id, None)
    assert homes.home(city, known(city, "U2")).late == LatePart(page=Page(section=Section.LATE, lines=(), of=0))
    told = homes.home(city, known(city, "U4")).late
    assert told
    assert settled.to_settle
    assert 0 < told.page.of < settled.page.of
    under = {each.id for each in indicators(city) if objective.id in each.objectives}
    assert {line.owed.indicator.id for line in told.page.lines} <= under
    assert settled.page.lines[0].days_late == 11
    seen: list[int] = []
    while len(seen) < settled.page.of:  # every one of them is to be reached
        page = homes.home(city, officer, Place(Section.LATE, len(seen))).late
        assert page
        seen += [line.owed.indicator.id for line in page.page.lines]
    assert len(set(seen)) == settled.page.of


def test_a_round_that_is_over_is_shown_until_the_next_with_all_that_never_came(
    city: Workspace, clock: StandingClock
) -> None:
    officer = somebody(city, "Named officer 30", "U5", Role.OFFICER)

    def rounds() -> dict[str, int]:
        shown = homes.home(city, officer).standing
        assert shown
        firsts = [line.round for line in shown.lines if line.first]
        return {str(each.timetable.meeting) if each.timetable else "": each.counts.late for each in firsts}

    clock.set(datetime(2014, 7, 2, 10, 0, tzinfo=LONDON))
    before = rounds()
    clock.set(datetime(2014, 7, 3, 10, 0, tzinfo=LONDON))
    after = rounds()
    assert before["2014-07-02"] == after["2014-07-02"] > 0
    said = str(render.view(homes.home(city, officer), "home")["blocks"])
    assert "met on 2 July 2014: this round is over, and what is not in is asked for no more" in said
    assert f"{after['2014-07-02']} late" not in said, "nobody can be late with what nobody asks for"
    assert " not in'" in said
    clock.set(datetime(2014, 11, 3, 10, 0, tzinfo=LONDON))
    assert "2014-07-02" not in rounds()


def test_a_deputy_owes_what_whoever_is_away_owes(city: Workspace) -> None:
    owner, deputy = somebody(city, "Data officer 21", "U2"), somebody(city, "Data officer 22", "U3")
    assert owner.person
    assert deputy.person
    measure = indicators(city)[0].id
    with city.begin() as work:
        owners.assign(work, measure, owner.person.id, None)
    assert homes.home(city, known(city, "U3")).mine is None
    with city.begin() as work:
        people.away(work, owner.person.id, city.today(), deputy.person.id)
    mine = homes.home(city, known(city, "U3")).mine
    assert mine
    assert [line.reading.indicator.id for line in mine.page.lines] == [measure]
    owed = homes.home(city, known(city, "U3")).owed
    assert owed
    assert {line.of.post for line in owed.page.lines if line.of} <= {"Data officer 21"}


def test_a_home_is_made_anew_only_for_those_who_opened_theirs_and_may_still_see_it(city: Workspace) -> None:
    someone = somebody(city, "Performance officer", "U1", Role.OFFICER)
    assert someone.person
    assert homes.occasion(city, delivery_to(someone)) is None
    homes.looked_at(city, someone, Place(Section.QUEUE))
    anew = homes.occasion(city, delivery_to(someone))
    assert shown_place(anew) == Place(Section.QUEUE)
    with city.begin() as work:
        people.set_gone(work, someone.person.id)
    assert homes.occasion(city, delivery_to(someone)) is None


def shown_place(home: Home | None) -> Place | None:
    assert home
    return home.place


def test_without_a_plan_home_says_so(workspace: Workspace) -> None:
    shown = homes.home(workspace, Someone(slack_user="U1"))
    assert shown.plan is None
    assert "No plan is held here yet" in str(render.view(shown, "home"))
    with pytest.raises(NoPlanHeld):
        homes.rules_form(workspace, Someone(slack_user="U1", roles=frozenset({Role.ADMIN})))


def test_forms_for_settings_are_admins_alone(city: Workspace) -> None:
    officer = somebody(city, "Performance officer", "U1", Role.OFFICER)
    for form in (homes.rules_form, homes.meeting_form):
        with pytest.raises(AdminsOnly):
            form(city, officer)


def test_a_name_is_settled_once_and_by_an_officer(city: Workspace) -> None:
    officer, reader = somebody(city, "Performance officer", "U1", Role.OFFICER), Someone(slack_user="U9")
    with city.begin() as work:
        aliases.propose(work, "second plans", indicators(city)[0].id, "U2", city.now())
        (proposal,) = aliases.proposed(work)
    with pytest.raises(OfficersOnly):
        settle_name(city, reader, proposal.id, accept=True)
    settle_name(city, officer, proposal.id, accept=False)
    with pytest.raises(ChangedMeanwhile):
        settle_name(city, officer, proposal.id, accept=True)
    with city.reading() as work:
        assert "second plans" not in [alias.phrase for alias in aliases.approved(work)]


def test_an_outsider_whom_the_officer_lets_in_no_longer_has_no_home_made_anew(city: Workspace) -> None:
    """Until then it holds what is ticked, whatever roles were once given to them."""
    officer = somebody(city, "Performance officer", "U1", Role.OFFICER)
    outsider = somebody(city, "Partner officer", "U9", Role.OFFICER, Role.ADMIN)
    assert outsider.person
    measure = indicators(city)[0].id
    with city.begin() as work:
        owners.assign(work, measure, outsider.person.id, None)
    admitting.admit(city, officer, "U9", {measure}, Account.OUTSIDER)
    homes.looked_at(city, let_in(known(city, "U9"), Account.OUTSIDER, as_guest=False, ticked={measure}))
    anew = homes.occasion(city, delivery_to(outsider))
    assert anew
    assert (anew.queue, anew.settings, anew.requests, anew.unreminded) == (None, None, None, None)
    assert anew.mine
    assert [line.reading.indicator.id for line in anew.mine.page.lines] == [measure]
    admitting.withdraw(city, officer, "U9")
    assert homes.occasion(city, delivery_to(outsider)) is None


def test_looking_again_at_the_same_part_writes_nothing(city: Workspace) -> None:
    someone = somebody(city, "Performance officer", "U1", Role.OFFICER)
    homes.looked_at(city, someone)
    someone = known(city, "U1")
    with city.begin() as _held:  # nobody else may write now
        assert homes.looked_at(city, someone).plan
