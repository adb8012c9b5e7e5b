"""Forms that open at once: a light view first, within the three seconds that Slack allows, then the form itself."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot import errands, render
from bot.domain.errors import Refused
from bot.domain.notices import Told, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.domain.notices import View

AT_ONCE = 4  # forms that are made side by side; each takes a fraction of a second
log = logging.getLogger("steward")
_filling = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="forms")


def open_form(client: WebClient, trigger_id: str, loading: View, make: Callable[[], View]) -> None:
    """Open the light view, and have the form made and put in its place by our own executor.

    Nothing is read before the view stands there: a trigger lasts three seconds, and is good for one view. A refusal,
    or trouble, is said in the view.
    """
    opened = client.views_open(trigger_id=trigger_id, view=render.view(loading))
    _filling.submit(errands.carried(_fill), client, opened["view"]["id"], make)


def push_form(client: WebClient, trigger_id: str, loading: View, make: Callable[[], View]) -> None:
    """The same over a form that stays open."""
    opened = client.views_push(trigger_id=trigger_id, view=render.view(loading))
    _filling.submit(errands.carried(_fill), client, opened["view"]["id"], make)


def refill(client: WebClient, view_id: str, make: Callable[[], View]) -> None:
    """Put another form in the place of one that stands there."""
    _filling.submit(errands.carried(_fill), client, view_id, make)


def _fill(client: WebClient, view_id: str, make: Callable[[], View]) -> None:
    try:
        client.views_update(view_id=view_id, view=render.view(_made(make)))
    except Exception as lost:  # noqa: BLE001  whatever it is: closed meanwhile, or Slack is away; nobody is left to tell
        log.warning("A form could not be filled: %s", type(lost).__name__)


def _made(make: Callable[[], View]) -> View:
    """The form, or what is said in its place."""
    try:
        return make()
    except Refused as refused:
        return Told(words=render.plain(refused))
    except Exception:
        reference = errands.reference()
        log.exception("Trouble %s with a form.", reference)
        return Told(words=render.plain(Trouble(reference=reference)))
