"""What Steward says that answers no question, as values; each has the template of its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something went wrong that nobody foresaw; the reference stands in the log beside the details."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """The bot was added to a channel; `plan` is the name of the plan it holds, if any."""

    plan: str = ""
    examples: tuple[str, ...] = ()
