"""Which figures are hidden for what they are: small numbers of people, and shares and rates that give them away."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.disclosure.counted import Counted

if TYPE_CHECKING:
    from bot.domain.disclosure.rule import Rule
    from bot.domain.model import Figure, Measure

SMALL_COHORT = "small cohort"  # the sensitivity of a measure whose percentages are of few people
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:\.\d+)?(?![\w%]|[.,]\d)")


def is_small(kind: Counted, figure: Figure, threshold: int) -> bool:
    """Whether a figure may not be seen by itself, from 1 to the threshold.

    Sources: the Department for Education's children in need and looked after publications (counts from 1 to 5, 0 is
    shown as 0, percentages that give them away); a share is hidden too where the rest of the group is small, and where
    the whole group is, which holds 0% and 100% of few.
    """
    if kind is Counted.OTHER or figure.missing is not None:
        return False
    if kind is Counted.PEOPLE:
        return _within(figure.value, threshold) if figure.value is not None else _says(figure.text, threshold)
    of, out_of = figure.numerator, figure.denominator
    if _within(of, threshold) or _within(out_of, threshold):
        return True
    is_share = kind is Counted.SHARE and of is not None and out_of is not None
    return is_share and _within(out_of - of, threshold)  # type: ignore[operator]  # is_share says that both are there


def is_withheld(measure: Measure, kind: Counted, figure: Figure, rule: Rule) -> bool:
    """Whether it is a share of a small cohort that cannot be checked, before an audience that is not to see such."""
    return rule.withholds_cohorts and is_small_cohort(measure) and cannot_be_checked(kind, figure)


def is_small_cohort(measure: Measure) -> bool:
    return SMALL_COHORT in " ".join(measure.sensitivity.casefold().replace("-", " ").split())


def cannot_be_checked(kind: Counted, figure: Figure) -> bool:
    """Whether it is a share or a rate of people with neither count: how many they are cannot be told from it."""
    known = figure.numerator is not None and figure.denominator is not None
    return kind in {Counted.SHARE, Counted.RATE} and figure.has_value and not known


def _within(value: Decimal | None, threshold: int) -> bool:
    """Zero is no small number: it points to nobody."""
    return value is not None and 0 < abs(value) <= threshold


def _says(text: str, threshold: int) -> bool:
    """Whether words that stand for a count of people hold a small number."""
    return any(_within(Decimal(found), threshold) for found in _NUMBER.findall(text))
