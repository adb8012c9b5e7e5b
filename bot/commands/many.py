"""Many boards in one process: their offices, and the pages on which each installs Steward by itself."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import handlers
from bot.app.installations import Installations, Renewal, States
from bot.app.office import Whose
from bot.app.offices import InstalledOffices
from bot.app.slack import web_client
from bot.commands.boards import counted
from bot.web import installing
from bot.web.visitors import Visitors
from store.sealing import Seal

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.routing import Route

    from bot.commands.wiring import Wired
    from bot.config import Settings


log = logging.getLogger("steward")


def many_boards(wired: Wired, ticks: Callable[[], float] = time.monotonic) -> tuple[InstalledOffices, list[Route]]:
    """The offices of all that have installed Steward, and where those come in who will."""
    settings, client = wired.settings, web_client("", wired.settings.slack_api_url)
    installations = Installations(wired.store, settings.client_id, Seal(settings.token_keys))
    renewal = Renewal(installations, client, settings.client_id, settings.client_secret)
    offices = InstalledOffices(wired.workspaces, installations, renewal, settings.slack_api_url, ticks=ticks)
    flow = installing.Flow(
        _the_app(settings),
        client,
        (installations, States(wired.store)),
        lambda made: offices.of(Whose(made.team_id or "", made.enterprise_id)),
    )
    return offices, installing.Pages(flow, Visitors(settings.proxies)).routes()


def clear_out(wired: Wired, offices: InstalledOffices) -> None:
    """Once a day: find out who has left unheard, and delete what was left so long ago that nobody comes back to it."""
    offices.look()
    grace = timedelta(days=wired.settings.grace_days)
    for each in [each for each in wired.workspaces.all() if each.removed_at is not None]:
        try:
            many = wired.workspaces.purge(each, after=grace)
        except Exception:
            log.exception("Workspace %s could not be deleted; it is tried again tomorrow.", each.id)
            continue
        if many is not None:
            log.warning(
                "Workspace %s was removed %s days ago or more and is deleted: %s.", each.id, grace.days, counted(many)
            )


def _the_app(settings: Settings) -> installing.App:
    return installing.App(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scopes=tuple(handlers.SCOPES),
        public_url=settings.public_url,
        authorize_url=f"{settings.slack_api_url.removesuffix('api/')}oauth/v2/authorize",
        teams=settings.teams,
    )
