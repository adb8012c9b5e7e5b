"""Questions that no rule here answers as they are meant, though their words would find something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Intent
from bot.domain.understanding.told import reply

if TYPE_CHECKING:
    from bot.domain.asking import Understood
    from bot.domain.understanding.hearing import Heard

LAST = "last"  # of meetings: the one that was
_COUNT = r"(?:\d+|two|three|four|five|several|many|consecutive)"
_IN_A_ROW = re.compile(  # one indicator's course can be asked for, which of all have such a course cannot
    r"^\W*(?:please |so |and )*(?:which|what|how many|list|show|any|anything|are there|is there)\b.*"
    rf"(?P<said>\b(?:for )?(?:the (?:last|past) )?{_COUNT} (?:years?|quarters?|periods?|times|months?) "
    rf"(?:running|in a row|on end)\b"
    rf"|\b(?:{_COUNT} )?consecutive (?:years|quarters|periods|times|months)\b)"
)
_OF_NOBODY = re.compile(
    r"\b(?:which|what|any|list|show|how many)\b.{0,40}\b(?P<said>(?:have no|has no|with no|without|lack|missing)"
    r" (?:an? |any )?(?:owners?|leads?))\b"
)
_LAST_MET = re.compile(
    r"\bwhen (?:did|was) (?:the |our )?(?:\w+ ){0,2}(?:board|committee|partnership|trust)(?:'s)? last "
    r"(?:meet|met|sit|meeting)\b"
    r"|\bwhen (?:was|were) (?:the |our )?(?:last|previous|latest) (?:\w+ )?(?:board|meeting|committee)\b"
)


def answer(heard: Heard) -> Understood | None:
    """That it is not held, or when the board last met; None for everything else."""
    if _LAST_MET.search(heard.lower):
        return reply(heard, Intent.MEETING, about=LAST, period=None, period_words="")
    for asked in (_IN_A_ROW, _OF_NOBODY):
        if found := asked.search(heard.lower):
            about = found["said"].strip()
            return reply(heard, Intent.UNKNOWN, gap=Gap.NOT_HELD, about=about, period=None, period_words="")
    return None
