"""Buttons and forms of the chase: not now, not mine, I am away; an officer's word on notes to leads and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from bot import render
from bot.delivery import entries, forms
from bot.delivery.home import home_again
from bot.domain.errors import NoSuchDeputy, OldButton, OwnDeputy, PersonalDetails, WhoseIsIt, WrongDay
from bot.domain.figure_forms import OneMoment
from bot.render import nudge_actions, round_actions
from bot.render.nudge_actions import Chosen
from bot.services import reminders

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.errors import Refused
    from bot.domain.nudges import NudgeTold
    from bot.domain.people import Someone
    from bot.workspace import Workspace

JSON = dict[str, Any]
Read = TypeVar("Read")
_FIELDS: dict[type[Refused], str] = {  # beside which field a refusal is said
    WrongDay: "until",
    WhoseIsIt: "person",
    PersonalDetails: "why",
    NoSuchDeputy: "deputy",
    OwnDeputy: "deputy",
}


def register(app: App) -> None:
    app.action(round_actions.NUDGE_MORE)(chosen)
    app.action(round_actions.NUDGE_SNOOZE)(snoozed)
    app.action(round_actions.NUDGE_DEFER)(open_defer)
    app.action(round_actions.NUDGE_DEFER_SEVERAL)(open_defer_several)
    app.action(round_actions.NUDGE_NOT_MINE)(open_not_mine)
    app.action(round_actions.NUDGE_AWAY)(open_away)
    app.action(round_actions.NUDGE_BACK)(back)
    app.view(round_actions.NUDGE_DEFER_FORM)(deferred)
    app.view(round_actions.NUDGE_NOT_MINE_FORM)(handed_over)
    app.view(round_actions.NUDGE_AWAY_FORM)(gone_away)
    app.action(round_actions.NUDGE_SEND_ESCALATION)(escalated)
    app.action(round_actions.NUDGE_DROP_ESCALATION)(left_out)
    app.action(round_actions.NUDGE_GRANT)(granted)
    app.action(round_actions.NUDGE_REFUSE)(refused)


def chosen(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """A line of the menu beside an item."""
    wanted, key = entries.checked(nudge_actions.read_more, _option(action))
    if key is None:
        raise OldButton
    match wanted:
        case Chosen.DEFER:
            _open(client, body, lambda: reminders.defer_form(workspace, someone, key))
        case Chosen.NOT_MINE:
            _open(client, body, lambda: reminders.not_mine_form(workspace, someone, key))
        case until:
            reminders.snooze(workspace, someone, key, until)
            _changed(body, context, client, workspace, someone)
    ack()


def snoozed(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """A reminder put off: a line of the menu for all, or a button for one item, which means tomorrow."""
    if "selected_option" in action:
        until, key = entries.checked(nudge_actions.read_more, _option(action))
    else:
        until, key = Chosen.TOMORROW, entries.checked(round_actions.read_item, action.get("value") or "")
    if until not in nudge_actions.SNOOZES:
        raise OldButton
    reminders.snooze(workspace, someone, key, until)
    _changed(body, context, client, workspace, someone)
    ack()


def open_defer(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    key = entries.checked(round_actions.read_item, action.get("value") or "")
    _open(client, body, lambda: reminders.defer_form(workspace, someone, key))
    ack()


def open_defer_several(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    _open(client, body, lambda: reminders.defer_form(workspace, someone, None))
    ack()


def open_not_mine(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    key = entries.checked(round_actions.read_item, action.get("value") or "")
    _open(client, body, lambda: reminders.not_mine_form(workspace, someone, key))
    ack()


def open_away(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    _open(client, body, lambda: reminders.away_form(workspace, someone))
    ack()


def back(body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Their absence is over: the message lists again what they owe."""
    reminders.away(workspace, someone, None)
    _changed(body, context, client, workspace, someone)
    ack()


def deferred(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Not available until ...: the one figure that the form is for, or those that were chosen in it."""
    if held := view.get("private_metadata"):
        keys = [entries.checked(round_actions.read_item, held)]
    else:
        options = entries.element(view, "items").get("selected_options") or ()
        keys = [entries.checked(round_actions.read_item, str(option.get("value"))) for option in options]
    until, why = entries.day(view, "until"), entries.text(view, "why")
    if until is None or not keys:
        raise OldButton
    ack(**_settled(context, lambda: reminders.put_off(workspace, someone, keys, until, why)))


def handed_over(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Not mine: whose it is goes to the officer."""
    key = entries.checked(round_actions.read_item, view.get("private_metadata") or "")
    account = entries.account(view, "person")
    organisation = entries.choice(view, "organisation")
    number = entries.checked(round_actions.read_id, organisation) if organisation else None

    def ask() -> NudgeTold:
        if account and not _is_person(context, account):
            raise WhoseIsIt
        return reminders.not_mine(
            workspace, someone, key, slack_user=account, organisation=number, why=entries.text(view, "why")
        )

    ack(**_settled(context, ask))


def gone_away(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    until, deputy = entries.day(view, "until"), entries.account(view, "deputy")
    ack(**_settled(context, lambda: reminders.away(workspace, someone, until, deputy)))


def escalated(action: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The note goes to the lead, as it stands at this moment."""
    reminders.decide_escalation(workspace, someone, _number(action), send=True)
    _wake(context)
    ack()


def left_out(action: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    reminders.decide_escalation(workspace, someone, _number(action), send=False)
    _wake(context)
    ack()


def granted(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """What an owner asked is done."""
    reminders.decide_request(
        workspace, someone, *entries.checked(round_actions.read_request, action.get("value") or ""), granted=True
    )
    _changed(body, context, client, workspace, someone)
    ack()


def refused(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    reminders.decide_request(
        workspace, someone, *entries.checked(round_actions.read_request, action.get("value") or ""), granted=False
    )
    _changed(body, context, client, workspace, someone)
    ack()


def _open(client: WebClient, body: JSON, make: Callable[[], Any]) -> None:
    """A form at once, over whatever it was asked from; a refusal is said in it."""
    show = forms.push_form if (body.get("view") or {}).get("type") == "modal" else forms.open_form
    show(client, body["trigger_id"], OneMoment(), make)


def _settled(context: BoltContext, act: Callable[[], NudgeTold]) -> JSON:
    """Do what a form asks and say so in its place; what can be mended in it is said beside its field."""
    try:
        told = act()
    except tuple(_FIELDS) as refusal:
        return {"response_action": "errors", "errors": {_FIELDS[type(refusal)]: render.plain(refusal)}}
    _wake(context)
    return {"response_action": "update", "view": render.view(told)}


def _changed(body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone) -> None:
    """Messages are changed by what was planned; Home, if that is where it was pressed, at once."""
    _wake(context)
    home_again(client, workspace, someone, body)


def _wake(context: BoltContext) -> None:
    """What was planned need not wait for the next tick."""
    if outbox := context.get("outbox"):
        outbox.wake()


def _is_person(context: BoltContext, account: str) -> bool:
    """Whether Slack knows somebody by that account who could answer for a figure."""
    found = context["directory"].person(account)
    return found is not None and not found.gone and not found.machine


def _number(action: JSON) -> int:
    return entries.checked(round_actions.read_id, action.get("value") or "")


def _option(action: JSON) -> str:
    return str((action.get("selected_option") or {}).get("value") or "")
