"""The form for a highlight: last quarter's text to look at, this quarter's facts, and what was typed already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.highlight_forms import HighlightForm, Written, of_highlight, of_kept
from bot.services.highlights import case as cases

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.services.highlights.case import Case
    from bot.workspace import Workspace


def form(workspace: Workspace, someone: Someone, key: str) -> HighlightForm:
    """The form as it opens. May raise OldButton, NotYourTask."""
    with workspace.reading() as work:
        case = cases.of(workspace, work, someone, key)
    return made(case)


def made(case: Case, written: Written | None = None) -> HighlightForm:
    """The form with what was typed, else what was typed the last time, else what was submitted."""
    draft = of_kept(case.kept.typed)
    submitted = case.kept.submitted
    stands = written or draft or (of_highlight(submitted) if submitted else Written())
    lead = case.lead
    return HighlightForm(
        key=case.key,
        objective=case.objective,
        period=case.period,
        written=stands,
        seen=case.kept.revision,
        facts=case.facts,
        today=case.round.today,
        lead=lead.label if lead and lead.id != case.person.id else "",
        before=case.kept.before,
        due=case.task.due if case.task else None,
        meeting=case.task.meeting if case.task else None,
        restored=written is None and draft is not None,
    )
