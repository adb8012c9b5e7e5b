"""A question heard: its period, codes and numbered objective taken out, the rest as signals and wanted terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.model import AliasKind
from bot.domain.understanding.aims import Numbered, is_level, is_name, numbered_in
from bot.domain.understanding.periods_asked import Asked, asked_in, calendar_of
from bot.domain.understanding.wanting import Wanted, wanted_of
from bot.domain.understanding.words import Word, lex

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.domain.matching import Index
    from bot.domain.understanding.codes import Said
    from bot.domain.understanding.lexicon import Piece

_FOLLOWS = re.compile(r"\s*(?:and|but|so|ok(?:ay)?|what about|how about|or|also)\b(?! how\b)")
_WHO = re.compile(r"\s*(?:so |and |ok |hi |please )*(?:who|whose|who's|whos)\b")
_WHO_TO = re.compile(
    r"\bwho (?:do|does|should|can|could|would|must|shall) (?:i|we|you|someone) (?!know|think|mean)\w+(?:(?: to| with| about| on| for| regarding)\b)*"
    r"|\bwho (?:should|could|would|must|ought to|might) be \w+ing\b"
    r"|\bwho(?:'s| is| are) (?:dealing|leading|looking|chasing|running|managing|handling|working|reporting|collecting"
    r"|sitting|answering|overseeing)(?: to| with| about| on| for| after)*\b"
)
_SHOULD_BE = re.compile(r"\bwhat should\b.*\bbe\b|\bwhere should\b.*\bbe\b")
_THE_PLAN = re.compile(r"\b(?:the|our|this|whole|entire|full|cypp|people's|in|of) plan\b")
_WHICH = re.compile(r"\b(?:what(?:'?s)?|which|any|anything|list|show me|give me|how many)\b")
_MEANING = re.compile(
    r"\bwhat(?:'s| is| are|s)\s+(?:a|an|meant by|exactly is)\s+\w+|\bwhat does\b.*\b(?:measure|cover|count|include|show|tell us|track|look at|capture)\b|\bwhat do you mean\b"
    r"|\bhow (?:is|are|do you|do we|was|were)\b.*\b(?:measure|measured|worked out|calculated|defined|counted|computed)\b"
)
_BARE_WHAT = re.compile(r"\s*what(?: is| are)\s+(?!the\b|our\b|your\b|my\b)[\w\s.-]{2,60}\??\s*")
_CORRECTIONS = frozenset({"sorry", "wait", "mean", "rather", "correction"})


@dataclass(frozen=True)
class Heard:
    """What a question says, step by step taken apart."""

    text: str  # tidied
    lower: str
    asked: Asked
    codes: tuple[Said, ...]
    pieces: tuple[Piece, ...]
    numbered: Numbered | None
    signals: frozenset[str]
    level: str
    wanted: Wanted

    def says(self, *signals: str) -> bool:
        return any(signal in self.signals for signal in signals)

    def of(self, prefix: str) -> str | None:
        """The value of a signal such as "rag:red"."""
        return next((signal.partition(":")[2] for signal in sorted(self.signals) if signal.startswith(prefix)), None)

    @property
    def is_about_something(self) -> bool:
        return bool(self.codes or self.numbered or self.wanted or self.of("aim:"))

    def without(self, words: Collection[str]) -> Heard:
        """The same, with nothing made of phrases that a title's own words explain: "Improvement model"."""
        own = {
            signal
            for piece in self.pieces
            if piece.does(AliasKind.ASKING) and all(word.stem in words for word in piece.words)
            for signal in (piece.entry.alias.means.split() if piece.entry else ())
        }
        return replace(self, signals=self.signals - own) if own else self


def hear(text: str, index: Index, today: date) -> Heard:
    """Take a tidy text apart."""
    lower = text.lower()
    codes = tuple(index.codes.said_in(lower))
    rest = lower
    for code in reversed(codes):
        rest = f"{rest[: code.start]} ; {rest[code.end :]}"
    plan = index.catalogue.plan
    rest, who = _WHO_TO.subn(" ", rest)
    asked = asked_in(rest, calendar_of(index.catalogue.periods, today, plan.first_month))
    words = _spelled(asked.rest, index)
    numbered = numbered_in(words)
    level = numbered.level if numbered else next((word.stem for word in words if is_level(word)), "")
    explicit = any(is_name(word) for word in words) and not numbered
    if numbered:
        words = [*words[: numbered.start], *words[numbered.end :]]
    words = [word for word in words if not is_level(word)]
    pieces = tuple(index.lexicon.pieces(words))
    signals = (
        _signals(pieces, lower) | ({"explicit"} if explicit else set()) | ({"history"} if asked.history else set())
    )
    signals |= ({"intent:owner"} if who else set()) | ({"target"} if _SHOULD_BE.search(lower) else set())
    pieces = tuple(piece for piece in pieces if not (explicit and is_name(piece.words[0])))
    wanted = wanted_of(index.shelves, _after_correction(pieces))
    if wanted.hard and "plan" in signals and not _THE_PLAN.search(lower):
        wanted = _with_plan(wanted, pieces)
    return Heard(text, lower, asked, codes, pieces, numbered, frozenset(signals), level, wanted)


def _spelled(text: str, index: Index) -> list[Word]:
    """The words with slips mended, read again where a mended word makes more of its neighbours: "secton 47"."""
    words = index.speller.mended(lex(text))
    mended = {word.mended: word for word in words if word.mended}
    if not mended:
        return words
    again = lex(" ".join(word.mended or word.raw for word in words))
    if [word.stem for word in again] == [word.stem for word in words]:
        return words
    return [replace(word, mended=word.raw) if word.raw in mended else word for word in again]


def _with_plan(wanted: Wanted, pieces: tuple[Piece, ...]) -> Wanted:
    """A plan of someone's, not the board's, is part of what is asked for: "school plans for kids in care"."""
    said = next(piece for piece in pieces if piece.entry and piece.entry.alias.means == "plan")
    return replace(wanted, hard={**wanted.hard, "plan": said})


def _signals(pieces: tuple[Piece, ...], lower: str) -> set[str]:
    found: set[str] = set()
    for piece in pieces:
        if piece.entry and piece.entry.kind is AliasKind.ASKING:
            found.update(piece.entry.alias.means.split())
    if _FOLLOWS.match(lower):
        found.add("follow")
    if _WHO.match(lower):
        found.add("who")
    if _WHICH.search(lower):
        found.add("which")
    if _MEANING.search(lower):
        found.add("intent:meaning")
    if _BARE_WHAT.fullmatch(lower):
        found.add("bare what")
    return found


def _after_correction(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What follows "sorry" or "I mean" in mid-sentence takes the place of what came before."""
    for at in range(len(pieces) - 1, 0, -1):
        if pieces[at].words[0].stem in _CORRECTIONS:
            after = pieces[at + 1 :]
            if any(piece.terms for piece in after) and any(piece.terms for piece in pieces[:at]):
                return after
    return pieces


def about(heard: Heard, pieces: tuple[Piece, ...], index: Index) -> Heard:
    """The same question with other pieces to answer to."""
    return replace(heard, pieces=pieces, wanted=wanted_of(index.shelves, pieces))
