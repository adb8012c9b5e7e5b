"""The officer's queue: figures approved one by one or together, sent back, and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import delivery, render
from bot.delivery import forms
from bot.delivery.home import home_again
from bot.delivery.places import view_of
from bot.domain.errors import OldButton
from bot.domain.figure_forms import REASON, Handled, OneMoment
from bot.render import round_actions
from bot.services import figures
from handlers.figures.fields import (
    JSON,
    checked,
    errors_of,
    is_over_a_form,
    options_of,
    read_action,
    read_view,
    states_of,
    text_of,
    wake,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, BoltContext
    from slack_sdk import WebClient

    from bot.domain.notices import View
    from bot.domain.people import Someone
    from bot.workspace import Workspace


def open_queue(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The officer's queue, over whatever it was asked from."""
    show = forms.push_form if is_over_a_form(body) else forms.open_form
    show(client, body["trigger_id"], OneMoment(), lambda: figures.queue(workspace, someone))
    ack()


def turn_page(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    view, start = view_of(body), read_action(round_actions.read_id, action) - 1
    client.views_update(view_id=view["id"], view=render.view(figures.queue(workspace, someone, start)))
    ack()


def approve_one(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    handled = figures.approve(workspace, someone, [read_action(round_actions.read_seen, action)])
    _after(body, context, client, workspace, someone, handled)
    ack()


def approve_clean(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """All that had come in without a warning when the officer looked."""
    handled = figures.approve_clean(workspace, someone, read_action(round_actions.read_id, action))
    _after(body, context, client, workspace, someone, handled)
    ack()


def publish(
    body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """What is approved is shown to readers."""
    _after(body, context, client, workspace, someone, figures.publish(workspace, someone))
    ack()


def approve_ticked(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The figures that were ticked on this page; the rest stays, the form too."""
    ticked = [option.get("value") or "" for block in states_of(view).values() for option in options_of(block)]
    items = [checked(round_actions.read_seen, value) for value in ticked]
    handled = figures.approve(workspace, someone, items) if items else Handled()
    wake(context)
    ack(response_action="update", view=render.view(figures.queue(workspace, someone, handled=handled)))


def open_send_back(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """Why a figure is not taken is asked over the queue, or over Home."""
    item = read_action(round_actions.read_seen, action)
    shown = figures.send_back_form(workspace, someone, item)
    show = client.views_push if is_over_a_form(body) else client.views_open
    show(trigger_id=body["trigger_id"], view=render.view(shown))
    ack()


def sent_back(
    view: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    item = read_view(round_actions.read_seen, view)
    outcome = figures.send_back(workspace, someone, item, text_of(states_of(view), REASON))
    answer: JSON = {}
    if isinstance(outcome, Handled):
        wake(context)
        _refill_below(view, client, lambda: figures.queue(workspace, someone, handled=outcome))
    elif errors := errors_of(view, [outcome]):
        answer = {"response_action": "errors", "errors": errors}
    else:  # the form has no field for the reason
        raise OldButton
    ack(**answer)


def _refill_below(view: JSON, client: WebClient, make: Callable[[], View]) -> None:
    """The form that a form was opened over is made anew."""
    if below := view.get("previous_view_id"):
        forms.refill(client, below, make)


def _after(
    body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, handled: Handled
) -> None:
    """The queue anew where it stands, with what was done; from a message or Home it is opened."""
    wake(context)
    if is_over_a_form(body):
        _show_queue(client, workspace, someone, body["view"]["id"], handled)
    else:
        forms.open_form(
            client, body["trigger_id"], OneMoment(), lambda: figures.queue(workspace, someone, handled=handled)
        )
    home_again(client, workspace, someone, body)


def _show_queue(
    client: WebClient,
    workspace: Workspace,
    someone: Someone,
    view_id: str,
    handled: Handled,
) -> None:
    def show() -> None:
        client.views_update(view_id=view_id, view=render.view(figures.queue(workspace, someone, handled=handled)))

    delivery.afterwards(show)  # what was done is done, whether or not the form still stands there
