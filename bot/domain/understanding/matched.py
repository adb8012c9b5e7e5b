"""A match: the indicator with the words that led to it, what they were taken to mean, and the series they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Match, Stage
from bot.domain.phrases import AliasKind
from bot.domain.understanding.words import stem

if TYPE_CHECKING:
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Subject
    from bot.domain.understanding.wanting import Wanted

_VOCABULARY = frozenset({AliasKind.SAME, AliasKind.ASKS, AliasKind.NEAR})
_LETTERS = re.compile(r"[a-z0-9]+")


def match_of(subject: Subject, wanted: Wanted, stage: Stage | None = None) -> Match:
    """The match of an indicator, with the words that led to it and what they were taken to mean."""
    pieces = _led_by(subject, wanted)
    return Match(
        indicator=subject.indicator,
        stage=stage or _stage(pieces),
        phrase=" ".join(piece.phrase for piece in pieces),
        means=", ".join(dict.fromkeys(_meaning(piece) for piece in pieces if _meaning(piece))),
        series_id=_series_named(subject, wanted),
    )


def _led_by(subject: Subject, wanted: Wanted) -> list[Piece]:
    """The pieces that the title answers to, in the order they were said."""
    own = [piece for piece in wanted.order if piece.entry and piece.entry.alias.measure_id == subject.indicator.id]
    led: list[Piece] = own
    for term, piece in wanted.hard.items():
        if subject.holds(term) and piece not in led:
            led.append(piece)
    return led


def _stage(pieces: list[Piece]) -> Stage:
    if any(piece.is_mended for piece in pieces):
        return Stage.SPELLING
    named = any(piece.entry is not None and piece.entry.alias.measure_id is not None for piece in pieces)
    return Stage.ALIAS if named or any(_meaning(piece) for piece in pieces) else Stage.WORDS


def _meaning(piece: Piece) -> str:
    """What a phrase stands for, in plan words, where that is not what was said."""
    if any(word.mended for word in piece.words) and piece.entry is None:
        return " ".join(word.mended or word.raw for word in piece.words)
    if piece.entry is None or not piece.does(*_VOCABULARY):
        return ""
    means = piece.entry.alias.means.replace("_", " ")
    said = {stem(word) for word in piece.phrase.split()}
    return "" if said >= {stem(word) for word in means.split()} else means


def _series_named(subject: Subject, wanted: Wanted) -> int | None:
    """The series whose own name or unit was said: "inadequate", "per 10,000"."""
    if len(subject.indicator.series) < 2:
        return None
    said = {word.stem for piece in (*wanted.hard.values(), *wanted.soft.values()) for word in piece.words}
    for series in subject.indicator.series:
        named = {word for word in _LETTERS.findall(f"{series.name} {series.unit}".lower()) if len(word) > 4}
        if {stem(word) for word in named} & (said - set(subject.words)):
            return series.id
    rated = next((series for series in subject.indicator.series if series.unit.startswith("per ")), None)
    return rated.id if rated and any(term.startswith("per1") for term in wanted.soft) else None
