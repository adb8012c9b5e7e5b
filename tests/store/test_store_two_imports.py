"""Two officers import the same plan at the same moment: one writes it, the other finds it written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from bot.services.plan import Imported, import_plan
from store import plan
from tests.builders import county_planfile

if TYPE_CHECKING:
    from bot.workspace import Workspace


def test_two_first_imports_at_once_make_one_plan(workspace: Workspace) -> None:
    together = Barrier(2, timeout=20)

    def one(_: int) -> Imported:
        planfile = county_planfile()
        together.wait()
        return import_plan(workspace, planfile)

    with ThreadPoolExecutor(2) as officers:
        done = list(officers.map(one, range(2)))
    assert sorted(each.written for each in done) == [False, True]
    with workspace.reading() as work:
        assert len(plan.plans(work)) == 1
