"""Questions put to Steward: by a mention in a channel, in a direct message, and by the command."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import delivery, meters, render
from bot.delivery import alone, files
from bot.domain.besides import Unread
from bot.services import answers, reports

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.workspace import Workspace

COMMAND = "/steward"
_ENTITY = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
JSON = dict[str, Any]


def register(app: App) -> None:
    app.event("app_mention", matchers=[is_question])(mentioned)
    app.event("message", matchers=[is_question])(messaged)
    app.command(COMMAND)(commanded)


def is_question(event: JSON) -> bool:
    """Whether a person wrote this and means us: not an edit, a deletion, a bot's or a workflow's post, or our own."""
    to_us = event.get("type") == "app_mention" or event.get("channel_type") == "im"
    by_person = "user" in event and not event.get("bot_id") and not event.get("hidden")
    return to_us and by_person and event.get("subtype") in {None, "file_share", "thread_broadcast"}


def mentioned(event: JSON, context: BoltContext, client: WebClient, workspace: Workspace) -> None:
    """A mention is answered in its thread, which is opened where there is none.

    Where people of other organisations would read it, whoever of them was let in is answered alone.
    """
    _answer(event, context, client, workspace)


def messaged(event: JSON, context: BoltContext, client: WebClient, workspace: Workspace) -> None:
    """A direct message is answered where it stands: in the conversation, or in the thread it was written in."""
    _answer(event, context, client, workspace)


def commanded(command: JSON, context: BoltContext, workspace: Workspace, ack: Ack) -> None:
    """A command is answered to the asker alone, in the acknowledgement itself, and stands alone: it has no thread.

    What Slack refuses in an acknowledgement it drops without a word: no chart before one was posted here.
    """
    words = words_of(command.get("text") or "", context.bot_user_id)
    surface: render.Surface = "ephemeral" if context.get("may_share") else "message"
    if reports.asks_for_brief(words):
        message = render.message(reports.brief(workspace, context["someone"]), charts=False)
    else:
        viewer = context.get("someone")
        answer = answers.answer(workspace, words, asker=command["user_id"], viewer=viewer, private=True)
        meters.matched(answer.outcome)
        message = render.message(answer, charts=workspace.charts_work is True, surface=surface)
    ack(text=message.text, blocks=message.blocks, response_type="ephemeral")


def _answer(event: JSON, context: BoltContext, client: WebClient, workspace: Workspace) -> None:
    spot = delivery.spot_of(event)
    words = words_of(event.get("text") or "", context.bot_user_id)
    turn = context.get("turn")
    if reports.asks_for_brief(words):
        _brief(event, context, client, workspace)
        return
    key, number = (turn.key, turn.number) if turn else (None, None)
    answer = answers.answer(
        workspace,
        words,
        asker=event["user"],
        place=spot.place,
        event=key,
        turn=number,
        viewer=context.get("someone"),
        private=event.get("channel_type") == "im" or bool(context.get("alone")),
    )
    meters.matched(answer.outcome)
    if came := files.of_event(event):  # a sheet in a direct message is no question: see `returns`
        answer = replace(answer, unread=Unread(name=files.name_of(came[0])))
    if context.get("alone"):
        message = render.message(answer, charts=False)
        alone.tell(client, spot.channel, event.get("thread_ts"), event["user"], message, turn)
        return
    ts = delivery.post(client, workspace, spot, lambda charts: render.message(answer, charts=charts), turn=turn)
    if not spot.thread_ts:
        threads = spot.under(ts).place, spot.under(event["ts"]).place
        delivery.afterwards(lambda: answers.goes_on_in(workspace, answer, *threads))


def _brief(event: JSON, context: BoltContext, client: WebClient, workspace: Workspace) -> None:
    """To whoever asks, and to nobody else: in a channel too it is shown to them alone."""
    said, turn, spot = reports.brief(workspace, context["someone"]), context.get("turn"), delivery.spot_of(event)
    if turn:
        turn.about_to_post()
    if event.get("channel_type") == "im":
        delivery.post(client, workspace, spot, lambda charts: render.message(said, charts=charts), turn=turn)
    else:
        message = render.message(said, charts=False)
        alone.tell(client, spot.channel, event.get("thread_ts"), event["user"], message, turn)


def words_of(text: str, bot_user: str | None) -> str:
    """What a person typed, from the form that Slack gives it (docs.slack.dev/messaging/formatting-message-text).

    The bot's own name goes; other names, channels and links are read by what they say; entities become characters.
    """

    def read(found: re.Match[str]) -> str:
        sign, target, label = found[1], found[2], found[3] or ""
        if sign == "@":
            return "" if target == bot_user else label
        if sign == "#":
            return f"#{label}" if label else ""
        return label or (target if not sign else "")

    words = _ENTITY.sub(read, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
