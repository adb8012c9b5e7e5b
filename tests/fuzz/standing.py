"""A moment of a board: its database, the clock and what stands before people in Slack, to go back to."""

from __future__ import annotations

import copy
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.local.deliveries import Way

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.local import Delivery, LocalSlack, Message, View
    from tests.conftest import StandingClock

OF_ASKING = {"asked", "conversation", "seen_event"}  # what is noted of anybody who asks or opens Home


class Database:
    """A SQLite file that others have open too; to see whether it changed, and to undo that, takes milliseconds."""

    def __init__(self, path: Path) -> None:
        self._live = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._live.execute("PRAGMA synchronous = OFF")
        tables = self._live.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._tables = [str(name) for (name,) in tables if name not in OF_ASKING]
        self._stands: sqlite3.Connection | None = None
        self._seen: object = None

    def close(self) -> None:
        self._live.close()

    def kept(self) -> sqlite3.Connection:
        """All that is in it, to be put back later; the same as before where nothing has changed."""
        if self._stands is None or self.changed():
            self._stands = sqlite3.connect(":memory:", check_same_thread=False)
            self._live.backup(self._stands)
            self._seen = self._version()
        return self._stands

    def changed(self) -> bool:
        return self._version() != self._seen

    def put_back(self, held: sqlite3.Connection) -> None:
        """Undo everything; what the program has read of a plan that is undone, it must read anew."""
        if held is self._stands and not self.changed():
            return
        (stamp,), (before,) = (
            each.execute("SELECT max(stamp) FROM workspace").fetchone() for each in (self._live, held)
        )
        if stamp != before:
            held.execute("UPDATE workspace SET stamp = ?", (max(stamp, before) + 1,))
            held.commit()
        held.backup(self._live)
        self._stands, self._seen = held, self._version()

    def rows(self) -> dict[str, int]:
        """How many rows each table has, but for those of asking."""
        counts = (f"SELECT '{name}', count(*) FROM \"{name}\"" for name in self._tables)  # noqa: S608  the tables' own names
        return dict(self._live.execute(" UNION ALL ".join(counts)).fetchall())

    def differs(self, held: sqlite3.Connection) -> bool:
        """Whether any row is not as it was; the dearest of these questions."""
        return self.changed() and list(self._live.iterdump()) != list(held.iterdump())

    def _version(self) -> Any:  # noqa: ANN401  SQLite's count of what others committed
        return self._live.execute("PRAGMA data_version").fetchone()


def _stamp(database: sqlite3.Connection) -> int:
    (found,) = database.execute("SELECT max(stamp) FROM workspace").fetchone()
    return int(found)


@dataclass(frozen=True, eq=False)
class Moment:
    """When it is, what is stored, and what stands in channels, in Homes and in forms before people."""

    at: datetime
    stored: sqlite3.Connection
    messages: dict[str, dict[str, Message]]
    ephemerals: list[Message]
    homes: dict[str, View]
    modals: dict[str, list[View]]

    def __repr__(self) -> str:
        return f"the moment {self.at:%d %B %H:%M}"


class Stage:
    """A board and its Slack, which can be set to any moment that was noted."""

    def __init__(self, slack: LocalSlack, database: Database, clock: StandingClock) -> None:
        self.slack, self.database, self.clock = slack, database, clock
        slack.world.ways.append(_Nowhere(slack.world.changed, slack.world.timing))

    def noted(self) -> Moment:
        world = self.slack.world
        with world.changed:
            messages = {name: dict(channel.messages) for name, channel in world.channels.items()}
            shown = (list(world.ephemerals), copy.deepcopy(world.homes), copy.deepcopy(world.modals))
            return Moment(self.clock.moment, self.database.kept(), messages, *shown)

    def set_to(self, moment: Moment) -> None:
        """Everything as it was then, and nothing on record."""
        world = self.slack.world
        self.clock.set(moment.at)
        self.database.put_back(moment.stored)
        with world.changed:
            for name, channel in world.channels.items():
                channel.messages = dict(moment.messages.get(name, {}))
            world.ephemerals = list(moment.ephemerals)
            world.homes, world.modals = copy.deepcopy(moment.homes), copy.deepcopy(moment.modals)
            for held in (world.triggers, world.response_urls, world.notices):
                held.clear()
            for record in (world.calls, world.problems, world.deliveries):
                record.clear()

    def messages_of(self, place: str) -> dict[str, Message]:
        channel = self.slack.world.channels.get(place)
        return channel.messages if channel else {}


class _Nowhere(Way):
    """What Slack has to tell the app is handed in by hand."""

    def send(self, delivery: Delivery) -> None:
        """Nothing: whoever did it has the delivery."""
