"""Indicators that the version in force has no more: they are answered about where nothing of today is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import questions
from bot.domain.asking import Gap, Stage
from bot.domain.links import after, before
from bot.domain.periods import quarter_of
from bot.domain.planfile import text_key

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.answers import Answer
    from bot.domain.asking import Context, Understood
    from bot.domain.model import Catalogue
    from bot.services.answers.knowledge import Knowledge

_NOT_OF_TODAY = frozenset({Gap.NOT_IN_PLAN, Gap.NO_SUCH_CODE, Gap.NO_CONTEXT})


def meant(
    known: Knowledge, understood: Understood, text: str, today: date, context: Context | None
) -> tuple[Knowledge, Understood]:
    """What is known of what is meant, and the question understood by it: of today, unless only the past answers.

    Where several of today's fit, the past is meant only by its own code or whole title.
    """
    if known.past is None or not (understood.gap in _NOT_OF_TODAY or understood.choices):
        return known, understood
    of_old = questions.understand(text, known.past.index, today=today, context=context)
    names_it = understood.gap in _NOT_OF_TODAY or any(
        match.stage is Stage.CODE or text_key(match.indicator.title) in text_key(text) for match in of_old.found
    )
    return (known.past, of_old) if of_old.found and of_old.gap is None and names_it else (known, understood)


def linked(answer: Answer, catalogue: Catalogue) -> Answer:
    """The answer about one indicator, with what it follows, what became of it, and the year that it ended with."""
    if len(answer.indicators) != 1 or not catalogue.links:
        return answer
    indicator, first_month = answer.indicators[0], catalogue.plan.first_month
    return replace(
        answer,
        follows=before(catalogue.links, indicator.id),
        became=after(catalogue.links, indicator.id) if indicator.ends else (),
        ended=quarter_of(indicator.ends, first_month).plan_year if indicator.ends else None,
    )
