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
from bot.freshening import TAKEN
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

log = logging.getLogger("steward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What must be put right, and the form with room for it where the one that was sent has none."""

    problems: tuple[FieldProblem, ...]
    form: FigureForm


@dataclass(frozen=True, slots=True)
class _Sent:
    """One sending of a form, in the transaction that deals with it."""

    work: Work
    case: Case
    view_id: str
    filled: Filled
    at: datetime
    look: int | None = None  # the look at it that the form showed; None: the last one

    def draft(self, period: Period) -> Draft | None:
        return of_kept(drafts.get(self.work, self.case.person.id, self.case.indicator.id, period.key))

    def keep(self, period: Period, draft: Draft) -> None:
        drafts.keep(self.work, self.case.person.id, self.case.indicator.id, period.key, draft.as_kept(), self.at)


def submit(
    workspace: Workspace, someone: Someone, view_id: str, measure_id: int, filled: Filled, look: int | None = None
) -> Problems | FigureForm | FigureSaved:
    """The problems, else a form with a preview, and once that was seen and confirmed, what was saved.

    Everything is looked at again each time, in the transaction that saves. Just what a preview showed in this form is
    saved, and one form saves once, however often it is sent: `look` says which look at it the form showed, 0 for none.
    What was typed is kept until then, trouble or not.
    """
    try:
        with workspace.begin() as work:
            stamps.alone(work)
            case = cases.of(workspace, work, someone, measure_id)
            return _outcome(_Sent(work, case, view_id, filled, workspace.now(), look))
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
            sent = _Sent(work, case, "", filled, workspace.now())
            if (period := case.period(filled.period)) and not filled.is_empty:
                draft = sent.draft(period)
                sent.keep(period, replace(draft, typed=filled.words) if draft else Draft(typed=filled.words))
    except Exception as lost:  # noqa: BLE001  nothing more can be done for it, and what came first is told
        log.warning("What was typed could not be kept: %s", type(lost).__name__)


def _outcome(sent: _Sent) -> Problems | FigureForm | FigureSaved:
    case, filled = sent.case, sent.filled
    if not case.periods:
        raise NothingToReport
    period, key = case.period(filled.period), f"{TAKEN}:{sent.view_id}"
    checked = check(case, filled, sent.at)
    if period is None:
        return Problems(problems=checked.problems, form=_form(case, filled, checked))
    if outbox.is_planned(sent.work, key):
        return _saved(case, period)
    draft = sent.draft(period) or Draft(typed=filled.words)
    if checked.submission is None:
        sent.keep(period, Draft(typed=filled.words, checks=draft.checks))
        return Problems(problems=checked.problems, form=_form(case, filled, checked))
    was_shown = _was_shown(sent, draft, checked)
    if not was_shown or sent.look not in {None, draft.checks}:  # or a copy of what was sent before that look
        return _preview(sent, period, checked, draft.checks if was_shown else draft.checks + 1)
    if still_open := [field for field in draft.asked if field not in filled.confirmed]:
        problems = tuple(FieldProblem(field=field, fault=Fault.UNCONFIRMED) for field in still_open)
        return Problems(problems=problems, form=_form(case, filled, checked, draft.checks))
    submitting.write(sent.work, case.round, checked.submission, sent.at)
    drafts.drop(sent.work, case.person.id, case.indicator.id, period.key)
    facts = {"measure": case.indicator.id, "period": period.key}
    outbox.plan(sent.work, sent.at, Planned(key=key, kind=TAKEN, person_id=case.person.id, facts=facts))
    return _saved(case, period, checked)


def _was_shown(sent: _Sent, draft: Draft, checked: Checked) -> bool:
    """Whether just this stood in just this form, with the warnings that there are now."""
    asked = _asked(checked, draft.checks)
    return (draft.shown, draft.view, draft.asked) == (sent.filled.words, sent.view_id, asked)


def _preview(sent: _Sent, period: Period, checked: Checked, checks: int) -> FigureForm:
    shown = sent.filled.words
    draft = Draft(typed=shown, shown=shown, view=sent.view_id, asked=_asked(checked, checks), checks=checks)
    sent.keep(period, draft)
    until = sent.filled.embargoed_until
    form = _form(sent.case, sent.filled, checked, checks)
    return replace(form, embargoed_until=until.astimezone(sent.at.tzinfo) if until else None)


def _asked(checked: Checked, checks: int) -> tuple[str, ...]:
    return tuple(confirming(warning, checks) for warning in checked.warnings)


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
        for_others=not case.is_theirs,
    )
