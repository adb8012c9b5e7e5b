"""The one place that makes real things: settings, clock, store, workspaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import file_clock, system_clock
from bot.config import settings
from bot.workspace import Workspace, Workspaces
from store.work import Store

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Wired:
    settings: Settings
    store: Store
    workspaces: Workspaces
    now: Clock


def load() -> Wired:
    """Everything that commands share, made from the settings in force."""
    chosen = settings()
    store = Store(chosen.database_url)
    clock = file_clock(chosen.clock_file) if chosen.clock_file else system_clock
    workspaces = Workspaces(store, clock, plans_kept=chosen.plans_kept)
    return Wired(settings=chosen, store=store, workspaces=workspaces, now=clock)


def connection() -> tuple[str, str]:
    """The token and the address to ask Slack with; the token is "" where none is set."""
    chosen = settings()
    return chosen.bot_token, chosen.slack_api_url


def open_workspace(name: str | None = None) -> Workspace:
    """The workspace named, or the only one; the database is checked first.

    Raises DatabaseNotReady, NewerDatabase, NoSuchWorkspace or SeveralWorkspaces.
    """
    wired = load()
    wired.store.check()
    return wired.workspaces.named(name) if name else wired.workspaces.only()
