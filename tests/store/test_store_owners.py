"""Who owns an indicator and who leads an objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.people import Holder
from store import leads, owners, people, plan, tables
from store.ids import new_id
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work


def owner_printed(work: Work, plan_id: int) -> list[str | None]:
    catalogue = plan.catalogue(work, plan_id)
    assert catalogue
    return [each.measure.owner_printed for each in catalogue.indicators]


def test_the_holders_are_those_of_the_plan_s_measures(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        assert owners.holders(work, one.plan) == {
            one.measures[0]: Holder(organisation_id=one.organisation),
            one.measures[1]: Holder(person_id=one.person, organisation_id=one.organisation),
        }
        assert owners.holders(work, two.plan).keys() == set(two.measures)


def test_only_what_the_version_in_force_places_has_a_holder_in_the_plan(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        later = {"id": new_id(), "plan_id": planted.plan, "number": 2, "label": "2014/15"}
        work.add(tables.PlanVersion, later)
        placed = {"id": new_id(), "plan_version_id": later["id"], "measure_id": planted.measures[1]}
        work.add(tables.Placement, placed)
        assert owners.holders(work, planted.plan).keys() == {planted.measures[1]}


def test_an_indicator_is_given_to_somebody_else_and_what_the_sheet_printed_is_kept(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work, "A plan")
    with workspace.begin() as work:
        before = plan.stamp(work)
        chair = people.person(work, "Chair")
        measure = planted.measures[1]
        assert owner_printed(work, planted.plan) == [None, None]
        assert owners.assign(work, measure, chair, None)
        assert owners.holders(work, planted.plan)[measure] == Holder(person_id=chair)
        assert owner_printed(work, planted.plan) == [None, "A plan: Health - A plan: officer 01"]
        assert owners.assign(work, measure, None, None)
        assert owners.holders(work, planted.plan)[measure] == Holder()
        assert owner_printed(work, planted.plan) == [None, "A plan: Health - A plan: officer 01"]
        assert not owners.assign(work, 42, chair, None)
        assert plan.stamp(work) > before


def test_an_indicator_that_nobody_owned_is_printed_without_an_owner(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        work.change(tables.Measure.__table__.update().values(owner_person_id=None, owner_organisation_id=None))
        owners.assign(work, planted.measures[0], planted.person, planted.organisation)
        assert owner_printed(work, planted.plan) == ["", None]


def test_an_objective_has_one_lead_by_its_number_until_there_is_another_or_none(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        assert leads.appoint(work, one.plan, "strategic", 1, one.person)
        assert leads.appoint(work, one.plan, "operational", 1, one.person)
        assert leads.appoint(work, one.plan, "strategic", 1, two.person)
        assert {key: person.id for key, person in leads.leads(work, one.plan).items()} == {
            ("operational", 1): one.person,
            ("strategic", 1): two.person,
        }
        assert leads.leads(work, two.plan) == {}
        assert leads.appoint(work, one.plan, "strategic", 1, None)
        assert not leads.appoint(work, one.plan, "strategic", 1, None)
        assert leads.leads(work, one.plan).keys() == {("operational", 1)}
        assert leads.leads(work, one.plan)["operational", 1].organisation == "One: Health"


def test_nobody_who_is_not_here_leads_or_owns(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    with pytest.raises(IntegrityError), workspace.begin() as work:
        leads.appoint(work, planted.plan, "strategic", 1, 42)
    with pytest.raises(IntegrityError), workspace.begin() as work:
        owners.assign(work, planted.measures[0], 42, None)
