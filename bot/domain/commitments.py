"""What a file holds beside its indicators: actions, risks, agendas, statements and comparisons, as it gives them.

They are the board's own values without ids; what they point at in the file is known by its place there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.comparators import Comparator
    from bot.domain.risks import Risk
    from bot.domain.statements import Statement, StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAction:
    """One row of a sheet of actions, decisions or milestones."""

    action: Action
    indicators: tuple[int, ...] = ()  # places in `PlanFile.indicators`
    names: tuple[str, ...] = ()  # the same as the file calls them

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.action.reference, self.action.title) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRisk:
    """One row of a risk register, with one score."""

    risk: Risk
    scored: date | None = None  # the day of its score, as the sheet says
    presumed: date | None = None  # as the plan says up to when it reports

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.risk.reference, self.risk.title) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComparator:
    """A figure of others, or a claim, beside the indicator at that place; None: the plan has none of that name."""

    comparator: Comparator
    indicator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """All of them, in the order of the sheets. `kinds` and `forward` None say which lists the file has at all."""

    actions: tuple[FileAction, ...] = ()
    risks: tuple[FileRisk, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    forward: tuple[ForwardItem, ...] | None = None
    statements: tuple[Statement, ...] = ()
    kinds: frozenset[StatementKind] = frozenset()
    comparators: tuple[FileComparator, ...] = ()
    sheets: tuple[str, ...] = ()  # that were read for this


NOTHING_BESIDE = Beside()
