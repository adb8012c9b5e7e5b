"""All that a report is made of: what the store holds of a plan, as a board may see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.comparators import Comparator
    from bot.domain.dictionary import Reference
    from bot.domain.highlights import Highlight
    from bot.domain.model import Catalogue, Figure
    from bot.domain.owing import Books
    from bot.domain.periods import Period
    from bot.domain.reporting import ReportFacts
    from bot.domain.risks import Risk
    from bot.domain.rounds import Owed
    from bot.domain.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """`figures` are those that the board may see; `books` know of others too, and only tell what is not in."""

    catalogue: Catalogue  # the indicators that are reported to the board
    figures: Mapping[int, Sequence[Figure]]
    others: Mapping[int, Sequence[Figure]]  # as the public may see them; of a report for the public, as the board may
    board: str
    audience: str  # whom the figures were made fit for: "board", "public"
    period: Period
    as_at: date
    meeting: date | None
    as_printed: bool
    books: Books
    owed: Sequence[Owed] = ()  # all that the rounds want, in or not, with due days and promises
    organisations: Mapping[int, str] = field(default_factory=dict)  # by measure
    leads: Mapping[tuple[str, int], str] = field(default_factory=dict)  # posts, by an objective's level and number
    embargoed: Collection[tuple[int, Period]] = ()  # series and periods that nobody is told of
    reasons: Mapping[tuple[int, Period], str] = field(default_factory=dict)  # why figures were revised
    meetings: Sequence[date] = ()  # the board's, in order
    actions: Sequence[Action] = ()
    risks: Sequence[Risk] = ()
    agenda: Sequence[AgendaItem] = ()
    forward: Sequence[ForwardItem] = ()
    statements: Sequence[Statement] = ()
    comparators: Sequence[Comparator] = ()
    highlights: Sequence[Highlight] = ()
    references: Sequence[Reference] = ()  # what a national dictionary says of measures
    last: ReportFacts | None = None  # as it was published
