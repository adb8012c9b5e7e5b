"""Refusals of the command line: settings, databases, workspaces, plans, imports, deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_TOLD = 10


class NoSuchPlan(Refused):
    """There is no plan called "{name}". Plans held: {held}."""


class NoSuchWorkspace(Refused):
    """There is no workspace called "{name}". "steward boards list" names them; "steward migrate" makes one."""


class SeveralWorkspaces(Refused):
    """This database holds several workspaces: name one with --workspace. They are: {held}."""


class SeveralAreCalled(Refused):
    """Several workspaces are called "{name}": name one by its id. They are: {held}."""


class WorkspaceOfAnother(Refused):
    """The database's workspace belongs to another Slack team ({bound}); the token is for {offered}."""


class DatabaseNotReady(Refused):
    """The database has not been set up or is out of date. Run "steward migrate"."""


class NewerDatabase(Refused):
    """The database was made by a newer version of Steward ({found}). Install that version to use it."""


class DatabaseInUse(Refused):
    """There are tables in this database already, and a backup goes into an empty one. Name another one."""


class TablesTaken(Refused):
    """Another process has been at this database's tables for a minute. Nothing was changed; try again."""


class NotABackup(Refused):
    """The file "{name}" cannot be restored: {problem}. Nothing was restored."""


class NewerBackup(Refused):
    """The backup was made by a newer version of Steward ({found}). Install that version to restore it."""


class FileShut(Refused):
    """The user that the command runs as cannot open "{name}": {problem}."""


class BackupNotWritten(Refused):
    """The backup could not be written to "{name}": {problem}."""


class StillInSlack(Refused):
    """Nothing was deleted: Steward is installed in "{name}". Remove it there first (Slack: Apps, Manage)."""


class ReallyPurge(Refused):
    """Nothing was deleted yet. With --confirm all of "{name}" is, for good; "steward boards export" keeps a copy."""


class DatabaseAway(Refused):
    """The database is busy or cannot be reached just now. Nothing was saved; try again in a minute."""


class OpenedTooLate(Refused):
    """Slack gives three seconds to open a form, and this took longer. Please press it again."""


class TokenEnded(Refused):
    """Slack no longer lets Steward into this workspace. Please tell whoever looks after Steward: it has to be installed
    here again. Nothing is lost; what you have just entered may have to be entered again.
    """  # noqa: D205  it is one sentence after another


class NotInstalledHere(Refused):
    """Steward is not installed in this Slack workspace, or no longer. One of its administrators can install it."""


class BadSetting(Refused):
    """{setting}: {problem}."""


class NoSuchSample(Refused):
    """There is no sample plan called "{name}". Samples: {held}."""


class DemoEnded(Refused):
    """{log}The demo has ended: {why}."""


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


class BadImport(Refused):
    """Nothing was imported: {count} problems were found.

    `facts["problems"]` holds them all; each says its sheet, row, column, what is wrong and what to do.
    """

    def __init__(self, problems: tuple[object, ...]) -> None:
        super().__init__(count=len(problems), problems=problems)
        self.problems = problems
        self.args = (f"Nothing was imported: {len(problems)} problem{'s' if len(problems) != 1 else ''} found.",)


class NoPlanHeld(Refused):
    """No plan is held yet. Load one with "steward import PATH"."""


class NotAYearToCome(Refused):
    """{shown} is not a year that the plan can move on to: it runs to {last}, and has the versions {held}."""


class WhyMoveOn(Refused):
    """Say why the plan moves on with --reason "...", such as who agreed to it and when. Nothing was changed."""


class NoSuchDelivery(Refused):
    """There is no delivery {number}. "steward deliveries" lists them with their numbers."""


class NotToBeRetried(Refused):
    """Delivery {number} is {state}: only one that failed or was dropped can be sent after all."""


class NotToBeDropped(Refused):
    """Delivery {number} is {state}: only one that is planned or failed can be dropped."""
