"""What Slack's requests mean: `register` is the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import buttons, installs, questions

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
        "see who belongs to the workspace: guests may ask, people of other organisations may not",
        "nobody is answered, because Steward cannot tell who is asking",
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
    questions.register(app)
    buttons.register(app)
    installs.register(app)
