"""What `steward doctor` looks at on this machine: the database, its tables, zones, fonts, and how each board does."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.commands.doctor_words import NotWellError, looked, many, named, unseen, when
from bot.papers import charts
from bot.services import health
from store import looks, workspaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.commands.doctor_words import Check
    from bot.commands.wiring import Wired
    from bot.services.health import Health
    from bot.workspace import Workspace

OF_BOARD = ("last event", "last post", "outbox", "failed deliveries")
MEGABYTE, LEAST_FREE = 1_000_000, 100  # a board's database is some megabytes, its journal as much again
WAITS = timedelta(minutes=10)  # longer than Steward ever leaves anything that it could do
SUMMER, ITS_OFFSET = datetime(2014, 7, 2, tzinfo=ZoneInfo("UTC")), timedelta(hours=1)


def of_machine(wired: Wired) -> Iterator[Check]:
    yield looked("database", lambda: _database(wired))
    migrations = looked("migrations", lambda: _migrations(wired))
    yield migrations
    yield looked("fence", lambda: _fence(wired)) if migrations.ok else unseen("fence", "the tables are not ready")
    yield looked("zone data", lambda: _zones(wired if migrations.ok else None))
    yield looked("fonts", _fonts)


def of_board(workspace: Workspace, among: str) -> Iterator[Check]:
    """What came in and went out; `among` is added to each name where there are several boards."""
    found = health.look(workspace)
    yield looked(f"last event{among}", lambda: _last_event(workspace, found))
    yield looked(f"last post{among}", lambda: _last_post(workspace, found))
    yield looked(f"outbox{among}", lambda: _outbox(workspace, found))
    yield looked(f"failed deliveries{among}", lambda: _failed(found))


def _database(wired: Wired) -> str:
    """Which it is and where, for somebody else's settings may name another; and whether it takes changes."""
    described = wired.store.described()
    wired.store.check_changes()
    file = Path(looks.place(wired.store.url))
    if file.is_file():
        _file(file)
    return f"{described}."


def _file(file: Path) -> None:
    if os.name == "posix" and file.stat().st_mode & stat.S_IROTH:
        raise NotWellError(f'Every user of this machine who gets into its folder may read it: chmod 600 "{file}"')
    free = shutil.disk_usage(file.parent).free // MEGABYTE
    if free < LEAST_FREE:
        raise NotWellError(f'The disk of "{file}" is nearly full: {free} MB are left. On a full one nothing is kept.')


def _migrations(wired: Wired) -> str:
    wired.store.check()
    return f"The tables are those of this program ({wired.store.revision()})."


def _fence(wired: Wired) -> str:
    """One board alone has nobody to be kept from."""
    why = wired.store.why_open()
    with wired.store.all_workspaces() as connection:
        boards = len(workspaces.every(connection))
    if why and boards > 1:
        raise NotWellError(f"Only Steward's own queries keep {boards} boards apart: {why}.")
    return "There is one board." if why else "The database itself keeps each board's rows from the others."


def _zones(wired: Wired | None) -> str:
    """Of every board, where there are tables to read them in."""
    try:
        offset = SUMMER.astimezone(ZoneInfo("Europe/London")).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    if offset != ITS_OFFSET:
        raise NotWellError("It does not know London's summer time. Install tzdata: pip install --upgrade tzdata")
    if wired is None:
        return f"It holds London's (tzdata {version('tzdata')})."
    with wired.store.all_workspaces() as connection:
        held = workspaces.every(connection)
    unknown = [f"{each.zone} of {each.name}" for each in held if not _is_zone(each.zone)]
    if unknown:
        raise NotWellError(f"It does not hold {named(unknown)}. Update it: pip install --upgrade tzdata")
    return f"It holds the zone of every board (tzdata {version('tzdata')})."


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _fonts() -> str:
    missing = [each for each in charts.fonts() if not Path(each).is_file()]
    if missing:
        raise NotWellError(
            f"Charts in papers would have no letters: {named(missing)} is missing. "
            "Install Steward's packages anew: python3 -m bot.prepare"
        )
    return "The font for the charts of papers is there."


def _last_event(workspace: Workspace, found: Health) -> str:
    stuck, now = found.traffic.oldest_in, workspace.now()
    if stuck is not None and now - stuck > WAITS:
        raise NotWellError(
            f"One that came on {when(stuck.astimezone(workspace.zone))} is not answered yet. "
            "Is steward run at work? Its log says what keeps it."
        )
    if found.traffic.last_in is None:
        return "None is held. To see whether they arrive, write Steward a direct message."
    return f"It came on {when(found.traffic.last_in.astimezone(workspace.zone))}."


def _last_post(workspace: Workspace, found: Health) -> str:
    if found.traffic.last_out is None:
        return "Steward has sent nothing of its own accord yet."
    return f"It went out on {when(found.traffic.last_out.astimezone(workspace.zone))}."


def _outbox(workspace: Workspace, found: Health) -> str:
    due, oldest = found.traffic.due, found.traffic.oldest_due
    if oldest is not None and workspace.now() - oldest > WAITS:
        raise NotWellError(
            f"{many(due, 'message')} should have gone out, the first on {when(oldest.astimezone(workspace.zone))}. "
            "Is steward run at work? steward deliveries says what keeps each."
        )
    return f"{many(due, 'message')} on the way." if due else "Nothing waits to be sent."


def _failed(found: Health) -> str:
    if found.traffic.failed:
        raise NotWellError(
            f"{many(found.traffic.failed, 'delivery', 'deliveries')} failed. steward deliveries --state failed says "
            "why; --retry ID sends one after all, --drop ID lets it go."
        )
    return "None."
