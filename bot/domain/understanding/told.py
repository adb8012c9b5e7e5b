"""Understood questions about indicators: answered, offered, a family, or not in the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.asking import Filter, Gap, Intent, Understood
from bot.domain.understanding.intents import intent_of
from bot.domain.understanding.several import name
from bot.domain.understanding.words import lex_stems

if TYPE_CHECKING:
    from bot.domain.matching import Index
    from bot.domain.understanding.hearing import Heard
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.naming import Named

_TIMELESS = frozenset({Intent.OWNER, Intent.MEANING, Intent.TARGET, Intent.HISTORY})


def reply(heard: Heard, intent: Intent, **facts: Any) -> Understood:  # noqa: ANN401  fields of Understood
    """The question as understood, with what was heard of time and of counting."""
    return Understood(
        text=heard.text,
        intent=intent,
        **{
            "period": heard.asked.period,
            "period_words": heard.asked.words,
            "as_printed": heard.says("printed"),
            "count_only": heard.says("count"),
            **facts,
        },
    )


def told(heard: Heard, named: Named, intent: Intent | None = None) -> Understood:
    """What is told of the indicators that were named."""
    if named.found:
        return _found(heard, named, intent)
    intent = intent or intent_of(heard)
    if named.family:
        return reply(heard, Intent.LIST, members=named.family, filter=Filter())
    if named.choices:
        return reply(heard, intent, choices=named.choices, more=named.more, about=named.about)
    return reply(heard, Intent.UNKNOWN, gap=Gap.NOT_IN_PLAN, about=named.about)


def _found(heard: Heard, named: Named, intent: Intent | None) -> Understood:
    heard = heard.without(lex_stems(named.found[0].indicator.title))
    intent = intent or intent_of(heard)
    why = heard.says("why") and intent in {Intent.STATUS, Intent.HISTORY} and len(named.found) == 1
    if len(named.found) > 1:
        intent = Intent.STATUS
    if why and heard.asked.period:
        intent = Intent.STATUS
    if heard.says("compare") and heard.asked.period and intent is Intent.STATUS:
        intent = Intent.HISTORY
    understood = reply(heard, intent, found=named.found, about=named.about, why=why)
    if heard.asked.missing and intent not in _TIMELESS:
        return replace(understood, gap=Gap.NO_SUCH_PERIOD, why=False)
    return understood


def _is_bare(heard: Heard, term: Piece) -> bool:
    """Whether nothing but the term is asked for: "what is NEET", not "what is NEET meant to be"."""
    return says_nothing_else(heard, term)


def says_nothing_else(heard: Heard, term: Piece | None = None) -> bool:
    return all(piece is term or piece.is_mark or piece.words[0].stem in {"what", "is", "are"} for piece in heard.pieces)


def meaning(heard: Heard, index: Index) -> Understood | None:
    """What a term or an indicator is: for "what is X" only where the vocabulary or a code makes it a term."""
    term = next((piece for piece in heard.pieces if piece.entry and piece.entry.stems in index.lexicon.explained), None)
    if not heard.says("intent:meaning") and (term is None or not _is_bare(heard, term)):
        return None
    named = name(index, heard.wanted, heard.pieces)
    found = named.found or named.choices[:1] or named.family[:1]
    if term is not None and term.entry is not None:
        alias = index.lexicon.explained[term.entry.stems]
        fits = found if named.found or not named.about else ()
        found = tuple(replace(match, means=alias.explains, phrase=term.phrase) for match in fits[:1])
        return reply(heard, Intent.MEANING, found=found, term=term.phrase, means=alias.explains)
    if not named.found:
        return told(heard, named, Intent.MEANING)
    return reply(heard, Intent.MEANING, found=named.found[:1])
