"""One tenant's rows and time: below this, nothing asks whose rows or what o'clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors import NoSuchWorkspace, SeveralAreCalled, SeveralWorkspaces, WorkspaceOfAnother
from store import outbox_rows, plan, purging, workspaces
from store.catalogues import MOST_KEPT, Catalogues
from store.fences import Reach

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path

    from bot.clock import Clock
    from bot.domain.model import Catalogue
    from store.backup import Kept
    from store.catalogues import Decorate
    from store.figures import Revisions
    from store.work import Store, Work
    from store.workspaces import Held

FIRST = "default"


class Workspace:
    """One partnership: its transactions, its time, its plans' catalogues."""

    def __init__(self, held: Held, store: Store, clock: Clock, catalogues: Catalogues) -> None:
        self.id = held.id
        self.name = held.name
        self.slack_team = held.slack_team
        self.slack_name = held.slack_name
        self.slack_enterprise = held.slack_enterprise
        self.removed_at = held.removed_at  # None: Steward is installed there, as far as anybody said
        self.zone = ZoneInfo(held.zone)
        self.nation = held.nation
        self.first_month = held.first_month
        self.clock = clock
        self.charts_work = held.charts_work  # None until Slack has taken or refused a chart here
        self._store = store
        self._catalogues = catalogues

    def begin(self) -> AbstractContextManager[Work]:
        """A transaction that writes: committed at its end, undone by any exception."""
        return self._store.begin(self.id, self.first_month)

    def reading(self) -> AbstractContextManager[Work]:
        """A transaction that only reads."""
        return self._store.reading(self.id, self.first_month)

    def now(self) -> datetime:
        """This moment, in the workspace's zone."""
        return self.clock().astimezone(self.zone)

    def today(self) -> date:
        return self.now().date()

    def catalogue(self, work: Work, plan_name: str | None = None) -> Catalogue | None:
        """Everything that can be named in the current plan, or in the one named; None: there is no such plan.

        One cheap query while nothing has changed, a fixed number of them otherwise.
        """
        standing = plan.standing(work) if plan_name is None else plan.named(work, plan_name)
        if standing.plan_id is None:
            return None
        return self._catalogues.of(work, standing.plan_id, standing.stamp, self.now())

    def latest_figures(self, work: Work, catalogue: Catalogue) -> Revisions:
        """By series, the latest revision of each figure of a plan whose catalogue was just asked for.

        Whatever its state and under embargo too: for those who deal with the round, never for readers.
        """
        return self._catalogues.latest_figures(work, catalogue)

    @property
    def plans_kept(self) -> int:
        """Of how many plans, of all workspaces, this process keeps what it has made ready."""
        return self._catalogues.most

    def note_charts(self, works: bool) -> None:  # noqa: FBT001  it is the verb's whole object
        """Keep whether Slack draws charts here, for the next answers."""
        with self.begin() as work:
            workspaces.set_charts_work(work, works=works)
        self.charts_work = works


class Workspaces:
    """Every workspace of a database. `decorate` is done once to each of `plans_kept` catalogues, when it is read."""

    def __init__(
        self, store: Store, clock: Clock, decorate: Decorate | None = None, *, plans_kept: int = MOST_KEPT
    ) -> None:
        self._store = store
        self._clock = clock
        self._catalogues = Catalogues(decorate, plans_kept)

    def all(self) -> tuple[Workspace, ...]:
        return tuple(self._open(held) for held in self._held())

    def only(self) -> Workspace:
        """The one there is; NoSuchWorkspace or SeveralWorkspaces otherwise."""
        held = self._held()
        if not held:
            raise NoSuchWorkspace(name=FIRST)
        if len(held) > 1:
            raise SeveralWorkspaces(held=_names(held))
        return self._open(held[0])

    def named(self, name: str) -> Workspace:
        """The only one that is called so, here or in Slack, in whichever case, or has that id here or there.

        Raises NoSuchWorkspace, and SeveralAreCalled: a board calls itself in Slack what it likes, another's name too.
        """
        found = [each for each in self._held() if _is_called(each, name)]
        if len(found) > 1:
            raise SeveralAreCalled(name=name, held=", ".join(each.slack_team or str(each.id) for each in found))
        return self._pick(name, found)

    def for_team(self, team_id: str) -> Workspace:
        """The one bound to that Slack team; NoSuchWorkspace."""
        held = self._of_team(team_id)
        return self._pick(team_id, [held] if held else [])

    def make_first(self) -> Workspace:
        """The first workspace, made unless there is any; whichever process comes first makes it."""
        held = self._held()
        if not held:
            with self._store.all_workspaces(writes=True) as connection:
                workspaces.make(connection, FIRST, zone="Europe/London", nation="England", first_month=4)
            held = self._held()
        return self._open(held[0])

    def bind(self, team_id: str, team_name: str) -> Workspace:
        """The workspace of that Slack team; the first time, the only one that is not bound yet becomes it.

        Raises WorkspaceOfAnother where every workspace belongs to other teams, SeveralWorkspaces where it could be
        any of several, NoSuchWorkspace where there is none.
        """
        held = self._held()
        bound = [each for each in held if each.slack_team == team_id]
        free = [each for each in held if each.slack_team is None]
        if not held:
            raise NoSuchWorkspace(name=FIRST)
        if bound:
            return self._open(bound[0])
        if len(free) > 1:
            raise SeveralWorkspaces(held=_names(free))
        if free:
            with self._store.all_workspaces(writes=True) as connection:
                done = workspaces.bind(connection, free[0].id, team_id, team_name)
            if done:
                return self.for_team(team_id)
        others = ", ".join(each.slack_name or each.slack_team or "" for each in self._held() if each.slack_team)
        raise WorkspaceOfAnother(bound=others, offered=team_name)

    def welcome(self, team_id: str, team_name: str, enterprise: str | None = None) -> Workspace:
        """The workspace of a Slack team that has just installed Steward: its own from before, or else a new one.

        A workspace that nobody has taken yet, as `steward migrate` makes the first one, is the first team's.
        """
        held = self._of_team(team_id)
        found = held.id if held else None
        if found is None:
            found = self._take_free(team_id, team_name) or self._make(team_id, team_name)
        with self._store.all_workspaces(writes=True) as connection:
            workspaces.come_back(connection, found, team_name, enterprise)
        return self.for_team(team_id)

    def leave(self, team_id: str) -> bool:
        """Slack says that Steward was removed from that team; False where that was known, or nobody knew the team."""
        found = self._of_team(team_id)
        if found is None:
            return False
        with self._store.all_workspaces(writes=True) as connection:
            return workspaces.leave(connection, found.id, self._clock())

    def purge(self, workspace: Workspace, *, after: timedelta = timedelta()) -> dict[str, int] | None:
        """Delete everything of a workspace that was removed so long ago; how many rows of each table it was.

        None: it was not removed, or not so long ago, or has come back.
        """
        with self._store.begin(workspace.id) as work:
            return purging.purge(work.connection, workspace.id, self._clock() - after)

    def export(self, workspace: Workspace, path: Path) -> Kept:
        """Everything of a workspace in one file, to be handed out. BackupNotWritten."""
        return self._store.export(workspace.id, path, self._clock())

    def enterprise_of(self, team_id: str) -> str | None:
        """The organisation of that team, as far as it was told before."""
        held = self._of_team(team_id)
        return held.slack_enterprise if held else None

    def backlog(self) -> tuple[int, float]:
        """How much should have gone out by now, in all of them, and for how many seconds the first of it is due."""
        now = self._clock()
        with self._store.all_workspaces(reach=Reach.OUTBOX) as connection:
            many, since = outbox_rows.backlog(connection, now)
        return many, (now - since).total_seconds() if since else 0.0

    def written(self) -> frozenset[int] | None:
        """Those that something was written to since this was last asked; None: nobody can say."""
        return self._store.news.since()

    def wanted(self) -> set[int]:
        """Those in which something is to be sent by now."""
        with self._store.all_workspaces(reach=Reach.OUTBOX) as connection:
            return outbox_rows.wanted(connection, self._clock())

    def _take_free(self, team_id: str, team_name: str) -> int | None:
        """The only workspace that nobody has taken; None where it is not the only one, or another was quicker."""
        free = [each for each in self._held() if each.slack_team is None]
        if len(free) != 1:
            return None
        with self._store.all_workspaces(writes=True) as connection:
            return free[0].id if workspaces.bind(connection, free[0].id, team_id, team_name) else None

    def _make(self, team_id: str, team_name: str) -> int:
        """A further workspace, named as the team is, or where that name is taken with the team's id beside it."""
        for name in (team_name or team_id, f"{team_name} ({team_id})"):
            with self._store.all_workspaces(writes=True) as connection:
                made = workspaces.make_for(connection, name, team_id, team_name)
            if made is not None:
                return made
        return self.for_team(team_id).id  # another process has made it in this moment

    def _held(self) -> tuple[Held, ...]:
        with self._store.all_workspaces() as connection:
            return workspaces.every(connection)

    def _of_team(self, team_id: str) -> Held | None:
        with self._store.all_workspaces() as connection:
            return workspaces.of_team(connection, team_id)

    def _pick(self, name: str, held: list[Held]) -> Workspace:
        if not held:
            raise NoSuchWorkspace(name=name)
        return self._open(held[0])

    def _open(self, held: Held) -> Workspace:
        return Workspace(held, self._store, self._clock, self._catalogues)


def _is_called(held: Held, name: str) -> bool:
    names = (held.name, held.slack_name, held.slack_team, str(held.id))
    return name.casefold() in {each.casefold() for each in names if each}


def _names(held: tuple[Held, ...] | list[Held]) -> str:
    return ", ".join(each.name for each in held)
