"""The Bolt app: scopes each request to a workspace, lets in who may ask, explains failures."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

import handlers
from bot import redaction
from bot.app.clicks import Clicks
from bot.app.door import Door
from bot.app.people import Directory
from bot.app.slack import LOOK_SECONDS, posting_client, web_client
from bot.app.trouble import explain
from bot.delivery import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltContext
    from slack_sdk import WebClient

    from bot.app.slack import Identity
    from bot.workspace import Workspace

    Leave = Callable[[str, str, float], object]  # the team, the event that says so, its moment in epoch seconds

# Not "steward": Bolt sets the level of the loggers it names after the app, and ours must not be muted with its own.
NAME = "slack_bolt.steward"


def build(
    workspace: Workspace,
    client: WebClient,
    identity: Identity,
    outbox: Outbox | None = None,
    *,
    leave: Leave | None = None,
) -> App:
    """The app for the workspace that the client's token belongs to. It makes no call and opens no connection.

    Acknowledgements follow the work (`process_before_response`), so what dies half way is delivered again. Who we are
    is handed to Bolt as an `authorize` function rather than as a token: with a token, SLACK_CLIENT_ID and
    SLACK_CLIENT_SECRET in the environment would silently switch Bolt to another way of installing and drop it.
    Listeners find the outbox in their context: what they had planned goes out at once when they wake it; and `leave`,
    for when Steward was removed.
    """
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(redaction.PIN)

    def authorize(team_id: str | None) -> AuthorizeResult | None:
        if team_id != identity.team_id:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
            bot_token=client.token,
        )

    app = App(
        name=NAME,
        logger=logger,
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # None is how Bolt is told that a team is not ours
        process_before_response=True,
        request_verification_enabled=False,  # Socket Mode is authenticated by its connection
        attaching_conversation_kwargs_enabled=False,
    )
    looking = web_client(str(client.token), client.base_url, timeout=LOOK_SECONDS)
    door = Door(identity, workspace, Directory(looking, workspace.now), Clicks(workspace))
    app.use(door.enter)
    app.use(_handing(outbox or Outbox(workspace, posting_client(client)), leave))
    app.error(explain)
    handlers.register(app)
    return app


def _handing(outbox: Outbox, leave: Leave | None) -> Callable[[BoltContext, Callable[[], None]], None]:
    def hand_over(context: BoltContext, next_: Callable[[], None]) -> None:
        context["outbox"], context["leave"] = outbox, leave
        next_()

    return hand_over
