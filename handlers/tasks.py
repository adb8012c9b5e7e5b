"""Buttons and forms of actions, risks and highlights: opened at once, kept as drafts, checked, saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from bot import render
from bot.delivery import entries, forms
from bot.delivery.home import home_again
from bot.domain.figure_forms import OneMoment
from bot.domain.highlight_forms import HighlightForm, Written
from bot.domain.task_forms import ActionFilled, ActionForm, RiskFilled, RiskForm
from bot.render import task_actions
from bot.services import commitments, highlights, reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.field_problems import FieldProblem
    from bot.domain.notices import View
    from bot.domain.people import Someone
    from bot.workspace import Workspace

JSON = dict[str, Any]
Read = TypeVar("Read")


def register(app: App) -> None:
    app.action(re.compile(rf"^{re.escape(task_actions.TASK_OPEN)}(?::|$)"))(opened)
    app.action(task_actions.TASK_MORE)(postponed)
    app.action(task_actions.TASK_ADD_ACTION)(add_action)
    app.action(task_actions.TASK_ADD_RISK)(add_risk)
    app.view(task_actions.ACTION_FORM)(action_sent)
    app.view(task_actions.RISK_FORM)(risk_sent)
    app.action(task_actions.HIGHLIGHT_DRAFT)(draft_kept)
    app.view(task_actions.HIGHLIGHT_FORM)(highlight_sent)
    app.view_closed(task_actions.HIGHLIGHT_FORM)(highlight_closed)


def opened(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The form of an action, a risk or a highlight, from a reminder, an answer or Home."""
    key = entries.checked(task_actions.read_key, action.get("value") or "")
    _open(client, body, lambda: _form(workspace, someone, key))
    ack()


def add_action(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    _open(client, body, lambda: commitments.action_form(workspace, someone, None))
    ack()


def add_risk(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    _open(client, body, lambda: commitments.risk_form(workspace, someone, None))
    ack()


def postponed(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """A line of the menu beside one: not now."""
    until, key = entries.checked(task_actions.read_more, str((action.get("selected_option") or {}).get("value") or ""))
    reminders.snooze_task(workspace, someone, key, until)
    _wake(context)
    home_again(client, workspace, someone, body)
    ack()


def action_sent(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Errors at their fields, what somebody else changed meanwhile, or that it is saved."""
    number, seen = _seen(view, "action")
    filled = ActionFilled(
        state=entries.choice(view, "state"),
        progress=entries.text(view, "progress"),
        barrier=entries.text(view, "barrier"),
        overcome=entries.text(view, "overcome"),
        due=entries.day(view, "due"),
        reason=entries.text(view, "reason"),
        title=entries.text(view, "title"),
        owner=entries.account(view, "owner"),
        objective=entries.choice(view, "objective"),
    )
    outcome = commitments.submit_action(workspace, someone, number, filled, seen)
    _wake(context)
    ack(**_answer(view, outcome))


def risk_sent(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    number, seen = _seen(view, "risk")
    filled = RiskFilled(
        likelihood=entries.choice(view, "likelihood"),
        impact=entries.choice(view, "impact"),
        mitigation=entries.text(view, "mitigation"),
        reason=entries.text(view, "reason"),
        title=entries.text(view, "title"),
        owner=entries.account(view, "owner"),
        objective=entries.choice(view, "objective"),
        close=bool(entries.element(view, "close").get("selected_options")),
    )
    outcome = commitments.submit_risk(workspace, someone, number, filled, seen)
    _wake(context)
    ack(**_answer(view, outcome))


def highlight_sent(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    key, seen = entries.checked(task_actions.read_form, view.get("private_metadata") or "")
    outcome = highlights.submit(workspace, someone, key, _written(view), seen)
    _wake(context)
    ack(**_answer(view, outcome))


def draft_kept(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """What stands in the form is kept; the form goes on."""
    key = entries.checked(task_actions.read_key, action.get("value") or "")
    if (view := body.get("view")) and (kept := highlights.keep(workspace, someone, key, _written(view))):
        client.views_update(view_id=view["id"], view=render.view(kept))
    ack()


def highlight_closed(view: JSON, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Closed unsent: what Slack tells of what was typed is kept."""
    key, _ = entries.checked(task_actions.read_form, view.get("private_metadata") or "")
    highlights.keep(workspace, someone, key, _written(view))
    ack()


def _form(workspace: Workspace, someone: Someone, key: str) -> View:
    match key.partition(":")[0]:
        case "action":
            return commitments.action_form(workspace, someone, task_actions.read_number(key, "action"))
        case "risk":
            return commitments.risk_form(workspace, someone, task_actions.read_number(key, "risk"))
    return highlights.form(workspace, someone, key)


def _open(client: WebClient, body: JSON, make: Callable[[], View]) -> None:
    show = forms.push_form if (body.get("view") or {}).get("type") == "modal" else forms.open_form
    show(client, body["trigger_id"], OneMoment(), make)


def _answer(view: JSON, outcome: View) -> JSON:
    """Errors beside their fields; the form anew where somebody else was quicker, or a field is not in it."""
    if isinstance(outcome, ActionForm | RiskForm | HighlightForm) and outcome.overtaken is None:
        errors = _errors(view, outcome.problems)
        if errors:
            return {"response_action": "errors", "errors": errors}
    return {"response_action": "update", "view": render.view(outcome)}


def _errors(view: JSON, problems: Iterable[FieldProblem]) -> dict[str, str]:
    """A sentence for each field, the first of those it has; none where the form lacks one of the fields."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    said: dict[str, str] = {}
    for problem in problems:
        said.setdefault(problem.field, render.plain(problem))
    return said if said.keys() <= inputs else {}


def _written(view: JSON) -> Written:
    """What stands in the fields of a highlight's form."""
    return Written(
        achievements=entries.text(view, "achievements"),
        barriers=entries.text(view, "barriers"),
        overcome=entries.text(view, "overcome"),
        next_steps=entries.text(view, "next_steps"),
        rating=entries.choice(view, "rating"),
        rating_why=entries.text(view, "rating_why"),
        help_wanted=entries.text(view, "help_wanted"),
    )


def _seen(view: JSON, kind: str) -> tuple[int | None, int]:
    """Which one the form is of, None for one that is added, and the revision that it showed."""
    key, seen = entries.checked(task_actions.read_form, view.get("private_metadata") or "")
    number = None if key == task_actions.NEW else entries.checked(lambda key: task_actions.read_number(key, kind), key)
    return number, seen


def _wake(context: BoltContext) -> None:
    """What was planned need not wait for the next tick."""
    if outbox := context.get("outbox"):
        outbox.wake()
