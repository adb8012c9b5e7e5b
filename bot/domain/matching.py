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

from bot.domain.phrases import Alias
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

_LONGEST_ACRONYM = 5  # letters
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
