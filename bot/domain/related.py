"""Which indicators belong beside one another: the same code stem, or a title that mostly says the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.model import Catalogue, Indicator

REACH = 6  # a plan prints siblings close together, so only near lines are looked at
MOST = 3
ALIKE = 0.5
MOST_KEPT = 4_096  # titles; each is looked at again with every neighbour that is asked about


def related(catalogue: Catalogue, place: int) -> tuple[Indicator, ...]:
    """Up to three siblings of the indicator at `place` in the plan, nearest first.

    NI 056a and NI 056b share a stem; "Percentage of LAC NEET" and "Percentage of LAC Not Known" most words.
    """
    subject = catalogue.indicators[place]
    near = sorted(
        range(max(0, place - REACH), min(len(catalogue.indicators), place + REACH + 1)),
        key=lambda other: abs(other - place),
    )
    siblings = (catalogue.indicators[other] for other in near if other != place)
    return tuple([each for each in siblings if _are_siblings(subject, each)][:MOST])


def _are_siblings(one: Indicator, other: Indicator) -> bool:
    stem = _stem(one.code)
    if stem and stem == _stem(other.code):
        return True
    words, others = _words(one.title), _words(other.title)
    return bool(words) and len(words & others) / min(len(words), len(others) or 1) >= ALIKE


@lru_cache(maxsize=MOST_KEPT)
def _stem(code: str) -> str:
    """The code without its last letter, where it has one: "NI 053a" -> "NI 053"."""
    found = re.fullmatch(r"(.*\d)[a-z]", code, re.IGNORECASE)
    return found.group(1).casefold() if found else ""


@lru_cache(maxsize=MOST_KEPT)
def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[\w']+", title.casefold()) if len(word) > 3)
