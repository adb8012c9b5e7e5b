"""The cover of a report's paper in Slack: a form that opens from the officers' message, and what is given in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot import render
from bot.delivery import entries, forms, papers
from bot.domain import cover_forms
from bot.domain.cover_forms import CoverProblem
from bot.domain.covers import CoverField, Entry
from bot.domain.errors import CoverTooLong, FieldTooLong, FieldUnfit, OldButton
from bot.domain.figure_forms import OneMoment
from bot.render import report_actions
from bot.services import covers, reports
from bot.services.covers import Filling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.cover_forms import CoverForm
    from bot.domain.people import Someone
    from bot.workspace import Workspace

JSON = dict[str, Any]


def register(app: App) -> None:
    app.action(report_actions.COVER)(opened)
    app.view(report_actions.COVER_FORM)(given)


def opened(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    try:
        report_id = report_actions.read_id(action.get("value") or "")
    except ValueError:
        raise OldButton from None
    forms.open_form(client, body["trigger_id"], OneMoment(), lambda: reports.cover_form(workspace, someone, report_id))
    ack()


def given(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """What was changed is kept, all of it; or a sentence at each field that cannot stand so."""
    try:
        report_id, seen = report_actions.read_cover(view.get("private_metadata") or "")
        typed = {of: _typed(view, of) for of in CoverField}
    except ValueError:
        raise OldButton from None
    form = reports.cover_form(workspace, someone, report_id)
    errors = {each.field: render.plain(each) for each in cover_forms.problems(typed, workspace.today())}
    if form.seen != seen:
        errors = {CoverField.TITLE.value: render.plain(CoverProblem(field="", fault=cover_forms.OVERTAKEN))}
    if not errors:
        is_confirmed = bool(entries.element(view, cover_forms.CONFIRMED).get("selected_options"))
        errors = _keep(workspace, someone, form, cover_forms.changed(form.cover, typed, confirmed=is_confirmed))
        if outbox := context.get("outbox"):
            outbox.wake()
    answer: JSON = {"response_action": "errors", "errors": errors} if errors else {}
    ack(**answer)


def _keep(workspace: Workspace, someone: Someone, form: CoverForm, new: Mapping[CoverField, Entry]) -> dict[str, str]:
    """What is wrong, by the field that it is said at."""
    if not new:
        return {}
    try:
        papers.check_pages(form.facts, replace(form.cover, entries={**form.cover.entries, **new}))
    except CoverTooLong as refused:
        longest = max(new, key=lambda of: len(new[of].text))
        return {longest.value: str(refused)}
    fillings = (Filling(field=of.value, text=each.text, initials=each.initials, on=each.on) for of, each in new.items())
    try:
        covers.fill(workspace, *fillings, board=form.report.board, meeting=form.report.meeting, who=someone.slack_user)
    except (FieldTooLong, FieldUnfit) as refused:  # the form itself holds every field to its room
        return {CoverField.OBJECTIVES.value: str(refused)}
    reports.cover_changed(workspace, someone, form.report.id)
    return {}


def _typed(view: JSON, of: CoverField) -> Entry:
    """ValueError for a day that is none."""
    day = str(entries.element(view, f"{of.value}:{cover_forms.ON}").get("selected_date") or "")
    lines = entries.text(view, of.value).splitlines()
    return Entry(
        text="\n".join(each.rstrip() for each in lines),
        initials=entries.text(view, f"{of.value}:{cover_forms.INITIALS}"),
        on=date.fromisoformat(day) if day else None,
    )
