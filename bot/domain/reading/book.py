"""Sheets turned into a plan: which sheet is which, each read, every problem gathered before anything is refused."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.errors import BadImport
from bot.domain.planfile import FileAlias, FileObjective, PlanFile, PlanHead, Unread, text_key
from bot.domain.problems import Fault, Problem
from bot.domain.reading.indicator_sheet import read_indicators
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
    "objectives": "objectives", "priorities": "objectives",
    "aliases": "aliases", "vocabulary": "vocabulary",
}  # fmt: skip
_LATER = {
    "milestones", "progress", "meetings", "programmes", "risk", "risks", "board", "actions", "comparisons", "themes",
    "initiatives", "headlines", "forwardplan", "summaryprinted", "governance", "measures", "overarchingmeasures",
}  # fmt: skip
_NAMELESS = PlanHead(name="?", starts=date.min, ends=date.max)


def read_book(book: Book, given: Given | None = None) -> PlanFile:
    """The plan that the sheets hold; raises BadImport with every problem found, in the order of the sheets."""
    sheets, unread, problems = _sorted_out(book.sheets)
    findings = {kind: Findings(sheet.name) for kind, sheet in sheets.items()}
    of_plan = findings.get("plan") or Findings(book.name)
    head, keys = read_head(sheets.get("plan"), given or Given(), of_plan)
    if "indicators" not in sheets:
        problems.append(Problem(fault=Fault.NO_INDICATORS, sheet=book.name))
    columns = [(of_plan.sheet, key) for key in keys]
    planfile = _read(sheets, head, findings, columns)
    problems += of_plan.problems if "plan" not in findings else []
    problems += [problem for found in findings.values() for problem in found.problems]
    if problems or planfile is None:
        raise BadImport(tuple(problems))
    return PlanFile(
        plan=planfile.plan,
        objectives=planfile.objectives,
        indicators=planfile.indicators,
        aliases=planfile.aliases,
        unread=Unread(columns=tuple(columns), later=unread.later, unknown=unread.unknown),
    )


def _sorted_out(sheets: Iterable[Sheet]) -> tuple[dict[str, Sheet], Unread, list[Problem]]:
    """The sheets by kind, the plan first; those not read; two of one kind are a problem."""
    known: dict[str, Sheet] = {}
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
        else:
            (later if name in _LATER else unknown).append(sheet.name)
    order = ("plan", "objectives", "indicators", "aliases", "vocabulary")
    ordered = {kind: known[kind] for kind in order if kind in known}
    return ordered, Unread(later=tuple(later), unknown=tuple(unknown)), problems


def _read(
    sheets: dict[str, Sheet], head: PlanHead | None, findings: dict[str, Findings], columns: list[tuple[str, str]]
) -> PlanFile | None:
    """The sheets read. A plan that nobody named is read all the same, so that its other problems are told too."""
    stand_in = head or _NAMELESS
    objectives: tuple[FileObjective, ...] = ()
    aliases: list[FileAlias] = []
    if sheet := sheets.get("objectives"):
        objectives, ignored = read_objectives(sheet, findings["objectives"])
        columns += [(sheet.name, heading) for heading in ignored]
    if not (sheet := sheets.get("indicators")):
        return None
    indicators, objectives, ignored = read_indicators(sheet, stand_in, objectives, findings["indicators"])
    columns += [(sheet.name, heading) for heading in ignored]
    for kind in ("aliases", "vocabulary"):
        if sheet := sheets.get(kind):
            phrases, ignored = read_phrases(sheet, indicators, findings[kind])
            columns += [(sheet.name, heading) for heading in ignored]
            aliases += phrases
    aliases = [*of_indicators(indicators), *aliases]
    if head is None:
        return None
    return PlanFile(plan=head, objectives=objectives, indicators=indicators, aliases=tuple(aliases))
