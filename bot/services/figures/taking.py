"""A form taken: checked, shown with what would come of it, then saved once; what was typed is never lost."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import queueing, submitting
from bot.domain.errors import NothingToReport, Refused
from bot.domain.field_problems import Fault, FieldProblem
from bot.domain.figure_forms import FigureSaved, confirming
from bot.domain.filled_forms import Draft, of_kept
from bot.services.figures import case as cases
from bot.services.figures.checking import check
from bot.services.figures.forming import made
from store import drafts, outbox, stamps
from store.outbox import Planned

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.figure_forms import FigureForm
    from bot.domain.filled_forms import Filled
    from bot.domain.people import Someone
    from bot.domain.periods import Period
    from bot.services.figures.case import Case
    from bot.services.figures.checking import Checked
    from bot.workspace import Workspace
    from store.work import Work

TAKEN = "figure taken"
log = logging.getLogger("steward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What must be put right, and the form with room for it where the one that was sent has none."""

    problems: tuple[FieldProblem, ...]
    form: FigureForm


def submit(
    workspace: Workspace, someone: Someone, view_id: str, measure_id: int, filled: Filled
) -> Problems | FigureForm | FigureSaved:
    """The problems, else a form with a preview, and once that was seen and confirmed, what was saved.

    Everything is looked at again each time, in the transaction that saves. Just what a preview showed is saved, and
    one form saves once, however often it is sent. What was typed is kept until then, trouble or not.
    """
    try:
        with workspace.begin() as work:
            stamps.alone(work)
            case = cases.of(workspace, work, someone, measure_id)
            return _submitted(work, case, view_id, filled, workspace.now())
    except Refused:
        raise
    except Exception:
        keep(workspace, someone, measure_id, filled)
        raise


def keep(workspace: Workspace, someone: Someone, measure_id: int, filled: Filled) -> None:
    """Keep what was typed into a form that was closed or came to grief; where that fails too, it is lost."""
    try:
        with workspace.begin() as work:
            case = cases.of(workspace, work, someone, measure_id)
            if (period := case.period(filled.period)) and not filled.is_empty:
                draft = _draft(work, case, period)
                _keep(work, case, period, replace(draft or Draft(typed=filled), typed=filled.words), workspace.now())
    except Exception as lost:  # noqa: BLE001  nothing more can be done for it, and what came first is told
        log.warning("What was typed could not be kept: %s", type(lost).__name__)


def _submitted(
    work: Work, case: Case, view_id: str, filled: Filled, at: datetime
) -> Problems | FigureForm | FigureSaved:
    if not case.periods:
        raise NothingToReport
    period = case.period(filled.period)
    key = f"{TAKEN}:{view_id}"
    if period and outbox.is_planned(work, key):
        return _saved(case, period)
    draft = _draft(work, case, period) if period else None
    checked = check(case, filled, at)
    if checked.submission is None or period is None:
        if period:
            _keep(work, case, period, Draft(typed=filled.words, checks=draft.checks if draft else 0), at)
        return Problems(problems=checked.problems, form=_form(case, filled, checked))
    if draft is None or draft.shown != filled.words:
        return _preview(work, case, period, filled, checked, draft, at)
    if open_ones := _unconfirmed(checked, filled, draft):
        return Problems(problems=open_ones, form=_form(case, filled, checked, draft.checks))
    submitting.write(work, case.round, checked.submission, at)
    drafts.drop(work, case.person.id, case.indicator.id, period.key)
    facts = {"measure": case.indicator.id, "period": period.key}
    outbox.plan(work, at, Planned(key=key, kind=TAKEN, person_id=case.person.id, facts=facts))
    return _saved(case, period, checked)


def _preview(
    work: Work, case: Case, period: Period, filled: Filled, checked: Checked, draft: Draft | None, at: datetime
) -> FigureForm:
    looks = draft.checks + 1 if draft else 1
    _keep(work, case, period, Draft(typed=filled.words, shown=filled.words, checks=looks), at)
    return _form(case, filled, checked, looks)


def _form(case: Case, filled: Filled, checked: Checked, checks: int = 0) -> FigureForm:
    period = case.period(filled.period) or case.periods[0]
    form = made(case, period, filled=filled)
    return replace(
        form,
        preview=checked.readings,
        gaps=checked.gaps,
        warnings=checked.warnings,
        problems=checked.problems,
        checks=checks,
    )


def _unconfirmed(checked: Checked, filled: Filled, draft: Draft) -> tuple[FieldProblem, ...]:
    fields = (confirming(warning, draft.checks) for warning in checked.warnings)
    return tuple(
        FieldProblem(field=field, fault=Fault.UNCONFIRMED) for field in fields if field not in filled.confirmed
    )


def _saved(case: Case, period: Period, checked: Checked | None = None) -> FigureSaved:
    key = (case.indicator.id, period.key)
    left = [each for each in cases.owed_by(case.round, case.someone) if each.key != key]
    held = [series_id for series_id, each in case.held(period).items() if each.figure.has_value]
    readings = checked.readings if checked else queueing.readings(case.round, case.indicator, period, held)
    return FigureSaved(
        indicator=case.indicator,
        period=period,
        readings=readings,
        approval=case.round.rules.approval,
        next=next(iter(left), None),
        left=len(left),
    )


def _draft(work: Work, case: Case, period: Period) -> Draft | None:
    return of_kept(drafts.get(work, case.person.id, case.indicator.id, period.key))


def _keep(work: Work, case: Case, period: Period, draft: Draft, at: datetime) -> None:
    drafts.keep(work, case.person.id, case.indicator.id, period.key, draft.as_kept(), at)
