"""Every sheet beside the indicators read by its kind, with what it says of the objectives themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.actions import ActionKind
from bot.domain.commitments import Beside, FileAction, FileComparator, FileRisk
from bot.domain.planfile import text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading import beside_headings as known
from bot.domain.reading.action_sheet import read_actions
from bot.domain.reading.agenda_sheets import read_agenda, read_forward
from bot.domain.reading.comparator_sheets import read_claims, read_comparators
from bot.domain.reading.headings import Column
from bot.domain.reading.measure_sheet import read_measures
from bot.domain.reading.objective_sheet import Named
from bot.domain.reading.phrase_sheets import places
from bot.domain.reading.risk_sheet import read_risks
from bot.domain.reading.row_cells import Around, Cells
from bot.domain.reading.statement_sheets import SHAPES, read_statements
from bot.domain.reading.tables import Findings, read_table
from bot.domain.statements import Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.planfile import FileIndicator, FileObjective, PlanHead
    from bot.domain.sheet import Sheet

MEASURES = "measures"
KINDS = {
    "actions": "actions", "action": "actions", "decisions": "actions", "minutes": "actions", "actionplan": "actions",
    "milestones": "milestones", "milestone": "milestones",
    "risks": "risks", "risk": "risks", "riskregister": "risks",
    "board": "board", "agenda": "board", "meetings": "board",
    "forwardplan": "forward", "forward": "forward",
    "headlines": "headlines", "challenges": "headlines", "headlinesandchallenges": "headlines",
    "initiatives": "initiatives", "themes": "themes", "progress": "progress", "governance": "governance",
    "overarchingmeasures": "overarching", "overarching": "overarching",
    "findings": "findings", "equality": "findings", "equalityfindings": "findings", "equalities": "findings",
    "recommendations": "recommendations",
    "narratives": "narratives", "localities": "narratives", "localitynarratives": "narratives",
    "comparisons": "claims",
    "comparators": "comparators", "benchmarks": "comparators", "benchmarking": "comparators",
    "measures": MEASURES,
}  # fmt: skip
_COLUMNS = {
    "actions": (known.ACTIONS, (Column.TITLE,)),
    "milestones": (known.ACTIONS, (Column.TITLE,)),
    "risks": (known.RISKS, (Column.TITLE, Column.LIKELIHOOD, Column.IMPACT)),
    "board": (known.AGENDA, (Column.TITLE,)),
    "forward": (known.FORWARD, (Column.TITLE,)),
    "claims": (known.COMPARISONS, (Column.INDICATOR, Column.EXCEEDS)),
    "comparators": (known.COMPARATORS, (Column.PERIOD,)),
    MEASURES: (known.MEASURES, (Column.TITLE, Column.PERIOD, Column.FIGURE)),
    **{kind: (shape.known, (shape.needed,)) for kind, shape in SHAPES.items()},
}
_GROUP = re.compile(r"delivery (?:board|group)", re.IGNORECASE)
_EVERY = {"programme", "priority", "objective"}  # a row of governance that holds for each of them


@dataclass(slots=True)
class BesideReading:
    """The sheets beside the indicators, each with its kind, and what came of reading them."""

    sheets: tuple[tuple[str, Sheet], ...]
    head: PlanHead
    findings: dict[str, Findings] = field(default_factory=dict)  # by the sheet's name
    ignored: list[tuple[str, str]] = field(default_factory=list)  # (sheet, heading) that no rule knows
    from_measures: tuple[FileComparator, ...] = ()
    says: set[Column] = field(default_factory=set)  # what sheets of measures have a column of

    def measures(
        self, objectives: tuple[FileObjective, ...], before: tuple[FileIndicator, ...]
    ) -> tuple[FileIndicator, ...]:
        """The indicators of sheets that hold one figure a row, behind those of the indicators sheet."""
        found: list[FileIndicator] = []
        names = {text_key(name) for each in before for name in (each.code, each.title) if name}
        around = Around(head=self.head, named=Named(objectives), places={})
        for kind, sheet in self.sheets:
            if kind == MEASURES:
                indicators, others = read_measures(self._rows(kind, sheet, around), len(before) + len(found))
                for each in indicators:
                    called = {text_key(name) for name in (each.code, each.title) if name}
                    if called & names:
                        self.findings[sheet.name].add(Fault.ALSO_THERE, each.at, shown=quoted(each.label))
                    names |= called
                found += indicators
                self.from_measures += others
        return tuple(found)

    def beside(self, objectives: tuple[FileObjective, ...], indicators: tuple[FileIndicator, ...]) -> Beside:
        """All that is no indicator."""
        around = Around(head=self.head, named=Named(objectives), places=places(indicators))
        taken = _Taken(comparators=list(self.from_measures))
        for kind, sheet in self.sheets:
            if kind != MEASURES:
                taken.take(kind, self._rows(kind, sheet, around))
        return taken.beside(tuple(sheet.name for _, sheet in self.sheets))

    def _rows(self, kind: str, sheet: Sheet, around: Around) -> list[Cells]:
        """The sheet's rows; none, with the reason, where it lacks a column that it is nothing without."""
        findings = self.findings.setdefault(sheet.name, Findings(sheet.name))
        words, needed = _COLUMNS[kind]
        table = read_table(sheet, findings, words, self.head.first_month)
        if table is None:
            return []
        self.ignored += [(sheet.name, heading) for heading in table.ignored]
        lacking = [column for column in needed if not table.place(column)]
        if lacking:
            findings.add(Fault.NO_COLUMN, needed=", ".join(lacking))
            return []
        if kind == MEASURES:
            self.says |= {place.heading.column for place in table.places}
        return [Cells(sheet, table, row, around, findings) for row in table.rows]


@dataclass(slots=True)
class _Taken:
    """What the sheets gave so far."""

    actions: list[FileAction] = field(default_factory=list)
    risks: list[FileRisk] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)
    forward: list[ForwardItem] | None = None
    statements: list[Statement] = field(default_factory=list)
    kinds: set[StatementKind] = field(default_factory=set)
    comparators: list[FileComparator] = field(default_factory=list)
    seen: dict[Hashable, Cells] = field(default_factory=dict)  # by what a row is told apart, over all sheets

    def take(self, kind: str, rows: Iterable[Cells]) -> None:
        match kind:
            case "actions":
                self.actions += read_actions(rows, ActionKind.ACTION, self.seen)
            case "milestones":
                self.actions += read_actions(rows, ActionKind.MILESTONE, self.seen)
            case "risks":
                self.risks += read_risks(rows, self.seen)
            case "board":
                self.agenda += read_agenda(rows, self.seen)
            case "forward":
                self.forward = [*(self.forward or ()), *read_forward(rows)]
            case "claims":
                self.comparators += read_claims(rows)
            case "comparators":
                self.comparators += read_comparators(rows)
            case _:
                shape = SHAPES[kind]
                self.kinds |= {shape.kind, *shape.kinds.values()}
                self.statements += read_statements(rows, shape)

    def beside(self, sheets: tuple[str, ...]) -> Beside:
        return Beside(
            actions=tuple(self.actions),
            risks=tuple(self.risks),
            agenda=tuple(self.agenda),
            forward=None if self.forward is None else tuple(self.forward),
            statements=tuple(self.statements),
            kinds=frozenset(self.kinds),
            comparators=tuple(self.comparators),
            sheets=sheets,
        )


def governed(objectives: tuple[FileObjective, ...], statements: Iterable[Statement]) -> tuple[FileObjective, ...]:
    """The objectives with what the governance says of every one of them, where their own sheet is silent.

    "Delivery board, programme, quarterly" holds for each; what is said in brackets is no part of a name.
    """
    every = [each for each in statements if each.kind is StatementKind.GOVERNANCE and each.sort.lower() in _EVERY]
    group = next((each for each in every if _GROUP.search(each.title)), None)
    sponsor = next((each for each in every if "sponsor" in each.title.lower()), None)
    cadence = next((word for word in ("monthly", "quarterly", "yearly") if group and word in group.cadence.lower()), "")
    return tuple(
        replace(
            each,
            delivery_group=each.delivery_group or (_bare(group.title) if group else ""),
            sponsor=each.sponsor or (_bare(sponsor.title) if sponsor else ""),
            cadence=each.cadence or cadence,
        )
        for each in objectives
    )


def _bare(title: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", title).strip()
