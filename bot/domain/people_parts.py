"""The pages of who is who, by name."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """The pages of who is who."""

    POSTS = "posts"
    ORGANISATIONS = "organisations"
    LEADS = "leads"
    LET_IN = "let in"
    UNOWNED = "unowned"
