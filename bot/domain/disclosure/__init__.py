"""Small numbers: which figures an audience may not see, so that nobody is pointed to, and what is left of them."""

from bot.domain.disclosure.counted import Counted, counted
from bot.domain.disclosure.protecting import HIDDEN, hidden_cells, protect, veiled
from bot.domain.disclosure.rule import Audience, Rule, Sum, rule_for
from bot.domain.disclosure.small import cannot_be_checked, is_small_cohort

__all__ = [
    "HIDDEN",
    "Audience",
    "Counted",
    "Rule",
    "Sum",
    "cannot_be_checked",
    "counted",
    "hidden_cells",
    "is_small_cohort",
    "protect",
    "rule_for",
    "veiled",
]
