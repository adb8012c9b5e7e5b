"""Home as it gets before people: published whole, made anew where it was changed meanwhile, plain where it fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot import errands, render
from bot.domain.errors import Refused
from bot.domain.home_places import Place, read_place
from bot.domain.homes import HomeTrouble
from bot.domain.notices import ToldAtHome
from bot.services import home as homes

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.domain.notices import View
    from bot.domain.people import Someone
    from bot.workspace import Workspace

JSON = dict[str, Any]
CHANGED = "hash_conflict"  # somebody, or another process, published meanwhile
UNFIT = {"invalid_arguments", "invalid_blocks", "view_too_large"}  # Slack takes another view, though not this one
log = logging.getLogger("steward")


def show_home(
    client: WebClient, workspace: Workspace, someone: Someone, place: Place | None = None, *, instead_of: str = ""
) -> None:
    """Publish somebody's Home, from now on kept fresh at that part; `instead_of` is the hash of what stands there."""
    _publish(client, workspace, someone, lambda: homes.looked_at(workspace, someone, place), instead_of)


def home_again(client: WebClient, workspace: Workspace, someone: Someone, body: JSON) -> None:
    """After a click in Home that changed something: the same part of it as it is now; nothing for clicks elsewhere.

    What was clicked is done; if Home cannot be shown anew, nobody is told that it failed.
    """
    view = body.get("view") or {}
    if view.get("type") != "home":
        return
    try:
        place = _place(view.get("private_metadata") or "")
        _publish(client, workspace, someone, lambda: homes.home(workspace, someone, place), view.get("hash") or "")
    except Exception as lost:  # noqa: BLE001  whatever it is, Home stands as it was, and says as at when
        log.warning("Home could not be shown anew: %s", type(lost).__name__)


def _publish(
    client: WebClient, workspace: Workspace, someone: Someone, make: Callable[[], View], instead_of: str
) -> None:
    """What was changed meanwhile is read anew: whoever reads last, publishes last."""
    user = someone.slack_user
    try:
        client.views_publish(user_id=user, view=_rendered(workspace, make), hash=instead_of or None)
    except SlackApiError as refused:
        code = refused.response.get("error")
        if code == CHANGED:
            client.views_publish(user_id=user, view=_rendered(workspace, make))
        elif code in UNFIT:
            client.views_publish(user_id=user, view=_plain(workspace, refused))
        else:
            raise


def _rendered(workspace: Workspace, make: Callable[[], View]) -> JSON:
    """The view, or the plain one that stands in for it."""
    try:
        return render.view(make(), "home")
    except Refused as refused:
        return render.view(ToldAtHome(words=render.plain(refused)), "home")
    except Exception as error:  # noqa: BLE001  whatever it is, Home must not stay empty
        return _plain(workspace, error)


def _plain(workspace: Workspace, error: Exception) -> JSON:
    reference = errands.reference()
    log.error("Trouble %s with Home.", reference, exc_info=error)
    return render.view(HomeTrouble(reference=reference, at=workspace.now()), "home")


def _place(text: str) -> Place | None:
    try:
        return read_place(text)
    except ValueError:
        return None
