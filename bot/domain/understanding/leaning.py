"""Whether a question points back at what was said before, or makes sense by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Intent

if TYPE_CHECKING:
    from bot.domain.asking import Understood
    from bot.domain.understanding.hearing import Heard

_POINTS_BACK = re.compile(
    r"\b(?:there|it|its|they|them|their|those|ones)\b"
    r"|\b(?:this|that|these)\b(?! (?:year|quarter|month|week|term|time|period|plan|programme|board|meeting)s?\b)"
    r"|^\W*(?:which|who)(?:'?s|'?re| is| are| was| were| has| have| of)?\b(?! \w*(?:figures?|indicators?|targets?)\b)"
    r"(?=\W*$|\W*(?:not |no |still |the |most |now )*\w+\W*$|\W*(?:over|above|under|below|at least) \d+\W*$)"
    r"|^\W*(?:for|in|on|of|at|by|from|since|under|over|above|below|about|with|only|just)\b"
)
_ASKS = re.compile(r"^\W*(?:what|is|are|was|were|has|have|do|does|did|how|when|where|list|show|give|tell)\b")
_BARE = 2  # words that set a condition and say of nothing: "any late?"
_OF_MANY = frozenset(
    {Intent.LIST, Intent.PLAN, Intent.OBJECTIVE, Intent.OVERDUE, Intent.GOVERNANCE, Intent.HELP, Intent.MEETING}
)


def stands_alone(heard: Heard, alone: Understood) -> bool:
    """Whether it is a whole question about many, which is never narrowed to what the last answer was about.

    "Is anything overdue?" asks for every figure, whatever came before; "which are late?" and "and the reds?" ask of the
    last list. `alone` is what it means without a conversation. What is about one indicator is weighed elsewhere.
    """
    whole = alone.gap is None and alone.intent in _OF_MANY and not (alone.found or alone.choices)
    return whole and not _points_back(heard)


def _points_back(heard: Heard) -> bool:
    if heard.says("follow") or _POINTS_BACK.search(heard.lower):
        return True
    return len(heard.lower.split()) <= _BARE and not _ASKS.search(heard.lower)
