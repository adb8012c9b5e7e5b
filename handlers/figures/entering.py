"""The form to enter a figure: opened at once, filled in, checked, and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import render
from bot.delivery import forms
from bot.delivery.places import view_of
from bot.domain.figure_forms import FigureForm, FigureSaved, OneMoment
from bot.render import round_actions
from bot.services import figures
from bot.services.figures import Problems
from handlers.figures.fields import JSON, errors_of, filled_of, is_over_a_form, read_action, read_view, wake

if TYPE_CHECKING:
    from slack_bolt import Ack, BoltContext
    from slack_sdk import WebClient

    from bot.domain.people import Someone
    from bot.workspace import Workspace


def enter(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """A figure's form, from a reminder, a message or Home."""
    measure_id, period = read_action(round_actions.read_item, action)
    show = forms.push_form if is_over_a_form(body) else forms.open_form
    show(client, body["trigger_id"], OneMoment(), lambda: figures.form(workspace, someone, measure_id, period))
    ack()


def go_on(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The next figure that is owed, in place of the form that was taken, or from the message that says so."""
    after = read_action(round_actions.read_item, action)

    def make() -> FigureForm:
        return figures.next_form(workspace, someone, after)

    if is_over_a_form(body):
        forms.refill(client, body["view"]["id"], make)
    else:
        forms.open_form(client, body["trigger_id"], OneMoment(), make)
    ack()


def unfold_embargo(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The form again, with what stands in it and the field for an embargo."""
    view = view_of(body)
    measure_id, _, _ = read_view(round_actions.read_form, view)
    filled = filled_of(view)
    shown = figures.form(workspace, someone, measure_id, filled.period, filled=filled, asks_embargo=True)
    client.views_update(view_id=view["id"], view=render.view(shown))
    ack()


def submitted(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Errors at their fields, else a preview; once that is seen, the figure is saved.

    Everything is said in the acknowledgement: Slack waits three seconds for it, and the form stays until then.
    """
    measure_id, _, look = read_view(round_actions.read_form, view)
    outcome = figures.submit(workspace, someone, view["id"], measure_id, filled_of(view), look)
    if isinstance(outcome, FigureSaved):
        wake(context)
    ack(**_answer(view, outcome))


def closed(view: JSON, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Closed unsent: what Slack tells of what was typed is kept."""
    measure_id, _, _ = read_view(round_actions.read_form, view)
    figures.keep(workspace, someone, measure_id, filled_of(view))
    ack()


def _answer(view: JSON, outcome: Problems | FigureForm | FigureSaved) -> JSON:
    """Errors beside their fields; another view, also where the one that was sent lacks one of these."""
    if not isinstance(outcome, Problems):
        return {"response_action": "update", "view": render.view(outcome)}
    if errors := errors_of(view, outcome.problems):
        return {"response_action": "errors", "errors": errors}
    return {"response_action": "update", "view": render.view(outcome.form)}
