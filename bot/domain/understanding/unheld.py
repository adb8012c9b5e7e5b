"""What a plan like this does not hold: other places' figures, rankings, a fifth quarter, two objectives at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Intent, Understood
from bot.domain.understanding import listed
from bot.domain.understanding.naming import decide_on, named_of
from bot.domain.understanding.told import reply
from bot.domain.understanding.words import stem

if TYPE_CHECKING:
    from bot.domain.matching import Index
    from bot.domain.understanding.hearing import Heard

_ELSEWHERE = frozenset({stem("elsewhere")})  # what "nationally", "England", "region" and the like stand for
_TOP = frozenset({"top", "bottom"})
_AIM = r"(?:objective|priorit(?:y|ie)|theme|strand)s?"
_RANKED = re.compile(
    rf"\b(?:which|what)(?:'s| is| are)?\s+(?:\w+\s+){{0,2}}?{_AIM}\b.*"
    r"\b(?:best|worst|most|least|fewest|weakest|strongest)\b"
    rf"|\b(?:best|worst|weakest|strongest)\s+(?:\w+\s+)?{_AIM}\b"
    r"|\b(?:which|what)(?:'s| is| one is)\s+(?:\w+\s+)?(?:furthest|farthest|closest|nearest)\b"
)
_NO_QUARTER = re.compile(r"\b(?:in |for |at )?(?:q|quarter\s|qtr\s)\s?(?:[05-9]|\d\d)\b(?!\s?[/-]?\s?\d)")
_TWO_AIMS = re.compile(
    rf"\b(?:{_AIM}|obj)\.?\s*(?P<one>\d{{1,2}})\s*(?:and|&|with|to|against|versus|vs?\.?|or|,|than)\s*"
    rf"(?:{_AIM}\s*|obj\.?\s*)?(?P<other>\d{{1,2}})\b(?![/%-])"
)


def answer(heard: Heard, index: Index) -> Understood | None:
    """The honest "not held", or the plain list where a ranking of it was asked; None for everything else."""
    return (
        _of_two_objectives(heard)
        or _of_no_quarter(heard, index)
        or _of_elsewhere(heard)
        or _of_rank(heard)
        or _of_the_top(heard)
    )


def _not_held(heard: Heard, about: str) -> Understood:
    return reply(heard, Intent.UNKNOWN, gap=Gap.NOT_HELD, about=about)


def _of_two_objectives(heard: Heard) -> Understood | None:
    found = _TWO_AIMS.search(heard.lower) if heard.numbered else None
    if found is None or found.group("one") == found.group("other"):
        return None
    return _not_held(heard, "two objectives at once")


def _of_no_quarter(heard: Heard, index: Index) -> Understood | None:
    """A quarter that no year has; with the indicator where one is named beside it."""
    found = _NO_QUARTER.search(heard.lower) if not heard.codes else None
    if found is None:
        return None
    words = found.group().removeprefix("in ").removeprefix("for ").removeprefix("at ").strip().upper()
    wanted = heard.wanted
    said = set(found.group().split())
    for term in [
        term for term, piece in wanted.hard.items() if term.isdigit() or said.issuperset(piece.phrase.split())
    ]:
        del wanted.hard[term]
    near = named_of(wanted, decide_on(index, wanted)).found if wanted else ()
    return reply(heard, Intent.UNKNOWN, gap=Gap.NO_SUCH_PERIOD, found=near, period=None, period_words=words)


def _of_elsewhere(heard: Heard) -> Understood | None:
    """Other places' figures, where nothing of the plan's own is named beside them: "how do we compare nationally"."""
    if heard.wanted.hard.keys() != _ELSEWHERE or heard.wanted.measures or heard.codes or heard.numbered:
        return None
    return _not_held(heard, next(iter(heard.wanted.hard.values())).phrase)


def _of_rank(heard: Heard) -> Understood | None:
    found = _RANKED.search(heard.lower) if not (heard.wanted or heard.codes or heard.numbered) else None
    return _not_held(heard, found.group()) if found else None


def _of_the_top(heard: Heard) -> Understood | None:
    """A few from the top or the bottom: "top 5 worst" is the list of all that are bad, a bare "top 5" nothing."""
    hard = heard.wanted.hard
    if heard.codes or not any(term in _TOP for term in hard) or not all(t in _TOP or t.isdigit() for t in hard):
        return None
    return listed.whole_plan(heard) if listed.is_list(heard) else _not_held(heard, heard.lower)
