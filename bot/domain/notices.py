"""What is said that answers no question: notices are messages, views are forms and Home; each has its template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be said in a message; the template has the name of its class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Something to be shown as a form or as Home; the template has the name of its class.

    A view's template begins with an object without "type": {"title", "submit", "close", "callback_id",
    "private_metadata"} as plain strings, of which Home needs none; blocks follow.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Notice):
    """Something went wrong that nobody foresaw; the reference stands in the log beside the details."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(View):
    """What a message would say of a refusal or of trouble, where there is no message: over a form."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAtHome(View):
    """The same in place of Home."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Notice):
    """The bot was added to a channel; `plan` is the name of the plan it holds, if any."""

    plan: str = ""
    examples: tuple[str, ...] = ()
