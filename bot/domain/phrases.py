"""The phrases that people use for what a plan calls otherwise: aliases of its indicators, and the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AliasKind(StrEnum):
    """What a phrase of the vocabulary does; a board's own phrases are SAME unless it says otherwise."""

    SAME = "same"  # the phrase and its plan words are one thing, in titles as in questions
    ASKS = "asks"  # askers say it when they mean the plan words
    NEAR = "near"  # something else, close by: what it means is offered, never answered
    COVERS = "covers"  # an indicator with the phrase in its title also answers to the words in `means`
    PERSON = "person"  # whom a figure is about; one of these stands for another in a question
    PLAIN = "plain"  # says nothing about which indicator: "number", "of", "per cent"
    CHAT = "chat"  # what people say around a question
    QUALIFIER = "qualifier"  # narrows what is asked for: "boys", "Catholic", "adult"
    APART = "apart"  # of one set, of which a figure for all is none for one: "reading", "maths"; `means` names the set
    ORDINARY = "ordinary"  # a word that means itself and is never taken for a misspelt one
    ASKING = "asking"  # says what is wanted: `means` is "intent:target", "rag:red", "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A phrase that people use. With a measure it names that one; without, `means` says the same in plan words.

    `phrase` may hold several alike, parted by "|": "LAC|CiC". Words of `means` joined by "_" are one: "looked_after".
    """

    phrase: str
    measure_id: int | None = None
    means: str = ""
    general: bool = False  # shipped for the whole field, not this board's own
    kind: AliasKind = AliasKind.SAME
    explains: str = ""  # what the phrase stands for, in a sentence a newcomer understands
