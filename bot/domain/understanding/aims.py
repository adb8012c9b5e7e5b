"""Objectives as they are named: by number, by level, by their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.phrases import AliasKind
from bot.domain.understanding.subjects import terms_of_text
from bot.domain.understanding.wanting import strangers
from bot.domain.understanding.words import lex, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.model import Objective
    from bot.domain.understanding.lexicon import Lexicon
    from bot.domain.understanding.subjects import Shelves
    from bot.domain.understanding.wanting import Wanted
    from bot.domain.understanding.words import Word

NAMES = frozenset(
    {"objective", "objectives", "objectiv", "obj", "priority", "priorities", "theme", "themes", "strand", "strands"}
)
_NUMBERED = NAMES | {
    "goal",
    "aim",
    "outcome",
    "programme",
    "programmes",
    "program",
    "prog",
}  # names of an objective only before a number
_LEVELS = frozenset({"strategic", "operational"})
_ORDINALS = {
    word: number
    for number, words in enumerate(
        [
            "1st first",
            "2nd second",
            "3rd third",
            "4th fourth",
            "5th fifth",
            "6th sixth",
            "7th seventh",
            "8th eighth",
            "9th ninth",
            "10th tenth",
            "11th eleventh",
            "12th twelfth",
            "13th thirteenth",
            "14th fourteenth",
            "15th fifteenth",
        ],
        1,
    )
    for word in words.split()
}
_MOST_DIGITS = 3
MOST_TALK = 2  # words nobody knows that may stand beside the whole of an objective's title


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective and the terms of its title, each way it is headed, and of its description."""

    objective: Objective
    titles: tuple[frozenset[str], ...]
    raw: frozenset[str]
    described: frozenset[str]  # what its description says, and what its title covers


def _described(objective: Objective, lexicon: Lexicon) -> frozenset[str]:
    titled = [term for title in (objective.title, *objective.other_titles) for term in terms_of_text(title, lexicon)]
    covered = {other for term in titled for other in lexicon.covers.get(term, ())}
    words = {word.stem for word in lex(tidy(objective.description))}
    return frozenset({*terms_of_text(objective.description, lexicon), *covered, *words})


@dataclass(frozen=True, slots=True)
class Numbered:
    """An objective named by number: which stretch of words says so, and at which level if that was said."""

    start: int
    end: int
    number: int
    level: str = ""


def aims_of(objectives: Sequence[Objective], lexicon: Lexicon) -> tuple[Aim, ...]:
    return tuple(
        Aim(
            objective,
            tuple(
                frozenset(terms_of_text(title, lexicon))
                for title in (objective.title, *objective.other_titles)
                if title
            ),
            frozenset(word.stem for word in lex(tidy(objective.title))),
            _described(objective, lexicon),
        )
        for objective in objectives
    )


def numbered_in(words: Sequence[Word]) -> Numbered | None:
    """As in "objective 6", "obj. 11", "priority six", "strategic objective 4", "the third objective"."""
    for at, word in enumerate(words):
        if (word.mended or word.raw) not in _NUMBERED:
            continue
        level = words[at - 1].stem if at and words[at - 1].stem in _LEVELS else ""
        start = at - 1 if level else at
        after = at + 1
        while after < len(words) and words[after].stem in {".", "number", "no", ":"}:
            after += 1
        if after < len(words) and words[after].stem.isdigit() and len(words[after].stem) < _MOST_DIGITS:
            return Numbered(start, after + 1, int(words[after].stem), level)
        if after < len(words) and words[after].stem == "one":
            return Numbered(start, after + 1, 1, level)
        before = start - 1
        while before > 0 and words[before].raw in {"of", "the", "our"}:
            before -= 1
        if before >= 0 and words[before].raw in _ORDINALS:
            return Numbered(before, at + 1, _ORDINALS[words[before].raw], level)
    return None


def of_number(aims: Sequence[Aim], numbered: Numbered) -> tuple[Objective, ...]:
    """The objectives of that number, the most detailed level first, or of the level that was said alone."""
    found = [aim.objective for aim in aims if aim.objective.number == numbered.number]
    if numbered.level:
        return tuple(each for each in found if each.level == numbered.level)
    return tuple(sorted(found, key=lambda each: each.parent_id is None))


@dataclass(frozen=True, slots=True)
class Named:
    """An objective that words name; `exact` where they say the whole of its title."""

    objective: Objective
    exact: bool
    left: int  # words of its title that were not said


def named_by(shelves: Shelves, aims: Sequence[Aim], wanted: Wanted, level: str, *, loosely: bool) -> Named | None:
    """The objective whose title answers to everything wanted; `loosely` lets its description answer too."""
    found: list[tuple[tuple[int, int, int, bool], Aim, int]] = []
    if wanted.near and not loosely:
        return None
    strange = strangers(shelves, wanted)
    if len(strange) > MOST_TALK or not _lead_in(strange, wanted):
        return None
    asked = set(wanted.hard) - strange
    if not asked and not wanted.soft:
        return None
    said = {word.stem for piece in (*wanted.hard.values(), *wanted.soft.values()) for word in piece.words}
    for aim in aims:
        if level and aim.objective.level != level:
            continue
        for title in aim.titles:
            left = [term for term in title - wanted.all if term not in shelves.lexicon.people]
            worded = asked <= (title | aim.raw) and bool(asked or title & set(wanted.soft))
            detail = aim.objective.parent_id is None
            if worded and (asked or not left) and not (strange and left):
                found.append(((0, len(left), -len(said & aim.raw), detail), aim, len(left)))
            elif (
                loosely
                and asked
                and not strange
                and (asked <= title | aim.raw | aim.described or said <= aim.raw | aim.described)
            ):
                found.append(((1, 0, -len(asked & title), detail), aim, len(title)))
    if not found:
        return None
    _, best, unsaid = min(found, key=lambda each: each[0])
    return Named(best.objective, unsaid == 0, unsaid)


def _lead_in(strange: set[str], wanted: Wanted) -> bool:
    """Whether words nobody knows all stand before what is known; behind it they may be another subject."""
    terms = [term for piece in wanted.order for term in piece.terms if term in wanted.hard]
    return all(term in strange for term in terms[: len(strange)])


def is_name(word: Word) -> bool:
    """Whether the word is one for objectives: theme and them have one stem, so as written."""
    return (word.mended or word.raw) in NAMES


def is_level(word: Word) -> bool:
    return word.stem in _LEVELS


def title_phrases(objectives: Sequence[Objective]) -> list[tuple[str, AliasKind, str]]:
    """Whole titles of two words and more, which are never read word by word."""
    return [
        (title, AliasKind.ASKING, f"aim:{objective.id}")
        for objective in objectives
        for title in (objective.title, *objective.other_titles)
        if len(title.split()) > 1
    ]
