"""What a report costs the database: the same number of queries whatever the size of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services import plan as plans
from bot.services import reports
from tests.benchmarks.reporting import grown
from tests.builders import city_planfile
from tests.queries import counted
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from pathlib import Path

# Of the round: standing, rules, bodies, people, roles, who was let in, owners, leads, promises, snoozes. Of
# the report: figures that may be seen, organisations, the last report, actions, risks with their scores, agenda,
# forward plan, statements, comparators, highlights,
# dictionary.
QUERIES = 22


def test_a_report_takes_the_same_queries_however_long_the_plan(tmp_path: Path) -> None:
    for indicators in (102, 306):
        folder = tmp_path / str(indicators)
        folder.mkdir()
        with a_workspace_with(None, folder) as workspace:
            plans.import_plan(workspace, grown(city_planfile(), indicators))
            reports.compose(workspace)  # reads the catalogue and the figures, once
            with counted(workspace._store.engine) as seen:
                assert len(reports.compose(workspace).readings) == indicators
            assert len(seen) == QUERIES, seen
