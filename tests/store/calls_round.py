"""The round's functions, called with what another workspace's round holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.domain.kinds import State
from bot.domain.people import Role
from bot.domain.rounds import Body, Promise, Rules
from store import (
    admissions,
    audit,
    bodies,
    drafts,
    figures,
    homes,
    intakes,
    leads,
    owners,
    people,
    promises,
    requests,
    rules,
    schedules,
    snoozes,
    standing,
    tables,
    workbooks,
)
from store.admissions import OUTSIDER, Admission
from store.requests import HAND_OVER, Request
from store.work import mine
from store.workbooks import Workbook
from tests.builders import a_figure, a_period, a_plan
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.work import Work
    from tests.store import calls
    from tests.store.planting import Planted

LATER = MORNING + timedelta(days=1)
THEIRS = "Theirs alone"
THE_QUARTER = a_period("Q3 2013/14")  # that everything of the round is about


@dataclass(frozen=True, slots=True)
class Held:
    body: int
    request: int
    intake: int


CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "admissions.admit": lambda work, _: admissions.admit(work, Admission(slack_user="U8", at=LATER)),
    "admissions.every": lambda work, _: admissions.every(work),
    "admissions.of": lambda work, _: admissions.of(work, "U9"),
    "admissions.ticks": lambda work, _: admissions.ticks(
        work, [replace(each, slack_user="U9") for each in people.everyone(work)]
    ),
    "admissions.withdraw": lambda work, _: admissions.withdraw(work, "U9"),
    "audit.of_measure": lambda work, held: audit.of_measure(work, held.planted.measures[0]),
    "audit.of_person": lambda work, held: audit.of_person(work, held.planted.person),
    "bodies.bodies": lambda work, held: bodies.bodies(work, a_plan(id=held.planted.plan, board="")),
    "bodies.cancel": lambda work, held: bodies.cancel(work, held.round.body, LATER.date()),
    "bodies.meet": lambda work, held: bodies.meet(work, held.round.body, MORNING.date()),
    "bodies.put": lambda work, held: bodies.put(work, held.planted.plan, Body(id=held.round.body, name="x")),
    "drafts.drop": lambda work, held: drafts.drop(work, *figure_of(held)),
    "drafts.get": lambda work, held: drafts.get(work, *figure_of(held)),
    "drafts.keep": lambda work, held: drafts.keep(work, *figure_of(held), {"value": "x"}, LATER),
    "drafts.trim": lambda work, _: drafts.trim(work, LATER),
    "figures.latest_of_measures": lambda work, held: figures.latest_of_measures(work, held.planted.measures),
    "figures.latest_of_plan": lambda work, held: figures.latest_of_plan(work, held.planted.plan),
    "figures.publish": lambda work, held: figures.publish(
        work, [a_figure("7", "Q1 2013/14", held.planted.series[1][1])], LATER
    ),
    "figures.waiting": lambda work, held: figures.waiting(work, held.planted.plan),
    "homes.close": lambda work, held: people.opened_home(work, held.planted.person) | homes.close(work, "U1"),
    "homes.look": lambda work, held: homes.look(work, held.planted.person, "x"),
    "homes.page": lambda work, held: homes.page(work, held.planted.person),
    "intakes.get": lambda work, held: intakes.get(work, held.round.intake),
    "intakes.settle": lambda work, held: intakes.settle(work, held.round.intake, intakes.TAKEN, LATER),
    "intakes.trim": lambda work, _: intakes.trim(work, LATER),
    "intakes.wait": lambda work, held: intakes.wait(
        work, plan_id=held.planted.plan, file_name="x", figures=[], at=LATER
    ),
    "intakes.waiting": lambda work, held: intakes.waiting(work, held.planted.plan),
    "leads.appoint": lambda work, held: leads.appoint(work, held.planted.plan, "operational", 1, held.planted.person),
    "leads.leads": lambda work, held: leads.leads(work, held.planted.plan),
    "owners.assign": lambda work, held: owners.assign(work, held.planted.measures[0], None, None),
    "owners.holders": lambda work, held: owners.holders(work, held.planted.plan),
    "people.by_ids": lambda work, held: people.by_ids(work, [held.planted.person]),
    "people.of_organisation": lambda work, held: people.of_organisation(work, held.planted.organisation),
    "people.opened_home": lambda work, held: people.opened_home(work, held.planted.person),
    "people.organisations": lambda work, _: people.organisations(work),
    "people.roles": lambda work, held: people.roles(work, held.planted.plan),
    "people.set_gone": lambda work, held: people.set_gone(work, held.planted.person),
    "promises.promise": lambda work, held: promises.promise(work, promised(held.planted), LATER),
    "promises.promises": lambda work, held: promises.promises(work, held.planted.plan),
    "promises.withdraw": lambda work, held: promises.withdraw(work, held.planted.measures[0], THE_QUARTER.key),
    "requests.ask": lambda work, held: requests.ask(work, asked_for(held.planted), LATER),
    "requests.decide": lambda work, held: requests.decide(work, held.round.request, granted=True, by=None, at=LATER),
    "requests.get": lambda work, held: requests.get(work, held.round.request),
    "requests.open_ones": lambda work, held: requests.open_ones(work, held.planted.plan),
    "rules.rules": lambda work, held: rules.rules(work, held.planted.plan),
    "rules.set_rules": lambda work, held: rules.set_rules(work, held.planted.plan, Rules(late=4)),
    "rules.settings": lambda work, held: rules.settings(work, held.planted.plan),
    "rules.wrong_settings": lambda work, held: rules.wrong_settings(work, held.planted.plan),
    "schedules.reschedule": lambda work, held: schedules.reschedule(
        work, held.planted.measures[0], frequency=None, lag_days=1, release_month=None
    ),
    "snoozes.snooze": lambda work, held: snoozes.snooze(work, *figure_of(held), LATER.date()),
    "snoozes.snoozes": lambda work, _: snoozes.snoozes(work),
    "snoozes.trim": lambda work, _: snoozes.trim(work, LATER.date()),
    "standing.officers": lambda work, held: standing.officers(work, held.planted.plan),
    "standing.runs_a_round": lambda work, held: standing.runs_a_round(work, held.planted.person),
    "standing.someone": lambda work, held: standing.someone(work, "U1", held.planted.plan, LATER.date()),
    "workbooks.named": lambda work, held: workbooks.named(work, *its_plan(held), THEIRS),
    "workbooks.of_organisation": lambda work, held: workbooks.of_organisation(work, *its_plan(held)),
    "workbooks.remember": lambda work, held: workbooks.remember(work, mapped(held.planted, "x")),
}


def fill(work: Work, planted: Planted, name: str) -> Held:
    """Something in every table of the round, with the name in every text of it."""
    owner, measure, period = planted.person, planted.measures[0], THE_QUARTER.key
    people.join(work, owner, planted.plan, Role.OFFICER)
    homes.look(work, owner, name)
    for state, series in zip((State.SUBMITTED, State.APPROVED), planted.series[1], strict=True):
        figures.add(work, a_figure("7", "Q1 2013/14", series, state=state, comment=name), MORNING)
    leads.appoint(work, planted.plan, "strategic", 1, owner)
    ticked = frozenset(planted.measures)
    admissions.admit(work, Admission(slack_user="U9", kind=OUTSIDER, measure_ids=ticked, admitted_by=name, at=MORNING))
    promises.promise(work, promised(planted, name), MORNING)
    snoozes.snooze(work, owner, measure, period, MORNING.date())
    drafts.keep(work, owner, measure, period, {"value": name}, MORNING)
    workbooks.remember(work, mapped(planted, name))
    audit.add(work, audit.Change(at=MORNING, who=name, what="x", measure_id=measure, person_id=owner))
    of_plan = update(tables.Plan.__table__).where(mine(tables.Plan), tables.Plan.__table__.c.id == planted.plan)
    work.change(of_plan.values(settings={"late": name}))
    return Held(
        body=bodies.put(work, planted.plan, Body(id=None, name=name, audience=name, meetings=(LATER.date(),))),
        request=requests.ask(work, asked_for(planted, name), MORNING),
        intake=intakes.wait(work, plan_id=planted.plan, file_name=name, figures=[{"name": name}], at=MORNING),
    )


def figure_of(held: calls.Held) -> tuple[int, int, str]:
    """A person, a measure of theirs, and the quarter."""
    return held.planted.person, held.planted.measures[0], THE_QUARTER.key


def its_plan(held: calls.Held) -> tuple[int, int]:
    return held.planted.plan, held.planted.organisation


def promised(planted: Planted, why: str = "") -> Promise:
    return Promise(measure_id=planted.measures[0], period=THE_QUARTER, until=LATER.date(), available=why, why=why)


def asked_for(planted: Planted, why: str = "") -> Request:
    return Request(
        plan_id=planted.plan, kind=HAND_OVER, measure_id=planted.measures[0], asked_by=planted.person, why=why
    )


def mapped(planted: Planted, name: str) -> Workbook:
    cells = ({"sheet": name, "cell": "B2"},)
    return Workbook(
        plan_id=planted.plan, organisation_id=planted.organisation, name=name, cells=cells, mapped_by=name, at=MORNING
    )
