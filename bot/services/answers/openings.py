"""Answers that have no figure to give: choices, what is not in the plan, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.answers import Choices, Help, Meaning, Unknown
from bot.domain.asking import Gap, Intent, Sought
from bot.domain.understanding.corrected import CORRECTING
from bot.services.answers import told

if TYPE_CHECKING:
    from bot.services.answers.inquiry import Inquiry

EXAMPLES = 3
_WITH_EXAMPLES = frozenset({Gap.NOTHING_SAID, Gap.NO_CONTEXT, Gap.TOO_LONG})


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
        examples=_examples(inquiry) if gap in _WITH_EXAMPLES else (),
        mentions=told.mentions(inquiry, understood.text) if _may_be_mentioned(inquiry, gap) else (),
    )


def _may_be_mentioned(inquiry: Inquiry, gap: Gap) -> bool:
    """Whether what was asked may stand in the plan's words, though no indicator is about it."""
    if gap is Gap.NOTHING_SAID:  # in a plan without indicators no title says which words name something
        return not inquiry.catalogue.indicators
    return gap is Gap.NOT_IN_PLAN or (gap is Gap.NOT_HELD and inquiry.understood.intent is Intent.STATEMENTS)


def unsaid(inquiry: Inquiry) -> Unknown:
    """The plan holds such things, and none is about what was asked: said so, with where else it speaks of it."""
    understood = inquiry.understood
    sought = understood.sought or Sought()
    about = sought.by or sought.words or (sought.of if understood.intent is Intent.COMPARATORS else "")
    if not about and understood.members:
        about = understood.members[0].phrase
    return Unknown(
        question=understood.text,
        plan=inquiry.catalogue.plan,
        intent=understood.intent,
        outcome="unknown",
        gap=Gap.NOT_SAID,
        about=about,
        near=tuple(match.indicator for match in understood.members),
        objective=understood.objective,
        mentions=told.mentions(inquiry, about) if about else (),
    )


def help_(inquiry: Inquiry) -> Help:
    """How to ask, with examples from the plan itself."""
    return Help(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.HELP,
        examples=_examples(inquiry),
        owned=_owned(inquiry),
        greeting=inquiry.understood.greeting,
        correcting=inquiry.understood.about == CORRECTING,
    )


def meaning(inquiry: Inquiry) -> Meaning:
    """What a term of the vocabulary stands for, where no indicator goes with it."""
    understood = inquiry.understood
    return Meaning(
        question=understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.MEANING,
        reading=None,
        term=understood.term,
        means=understood.means,
    )


def _examples(inquiry: Inquiry) -> tuple[str, ...]:
    """Short names of this plan, so that what is shown can be asked as it stands: those with targets first."""
    indicators = sorted(inquiry.catalogue.indicators, key=lambda each: (not each.targets, len(each.title)))
    coded = next((each for each in indicators if each.code), None)
    titles = [each.title for each in indicators if each is not coded]
    return tuple(titles[:1] + ([coded.code] if coded else []) + titles[1:])[:EXAMPLES]


def _owned(inquiry: Inquiry) -> str:
    """The shortest name of an indicator that has an owner, for asking who it is."""
    owned = [each for each in inquiry.catalogue.indicators if each.measure.owner and each.measure.owner.label]
    return min((each.code or each.title for each in reversed(owned)), key=len, default="")
