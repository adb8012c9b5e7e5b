"""The audit: what was changed of an indicator and by a person, and that it is only ever added to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from store import audit, importing, people, tables
from store.audit import Change
from store.work import mine
from tests.conftest import MORNING
from tests.store.calls import changed_file
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace


def a_change(**given: object) -> Change:
    return Change(**{"at": MORNING, "who": "U1", "what": "figure revised"} | given)  # type: ignore[arg-type]  any field


def test_a_change_comes_back_as_it_went_in(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        whole = a_change(
            subject="figure",
            subject_id=planted.series[0][0],
            old="5",
            new="6",
            reason="recount",
            measure_id=planted.measures[0],
            person_id=planted.person,
            origin="return.xlsx, figures, B7",
        )
        audit.add(work, whole)
        assert audit.of(work, "figure", planted.series[0][0]) == (whole,)


def test_changes_of_one_moment_are_told_in_the_order_they_were_made(workspace: Workspace) -> None:
    with workspace.begin() as work:
        changes = tuple(a_change(subject="plan", new=str(number)) for number in range(20))
        audit.add(work, *changes)
        assert audit.of(work, "plan") == changes


def test_an_indicator_has_the_changes_of_itself_and_of_what_is_its_own_oldest_first(workspace: Workspace) -> None:
    later = MORNING + timedelta(hours=1)
    with workspace.begin() as work:
        planted = plant(work)
        one, other = planted.measures
        before_rows_named_it = [
            a_change(subject="measure", subject_id=one),
            a_change(subject="series", subject_id=planted.series[0][1]),
        ]
        since = a_change(subject="figure", subject_id=1, measure_id=one, at=later)
        audit.add(work, since, *before_rows_named_it)
        audit.add(
            work,
            a_change(subject="measure", subject_id=other),
            a_change(subject="series", subject_id=planted.series[1][0]),
            a_change(subject="plan", subject_id=one),
            a_change(subject="figure", subject_id=1, measure_id=other),
        )
        assert audit.of_measure(work, one) == (*before_rows_named_it, since)


def test_a_person_has_what_they_did_and_what_concerns_them(workspace: Workspace) -> None:
    with workspace.begin() as work:
        officer, other = people.person(work, "Officer"), people.person(work, "Other")
        did, concerns, neither = a_change(), a_change(who="U2", person_id=officer), a_change(who="U2", person_id=other)
        audit.add(work, did, concerns, neither, a_change(who=""))
        assert set(audit.of_person(work, officer, "U1")) == {did, concerns}
        assert audit.of_person(work, officer) == (concerns,)
        assert audit.of_person(work, None, "U1") == (did,)
        assert audit.of_person(work, None) == ()


def test_what_an_import_changes_of_an_indicator_is_found_by_it(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work, "A plan")
        importing.write(work, changed_file(work, "A plan"), by="steward import", at=MORNING, reason="")
        told = audit.of_measure(work, planted.measures[0])
        of_plan = audit.of(work, "plan")
    assert "figure added" in {each.what for each in told}
    assert {each.origin for each in told} == {"file"}
    assert {each.measure_id for each in of_plan} == {None}


@pytest.mark.parametrize(
    "statement",
    [
        update(tables.Change.__table__).where(mine(tables.Change)).values(reason="another", origin="another"),
        delete(tables.Change.__table__).where(mine(tables.Change)),
    ],
    ids=["update", "delete"],
)
def test_the_database_itself_refuses_to_change_or_delete_a_row(workspace: Workspace, statement: object) -> None:
    with workspace.begin() as work:
        audit.add(work, a_change())
    with pytest.raises(DBAPIError, match="audit"), workspace.begin() as work:
        work.change(statement)  # type: ignore[arg-type]  one of the two above
    with workspace.reading() as work:
        assert len(audit.of_person(work, None, "U1")) == 1
