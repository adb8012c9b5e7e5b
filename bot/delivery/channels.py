"""Whether a report may go to a channel: one that Steward is in, that is in use, and that nobody else shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.delivery.users import shared_of
from bot.domain.errors import ChannelClosed, ChannelNotSeen, ChannelShared

if TYPE_CHECKING:
    from slack_sdk import WebClient

UNSEEN = {"channel_not_found", "missing_scope", "no_permission", "not_in_channel", "invalid_arguments"}


def must_take_reports(client: WebClient, channel: str) -> None:
    """ChannelNotSeen, ChannelClosed, ChannelShared; trouble in reaching Slack as it is."""
    try:
        found = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as refused:
        if refused.response.get("error") in UNSEEN:
            raise ChannelNotSeen(channel=channel) from None
        raise
    if shared_of(found):
        raise ChannelShared
    if found.get("is_archived"):
        raise ChannelClosed
    if not found.get("is_member"):
        raise ChannelNotSeen(channel=channel)
