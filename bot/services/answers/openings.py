"""Answers that have no figure to give: choices, what is not in the plan, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.answers import Choices, Help, Unknown
from bot.domain.asking import Gap, Intent

if TYPE_CHECKING:
    from bot.services.answers.inquiry import Inquiry

EXAMPLES = 4


def choices(inquiry: Inquiry) -> Choices:
    """Several indicators fit: offered, best first, none picked."""
    understood = inquiry.understood
    return Choices(
        question=understood.text,
        plan=inquiry.catalogue.plan,
        intent=understood.intent,
        outcome="choices",
        indicators=tuple(match.indicator for match in understood.choices),
        period=understood.period,
        matches=understood.choices,
        more=understood.more,
        wanted=understood.intent,
    )


def unknown(inquiry: Inquiry) -> Unknown:
    """Why there is no answer, and what is near."""
    understood = inquiry.understood
    gap = understood.gap or Gap.NOT_IN_PLAN
    return Unknown(
        question=understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.UNKNOWN if gap is not Gap.NOT_HELD else understood.intent,
        outcome="unknown",
        gap=gap,
        about=understood.about or understood.period_words,
        near=tuple(match.indicator for match in understood.found),
        periods=inquiry.catalogue.periods if gap is Gap.NO_SUCH_PERIOD else (),
    )


def help_(inquiry: Inquiry) -> Help:
    """How to ask, with examples from the plan itself."""
    return Help(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.HELP,
        examples=_examples(inquiry),
    )


def _examples(inquiry: Inquiry) -> tuple[str, ...]:
    """Short titles and codes of this plan, so that what is shown can be asked as it stands."""
    coded = [each.code for each in inquiry.catalogue.indicators if each.code]
    titles = sorted((each.title for each in inquiry.catalogue.indicators), key=len)
    return tuple((coded[:1] + titles)[:EXAMPLES])
