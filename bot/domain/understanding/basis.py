"""What a comparison is made with: in "higher than last year" the year is the basis, and not the figure asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.asking import Intent
from bot.domain.understanding.periods_asked import asked_in, calendar_of

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.asking import Understood
    from bot.domain.matching import Index
    from bot.domain.periods import Period

_BASIS = re.compile(
    r"\b(?:(?P<than>than)"
    r"|(?P<moved>better|worse|improved|improving|worsened|worsening|deteriorated|declined|slipped"
    r"|dropped|fallen|risen|changed|up|down)\s+(?:on|since|from|against|over|compared\s(?:to|with)))"
    r"\s+(?P<basis>[^.?!;,]+)",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(r"\b(?:a|one|1) year (?:ago|earlier|before)\b|\b(?:12|twelve) months (?:ago|earlier|before)\b")
_COMPARED = re.compile(r"\b(?:any |many |far |much )?(?:more|fewer|less)\b", re.IGNORECASE)
_PASSING = frozenset(
    re.findall(
        r"\w+",
        "in at for during by it they we there was were had did have been the this that same time period point of end",
    )
)
_WORDS = re.compile(r"\w+")
_COURSE = frozenset({Intent.STATUS, Intent.HISTORY})


@dataclass(frozen=True, slots=True)
class Basis:
    """A question without what it compares with; `usual` where that is what every figure is compared with."""

    text: str
    asked: str
    compares: bool  # "than ..."
    usual: bool

    def settled(self, understood: Understood) -> Understood | None:
        """The reading of the text without its basis, where it is the better one.

        The latest figure, whose answer says how it stands beside the year before; the course of things beside any
        other period; the list of what moved.
        """
        moved = understood.intent is Intent.LIST and understood.filter.movement is not None
        if moved and understood.gap is None and understood.period is None:
            return replace(understood, text=self.asked)
        of_few = len(understood.found) == 1 or bool(understood.choices)
        asks = self.compares or understood.intent is Intent.STATUS
        if not (asks and of_few) or understood.gap is not None or understood.intent not in _COURSE:
            return None
        return replace(understood, text=self.asked, intent=Intent.STATUS if self.usual else Intent.HISTORY)


def basis_of(text: str, index: Index, today: date) -> Basis | None:
    """The period that a comparison is made with, taken off; None where there is none, or the plan does not hold it."""
    found = _BASIS.search(text)
    if found is None:
        return None
    calendar = calendar_of(index.catalogue.periods, today, index.catalogue.plan.first_month)
    said = found.group("basis").lower()
    before = text[: found.end("moved")] if found.group("moved") else _COMPARED.sub(" ", text[: found.start()])
    without = " ".join(f"{before} {text[found.end() :]}".split())
    compares = found.group("than") is not None
    if _YEAR_AGO.search(said) and _passes(_YEAR_AGO.sub(" ", said)):
        return Basis(without, text, compares, usual=True)
    asked = asked_in(said, calendar)
    if asked.period is None or asked.missing or not _passes(asked.rest):
        return None
    return Basis(without, text, compares, _is_usual(asked.period, calendar.latest))


def _passes(rest: str) -> bool:
    """Whether nothing but passing words is left beside the period."""
    return _PASSING.issuperset(_WORDS.findall(rest))


def _is_usual(period: Period, latest: Period) -> bool:
    """Whether it is the year before, or the same quarter of it."""
    before = latest.plan_year.previous()
    return period == before or (period.plan_year == before and period.number == latest.number)
