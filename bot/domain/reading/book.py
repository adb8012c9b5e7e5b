"""Sheets turned into a plan: which sheet is which, each read, every problem gathered before anything is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.errors import BadImport
from bot.domain.planfile import FileAlias, FileIndicator, FileObjective, PlanFile, PlanHead, Unread, text_key
from bot.domain.problems import Fault, Problem
from bot.domain.reading.beside import KINDS, BesideReading, governed
from bot.domain.reading.headings import Column
from bot.domain.reading.indicator_sheet import IndicatorSheet, read_indicators
from bot.domain.reading.objective_sheet import read_objectives
from bot.domain.reading.phrase_sheets import of_indicators, read_phrases
from bot.domain.reading.plan_sheet import Given, read_head
from bot.domain.reading.tables import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.sheet import Book, Sheet

_KINDS = {
    "plan": "plan", "theplan": "plan",
    "indicators": "indicators", "indicator": "indicators", "performanceindicators": "indicators", "pis": "indicators",
    "objectives": "objectives", "priorities": "objectives", "programmes": "objectives",
    "aliases": "aliases", "vocabulary": "vocabulary",
}  # fmt: skip
_ORDER = ("plan", "objectives", "indicators", "aliases", "vocabulary")
_LATER = {"summaryprinted"}  # a board's own counts: `steward report --as-printed` counts the marks anew
_NAMELESS = PlanHead(name="?", starts=date.min, ends=date.max)


def read_book(book: Book, given: Given | None = None) -> PlanFile:
    """The plan that the sheets hold; raises BadImport with every problem found, in the order of the sheets."""
    sheets, beside, unread, problems = _sorted_out(book.sheets)
    reading = _Reading(sheets, {kind: Findings(sheet.name) for kind, sheet in sheets.items()})
    of_plan = reading.findings.setdefault("plan", Findings(book.name))
    head, keys = read_head(sheets.get("plan"), given or Given(), of_plan)
    reading.unread += [(of_plan.sheet, key) for key in keys]
    if "indicators" not in sheets and not beside:
        problems.append(Problem(fault=Fault.NO_INDICATORS, sheet=book.name))
    # A plan that nobody named is read all the same, so that its other problems are told too.
    head_or_none = head or _NAMELESS
    others = BesideReading(beside, head_or_none)
    found = reading.indicators(head_or_none, reading.objectives())
    indicators = (*found.indicators, *others.measures(found.objectives, found.indicators))
    aliases = reading.phrases(indicators)
    says = found.says | others.says
    held_beside = others.beside(found.objectives, indicators)
    problems += [problem for kind in _ORDER if kind in reading.findings for problem in reading.findings[kind].problems]
    problems += [problem for findings in others.findings.values() for problem in findings.problems]
    if problems or head is None:
        raise BadImport(tuple(problems))
    return PlanFile(
        plan=head,
        objectives=governed(found.objectives, held_beside.statements),
        indicators=indicators,
        aliases=aliases,
        says_good=Column.GOOD in says,
        says_targets=Column.TARGET in says,
        says_figures=bool(says & {Column.FIGURE, Column.CURRENT}),
        words=found.words,
        unclear=found.unclear,
        bare=found.bare,
        guessed=tuple((sheet.name, sheet.read_as) for sheet in sheets.values() if sheet.read_as),
        beside=held_beside,
        unread=Unread(
            columns=tuple(reading.unread + others.ignored),
            later=unread.later,
            unknown=unread.unknown,
            rows=found.left_out,
        ),
    )


@dataclass(slots=True)
class _Reading:
    """The sheets by kind, with what was found wrong and what was passed over in each."""

    sheets: dict[str, Sheet]
    findings: dict[str, Findings]
    unread: list[tuple[str, str]] = field(default_factory=list)

    def objectives(self) -> tuple[FileObjective, ...]:
        if "objectives" not in self.sheets:
            return ()
        objectives, ignored = read_objectives(self.sheets["objectives"], self.findings["objectives"])
        self._pass_over("objectives", ignored)
        return objectives

    def indicators(self, head: PlanHead, objectives: tuple[FileObjective, ...]) -> IndicatorSheet:
        if "indicators" not in self.sheets:
            return IndicatorSheet(objectives=objectives)
        found = read_indicators(self.sheets["indicators"], head, objectives, self.findings["indicators"])
        self._pass_over("indicators", found.ignored)
        return found

    def phrases(self, indicators: tuple[FileIndicator, ...]) -> tuple[FileAlias, ...]:
        """Every alias once: those of the indicators sheet, then the sheets of phrases."""
        aliases = list(of_indicators(indicators))
        for kind in ("aliases", "vocabulary"):
            if kind in self.sheets:
                phrases, ignored = read_phrases(self.sheets[kind], indicators, self.findings[kind])
                self._pass_over(kind, ignored)
                aliases += phrases
        return tuple(aliases)

    def _pass_over(self, kind: str, headings: tuple[str, ...]) -> None:
        self.unread += [(self.sheets[kind].name, heading) for heading in headings]


def _sorted_out(
    sheets: Iterable[Sheet],
) -> tuple[dict[str, Sheet], tuple[tuple[str, Sheet], ...], Unread, list[Problem]]:
    """The sheets by kind, the plan first, two of one kind being a problem; those beside them; those not read.

    Of what stands beside the indicators there may be several of a kind, such as the minutes of two meetings.
    """
    known: dict[str, Sheet] = {}
    beside: list[tuple[str, Sheet]] = []
    later: list[str] = []
    unknown: list[str] = []
    problems: list[Problem] = []
    for sheet in sheets:
        name = text_key(re.sub(r"[_ -]*\d{4}([_ -]\d{2}){0,2}$", "", sheet.name))
        kind = _KINDS.get(name, "")
        if kind in known:
            problems.append(Problem(fault=Fault.TWICE, sheet=f"{known[kind].name} and {sheet.name}"))
        elif kind:
            known[kind] = sheet
        elif name in KINDS:
            beside.append((KINDS[name], sheet))
        else:
            (later if name in _LATER else unknown).append(sheet.name)
    ordered = {kind: known[kind] for kind in _ORDER if kind in known}
    return ordered, tuple(beside), Unread(later=tuple(later), unknown=tuple(unknown)), problems
