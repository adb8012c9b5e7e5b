"""Draining the outbox on a simulated clock, beside the least time that Slack's limits allow for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.delivery import Outbox
from bot.delivery.pace import BURST, GAP, PER_MINUTE
from bot.domain.notices import Trouble
from bot.schedule import DRAIN_SECONDS
from bot.workspace import Workspaces
from store import outbox, people
from store.outbox import Planned, State
from store.work import Store
from tests.benchmarks.timing import Ratio

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace

NOON = datetime(2014, 7, 2, 12, 0, tzinfo=ZoneInfo("Europe/London"))
OWNERS = 60
LOOK, POST = 0.05, 0.15  # seconds that Slack takes, about as in earnest


class Hours:
    """A clock that goes on while Slack is at work, and by nothing else."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


class PacedSlack:
    """Takes what a client sends, in its own time."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._posts = 0

    def users_info(self, user: str) -> dict[str, Any]:
        self._hours.seconds += LOOK
        return {"user": {"id": user, "tz": "Europe/London"}}

    def conversations_open(self, users: str) -> dict[str, Any]:
        self._hours.seconds += LOOK
        return {"channel": {"id": f"D{users}"}}

    def chat_postMessage(self, **given: Any) -> dict[str, str]:  # noqa: ANN401, N802  slack_sdk's own
        self._hours.seconds += POST
        self._posts += 1
        return {"ts": f"{self._posts}.0", "channel": given["channel"]}


def pace(folder: Path, *, deliveries: int) -> Ratio:
    """How long it takes, in simulated seconds; at least 80% of the pace is at most 1.25 times the time."""
    hours = Hours()
    store = Store(f"sqlite:///{folder / 'draining.sqlite3'}")
    store.migrate()
    workspace = Workspaces(store, hours).make_first()
    _plan(workspace, deliveries)
    sends = Outbox(
        workspace,
        PacedSlack(hours),  # type: ignore[arg-type]  # as much of a client as is used
        occasions={"notice": lambda *_: Trouble(reference="x")},
        ticks=lambda: hours.seconds,
    )
    while _waiting(workspace):
        began = hours.seconds
        sends.drain()
        hours.seconds = max(hours.seconds, began + DRAIN_SECONDS)
    store.close()
    of_each_owner = -(-deliveries // OWNERS) * GAP
    return Ratio(
        name=f"draining {deliveries:,} deliveries, in simulated time",
        ours=hours.seconds,
        baseline=max((deliveries - BURST) * 60 / PER_MINUTE, of_each_owner),
        limit=1.25,
        of=f"{PER_MINUTE} messages a minute, one a second to each of {OWNERS}",
    )


def _plan(workspace: Workspace, deliveries: int) -> None:
    with workspace.begin() as work:
        owners = [people.person(work, f"Owner {number}") for number in range(OWNERS)]
        for number, owner in enumerate(owners):
            people.link(work, owner, f"U{number}")
        due = [
            Planned(key=f"k{number}", kind="notice", person_id=owners[number % OWNERS]) for number in range(deliveries)
        ]
        outbox.plan(work, workspace.now(), *due)


def _waiting(workspace: Workspace) -> bool:
    with workspace.reading() as work:
        held = outbox.counts(work)
    if strange := set(held) - {State.SENT, State.PLANNED}:
        raise RuntimeError(f"not all of it arrives: {strange}")
    return State.PLANNED in held
