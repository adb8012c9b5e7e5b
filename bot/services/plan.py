"""A plan taken in from a file: the difference worked out first, then written all at once or not at all."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import freshening, queueing, rounds, submitting
from bot.domain.difference import Difference, beside_waiting, difference
from bot.domain.errors import BadImport, ReasonNeeded
from bot.domain.problems import Fault, Problem, quoted
from store import importing, stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.domain.difference import IndicatorDifference, LineDifference
    from bot.domain.differing import FigureChange
    from bot.domain.model import Figure
    from bot.domain.planfile import PlanFile
    from bot.workspace import Workspace
    from store.work import Work

BY = "steward import"
NOT_TOLD, WAITS = "held under embargo", " (waits for approval)"
_EVERY_EMBARGO = datetime(9999, 1, 1, tzinfo=UTC)  # a figure held back from readers is held all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was changed, or would be on a dry run; `plan_id` is None where nothing is held of it yet."""

    difference: Difference
    written: bool
    plan_id: int | None = None


def import_plan(
    workspace: Workspace,
    planfile: PlanFile,
    *,
    reason: str = "",
    dry_run: bool = False,
    by: str = BY,
    progress: Callable[[str], None] = lambda _stage: None,
) -> Imported:
    """Take the plan in; importing the same again changes nothing.

    Raises BadImport where it cannot be told which row is which, ReasonNeeded where figures that readers were given, or
    that wait for approval, or what somebody said of an action or a risk would change and nobody says why,
    PersonalDetails where the reason holds some. `progress` is
    told the stage, in a word: "comparing", "writing".
    """
    if planfile.plan.first_month != workspace.first_month:
        raise BadImport((_other_month(workspace, planfile),))
    why = submitting.reason_of(reason, workspace.today())
    progress("comparing")
    if dry_run:
        with workspace.reading() as work:
            found = _difference(work, planfile)
        return Imported(difference=found, written=False, plan_id=found.plan.id if found.plan else None)
    with workspace.begin() as work:
        stamps.alone(work)
        found = _difference(work, planfile)
        if found.needs_reason and not why:
            raise ReasonNeeded([*(_revision(*each) for each in found.revised), *_overruled(found)])
        if not found.is_empty:
            progress("writing")
        plan_id = importing.write(work, found, by=by, at=workspace.now(), reason=why)
        _tell(workspace, work, found)
    return Imported(difference=found, written=not found.is_empty, plan_id=plan_id)


def _tell(workspace: Workspace, work: Work, found: Difference) -> None:
    """Whoever was shown a figure that waited, and waits no longer: messages and Homes are made anew."""
    replaced = {each.held.id for each, _, change in found.figures if change.waits and each.held}
    round_ = rounds.of(workspace, work, found.planfile.plan.name) if replaced else None
    if round_:
        freshening.freshen(work, replaced, workspace.now())
        queueing.changed(work, round_.officers(), workspace.now())


def _revision(indicator: IndicatorDifference, line: LineDifference, change: FigureChange) -> str:
    """Which figure would change, and how: "row 2, A2 Smokers who quit, Q1 2025/26: 80 -> 85"."""
    label = indicator.read.label
    name = f"{label[:59]}…" if len(label) > 60 else label
    series = f" ({line.read.name})" if line.read.name else ""
    old = change.held.as_printed if change.held else ""
    at = f"row {line.read.row or indicator.read.at}, {name}{series}, {change.read.period.label}"
    return f"{at}: {old}{WAITS if change.waits else ''} -> {change.read.as_printed}"


def _overruled(found: Difference) -> Iterator[str]:
    """What was said in Steward and the sheet now says otherwise: "Write to the surgeries, state: delayed -> done"."""
    for label, change in found.beside.overruled:
        name = f"{label[:59]}…" if len(label) > 60 else label
        yield f"{name}, {change.field}: {change.old} -> {change.new}"


def _difference(work: Work, planfile: PlanFile) -> Difference:
    held = importing.held(work, planfile.plan.name, _EVERY_EMBARGO)
    if planfile.plan.version in held.versions[:-1]:
        facts: dict[str, object] = {"shown": quoted(planfile.plan.version), "held": quoted(held.versions[-1])}
        raise BadImport((Problem(fault=Fault.OLD_VERSION, sheet="plan", column="version", facts=facts),))
    found = difference(planfile, held.catalogue, held.figures, held.beside)
    waiting: dict[int, tuple[Figure, ...]] = {}
    for each in held.waiting:
        figure = replace(each.figure, as_printed=NOT_TOLD) if each.provenance.embargoed_until else each.figure
        waiting[figure.series_id] = (*waiting.get(figure.series_id, ()), figure)
    return beside_waiting(found, waiting) if waiting else found


def _other_month(workspace: Workspace, planfile: PlanFile) -> Problem:
    facts: dict[str, object] = {
        "shown": month_name[planfile.plan.first_month],
        "held": month_name[workspace.first_month],
    }
    return Problem(fault=Fault.OTHER_MONTH, sheet="plan", column="financial_year_starts", facts=facts)
