"""One tick of the timetable for many boards on one PostgreSQL, beside the same for one, in processor time.

What the server of the database spends is not in it; a machine that is busy with other things counts for little.
"""

from __future__ import annotations

import gc
import logging
import time
from statistics import median
from typing import TYPE_CHECKING

from slack_sdk.oauth.installation_store import Installation

from bot.app.installations import Installations, Renewal
from bot.app.offices import InstalledOffices
from bot.app.slack import web_client
from bot.commands.running import decide
from bot.services import plan as plans
from bot.workspace import Workspaces
from store.sealing import Seal, new_key
from store.work import Store
from tests import postgres
from tests.benchmarks.city import NOW
from tests.benchmarks.timing import Ratio
from tests.builders import city_planfile

if TYPE_CHECKING:
    from collections.abc import Callable

BOARDS = 20
KEY = new_key()
NOWHERE = "http://127.0.0.1:9/api/"  # nothing is sent in it
TICKS = {"decide": 60, "drain": 2, "sweep": 30}  # seconds from one to the next: bot/schedule.py


def ratios(*, rounds: int, boards: int = BOARDS) -> list[Ratio]:
    """Each job of the timetable where nothing is due, for so many boards beside one."""
    if postgres.why_not():
        return []
    logging.getLogger("steward").setLevel(logging.ERROR)  # each board would say that it has no officer
    with postgres.Server() as server:
        store = Store(server.address(server.make()))
        try:
            store.migrate()
            one = _ticked(store, 1, rounds)
            many = _ticked(store, boards, rounds)
        finally:
            store.close()
    return [
        Ratio(
            name=f"a tick of the timetable, {boards} boards of 111 indicators: {job}, nothing due",
            ours=many[job],
            baseline=one[job],
            limit=2 * boards,
            of=f"one board; processor time, every {seconds} s",
        )
        for job, seconds in TICKS.items()
    ]


def _ticked(store: Store, boards: int, rounds: int) -> dict[str, float]:
    """Seconds of processor time of each job, once all offices are open."""
    workspaces = Workspaces(store, lambda: NOW)
    installations = Installations(store, "1.2", Seal((KEY,)))
    client = web_client("", NOWHERE)
    offices = InstalledOffices(workspaces, installations, Renewal(installations, client, "1.2", "secret"), NOWHERE)
    for number in range(boards):
        _install(workspaces, installations, number)
    jobs: dict[str, Callable[[], object]] = {
        "decide": lambda: offices.decide(decide), "drain": offices.drain, "sweep": offices.sweep,
    }  # fmt: skip
    jobs["decide"]()  # the offices are open from now on, and the plans read; nobody is there to be written to
    found = {job: median(_spent(act) for _ in range(rounds)) for job, act in jobs.items()}
    offices.stop(0)
    return found


def _install(workspaces: Workspaces, installations: Installations, number: int) -> None:
    team = f"T{number:04}"
    workspace = workspaces.welcome(team, f"Board {number}")
    with workspace.reading() as work:
        known = workspace.catalogue(work)
    if known is None:
        plans.import_plan(workspace, city_planfile())
    installations.save(
        Installation(
            app_id="A0APP", team_id=team, team_name=f"Board {number}", user_id="U1",
            bot_token=f"xoxb-{team}", bot_id="B0BOT", bot_user_id="U0BOT",
        )
    )  # fmt: skip


def _spent(act: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    act()
    return time.process_time() - began
