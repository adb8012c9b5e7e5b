"""Organisations' own workbooks: how each is read, and those read that wait for a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from store import intakes, workbooks
from store.intakes import DROPPED, TAKEN, WAITING
from store.workbooks import Workbook
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from tests.store.planting import Planted

LATER = MORNING + timedelta(hours=1)
FIGURES = ({"series_id": 2**62, "value": "91.70", "period": "Q2013.3"}, {"series_id": 1, "value": ""})


def mapped(planted: Planted, name: str = "Return", **given: object) -> Workbook:
    about = {"plan_id": planted.plan, "organisation_id": planted.organisation, "name": name, "at": MORNING}
    cells = ({"sheet": "Data", "cell": "C7", "series_id": 2**62},)
    return Workbook(**about | {"cells": cells, "mapped_by": "U1"} | given)  # type: ignore[arg-type]  any field


def test_a_workbook_comes_back_as_it_was_mapped_in_its_own_plan(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        layout = ({"sheet": "Data", "cell": "A7", "says": "Children in care"},)
        second, first = mapped(one, "Return", layout=layout), mapped(one, "Annual")
        for each in (second, first):
            workbooks.remember(work, each)
        assert workbooks.of_organisation(work, one.plan, one.organisation) == (first, second)
        assert workbooks.named(work, one.plan, one.organisation, "Return") == second
        assert workbooks.named(work, one.plan, one.organisation, "return") is None
        assert workbooks.of_organisation(work, two.plan, one.organisation) == ()
        assert workbooks.named(work, one.plan, two.organisation, "Return") is None


def test_a_workbook_mapped_again_is_read_as_it_was_mapped_last(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        workbooks.remember(work, mapped(planted))
        again = replace(mapped(planted), cells=(), layout=({"cell": "A1"},), mapped_by="U2", at=LATER)
        workbooks.remember(work, again)
        assert workbooks.of_organisation(work, planted.plan, planted.organisation) == (again,)


def test_what_was_read_waits_until_it_is_settled_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        later = intakes.wait(work, plan_id=one.plan, file_name="b.xlsx", figures=[], at=LATER)
        first = intakes.wait(
            work,
            plan_id=one.plan,
            file_name="a.xlsx",
            figures=FIGURES,
            at=MORNING,
            organisation_id=one.organisation,
            uploaded_by="U1",
        )
        assert [each.id for each in intakes.waiting(work, one.plan)] == [first, later]
        assert intakes.waiting(work, two.plan) == ()
        kept = intakes.get(work, first)
        assert intakes.settle(work, first, TAKEN, LATER)
        assert not intakes.settle(work, first, DROPPED, LATER)
        settled = intakes.get(work, first)
        assert [each.id for each in intakes.waiting(work, one.plan)] == [later]
        assert intakes.get(work, 42) is None
    assert kept
    assert settled
    assert (kept.figures, kept.organisation_id, kept.file_name, kept.uploaded_by, kept.at, kept.state) == (
        FIGURES,
        one.organisation,
        "a.xlsx",
        "U1",
        MORNING,
        WAITING,
    )
    assert (settled.state, settled.settled_at) == (TAKEN, LATER)


def test_what_was_read_long_ago_is_forgotten_settled_or_not(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        old, taken, new = (
            intakes.wait(work, plan_id=planted.plan, file_name="a.xlsx", figures=FIGURES, at=at)
            for at in (MORNING, MORNING, LATER)
        )
        intakes.settle(work, taken, TAKEN, LATER)
        assert intakes.trim(work, LATER) == 2
        assert intakes.get(work, old) is None
        assert intakes.get(work, new) is not None
