"""Sheets in direct messages: a return uploaded, confirmed or dropped, and one given to whoever is to fill it in."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from bot import delivery, render
from bot.delivery import Spot, files
from bot.delivery.places import message_of
from bot.domain.errors import BadImport, NotASheet, OldButton, OneAtATime, PersonalDetails
from bot.domain.problems import Problem
from bot.domain.return_notices import ReturnReasonForm, ReturnRefused, ReturnSent
from bot.domain.taking_in import Wrong
from bot.render import round_actions
from bot.services import returns
from bot.sheets import handed_in
from bot.sheets import returns as sheets

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.notices import Notice
    from bot.domain.people import Someone
    from bot.workspace import Workspace

JSON = dict[str, Any]
OFFICE = {".xls", ".xlsb", ".xltx", ".xlt", ".ods", ".numbers"}  # sheets of other kinds: refused with what to do


def register(app: App) -> None:
    app.event("message", matchers=[brings_sheet])(uploaded)
    app.action(round_actions.SHEET_CONFIRM)(confirmed)
    app.action(round_actions.SHEET_DROP)(dropped)
    app.action(round_actions.SHEET_GET)(asked_for)
    app.view(round_actions.SHEET_REASON_FORM)(explained)


def brings_sheet(event: JSON) -> bool:
    """Whether a person uploaded a sheet to us, or a file and not a word; words beside a picture are a question."""
    if event.get("type") != "message" or event.get("subtype") != "file_share" or event.get("channel_type") != "im":
        return False
    if "user" not in event or event.get("bot_id") or event.get("hidden"):
        return False
    held = files.of_event(event)
    return bool(held) and (any(map(_is_sheet, held)) or not (event.get("text") or "").strip())


def uploaded(event: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone) -> None:
    """What the sheet would change, to be confirmed, or all that is wrong with it."""
    returns.may_hand_in(workspace, someone)
    found = [file for file in files.of_event(event) if _is_sheet(file)]
    if not found:
        raise NotASheet(name=files.name_of(files.of_event(event)[0]))
    if len(found) > 1:
        raise OneAtATime
    said = _read(client, workspace, someone, found[0])
    spot, turn = delivery.spot_of(event), context.get("turn")
    delivery.post(client, workspace, spot, lambda _: render.message(said, charts=False), turn=turn)


def confirmed(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """The figures are taken in; where approved ones change, why is asked first."""
    channel, ts = message_of(body)
    outcome = returns.confirm(workspace, someone, _id(action))
    if isinstance(outcome, ReturnReasonForm):
        view = render.view(outcome)
        view["private_metadata"] = " ".join([action["value"], channel, ts])  # where the difference stands
        client.views_open(trigger_id=body["trigger_id"], view=view)
    else:
        _wake(context)
        _show(client, workspace, channel, ts, outcome)
    ack()


def explained(
    view: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """Why approved figures change was said: now they do."""
    intake, channel, ts = _addressed(view.get("private_metadata") or "")
    values = (view.get("state") or {}).get("values") or {}
    reason = ((values.get("reason") or {}).get("reason") or {}).get("value") or ""
    if not reason.strip():
        raise OldButton
    answer: JSON = {}
    try:
        outcome = returns.confirm(workspace, someone, intake, reason=reason)
    except PersonalDetails as refused:
        answer = {"response_action": "errors", "errors": {"reason": str(refused)}}
    else:
        if isinstance(outcome, ReturnReasonForm):
            raise OldButton
        _wake(context)
        _show(client, workspace, channel, ts, outcome)
    ack(**answer)


def dropped(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    channel, ts = message_of(body)
    outcome = returns.drop(workspace, someone, _id(action))
    _show(client, workspace, channel, ts, outcome)
    ack()


def asked_for(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """A return of what they owe, into their own conversation with us, wherever the button was."""
    of = _id(action) if (action.get("value") or "").isdecimal() else None
    made = returns.owed_by_someone(workspace, someone, of)
    said = ReturnSent(rows=len(made.lines), whose=made.whose, first_due=min(line.due for line in made.lines))
    channel = client.conversations_open(users=body["user"]["id"])["channel"]["id"]
    files.give(client, channel, made.file_name, sheets.write(made), render.message(said).text)
    ack()


def _read(client: WebClient, workspace: Workspace, someone: Someone, file: JSON) -> Notice:
    name = files.name_of(file)
    held = files.fetch(client, file, handed_in.MOST_BYTES)
    try:
        book = handed_in.read_bytes(name, held)
    except BadImport as refused:
        problems = (each for each in refused.problems if isinstance(each, Problem))
        return ReturnRefused(file_name=name, wrong=tuple(Wrong(problem=each) for each in problems))
    return returns.hand_in(workspace, someone, book)


def _show(client: WebClient, workspace: Workspace, channel: str, ts: str, said: Notice) -> None:
    """In the place of the difference, whose buttons are no longer good for anything."""
    delivery.replace(client, workspace, Spot(channel), ts, lambda _: render.message(said, charts=False))


def _is_sheet(file: JSON) -> bool:
    return PurePath(str(file.get("name") or "")).suffix.lower() in {*handed_in.KINDS, *OFFICE}


def _addressed(text: str) -> tuple[int, str, str]:
    intake, _, place = text.partition(" ")
    channel, _, ts = place.partition(" ")
    if not (channel and ts):
        raise OldButton
    return _read_id(intake), channel, ts


def _id(action: JSON) -> int:
    return _read_id(action.get("value") or "")


def _read_id(text: str) -> int:
    try:
        return round_actions.read_id(text)
    except ValueError:
        raise OldButton from None


def _wake(context: BoltContext) -> None:
    """What was planned need not wait for the next tick."""
    if outbox := context.get("outbox"):
        outbox.wake()
