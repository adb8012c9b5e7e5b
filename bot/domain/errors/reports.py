"""Refusals of the report: periods that a plan does not have."""

from __future__ import annotations

from bot.domain.errors.base import Refused


class NoSuchPeriod(Refused):
    """The plan cannot be reported on for {period}. It can be for {held}."""


class NothingCameAfter(Refused):
    """No figure has come since this report was frozen that is not in a supplement already."""


class BriefForTheBoard(Refused):
    """The brief is made for members of the board. Ask me about any indicator by its name, and I tell you what I may."""


class NothingToCorrect(Refused):
    """Nothing in this report differs from what is approved now. Enter the right figure first and have it approved."""


class ChannelNotSeen(Refused):
    """I cannot see the channel {channel}, or am not in it. Type "/invite @steward" there; then choose it again."""


class ChannelShared(Refused):
    """That channel is shared with another organisation, whose people would read the report. Choose another one."""


class ChannelClosed(Refused):
    """That channel is archived, so nothing can be posted there. Choose another one."""


class NotAChannel(Refused):
    """The text "{channel}" is no channel's id. It stands at the end of the channel's details in Slack: C0123ABC."""
