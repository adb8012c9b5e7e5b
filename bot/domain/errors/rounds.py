"""Refusals of the round: rules, figures, promises, sheets."""

from __future__ import annotations

from bot.domain.errors.base import Refused
from bot.domain.errors.people import OFFICER


class BadRule(Refused):
    """The rule "{rule}" must be {must}."""


class BadDictionary(Refused):
    """{name} cannot be read as a dictionary: {problem}."""


class NotYoursToReport(Refused):
    """That indicator is not yours to report. Ask the board's performance officer to name you for it if it should be."""


class NothingToReport(Refused):
    """No figure is wanted of that indicator now. Ask me for its history to see what is in."""


class NotYourTask(Refused):
    """That is not yours to change. If it should be, ask {ask} to name you for it."""

    def __init__(self, ask: str = OFFICER) -> None:
        super().__init__(ask=ask)


class NotYours(Refused):
    """That figure is not yours to settle. If it should be, ask {ask} to name you its owner."""

    def __init__(self, ask: str = OFFICER) -> None:
        super().__init__(ask=ask)


class AlreadyIn(Refused):
    """That figure is in by now, or is not wanted any more: there is nothing left to do for it."""


class WrongDay(Refused):
    """Choose a day after today, and within a year."""


class OwnersHearToday(Refused):
    """Their owners hear of it only today. Send it from tomorrow on."""


class PersonalDetails(Refused):
    """What you wrote seems to hold somebody's {found}. Please take it out: it is kept, and others read it."""


class WhoseIsIt(Refused):
    """Say whose it is: choose a person or an organisation, one of the two."""


class NoSuchDeputy(Refused):
    """Nobody can stand in by that account: it is matched to no post. Choose somebody else, or ask {ask} to match it."""

    def __init__(self, ask: str = OFFICER) -> None:
        super().__init__(ask=ask)


class AlreadyDecided(Refused):
    """An officer has decided this by now. Nothing was changed: the message says what came of it."""


class NotMatchedYet(Refused):
    """That account is matched to no post yet. Match it first, in Home under People and roles; then press again."""


class NothingOwed(Refused):
    """Nothing is owed by {whose} now, so there is no return to fill in."""


class NoSuchAccount(Refused):
    """No post is matched to the Slack account {account}. Match it first with "steward people match"."""


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
