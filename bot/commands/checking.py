"""`steward check`: what a careful officer would question in the plan, and what to do about it."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.wiring import open_workspace
from bot.domain.checking.findings import Rule
from bot.services import checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.checking.findings import Finding
    from bot.services.checks import Checked

MEANINGS = {  # rule -> what was found, what to do
    Rule.MARK_CONTRADICTS: (
        "The printed mark contradicts the figures",
        "Ask the owner which is right; Steward answers by the figures.",
    ),
    Rule.MARK_TOO_EARLY: (
        "Marked before the figures can be compared",
        "Wait for figures of like periods, or set targets by quarter.",
    ),
    Rule.MARK_WITHOUT_POLARITY: (
        "Marked, although the plan does not say which way is good",
        "Say which way is good, or between which limits.",
    ),
    Rule.MARK_WITHOUT_FIGURES: ("Marked, with nothing to judge by", "Supply the figures or take the mark out."),
    Rule.MARK_MISSING: ("Not marked, although the figures decide", "Mark it, or say why it is left out."),
    Rule.POLARITY_DOUBTFUL: (
        "The good way looks wrong",
        "Ask the owner; judgements turn round when it is put right. If it is meant, keep it.",
    ),
    Rule.TARGET_WITHOUT_POLARITY: ("A target that cannot be judged", "Say which way is good."),
    Rule.TARGET_EASIER: ("The target is easier than what was already reached", "Ask whether it still stretches."),
    Rule.LABEL_CONTRADICTS: (
        "The figures are not what their label says",
        "Put the label right; it decides when a figure is judged and what it is compared with.",
    ),
    Rule.LABEL_MISSING: (
        "How the quarters add up is not said",
        'Say so in Good Performance: "cumulative" for running totals, "each quarter alone", or "snapshot".',
    ),
    Rule.CUMULATIVE_FALLS: ("A running total falls", "Ask the owner for the right figures."),
    Rule.PERIOD_OFF_COLUMN: (
        "The figure is for another period than its column",
        "Read it with its own period; Steward names that and compares like with like.",
    ),
    Rule.PERIOD_TWICE: ("Two different figures for one period", "Ask which is right, or whether one is a revision."),
    Rule.PERIOD_BACKWARDS: ("A later column holds an earlier period", "Ask whether the note beside it is right."),
    Rule.PERIOD_UNSAID: (
        "It does not say which term it is for, as others of its row do",
        "Ask for which term it is; until then, take the comparison with care.",
    ),
    Rule.PROVISIONAL_STILL: ("Still provisional after later figures", "Ask for the final figure."),
    Rule.RATE_OFF: ("The rate does not fit its number", "Ask which of the two is right."),
    Rule.SUM_OFF: ("The categories do not add up to 100%", "Ask which of them is wrong."),
    Rule.PERCENTAGE_OFF: ("A percentage outside 0% to 100%", "Ask for the right figure."),
    Rule.WORDS_AMONG_NUMBERS: ("Words where numbers are expected", "Mend it if it was mistyped; else leave it."),
    Rule.NO_OWNER: ("Nobody answers for it", "Name an owner; only owners can be reminded."),
    Rule.DUPLICATE_TITLE: ("Two indicators with one title", "Give each its own, so that an answer can be told apart."),
    Rule.POLARITY_REFERENCE: (
        "The dictionary has another good way",
        "Ask the owner; where the dictionary gives none, think twice before calling a change better or worse.",
    ),
    Rule.UNIT_REFERENCE: ("The dictionary has another unit", "Ask whether it is the same measure."),
    Rule.CANNOT_BE_CHECKED: (
        "Percentages that cannot be checked for small numbers",
        'Supply numerators and denominators, or write "small cohort" in the column "sensitivity".',
    ),
}


def check(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array, an object for each finding.")] = False,
    small_numbers: Annotated[
        bool, typer.Option("--small-numbers", help="Also the percentages that cannot be checked for small numbers.")
    ] = False,
    plan: Annotated[str | None, typer.Option(help="Another plan than the current one.")] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """List what a careful officer would question in the plan. Nothing is changed."""
    checked = checks.check(open_workspace(workspace), plan, small_numbers=small_numbers)
    if as_json:
        typer.echo(json.dumps([as_object(finding) for finding in checked.findings], ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(report(checked)))


def as_object(finding: Finding) -> dict[str, Any]:
    """A finding as the object that other programs read; its keys are a promise to them."""
    return {
        "rule": finding.rule.value,
        "code": finding.code or None,
        "title": finding.title,
        "row": finding.row,
        "series": finding.series or None,
        "period": finding.period.label if finding.period else None,
        "test": finding.test.value if finding.test else None,
        "detail": finding.detail,
    }


def report(checked: Checked) -> Iterator[str]:
    """The findings for people: rule by rule, how many, what to do, and each with its row and its numbers."""
    if checked.plan is None:
        yield 'No plan is held yet. Load one with "steward import PATH".'
        return
    name = checked.plan.short_name or checked.plan.name
    if not checked.findings:
        yield f"{name}: nothing to question."
        return
    yield f"{name}: {len(checked.findings)} to look at."
    for rule, found in groupby(checked.findings, key=lambda finding: finding.rule):
        of_rule = list(found)
        meaning, what_to_do = MEANINGS[rule]
        yield f"\n{meaning} ({rule}): {len(of_rule)}"
        yield f"  {what_to_do}"
        for line, of_line in groupby(of_rule, key=_named):
            details = [finding.detail for finding in of_line]
            yield f"  - {line}: {details[0]}" if len(details) == 1 else f"  - {line}:"
            yield from (f"      {detail}" for detail in details if len(details) > 1)


def _named(finding: Finding) -> str:
    """The line that a finding is about: row 13, CIN-2 Number of Referrals, per 10,000."""
    row = f"row {finding.row}, " if finding.row else ""
    title = " ".join(part for part in (finding.code, finding.title) if part)
    return f"{row}{title}" + (f", {finding.series}" if finding.series else "")
