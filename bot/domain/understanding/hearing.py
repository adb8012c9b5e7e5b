"""A question heard: its period, codes and numbered objective taken out, the rest as signals and wanted terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.phrases import AliasKind
from bot.domain.understanding.aims import Numbered, is_level, is_name, numbered_in
from bot.domain.understanding.periods_asked import Asked, asked_in, calendar_of
from bot.domain.understanding.wanting import Wanted, wanted_of
from bot.domain.understanding.words import Word, lex, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.domain.matching import Index
    from bot.domain.understanding.codes import Said
    from bot.domain.understanding.lexicon import Piece

_FOLLOWS = re.compile(r"\s*(?:and|but|so|ok(?:ay)?|what about|how about|or|also)\b(?! how\b)")
_WHO = re.compile(r"\s*(?:so |and |ok |hi |please )*(?:who|whose|who's|whos)\b")
_WHO_ANYWHERE = re.compile(r"(?:^|[-:;,.?!])\W*(?:so |and |ok |hi |please )*(?:who|whose)\b")
_TOPIC = re.compile(
    r"\b(?:of|on|for|about|in|with|under|from|to|over|at)\s+(?:the\s+|our\s+|a\s+|an\s+|some\s+)?([a-z]+)"
)
_WHO_TO = re.compile(
    r"\bwho (?:do|does|should|can|could|would|must|shall) (?:i|we|you|someone) (?!know|think|mean)\w+"
    r"(?:(?: to| with| about| on| for| regarding)\b)*"
    r"|\bwho (?:should|could|would|must|ought to|might) be \w+ing\b|^\W*who (?:can|could|would|will|might|should) \w+\b"
    r"|^\W*(?:so |and )?who(?:'s| is| are) (?!getting|being|missing|living|leaving|having|offending)\w+ing"
    r"(?: to| with| about| on| for| after| at)*\b"
)
_UP_OR_DOWN = r"(?:in the|up|down|forwards?|backwards?|on(?! to))\b"
_MOVED = re.compile(
    rf"\bmov(?:ed|ing) (?={_UP_OR_DOWN})"
    r"|(?<!get )(?<!getting )(?<!being )(?<!been )\bmoved\b(?=\W*$|\s*;|\s+since\b)"
)
_HAS_MOVED = re.compile(rf"\bhow (?:much )?(?:has|have) .*\bmoved\b|\bmov(?:ed|ing) {_UP_OR_DOWN}")
_AIMED = re.compile(
    r"\bwhat (?:do|did|are|were) we (?:want|wanted|need|trying|hoping|aiming|expecting)\b(?! to (?:know|see|hear))"
)
_WHAT_IS_MISSING = re.compile(r"\W*what(?:'?s| is| are)? missing\b")
_BEFORE = re.compile(r"\bbefore\W*$")
_SHOULD_BE = re.compile(r"\bwhat should\b.*\bbe\b|\bwhere should\b.*\bbe\b")
_THE_PLAN = re.compile(r"\b(?:the|our|this|whole|entire|full|cypp|people's|in|of) plan\b")
_WHICH = re.compile(r"\b(?:what(?:'?s)?|which|any|anything|list|show me|give me|how many)\b")
_MEANING = re.compile(
    r"\bwhat(?:'s| is| are|s)\s+(?:a|an|meant by|exactly is)\s+\w+|\bwhat do you mean\b"
    r"|\bwhat does\b.*\b(?:measure|cover|count|include|show|tell us|track|look at|capture)\b"
    r"|\bhow (?:is|are|do you|do we|was|were)\b.*\b(?:measured?|worked out|calculated|defined|counted|computed)\b"
)
_BARE_WHAT = re.compile(r"\s*what(?: is| are)\s+(?!the\b|our\b|your\b|my\b)[\w\s.-]{2,60}\??\s*")
_PLURALS = frozenset({"indicators", "measures", "kpis", "pis"})
_OF_ALL = frozenset({"intent:overdue", "intent:meeting"})
_ALLOWED = frozenset({stem(word) for word in ("overdue", "late", "outstanding", "still", "figures", "is")})
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
    today: date

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
        asking = [piece for piece in self.pieces if piece.entry and piece.does(AliasKind.ASKING)]
        said = [(piece.entry.alias.means.split(), piece) for piece in asking if piece.entry]
        own = {signal for signals, piece in said if _is_within(piece, words) for signal in signals}
        own -= {signal for signals, piece in said if not _is_within(piece, words) for signal in signals}
        return replace(self, signals=self.signals - own) if own else self


def _is_within(piece: Piece, words: Collection[str]) -> bool:
    return all(word.stem in words for word in piece.words)


def hear(text: str, index: Index, today: date) -> Heard:
    """Take a tidy text apart."""
    lower = text.lower()
    titles = tuple(index.titles.said_in(lower))
    rest = _blanked(lower, titles)
    codes = tuple(index.codes.said_in(rest))
    rest = _blanked(rest, codes)
    plan = index.catalogue.plan
    rest, who = _WHO_TO.subn(" ", rest)
    rest = _MOVED.sub(" changed ", rest) if _HAS_MOVED.search(rest) else rest
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
    signals |= {signal for signal, said in _said_apart(lower, who) if said}
    pieces = tuple(piece for piece in pieces if not (explicit and is_name(piece.words[0])))
    wanted = wanted_of(index.shelves, _after_correction(pieces))
    wanted.topics.update(stem(word) for word in _TOPIC.findall(lower))
    if wanted.hard:
        wanted.hard.update(_unheard(pieces, lower))
    return Heard(text, lower, asked, (*titles, *codes), pieces, numbered, frozenset(signals), level, wanted, today)


def _blanked(text: str, said: Sequence[Said]) -> str:
    """The text with what was recognised taken out, every other letter in its place."""
    for each in said:
        text = f"{text[: each.start]}{';':{each.end - each.start}}{text[each.end :]}"
    return text


def _spelled(text: str, index: Index) -> list[Word]:
    """The words with slips mended, read again where a mended word makes more of its neighbours: "secton 47"."""
    words = index.speller.mended(lex(text))
    mended = {word.mended: word for word in words if word.mended}
    if not mended:
        return words
    again = lex(" ".join(word.mended or word.raw for word in words))
    if [word.stem for word in again] == [word.stem for word in words]:
        return words
    parts = {part for word in mended for part in word.split()}
    return [replace(word, mended=word.raw) if word.raw in parts else word for word in again]


def _said_apart(lower: str, who: int) -> list[tuple[str, bool]]:
    """Signals whose words stand apart in the text, with what they are about between them."""
    return [
        ("intent:owner", who > 0),
        ("target", _SHOULD_BE.search(lower) is not None or _AIMED.search(lower) is not None),
        ("intent:history", _BEFORE.search(lower) is not None),
    ]


def _unheard(pieces: tuple[Piece, ...], lower: str) -> dict[str, Piece]:
    """Words of asking that, beside a subject, are part of it: "school plans for kids in care", "waiting for CAMHS"."""
    found: dict[str, Piece] = {}
    for piece in pieces:
        means = piece.entry.alias.means if piece.entry and piece.does(AliasKind.ASKING) else ""
        if means == "plan" and not _THE_PLAN.search(lower):
            found["plan"] = piece
        elif piece.phrase == "missing" and not _WHAT_IS_MISSING.match(lower):
            found["missing"] = piece
        elif means in _OF_ALL and not _ALLOWED.issuperset(word.stem for word in piece.words):
            found.update(dict.fromkeys((word.stem for word in piece.words), piece))
    return found


def _signals(pieces: tuple[Piece, ...], lower: str) -> set[str]:
    found: set[str] = set()
    for piece in pieces:
        if piece.entry and piece.entry.kind is AliasKind.ASKING and not _is_relative(piece, lower):
            found.update(piece.entry.alias.means.split())
            found.update({"all"} if piece.words[-1].raw in _PLURALS else ())
    if "intent:meeting" in found and all(_is_the_meeting(piece) for piece in pieces if _says(piece, "met")):
        found.discard("met")
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


def _says(piece: Piece, signal: str) -> bool:
    return piece.entry is not None and piece.does(AliasKind.ASKING) and signal in piece.entry.alias.means.split()


def _is_the_meeting(piece: Piece) -> bool:
    """Whether the word that may say that a target is met stands for what the board has: "the board's meeting"."""
    return piece.words[-1].raw in {"meeting", "meetings"}


def _is_relative(piece: Piece, lower: str) -> bool:
    """Whether "who" goes on about children rather than asks for a person: "children who keep being moved"."""
    return piece.words[0].stem == "who" and _WHO_ANYWHERE.search(lower) is None


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
