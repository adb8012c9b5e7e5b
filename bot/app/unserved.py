"""What is said where no office can be opened: to whoever waits for it, by the ways that need no token.

Slack takes words in the answer to a command, a view in the answer to a form, and a post to the address that comes with
a click in a message (docs.slack.dev/interactivity/handling-user-interaction). For a click in a view and for an event
there is no such way.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltContext, BoltResponse

from bot import errands
from bot.app import shapes, trouble
from bot.app.events import is_event
from bot.app.kinds import REMOVAL, asker_of, kind_of

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.domain.errors import Refused

JSON = dict[str, Any]
log = logging.getLogger("steward")


def answer(refused: Refused, body: JSON, client: WebClient, *, later: bool) -> BoltResponse:
    """Say so, whatever is asked; an event is to come again where what keeps it may pass (`later`)."""
    kind = kind_of(body)
    errands.about(kind=kind, person=asker_of(body))
    if is_event(body):
        again = later and kind != REMOVAL  # which is found out by itself, too
        return BoltResponse(status=trouble.LATER, body="") if again else _taken()
    if not shapes.is_whole(body):
        errands.comes_to("dropped")
        log.warning("Dropped a request: it is not as Slack describes them.")
        return _taken()
    if body.get("type") == "block_actions" and not body.get("response_url"):
        return _taken()
    return trouble.say(refused, BoltContext({"client": client}), body)


def _taken() -> BoltResponse:
    return BoltResponse(status=trouble.DONE, body="", headers={"x-slack-no-retry": ["1"]})
