"""Finds what a careful officer would question in a plan: its marks, its polarities, its figures, its gaps."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.checking import figures as figures_of
from bot.domain.checking import marks as marks_of
from bot.domain.checking import plan as plan_of
from bot.domain.checking import polarity as polarity_of
from bot.domain.checking import sums as sums_of
from bot.domain.checking.findings import Finding, Rule, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.checking.findings import Line
    from bot.domain.model import Catalogue, Figure

EACH_LINE = (
    marks_of.marks_against_figures,
    plan_of.targets,
    figures_of.labels,
    figures_of.falls,
    figures_of.periods,
    figures_of.unsaid,
    figures_of.provisional,
    figures_of.percentages,
    figures_of.words,
)
EACH_INDICATOR = (sums_of.rates, sums_of.sums)
WHOLE_PLAN = (marks_of.unmarked, polarity_of.doubtful, plan_of.owners, plan_of.titles)


def check(catalogue: Catalogue, figures: Mapping[int, Sequence[Figure]]) -> list[Finding]:
    """Everything found, rule by rule in the order of `Rule`, within a rule in the order of the plan.

    A finding is a question to an officer, never a change: marks stay as printed, figures as given.
    """
    order = {rule: place for place, rule in enumerate(Rule)}
    return sorted(_found(tuple(lines_of(catalogue, figures))), key=lambda finding: order[finding.rule])


def _found(lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        for rule in EACH_LINE:
            yield from rule(line)
    for _, group in groupby(lines, key=lambda line: line.indicator.id):
        of_one = tuple(group)
        for rule_of_one in EACH_INDICATOR:
            yield from rule_of_one(of_one)
    for rule_of_all in WHOLE_PLAN:
        yield from rule_of_all(lines)
