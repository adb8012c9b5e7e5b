"""Questions about how a figure is put right, which no figure answers: "how do I get my figure changed?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Intent
from bot.domain.understanding.told import reply

if TYPE_CHECKING:
    from bot.domain.asking import Understood
    from bot.domain.understanding.hearing import Heard

CORRECTING = "changing a figure"
_FIGURE = r"(?:figures?|numbers?|data|values?|returns?|entry|entries)\b(?! of\b)"
_CHANGE = r"(?:chang\w*|correct\w*|amend\w*|fix\w*|put right|mend\w*|edit\w*|revis\w*|updat\w*|replac\w*)"
_HOW = (
    r"\b(?:how (?:do|can|could|should|would) (?:i|we|you|one|somebody|someone|an owner|the owner)|how to"
    r"|who (?:can|may|do i ask|should|has to)|can i|may i)\b"
)
_ASKED = re.compile(
    rf"{_HOW}.{{0,40}}\b{_CHANGE}\b.{{0,40}}\b{_FIGURE}|{_HOW}.{{0,40}}\b{_FIGURE}.{{0,30}}\b{_CHANGE}"
    rf"|\bwho (?:corrects?|changes?|amends?|fixes)\b.{{0,30}}\b{_FIGURE}"
    rf"|\bhow (?:is|are) .{{0,20}}\b{_FIGURE} (?:corrected|amended|put right|fixed)\b"
    rf"|\b(?:my|our|a|the|this|that) {_FIGURE} (?:is|are|was|were|looks?) (?:wrong|incorrect|mistaken|a mistake)\b"
)


def answer(heard: Heard) -> Understood | None:
    """Help with who puts a figure right; None for everything else."""
    if not _ASKED.search(heard.lower):
        return None
    return reply(heard, Intent.HELP, about=CORRECTING, period=None, period_words="")
