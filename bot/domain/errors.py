"""Everything that Steward refuses, as a tree; each class's docstring is the sentence people read.

    Refused
    ├── NoSuchPlan           ├── SeveralWorkspaces      ├── NotForOutsiders
    ├── NoSuchWorkspace      ├── WorkspaceOfAnother     ├── NotInSharedChannels
    ├── BadImport            ├── ReasonNeeded           ├── NewerDatabase
    ├── DatabaseAway         ├── NotForGuests           ├── OfficersOnly
    ├── AdminsOnly           ├── ChangedMeanwhile       ├── NoPlanHeld
    ├── AccountTaken         ├── AccountUnfit           ├── BadSlackId
    ├── NoSuchHolder         ├── SeveralHolders         ├── RoleNotGiven
    ├── LastAdmin            ├── OwnDeputy              ├── AwayAlready
    ├── PostTaken            ├── NothingTicked          ├── MemberAnyway
    ├── NotMatched           ├── NotLetIn               ├── NothingSuch
    ├── DatabaseNotReady     ├── BadSetting             ├── OldButton
    ├── NotYoursToReport     ├── NothingToReport        ├── WrongDay
    ├── NotYours             ├── AlreadyIn              ├── NoSuchDeputy
    ├── WhoseIsIt            ├── AlreadyDecided         ├── NotMatchedYet
    ├── BadRule              ├── NoSuchDelivery         ├── NotToBeRetried
    ├── NotToBeDropped       ├── NothingOwed            ├── MayNotSupply
    ├── NotASheet            ├── FileTooBig             ├── FileElsewhere
    ├── FileNotFetched       ├── NotYourSheet           ├── NoMeetingThen
    └── NoSuchSample

Anything else that is raised is trouble: it gets a reference, and its details go to the log alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_TOLD = 10
OFFICER = "the board's performance officer"


class Refused(Exception):  # noqa: N818  it is an outcome for people, not a fault of the program
    """That cannot be done."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(" ".join((type(self).__doc__ or "").split()).format(**facts))


class NoSuchPlan(Refused):
    """There is no plan called "{name}". Plans held: {held}."""


class NoSuchWorkspace(Refused):
    """There is no workspace called "{name}". Run "steward migrate" to make the first one."""


class SeveralWorkspaces(Refused):
    """This database holds several workspaces: name one with --workspace. They are: {held}."""


class WorkspaceOfAnother(Refused):
    """The database's workspace belongs to another Slack team ({bound}); the token is for {offered}."""


class DatabaseNotReady(Refused):
    """The database has not been set up or is out of date. Run "steward migrate"."""


class NewerDatabase(Refused):
    """The database was made by a newer version of Steward ({found}). Install that version to use it."""


class DatabaseAway(Refused):
    """The database is busy or cannot be reached just now. Nothing was saved; try again in a minute."""


class BadSetting(Refused):
    """{setting}: {problem}."""


class BadRule(Refused):
    """The rule "{rule}" must be {must}."""


class NoSuchSample(Refused):
    """There is no sample plan called "{name}". Samples: {held}."""


class ReasonNeeded(Refused):
    """{many} would change. Say why with --reason "..."; the reason is kept with each revision.

    `figures` are a line each: which, what is held, what it would become. Ten are told, and how many more there are.
    """

    def __init__(self, figures: Sequence[str]) -> None:
        many = f"{len(figures)} figure{'' if len(figures) == 1 else 's'}"
        super().__init__(many=many, figures=tuple(figures))
        shown = [*figures[:_MOST_TOLD], *([f"and {len(figures) - _MOST_TOLD} more"] if figures[_MOST_TOLD:] else [])]
        why = 'Say why with --reason "..."; the reason is kept with each revision.'
        self.args = ("\n".join([f"{many} would change:", *(f"  {line}" for line in shown), why]),)


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


class NoPlanHeld(Refused):
    """No plan is held yet. Load one with "steward import PATH"."""


class AccountTaken(Refused):
    """That Slack account belongs to {label}. One account is one person: take it from that post first."""


class AccountUnfit(Refused):
    """That Slack account is a bot's, was closed, or is not known here. Choose the account of a person who uses it."""


class BadSlackId(Refused):
    """"{given}" is not the id of a Slack account. One looks like U024BE7LH: in Slack, a profile's "Copy member ID"."""


class NoSuchHolder(Refused):
    """There is no post or organisation called "{name}". {near}."""


class SeveralHolders(Refused):
    """"{name}" is said of several. Say which: {held}."""


class RoleNotGiven(Refused):
    """"{role}" is no role that is given: admin, officer and reader are.

    Owners, deputies and leads follow from "steward people owner", "steward people away" and "steward people lead".
    """


class LastAdmin(Refused):
    """{label} is the only admin of this plan. Make somebody else an admin first."""


class OwnDeputy(Refused):
    """Nobody stands in for themselves. Choose somebody else as deputy of {label}."""


class AwayAlready(Refused):
    """{day} is over. Give the last day on which {label} is away: today or later."""


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


class NotYoursToReport(Refused):
    """That indicator is not yours to report. Ask the board's performance officer to name you for it if it should be."""


class NothingToReport(Refused):
    """No figure is wanted of that indicator now. Ask me for its history to see what is in."""


class NotYours(Refused):
    """That figure is not yours to settle. If it should be, ask {ask} to name you its owner."""

    def __init__(self, ask: str = OFFICER) -> None:
        super().__init__(ask=ask)


class AlreadyIn(Refused):
    """That figure is in by now, or is not wanted any more: there is nothing left to do for it."""


class WrongDay(Refused):
    """Choose a day after today, and within a year."""


class WhoseIsIt(Refused):
    """Say whose it is: choose a person or an organisation, one of the two."""


class NoSuchDeputy(Refused):
    """Nobody can stand in by that account: it is matched to no post. Choose somebody else, or ask {ask} to match it."""

    def __init__(self, ask: str = OFFICER) -> None:
        super().__init__(ask=ask)


class AlreadyDecided(Refused):
    """An officer has decided this by now. Nothing was changed: the message says what came of it."""


class NotMatchedYet(Refused):
    """That account is matched to no post yet. Match it first, in Home or with "steward people", then press again."""


class NoSuchDelivery(Refused):
    """There is no delivery {number}. "steward deliveries" lists them with their numbers."""


class NotToBeRetried(Refused):
    """Delivery {number} is {state}: only one that failed or was dropped can be sent after all."""


class NotToBeDropped(Refused):
    """Delivery {number} is {state}: only one that is planned or failed can be dropped."""


class NothingOwed(Refused):
    """Nothing is owed by {whose} now, so there is no return to fill in."""


class MayNotSupply(Refused):
    """I take figures from those who supply them. Ask the board's performance officer to match your account first."""


class NotASheet(Refused):
    """I read figures from Excel workbooks (.xlsx) and CSV files only. "{name}" is neither."""


class OneAtATime(Refused):
    """I read one sheet at a time. Upload them one after the other."""


class FileTooBig(Refused):
    """The file "{name}" is larger than {limit}. Send the return alone, without pictures and other sheets."""


class FileElsewhere(Refused):
    """The file "{name}" does not lie with Slack, so I did not fetch it. Upload the file itself here."""


class FileNotFetched(Refused):
    """The file "{name}" could not be fetched from Slack just now. Nothing was read; upload it again in a minute."""


class NotYourSheet(Refused):
    """Only whoever handed this sheet in, or a performance officer, can confirm or drop it."""


class NoMeetingThen(Refused):
    """{body} cannot be set to meet on {day}: {why}. Nothing was changed."""


class NotInSharedChannels(Refused):
    """This channel is shared with another organisation, so I do not give figures here. Send me a direct message."""


class OldButton(Refused):
    """This button no longer works: its message is from before a change. Ask me the question again."""


class BadImport(Refused):
    """Nothing was imported: {count} problems were found.

    `facts["problems"]` holds them all; each says its sheet, row, column, what is wrong and what to do.
    """

    def __init__(self, problems: tuple[object, ...]) -> None:
        super().__init__(count=len(problems), problems=problems)
        self.problems = problems
        self.args = (f"Nothing was imported: {len(problems)} problem{'s' if len(problems) != 1 else ''} found.",)


class OvertakenError(Exception):
    """Somebody else has the event in hand by now: say nothing, they will."""
