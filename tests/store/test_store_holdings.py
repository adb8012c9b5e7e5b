"""A plan knows which kinds of thing it holds beside its figures, and no more of them than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.asking import Held
from bot.domain.narrowing import narrowed
from store import holdings, tables
from store import plan as plans
from tests.builders import imported_county
from tests.conftest import MORNING

if TYPE_CHECKING:
    from bot.workspace import Workspace


def test_what_stands_beside_the_figures_is_known_by_its_kind(workspace: Workspace) -> None:
    plan_id = imported_county(workspace)
    with workspace.begin() as work:
        before = holdings.held(work, plan_id)
        said = {"plan_id": plan_id, "title_key": "", "changed_at": MORNING}
        for title in ("Report back", "Champion it"):
            work.add(tables.Action, {"kind": "action", "title": title, "basis": "resolved"} | said)
        work.add(tables.Risk, {"title": "Safeguarding"} | said)
        for kind in ("initiative", "initiative", "challenge"):
            work.add(tables.Statement, {"plan_id": plan_id, "kind": kind, "text": "x"})
        after = holdings.held(work, plan_id)
        catalogue = plans.catalogue(work, plan_id)
    assert after >= before | {Held.ACTIONS, Held.DECISIONS, Held.RISKS, "initiative", "challenge"}
    assert catalogue is not None
    assert catalogue.holds == after
    assert narrowed(catalogue, {1}).holds == frozenset()
