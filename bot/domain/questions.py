"""What a question means: from a person's words and a plan's index to an intent and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.asking import Context, Gap, Intent, Understood
from bot.domain.narrowing import leaning_on
from bot.domain.understanding import (
    beside,
    beyond,
    clauses,
    coded,
    corrected,
    followups,
    listed,
    owned,
    picking,
    summed,
    told,
    unaimed,
    unheld,
)
from bot.domain.understanding.basis import basis_of
from bot.domain.understanding.hearing import Heard, hear
from bot.domain.understanding.leaning import stands_alone
from bot.domain.understanding.naming import decide_on
from bot.domain.understanding.owners import owned_in
from bot.domain.understanding.settling import settled
from bot.domain.understanding.several import compared, name
from bot.domain.understanding.told import reply
from bot.domain.understanding.words import tidy

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.domain.matching import Index

LONGEST = 2_000  # characters; whatever is longer is not a question
_SHOWN = 200


def understand(text: str, index: Index, *, today: date, context: Context | None = None) -> Understood:
    """What the text asks of the plan on a day, leaning on what the conversation was about. Never raises."""
    if len(text) > LONGEST:
        return Understood(text=tidy(text[:_SHOWN]), intent=Intent.UNKNOWN, gap=Gap.TOO_LONG)
    plain = tidy(text)
    if not any(letter.isalnum() for letter in plain):
        return Understood(text=plain, intent=Intent.UNKNOWN, gap=Gap.NOTHING_SAID)
    context = leaning_on(context, index.catalogue)
    basis = basis_of(plain, index, today)
    latest = basis.settled(_read(basis.text, index, today, context)) if basis else None
    return latest or _read(plain, index, today, context)


def _read(plain: str, index: Index, today: date, context: Context | None) -> Understood:
    """A tidy text in its conversation, or by itself; without the talk around it where that makes it sure."""
    heard = hear(plain, index, today)
    if context is not None:
        followed = picking.pick(plain, index, context, lambda text: hear(text, index, today))
        if followed is None and not stands_alone(heard, _alone(heard, index)):
            followed = beside.follow(heard, index, context) or followups.follow(heard, index, context)
        if followed is not None:
            return followed
    understood = _alone(heard, index)
    unknown = understood.gap is not None
    owner = owned_in(plain, index.owners) if unknown or heard.says("intent:owner") else None
    if owner is not None:
        rest = hear(owner.text, index, today)
        theirs = owned.answer(owner, plain, rest, otherwise_unknown=unknown)
        if theirs is not None:
            return theirs
    return clauses.answer(plain, index, understood, lambda text: _by_itself(text, index, today))


def _by_itself(text: str, index: Index, today: date) -> tuple[Heard, Understood]:
    heard = hear(text, index, today)
    return heard, _alone(heard, index)


def _alone(heard: Heard, index: Index) -> Understood:
    """The question by itself: about what stands beside the figures, else the first reading that fits it."""
    return (
        beyond.answer(heard)
        or corrected.answer(heard)
        or beside.answer(heard, index, lambda: _of_figures(heard, index))
        or _of_figures(heard, index)
    )


def _of_figures(heard: Heard, index: Index) -> Understood:
    readings = (reading(heard, index) for reading in _READINGS)
    found = next((understood for understood in readings if understood is not None), None)
    return settled(found or told.told(heard, name(index, heard.wanted, heard.pieces)), heard)


def _by_code(heard: Heard, index: Index) -> Understood | None:
    return coded.answer(heard, index) if heard.codes else None


def _by_number(heard: Heard, index: Index) -> Understood | None:
    return summed.by_number(heard, index) if heard.numbered or heard.of("aim:") else None


def _without_subject(heard: Heard, index: Index) -> Understood | None:
    return unaimed.answer(heard, index)


def _as_list(heard: Heard, index: Index) -> Understood | None:
    return listed.about_part(heard, index) if listed.is_list(heard) else None


def _meaning(heard: Heard, index: Index) -> Understood | None:
    return told.meaning(heard, index) if heard.says("intent:meaning", "bare what") else None


def _comparison(heard: Heard, index: Index) -> Understood | None:
    """Two indicators side by side, unless one title answers to all of it: "non-SEN v SEN gap"."""
    if not heard.says("compare"):
        return None
    whole = decide_on(index, heard.wanted).one
    if whole is not None and whole.holds("gap"):
        return None
    both = compared(index, heard.pieces)
    return reply(heard, Intent.COMPARE, found=both) if len(both) == 2 else None


_READINGS: tuple[Callable[[Heard, Index], Understood | None], ...] = (
    unheld.answer,
    _by_code,
    _by_number,
    _without_subject,
    _as_list,
    listed.of_family,
    _meaning,
    _comparison,
    summed.by_words,
)
