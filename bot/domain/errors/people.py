"""Refusals of who may do what, where, and of who is who."""

from __future__ import annotations

from bot.domain.errors.base import Refused

OFFICER = "the board's performance officer"


class NotForOutsiders(Refused):
    """I answer people of this workspace only. Ask {ask} to let you in, or to share the figure with you."""

    def __init__(self, ask: str = OFFICER) -> None:  # whom: the officers by their posts, where there are any
        super().__init__(ask=ask)


class NotForGuests(Refused):
    """I answer a guest of this workspace only once they are let in. Ask {ask} to let you in."""

    def __init__(self, ask: str = OFFICER) -> None:  # whom: the officers by their posts, where there are any
        super().__init__(ask=ask)


class OfficersOnly(Refused):
    """That is for a performance officer of this plan to do. Nothing was changed."""


class AdminsOnly(Refused):
    """Who holds which role is for an admin of this plan to decide. Nothing was changed."""


class ChangedMeanwhile(Refused):
    """Somebody else changed this in the meantime. Nothing was changed now; open it again to see how it stands."""


class AccountTaken(Refused):
    """That Slack account belongs to {label}. One account is one person: take it from that post first."""


class AccountUnfit(Refused):
    """That Slack account is a bot's, was closed, or is not known here. Choose the account of a person who uses it."""


class BadSlackId(Refused):
    """No Slack account has the id "{given}". An id looks like U024BE7LH: in Slack, a profile's "Copy member ID"."""


class NoSuchHolder(Refused):
    """There is no post or organisation called "{name}". {near}."""


class SeveralHolders(Refused):
    """Several are called "{name}". Say which: {held}."""


class RoleNotGiven(Refused):
    """No such role is given: "{role}". Admin, officer, chair and reader are.

    Owners, deputies and leads follow from "steward people owner", "steward people away" and "steward people lead".
    """


class SeesTicksAlone(Refused):
    """{label} sees only the indicators that were ticked for their account, and who runs the round sees all of them.

    Where they are a member of this workspace by now, let them in no longer: members need not be let in.
    """


class LastAdmin(Refused):
    """{label} is the only admin of this plan. Make somebody else an admin first."""


class NothingHeld(Refused):
    """Nothing is held about {who}. "steward people list" shows every post and its account."""


class OwnDeputy(Refused):
    """Nobody stands in for themselves. Choose somebody else as deputy of {label}."""


class AwayAlready(Refused):
    """{day} is over. Give the last day on which {label} is away: today or later."""


class AwayTooLong(Refused):
    """Nobody is away for more than a year ahead. Give an earlier day for {label}, or hand their indicators over."""


class PostNeeded(Refused):
    """Say what the post is called, as the plan would print it."""


class PostTaken(Refused):
    """There is a post called {label} already."""


class NothingTicked(Refused):
    """Tick at least one indicator: somebody who is let in this way sees what is ticked and nothing else."""


class MemberAnyway(Refused):
    """That account is a member's: members of this workspace ask without being let in."""


class NotMatched(Refused):
    """No post is matched to {account}. Say which one with --post "POST"; a post that is not held yet is added."""


class NotLetIn(Refused):
    """{account} was not let in. Nothing was changed."""


class NothingSuch(Refused):
    """There is no {what} called "{name}" in this plan. {near}."""


class NotInSharedChannels(Refused):
    """This channel is shared with another organisation, so I do not give figures here. Send me a direct message."""


class OldButton(Refused):
    """This button no longer works: its message is from before a change. Ask me the question again."""
