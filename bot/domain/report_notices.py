"""The report as something to be said: the whole of it, as it is read at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.notices import Notice

if TYPE_CHECKING:
    from bot.domain.reporting import ReportFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInFull(Notice):
    """All that a report says, for whoever reads it outside Slack: it is longer than a message may be."""

    facts: ReportFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines(Notice):
    """The things to know alone, a line each: as an officer wrote them, else as they are worded from the facts."""

    facts: ReportFacts
