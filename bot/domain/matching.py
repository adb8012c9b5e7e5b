"""A plan made ready for being asked about, and which of its indicators some words mean.

Matching goes in steps, never by one fuzzy score: codes, exactly or not at all; the phrases of the vocabulary; whole
words, the rarer in this plan the heavier; words with a slip mended, one by one. An indicator is answered outright
only where its title answers to every word that was asked; what comes near is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.asking import Match, Stage
from bot.domain.model import Alias, AliasKind
from bot.domain.understanding.aims import Aim, aims_of, title_phrases
from bot.domain.understanding.codes import Codes, codes_of
from bot.domain.understanding.lexicon import Lexicon, lexicon_of
from bot.domain.understanding.owners import Owners, owners_of
from bot.domain.understanding.spelling import Speller, speller_of
from bot.domain.understanding.subjects import Shelves, shelves_of
from bot.domain.understanding.titles import Titles, titles_of
from bot.domain.understanding.words import stem

if TYPE_CHECKING:
    from bot.domain.model import Catalogue
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Subject
    from bot.domain.understanding.wanting import Wanted

_LONGEST_ACRONYM = 5  # letters
_VOCABULARY = frozenset({AliasKind.SAME, AliasKind.ASKS, AliasKind.NEAR})
_AREAS = frozenset({"city", "county", "borough", "district"})  # kinds of place, of which a plan's own may be named
_LETTERS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Index:
    """Everything that finding needs, made once for each state of a plan."""

    catalogue: Catalogue
    lexicon: Lexicon
    shelves: Shelves
    codes: Codes
    aims: tuple[Aim, ...]
    own_name: frozenset[str]  # words of the plan's and the board's names, which a question may add or leave out

    @cached_property
    def speller(self) -> Speller:
        objectives = self.catalogue.objectives
        titles = [each.title for each in self.catalogue.indicators] + [each.title for each in objectives]
        described = {word for each in objectives for word in _LETTERS.findall(each.description.lower())}
        explained = (word for alias in self.lexicon.aliases if alias.explains for word in alias.phrase.split("|"))
        acronyms = (word for word in explained if len(word) <= _LONGEST_ACRONYM)
        return speller_of(titles, self.lexicon.spoken | described, self.lexicon.talk, acronyms)

    @cached_property
    def owners(self) -> Owners:
        return owners_of(self.catalogue.indicators)

    @cached_property
    def places(self) -> dict[int, int]:
        """Where in the plan each measure stands."""
        return {indicator.id: place for place, indicator in enumerate(self.catalogue.indicators)}

    @cached_property
    def titles(self) -> Titles:
        return titles_of(self.catalogue.indicators)


def index_of(catalogue: Catalogue) -> Index:
    """The plan ready for being asked about; its aliases are expected to hold the general vocabulary too."""
    plan = catalogue.plan
    whole_titles = tuple(
        Alias(phrase=phrase, means=means, kind=kind) for phrase, kind, means in title_phrases(catalogue.objectives)
    )
    lexicon = lexicon_of((*catalogue.aliases, *whole_titles))
    names = _LETTERS.findall(f"{plan.name} {plan.short_name} {plan.board}".lower())
    own_name = frozenset(stem(name) for name in names if len(name) > 1)
    if not own_name & _AREAS:
        own_name |= _AREAS
    aims = aims_of(catalogue.objectives, lexicon)
    return Index(
        catalogue,
        lexicon,
        shelves_of(
            catalogue.indicators, lexicon, frozenset[str]().union(*(t for aim in aims for t in aim.titles)), own_name
        ),
        codes_of(catalogue.indicators),
        aims,
        own_name,
    )


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
