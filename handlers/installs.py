"""Being added to a channel and being removed from the workspace; and events that nobody waits for."""

from __future__ import annotations

import logging
import math
import re
from typing import TYPE_CHECKING, Any

from bot import delivery, render
from bot.domain.answers import Help
from bot.domain.errors import NotInSharedChannels
from bot.services import answers

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext
    from slack_sdk import WebClient

    from bot.workspace import Workspace

log = logging.getLogger("steward")
JSON = dict[str, Any]


def register(app: App) -> None:
    app.event("member_joined_channel")(joined)
    app.event("app_uninstalled")(removed)
    app.event("tokens_revoked")(revoked)
    app.event(re.compile(".*"))(passed_over)


def joined(event: JSON, context: BoltContext, client: WebClient, workspace: Workspace) -> None:
    """Steward greets a channel that it is added to; other people's arrivals are none of its business."""
    if event.get("user") != context.bot_user_id:
        return
    if not context.get("may_share"):
        raise NotInSharedChannels
    welcome, turn = _welcome(workspace), context.get("turn")
    if turn:
        turn.about_to_post()
    spot = delivery.spot_of(event)
    delivery.post(client, workspace, spot, lambda _: render.message(welcome, charts=False), turn=turn)


def removed(event: JSON, body: JSON, context: BoltContext) -> None:
    """Nothing of the plan is deleted here: an administrator who puts the app back finds it as it was."""
    leave, at = context.get("leave"), body.get("event_time")
    if leave is not None:
        leave(context.team_id, str(event.get("type")), at if isinstance(at, int | float) else math.inf)
    else:
        log.warning("Slack says %s: Steward cannot answer until it is installed again.", event.get("type"))


def revoked(event: JSON, body: JSON, context: BoltContext) -> None:
    """The token of a person is none of ours (docs.slack.dev/reference/events/tokens_revoked)."""
    tokens = event.get("tokens")
    if not isinstance(tokens, dict) or tokens.get("bot"):
        removed(event, body, context)


def passed_over() -> None:
    """Edits, deletions, posts of bots: acknowledged, so that Slack does not send them again."""


def _welcome(workspace: Workspace) -> render.Welcome:
    answer = answers.answer(workspace, "help")
    plan = answer.plan
    examples = answer.examples if isinstance(answer, Help) else ()
    return render.Welcome(plan=(plan.short_name or plan.name) if plan else "", examples=examples)
