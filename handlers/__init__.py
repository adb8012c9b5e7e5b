"""What Slack's requests mean: `register` is the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import buttons, covers, figures, home, installs, nudges, people, questions, reports, returns, tasks

if TYPE_CHECKING:
    from slack_bolt import App

SCOPES = {  # what each permission is for, and what stops without it; the manifest asks for these and no others
    "app_mentions:read": ("read a message that mentions Steward", "questions asked in channels go unanswered"),
    "chat:write": ("post answers, and change a message of its own when a choice is picked", "nothing is answered"),
    "commands": ("offer /steward", "the command does not exist"),
    "im:history": (
        "read what people write to Steward in direct messages, and find its own answer there after a breakdown",
        "questions in direct messages go unanswered",
    ),
    "users:read": (
        "see who is a member of the workspace, who a guest or of another organisation, and whose account is closed",
        "nobody is answered, because Steward cannot tell who is asking",
    ),
    "im:write": (
        "open a direct message with whoever owes a figure, or answers for one",
        "nobody is reminded; the performance officer gets the words to pass on",
    ),
    "dnd:read": (
        "hold a reminder back while somebody has notifications paused by their schedule",
        "reminders keep to working hours alone",
    ),
    "files:read": (
        "read a return or a workbook that a data owner uploads in a direct message",
        "figures come in by form or at the command line only",
    ),
    "files:write": (
        "hand a data owner the workbook of what they owe; put a report's papers into its thread, and take them away",
        "an administrator makes return sheets and papers at the command line",
    ),
    "channels:read": (
        "see whether a public channel is shared with another organisation, and when Steward is added to one",
        "answers to /steward cannot be shared in public channels, and Steward does not greet them",
    ),
    "groups:read": (
        "the same for private channels that Steward was invited to",
        "answers to /steward cannot be shared in private channels, and Steward does not greet them",
    ),
}


def register(app: App) -> None:
    """Every listener; the first that fits a request gets it, so each catch-all comes last of its kind."""
    returns.register(app)  # before questions: a sheet is no question, whatever is written beside it
    questions.register(app)
    figures.register(app)
    home.register(app)
    nudges.register(app)
    tasks.register(app)
    people.register(app)
    reports.register(app)
    covers.register(app)
    buttons.register(app)
    installs.register(app)
