"""Answers where others must not read them: in a channel shared with another organisation, to the asker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.posting import is_refusal

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.delivery.posting import Turn
    from bot.render import Message


def tell(
    client: WebClient, channel: str, thread_ts: str | None, user: str, message: Message, turn: Turn | None
) -> None:
    """Say it to one person in a channel; Slack shows it while they are there, and keeps it nowhere.

    In a thread only where there is one already: Slack shows nothing of a thread that would begin with it.
    """
    try:
        client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread_ts, text=message.text, blocks=message.blocks
        )
    except Exception as error:
        if turn and is_refusal(error):
            turn.nothing_was_posted()
        raise
