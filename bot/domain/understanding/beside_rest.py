"""What is left of a question when the words that ask are taken out: an objective, an indicator, or words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.domain.phrases import AliasKind
from bot.domain.understanding.aims import named_by, numbered_in, of_number
from bot.domain.understanding.beside_topics import MENDED
from bot.domain.understanding.coded import matches_of
from bot.domain.understanding.matched import match_of
from bot.domain.understanding.naming import decide_on
from bot.domain.understanding.spelling import Speller
from bot.domain.understanding.subjects import ANYONE
from bot.domain.understanding.wanting import wanted_of
from bot.domain.understanding.words import lex, stem

if TYPE_CHECKING:
    from bot.domain.asking import Match
    from bot.domain.matching import Index
    from bot.domain.model import Objective
    from bot.domain.understanding.hearing import Heard
    from bot.domain.understanding.wanting import Wanted
    from bot.domain.understanding.words import Word

_SPELLER = Speller(MENDED, frozenset(), frozenset(), frozenset())
_SHORTEST = 5  # letters of a word that may be misspelt
_MOST_WORDS = 80  # letters
_AROUND = (
    "wht wot wat whts wots pls plz abt r u gone face faces facing deal watch watches watching rest days day please"
    " need needs know tell can could you see give us go goes"
    "plan plans programme programmes board meeting meetings last next previous latest review report "
    "reports item items thing things list show any all still been said say anything something paper "
    "papers register score scored scoring rated rating update updates mention mentioned speak speaks "
    "put made make got have has had held what's whats which who when where much many moment currently "
    "current right now up down top highest biggest main worst key most serious red first our us not "
    "printed dates date owner owners owned own whose side far about council's bit actual official full "
    "whole entire every each per one ones by deadline yet average averages figure figures level levels "
    "comparison comparisons compare compared against versus than do doing number theme themes measure "
    "measures indicator indicators information"
)
_ROUND_IT = frozenset(stem(word) for word in _AROUND.split())
"""Words that stand around the question and set no condition."""


@dataclass(frozen=True, slots=True)
class About:
    """What is left of a question when what asks is taken out: an objective, an indicator, or words."""

    words: str = ""
    objectives: tuple[Objective, ...] = ()
    number: int | None = None  # of an objective that the plan has not
    found: tuple[Match, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.objectives or self.found)


def said_by(heard: Heard, index: Index) -> str:
    """The text in small letters with slips mended, those of asking too."""
    return " ".join(_mended(word, index.speller) for word in lex(heard.lower))


def _mended(word: Word, speller: Speller) -> str:
    """The word as the plan and the vocabulary know it, else the word of asking that it is a slip away from."""
    if word.is_mark or word.raw in MENDED or word.raw in speller.own or word.raw in speller.general:
        return word.raw
    if len(word.raw) < _SHORTEST:
        return word.raw
    known, asking = speller.mended([word])[0].mended, _SPELLER.mended([word])[0].mended
    if known and asking and OSA.distance(word.raw, asking) < OSA.distance(word.raw, known):
        return asking
    return known or asking or word.raw


def about_in(heard: Heard, index: Index, rest: str) -> About:
    """What the rest of the text names."""
    words = lex(rest)
    numbered = numbered_in(words)
    objectives = of_number(index.aims, numbered) if numbered else ()
    if numbered and not objectives:
        return About(number=numbered.number)
    if numbered:
        words = [*words[: numbered.start], *words[numbered.end :]]
    if heard.codes:
        return About(objectives=objectives, found=matches_of(heard.codes))
    kept = [word for word in words if word.stem not in _ROUND_IT]
    pieces = index.lexicon.pieces(kept)
    wanted = wanted_of(index.shelves, pieces)
    titled = {piece.entry.alias.means for piece in pieces if piece.entry and piece.does(AliasKind.ASKING)}
    objectives = objectives or tuple(aim.objective for aim in index.aims if f"aim:{aim.objective.id}" in titled)
    if not wanted:
        return About(words=_people(wanted), objectives=objectives)
    one = decide_on(index, wanted).one
    aim = named_by(index.shelves, index.aims, wanted, "", loosely=False) if not objectives else None
    if aim is not None and aim.exact:
        objectives = (aim.objective,)
    phrases = dict.fromkeys(piece.phrase for piece in wanted.hard.values())
    found = (match_of(one, wanted),) if one else ()
    return About(words=" ".join(phrases)[:_MOST_WORDS], objectives=objectives, found=found)


def _people(wanted: Wanted) -> str:
    """Of whom, where nothing else is said: "findings about boys"."""
    said = [piece.phrase for piece in wanted.order if piece.does(AliasKind.PERSON)]
    return " ".join(said) if wanted.people - {ANYONE} else ""
