"""Small numbers: which figures an audience may not see, so that nobody is pointed to, and what is left of them."""

from bot.domain.disclosure.counted import Counted, counted
from bot.domain.disclosure.protecting import HIDDEN, hidden_cells, protect, veiled
from bot.domain.disclosure.rule import FEWEST, Audience, Rule, Sum, is_threshold, rule_for, rule_of
from bot.domain.disclosure.small import cannot_be_checked, is_small_cohort

__all__ = [
    "FEWEST",
    "HIDDEN",
    "Audience",
    "Counted",
    "Rule",
    "Sum",
    "cannot_be_checked",
    "counted",
    "hidden_cells",
    "is_small_cohort",
    "is_threshold",
    "protect",
    "rule_for",
    "rule_of",
    "veiled",
]
