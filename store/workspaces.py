"""The workspaces themselves: which there are, and whose Slack team each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from store.ids import new_id
from store.tables import Workspace
from store.work import MINE

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from store.work import Work

_workspace = Workspace.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A workspace as it is stored."""

    id: int
    name: str
    slack_team: str | None
    slack_name: str
    slack_enterprise: str | None
    zone: str
    nation: str
    first_month: int
    charts_work: bool | None  # None: never tried
    removed_at: datetime | None  # when Slack said that Steward was removed


def every(connection: Connection) -> tuple[Held, ...]:
    """All of them, by name."""
    return tuple(Held(**row) for row in connection.execute(_held().order_by(_workspace.name)).mappings())


def of_team(connection: Connection, team: str) -> Held | None:
    """The one that is bound to that Slack team."""
    row = connection.execute(_held().where(_workspace.slack_team == team)).mappings().first()
    return Held(**row) if row else None


def make(connection: Connection, name: str, *, zone: str, nation: str, first_month: int) -> bool:
    """A further workspace; False where the name is taken."""
    return _add(connection, {"name": name, "zone": zone, "nation": nation, "first_month": first_month}) is not None


def make_for(connection: Connection, name: str, team: str, team_name: str) -> int | None:
    """A further workspace, of that Slack team from the first; None where the name is taken, or the team has one."""
    usual = {"zone": "Europe/London", "nation": "England", "first_month": 4}
    return _add(connection, {"name": name, "slack_team": team, "slack_name": team_name} | usual)


@cache
def _held() -> Select[Any]:
    return select(*(_workspace[name] for name in Held.__dataclass_fields__))


def _add(connection: Connection, row: dict[str, Any]) -> int | None:
    row["id"] = new_id()
    try:
        with connection.begin_nested():
            connection.execute(insert(Workspace.__table__), row)
    except IntegrityError:
        return None
    return int(row["id"])


def bind(connection: Connection, workspace_id: int, team: str, team_name: str) -> bool:
    """Tie the workspace to a Slack team; False where it, or that team, is already tied otherwise."""
    free = or_(_workspace.slack_team.is_(None), _workspace.slack_team == team)
    try:
        with connection.begin_nested():
            done = connection.execute(
                update(Workspace.__table__)
                .where(_workspace.id == workspace_id, free)
                .values(slack_team=team, slack_name=team_name)
            )
    except IntegrityError:
        return False
    return done.rowcount == 1


def come_back(connection: Connection, workspace_id: int, team_name: str, enterprise: str | None) -> None:
    """Steward is installed there, perhaps again: it has not been removed, and its name is what Slack says today."""
    now = {"removed_at": None, "slack_name": team_name, "slack_enterprise": enterprise}
    connection.execute(update(Workspace.__table__).where(_workspace.id == workspace_id).values(**now))


def leave(connection: Connection, workspace_id: int, at: datetime) -> bool:
    """Steward was removed from there at that moment; False where that was known."""
    there = (_workspace.id == workspace_id, _workspace.removed_at.is_(None))
    return connection.execute(update(Workspace.__table__).where(*there).values(removed_at=at)).rowcount == 1


def set_charts_work(work: Work, *, works: bool) -> None:
    work.change(update(Workspace.__table__).where(_workspace.id == MINE).values(charts_work=works))
