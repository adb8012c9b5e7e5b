"""Figures in Slack: the form to enter one, and the officer's queue to approve, send back and publish them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from bot import delivery, render
from bot.delivery import forms
from bot.delivery.home import home_again
from bot.domain.entering import DENOMINATOR, NUMERATOR, VALUE, Typed
from bot.domain.errors import OldButton
from bot.domain.figure_forms import (
    COMMENT,
    CONFIRM,
    EMBARGO,
    PERIOD,
    PROVISIONAL,
    REASON,
    SOURCE,
    STATUS,
    SUPPLIER,
    FigureForm,
    Handled,
    OneMoment,
)
from bot.domain.filled_forms import Filled
from bot.render import round_actions
from bot.services import figures
from bot.services.figures import Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.field_problems import FieldProblem
    from bot.domain.people import Someone
    from bot.workspace import Workspace

JSON = dict[str, Any]
Read = TypeVar("Read")
_SERIES = re.compile(rf"({VALUE}|{NUMERATOR}|{DENOMINATOR}):([1-9][0-9]{{0,18}})")


def register(app: App) -> None:
    app.action(round_actions.FIGURE_ENTER)(enter)
    app.action(round_actions.FIGURE_NEXT)(go_on)
    app.action(round_actions.FIGURE_EMBARGO)(unfold_embargo)
    app.view(round_actions.FIGURE_FORM)(submitted)
    app.view_closed(round_actions.FIGURE_FORM)(closed)
    app.action(round_actions.FIGURE_QUEUE)(open_queue)
    app.action(re.compile(rf"^{re.escape(round_actions.FIGURE_QUEUE_PAGE)}(?::|$)"))(turn_page)
    app.action(round_actions.FIGURE_APPROVE)(approve_one)
    app.action(round_actions.FIGURE_APPROVE_CLEAN)(approve_clean)
    app.action(round_actions.FIGURE_PUBLISH)(publish)
    app.view(round_actions.FIGURE_QUEUE_FORM)(approve_ticked)
    app.action(round_actions.FIGURE_SEND_BACK)(open_send_back)
    app.view(round_actions.FIGURE_SEND_BACK_FORM)(sent_back)


def enter(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """A figure's form, from a reminder, a message or Home."""
    measure_id, period = _read(round_actions.read_item, action)
    show = forms.push_form if _is_over_a_form(body) else forms.open_form
    show(client, body["trigger_id"], OneMoment(), lambda: figures.form(workspace, someone, measure_id, period))
    ack()


def go_on(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The next figure that is owed, in place of the form that was taken, or from the message that says so."""
    after = _read(round_actions.read_item, action)

    def make() -> FigureForm:
        return figures.next_form(workspace, someone, after)

    if _is_over_a_form(body):
        forms.refill(client, body["view"]["id"], make)
    else:
        forms.open_form(client, body["trigger_id"], OneMoment(), make)
    ack()


def unfold_embargo(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The form again, with what stands in it and the field for an embargo."""
    view = body["view"]
    measure_id, _ = _held(round_actions.read_item, view)
    filled = filled_of(view)
    shown = figures.form(workspace, someone, measure_id, filled.period, filled=filled, asks_embargo=True)
    client.views_update(view_id=view["id"], view=render.view(shown))
    ack()


def submitted(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Errors at their fields, else a preview; once that is seen, the figure is saved.

    Everything is said in the acknowledgement: Slack waits three seconds for it, and the form stays until then.
    """
    measure_id, _ = _held(round_actions.read_item, view)
    outcome = figures.submit(workspace, someone, view["id"], measure_id, filled_of(view))
    if not isinstance(outcome, Problems):
        if not isinstance(outcome, FigureForm):
            _wake(context)
        ack(response_action="update", view=render.view(outcome))
    elif errors := _errors(view, outcome.problems):
        ack(response_action="errors", errors=errors)
    else:
        ack(response_action="update", view=render.view(outcome.form))


def closed(view: JSON, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Closed unsent: what Slack tells of what was typed is kept."""
    measure_id, _ = _held(round_actions.read_item, view)
    figures.keep(workspace, someone, measure_id, filled_of(view))
    ack()


def open_queue(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The officer's queue, over whatever it was asked from."""
    show = forms.push_form if _is_over_a_form(body) else forms.open_form
    show(client, body["trigger_id"], OneMoment(), lambda: figures.queue(workspace, someone))
    ack()


def turn_page(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    start = _read(round_actions.read_id, action) - 1
    _show_queue(client, workspace, someone, body["view"]["id"], start)
    ack()


def approve_one(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    handled = figures.approve(workspace, someone, [_read(round_actions.read_seen, action)])
    _after(body, context, client, workspace, someone, handled)
    ack()


def approve_clean(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """All that had come in without a warning when the officer looked."""
    handled = figures.approve_clean(workspace, someone, _read(round_actions.read_id, action))
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
    ticked = [option["value"] for block in _states(view).values() for option in _options(block)]
    items = [_checked(round_actions.read_seen, value) for value in ticked]
    handled = figures.approve(workspace, someone, items) if items else Handled()
    _wake(context)
    ack(response_action="update", view=render.view(figures.queue(workspace, someone, handled=handled)))


def open_send_back(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """Why a figure is not taken is asked over the queue, or over Home."""
    item = _read(round_actions.read_seen, action)
    shown = figures.send_back_form(workspace, someone, item)
    show = client.views_push if (body.get("view") or {}).get("type") == "modal" else client.views_open
    show(trigger_id=body["trigger_id"], view=render.view(shown))
    ack()


def sent_back(
    view: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    item = _held(round_actions.read_seen, view)
    outcome = figures.send_back(workspace, someone, item, _text(_states(view), REASON))
    if not isinstance(outcome, Handled):
        ack(response_action="errors", errors=_errors(view, [outcome]))
        return
    _wake(context)
    if below := view.get("previous_view_id"):
        forms.refill(client, below, lambda: figures.queue(workspace, someone, handled=outcome))
    ack()


def filled_of(view: JSON) -> Filled:
    """What stands in the fields of a form for figures."""
    states = _states(view)
    typed: dict[int, dict[str, str]] = {}
    for block_id in states:
        if found := _SERIES.fullmatch(block_id):
            typed.setdefault(int(found[2]), {})[found[1]] = _text(states, block_id)
    _, opened_for = _held(round_actions.read_item, view)
    return Filled(
        period=_choice(states, PERIOD) or opened_for,
        figures=tuple(Typed(series_id=series_id, **fields) for series_id, fields in typed.items()),
        provisional=_choice(states, STATUS) == PROVISIONAL,
        comment=_text(states, COMMENT),
        source=_text(states, SOURCE),
        reason=_text(states, REASON),
        embargo=_element(states, EMBARGO).get("selected_date_time"),
        supplier=_choice(states, SUPPLIER),
        confirmed=frozenset(
            block_id for block_id, block in states.items() if block_id.startswith(f"{CONFIRM}:") and [*_options(block)]
        ),
    )


def _after(
    body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, handled: Handled
) -> None:
    """The queue anew where it stands, with what was done; from a message or Home it is opened."""
    _wake(context)
    if _is_over_a_form(body):
        _show_queue(client, workspace, someone, body["view"]["id"], handled=handled)
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
    start: int = 0,
    handled: Handled | None = None,
) -> None:
    def show() -> None:
        client.views_update(view_id=view_id, view=render.view(figures.queue(workspace, someone, start, handled)))

    delivery.afterwards(show)  # what was done is done, whether or not the form still stands there


def _is_over_a_form(body: JSON) -> bool:
    return (body.get("view") or {}).get("type") == "modal"


def _wake(context: BoltContext) -> None:
    """What was planned need not wait for the next tick."""
    if outbox := context.get("outbox"):
        outbox.wake()


def _errors(view: JSON, problems: Iterable[FieldProblem]) -> dict[str, str]:
    """A sentence for each field, the first of those it has; none where the form lacks one of the fields."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    said: dict[str, str] = {}
    for problem in problems:
        said.setdefault(problem.field, render.plain(problem))
    return said if said.keys() <= inputs else {}


def _states(view: JSON) -> dict[str, JSON]:
    """The content of each block, by its id; every one of a form of ours holds one element."""
    values = (view.get("state") or {}).get("values") or {}
    return {block_id: next(iter(elements.values()), {}) for block_id, elements in values.items()}


def _element(states: dict[str, JSON], block_id: str) -> JSON:
    return states.get(block_id) or {}


def _text(states: dict[str, JSON], block_id: str) -> str:
    return _element(states, block_id).get("value") or ""


def _choice(states: dict[str, JSON], block_id: str) -> str:
    return (_element(states, block_id).get("selected_option") or {}).get("value") or ""


def _options(block: JSON) -> Iterable[JSON]:
    return block.get("selected_options") or ()


def _read(read: Callable[[str], Read], action: JSON) -> Read:
    return _checked(read, action.get("value") or "")


def _held(read: Callable[[str], Read], view: JSON) -> Read:
    return _checked(read, view.get("private_metadata") or "")


def _checked(read: Callable[[str], Read], value: str) -> Read:
    try:
        return read(value)
    except ValueError:
        raise OldButton from None
