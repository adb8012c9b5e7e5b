"""Questions that name indicators by code: exactly, or refused with the codes that are near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Intent, Match, Stage, Understood
from bot.domain.understanding.deciding import MOST_OFFERED
from bot.domain.understanding.naming import Named, decide_on
from bot.domain.understanding.told import reply, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.matching import Index
    from bot.domain.model import Indicator
    from bot.domain.understanding.codes import Said
    from bot.domain.understanding.hearing import Heard

_JOINS = frozenset({"and", "plus", "+", "also", "/"})
_LONGEST_CODE = 10  # letters; what is longer is a title


def answer(heard: Heard, index: Index) -> Understood:
    """The indicators whose codes were said, each exactly as said."""
    for code in heard.codes:
        if not code.indicators:
            near = _matches(code.near, code.written)
            return reply(heard, Intent.UNKNOWN, gap=Gap.NO_SUCH_CODE, about=code.written, found=near)
    matches = matches_of(heard.codes)
    unsure = any(len(code.indicators) > 1 for code in heard.codes)
    if unsure or _unexplained(heard, index, matches):
        other = _other(heard, index)
        if unsure or other is None:
            return told(heard, Named(choices=matches[:MOST_OFFERED], more=max(0, len(matches) - MOST_OFFERED)))
        matches = (*matches, other)
    matches = tuple({match.indicator.id: match for match in matches}.values())
    if len(matches) == 2 and heard.says("compare"):
        return reply(heard, Intent.COMPARE, found=matches)
    return told(heard, Named(found=matches))


def matches_of(codes: Sequence[Said]) -> tuple[Match, ...]:
    """Every indicator that is named by a code."""
    return tuple(match for code in codes for match in _matches(code.indicators, code.written))


def _matches(indicators: Sequence[Indicator], written: str) -> tuple[Match, ...]:
    stage = Stage.ALIAS if " " in written.strip() and len(written) > _LONGEST_CODE else Stage.CODE
    return tuple(Match(indicator=each, stage=stage, phrase=written) for each in indicators)


def _unexplained(heard: Heard, index: Index, matches: Sequence[Match]) -> bool:
    """Whether something else was said besides the codes that their titles do not answer to."""
    subjects = [index.shelves.subjects[index.places[match.indicator.id]] for match in matches]
    return any(not any(subject.holds(term) for subject in subjects) for term in heard.wanted.hard)


def _other(heard: Heard, index: Index) -> Match | None:
    """A second indicator, named by words beside the code: "NI 117 v teenage pregnancy"."""
    if not heard.says("compare") and not any(piece.words[0].stem in _JOINS for piece in heard.pieces):
        return None
    one = decide_on(index, heard.wanted).one
    return Match(indicator=one.indicator, stage=Stage.WORDS, phrase=heard.text) if one else None
