"""A question with talk around it: "sorry to be a pain but ...", "inspector asking. ...", "... whether ...".

A text is cut where its sentences, its commas, "but" and its question words cut it. What is talk at its beginning and
at its end is left out, and the rest is read by itself. Only what names nothing of the plan and narrows nothing is
talk: whoever asks ("virtual school is asking"), what the speaker says of themselves ("I need this for tonight"), and
what led to the question, where the question itself says it again ("a parent rang about a section 47, how many ...").
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.asking import Gap
from bot.domain.phrases import AliasKind
from bot.domain.understanding.wanting import strangers

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.asking import Understood
    from bot.domain.matching import Index
    from bot.domain.understanding.hearing import Heard

_CUT = re.compile(
    r"(?:[.?!;:)(]+|,|\s-+|\s\u2013)\s+|\s+but\s+|^\s*(?:and|so|but)\s+"
    r"|\s+(?=(?:how (?:many|much|is|are|have|has|do|does)|what(?:'s|s)?\s|which|whether|if)\b)"
    r"|\s+(?=(?:thanks|thank you|please|cheers|ta)\W*$)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:\b(?:here|asking|speaking|calling|enquiring)"
    r"|\b(?:asked|wondering|rung|rang|phoned|emailed|texted|collared)(?:\s(?:me|us))?(?:\s(?:today|again|about this))?"
    r"|\b(?:wants?|needs?|wanted|(?:would|'d)\slike|keen)\sto\s(?:know|see|hear)|\bwondering)\W*$"
)
_LED_UP = re.compile(
    r"\b(?:rung|rang|phoned|emailed|asked|written|heard|hear|hearing|told|read|reading|says?|saying|said|complain\w*)\b"
)
_OF_ONESELF = re.compile(r"\b(?:i|i'm|im|i've|ive|we|me|my|you|your|sorry|please|thanks|hi|hello|morning|pain)\b")
_QUIET = frozenset({"greet", "follow", "it", "which", "who", "list"})
_NOT = "not"
_MOST_CLAUSES = 8  # a text cut oftener is not a question with talk around it
_MOST_OF_A_SPEAKER = 7  # words
_UNSURE = frozenset({Gap.NOT_IN_PLAN, Gap.NOTHING_SAID})


def answer(text: str, index: Index, unsure: Understood, read: Callable[[str], tuple[Heard, Understood]]) -> Understood:
    """The question without the talk around it, where that is answered outright; else the reading of the whole."""
    if not unsure.choices and unsure.gap not in _UNSURE:
        return unsure
    cuts = [0, *sorted({found.end() for found in _CUT.finditer(text)} - {0, len(text)}), len(text)]
    if len(cuts) > _MOST_CLAUSES:
        return unsure
    for first, last in _stretches(len(cuts) - 1):
        if (first, last) == (0, len(cuts) - 1):
            continue
        _, found = read(text[cuts[first] : cuts[last]])
        if len(found.found) != 1 or found.gap is not None:
            continue
        rest = [text[cuts[at] : cuts[at + 1]] for at in range(len(cuts) - 1) if not first <= at < last]
        if all(_is_talk(each, found, index, read) for each in rest):
            return replace(found, text=text)
    return unsure


def _stretches(count: int) -> list[tuple[int, int]]:
    """Every run of clauses, the longest first, of equal ones the last: a question comes after what leads to it."""
    return [(first, first + size) for size in range(count, 0, -1) for first in range(count - size, -1, -1)]


def _is_talk(
    clause: str,
    found: Understood,
    index: Index,
    read: Callable[[str], tuple[Heard, Understood]],
) -> bool:
    """Whether a clause may be left out beside the question that is answered."""
    heard, _ = read(clause)
    lower = heard.lower
    if heard.codes or heard.numbered or heard.asked.words or not heard.signals <= _QUIET:
        return False
    wanted = heard.wanted
    if wanted.measures or wanted.places or any(":" in term or term[0].isdigit() for term in wanted.hard):
        return False
    if _SPEAKER.search(lower) and len(lower.split()) <= _MOST_OF_A_SPEAKER:
        return True
    led_up = _LED_UP.search(clause.lower())
    if led_up and _is_said_again(read(clause[led_up.end() :])[0], found, index):
        return True
    if wanted.people or set(wanted.hard) != strangers(index.shelves, wanted):
        return False
    return not wanted.hard or _OF_ONESELF.search(lower) is not None


def _is_said_again(heard: Heard, found: Understood, index: Index) -> bool:
    """Whether what was heard or rung about is what is asked about, and nothing in it narrows whom or where."""
    wanted = heard.wanted
    subject = index.shelves.subjects[index.places[found.found[0].indicator.id]]
    narrowing = any(
        term not in index.shelves.places or (piece.does(AliasKind.QUALIFIER) and term != _NOT)
        for term, piece in wanted.hard.items()
        if not subject.holds(term) and term != _NOT
    )
    return not narrowing and any(subject.holds(term) for term in wanted.hard)
