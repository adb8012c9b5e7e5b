"""What a plan holds beside its figures, and its reports, called with what another workspace holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.covers import Cover, CoverField, Entry
from bot.domain.dictionary import Reference, plain
from bot.domain.highlights import Highlight
from store import covers, highlights, references, snoozes, tables
from store.ids import new_id
from tests.builders import a_period
from tests.conftest import MORNING
from tests.store import calls_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.work import Work
    from tests.store import calls
    from tests.store.planting import Planted

MEETING = date(2014, 7, 2)
THEIRS = "Theirs alone"  # as `calls` has it


@dataclass(frozen=True, slots=True)
class Held:
    action: int
    risk: int
    report: int
    statement: int
    highlight: int


Q4, FIRST = a_period("Q4 2013/14"), ("operational", 1)
CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "highlights.highlights": lambda work, held: highlights.highlights(work, held.planted.plan, Q4),
    "highlights.of_periods": lambda work, held: highlights.of_periods(work, held.planted.plan, [Q4]),
    "highlights.kept_of": lambda work, held: highlights.kept_of(work, held.planted.plan, [Q4]),
    "highlights.get": lambda work, held: highlights.get(work, held.planted.plan, FIRST, Q4),
    "highlights.keep_draft": lambda work, held: highlights.keep_draft(
        work, held.planted.plan, FIRST, Q4, {"x": "Mine"}
    ),
    "highlights.drop_draft": lambda work, held: highlights.drop_draft(work, held.planted.plan, FIRST, Q4),
    "highlights.submit": lambda work, held: highlights.submit(
        work, held.planted.plan, Highlight(objective=FIRST, period=Q4, barriers="Mine"), MORNING, 1
    ),
    "references.references": lambda work, _: references.references(work),
    "references.take": lambda work, _: references.take(work, [Reference(name="Mine")]),
    "references.map_to": lambda work, _: references.map_to(work, Reference(name=THEIRS), "Mine"),
    "snoozes.of_tasks": lambda work, _: snoozes.of_tasks(work),
    "snoozes.snooze_task": lambda work, held: snoozes.snooze_task(work, held.planted.person, "risk:1", MEETING),
    "covers.cover": lambda work, held: covers.cover(work, held.planted.plan, THEIRS, MEETING).entries,
    "covers.fill": lambda work, held: covers.fill(
        work, held.planted.plan, Cover(board=THEIRS, meeting=MEETING), {CoverField.TO: Entry(text="x")}, MORNING, "x"
    ),
} | calls_reports.CALLS


def fill(work: Work, planted: Planted, name: str) -> Held:
    """Something in every table of the report, with the name in every text of it."""
    held = Held(action=new_id(), risk=new_id(), report=new_id(), statement=new_id(), highlight=new_id())
    _commitments(work, planted, name, held)
    _agenda(work, planted, name)
    _reports(work, planted, name, held)
    work.add(tables.Reference, {"id": new_id(), "name": name, "name_key": plain(name), "source": name})
    return held


def _commitments(work: Work, planted: Planted, name: str, held: Held) -> None:
    of_plan = {"plan_id": planted.plan, "level": "operational", "number": 1}
    owned = {"owner_person_id": planted.person, "owner_printed": name, "changed_at": MORNING}
    said = {"title": name, "printed": {"title": name}}
    work.add(
        tables.Action,
        {"id": held.action, "kind": "action", "due": MEETING, "progress": name, "decided_on": MEETING}
        | of_plan | owned | said,
    )  # fmt: skip
    work.add(tables.Risk, {"id": held.risk, "reference": name, "mitigation": name} | of_plan | owned | said)
    scored = {"on": MEETING, "likelihood": 4, "impact": 5, "recorded_at": MORNING}
    work.add(tables.RiskScore, {"id": new_id(), "risk_id": held.risk} | scored)
    told = {
        "period": "Q2013.4",
        "achievements": name,
        "written_by": planted.person,
        "at": MORNING,
        "state": "submitted",
    }
    work.add(tables.TaskSnooze, {"person_id": planted.person, "task": name, "until": MEETING})
    work.add(tables.Highlight, {"id": held.highlight, "typed": {"barriers": name}} | of_plan | told)


def _agenda(work: Work, planted: Planted, name: str) -> None:
    of_plan = {"plan_id": planted.plan, "title": name}
    work.add(tables.AgendaItem, {"id": new_id(), "on": MEETING, "number": 1, "report_of": name} | of_plan)
    work.add(tables.ForwardItem, {"id": new_id(), "number": 1, "group": name} | of_plan)


def _reports(work: Work, planted: Planted, name: str, held: Held) -> None:
    of_plan = {"plan_id": planted.plan}
    work.add(tables.Statement, {"id": held.statement, "kind": "initiative", "text": name, "title": name} | of_plan)
    of_series = {"series_id": planted.series[0][0], "measure_id": planted.measures[0]}
    work.add(tables.Comparator, {"id": new_id(), "against": "national", "title": name} | of_plan | of_series)
    meeting = {"board": name, "meeting": MEETING}
    work.add(
        tables.Report,
        {"id": held.report, "period": "Q2013.4", "headlines": [name], "composed_at": MORNING, "state": "published"}
        | {"snapshot": {"said": name}, "public": {"said": name}, "channel": "C1", "ts": "1.5"} | of_plan | meeting,
    )  # fmt: skip
    work.add(
        tables.Cover, {"id": new_id(), "fields": {"summary": {"text": name}}, "changed_at": MORNING} | of_plan | meeting
    )
    revised = {"old_revision": 1, "new_revision": 2, "why": name, "at": MORNING}
    wrong = {"series_id": planted.series[0][0], "period": "Q2013.4", "was": "7", "now": "8"}
    work.add(tables.Correction, {"id": new_id(), "report_id": held.report} | wrong | revised)
    issued = {"kind": "word", "name": name, "sha256": name, "file_id": "F1", "issued_at": MORNING}
    work.add(tables.Paper, {"id": new_id(), "report_id": held.report} | issued)
