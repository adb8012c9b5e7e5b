"""A highlight taken: checked field by field, submitted once, and never lost while it was only typed."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.acts import Act
from bot.domain.errors import Refused
from bot.domain.highlight_forms import HighlightForm, HighlightSaved, of_highlight, problems
from bot.freshening import freshen
from bot.services.highlights import case as cases
from bot.services.highlights.forming import made
from store import audit, highlights, stamps

if TYPE_CHECKING:
    from bot.domain.highlight_forms import Written
    from bot.domain.highlights import Highlight
    from bot.domain.people import Someone
    from bot.services.highlights.case import Case
    from bot.workspace import Workspace
    from store.work import Work

log = logging.getLogger("steward")


def submit(
    workspace: Workspace, someone: Someone, key: str, written: Written, seen: int
) -> HighlightForm | HighlightSaved:
    """What was saved; else the form again, with its problems, or with what somebody else submitted since `seen`.

    What was typed is kept until it is in, trouble or not.
    """
    try:
        with workspace.begin() as work:
            stamps.alone(work)
            case = cases.of(workspace, work, someone, key)
            return _outcome(workspace, work, case, written, seen)
    except Refused:
        raise
    except Exception:
        keep(workspace, someone, key, written)
        raise


def keep(workspace: Workspace, someone: Someone, key: str, written: Written) -> HighlightForm | None:
    """Keep as a draft what stands in the form; None where even that fails, or there is nothing to keep."""
    try:
        with workspace.begin() as work:
            case = cases.of(workspace, work, someone, key)
            if written.is_empty:
                return None
            _keep(work, case, written)
            return replace(made(case, written), saved=True)
    except Refused:
        raise
    except Exception as lost:  # noqa: BLE001  nothing more can be done for it, and what came first is told
        log.warning("What was typed could not be kept: %s", type(lost).__name__)
        return None


def _outcome(
    workspace: Workspace, work: Work, case: Case, written: Written, seen: int
) -> HighlightForm | HighlightSaved:
    wrong = problems(written, case.round.today)
    submitted = case.kept.submitted
    new = written.as_highlight(case.objective.key, case.period, case.person.id)
    if submitted and _says(submitted) == _says(new):  # the same form sent twice, or nothing changed in it
        highlights.drop_draft(work, case.round.plan.id, case.objective.key, case.period)
        return _saved(case, new)
    overtaken = submitted if case.kept.revision != seen else None
    if wrong or overtaken:
        _keep(work, case, written)
        return replace(made(case, written), problems=wrong, overtaken=overtaken)
    highlights.submit(work, case.round.plan.id, new, workspace.now(), seen)
    _note(workspace, work, case, new)
    asked = {each.person.id for each in case.round.asked_of(case.task)} if case.task else set[int]()
    freshen(work, [], workspace.now(), also=asked | {case.person.id}, tasks=[case.key])
    return _saved(case, new)


def _keep(work: Work, case: Case, written: Written) -> None:
    highlights.keep_draft(work, case.round.plan.id, case.objective.key, case.period, written.as_kept())


def _note(workspace: Workspace, work: Work, case: Case, new: Highlight) -> None:
    """What was said before stands nowhere else once it is changed."""
    before, after = case.kept.submitted, _says(new)
    old = _says(before) if before else {}
    changed = [name for name, words in after.items() if words != old.get(name, "")]
    audit.add(
        work,
        audit.Change(
            at=workspace.now(),
            who=case.someone.slack_user,
            what=Act.HIGHLIGHT_CHANGED if before else Act.HIGHLIGHT_SUBMITTED,
            subject="highlight",
            subject_id=case.objective.id,
            old=_in_words(case, old, changed) if before else "",
            new=_in_words(case, after, changed),
            person_id=case.person.id,
            origin="form",
        ),
    )


def _in_words(case: Case, said: dict[str, str], names: list[str]) -> str:
    level, number = case.objective.key
    about = " ".join(part for part in (level, str(number)) if part)
    words = "; ".join(f"{name.replace('_', ' ')}: {said[name] or 'nothing'}" for name in names)
    return f"{about}, {case.period.label}: {words}"


def _says(held: Highlight) -> dict[str, str]:
    return of_highlight(held).as_kept()


def _saved(case: Case, new: Highlight) -> HighlightSaved:
    return HighlightSaved(
        objective=case.objective,
        period=case.period,
        rating=new.rating,
        facts=case.facts,
        meeting=case.task.meeting if case.task else None,
    )
