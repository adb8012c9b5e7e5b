"""The report in Slack: its officers' buttons and the forms that open from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from bot import render
from bot.delivery import entries, forms
from bot.delivery.channels import must_take_reports
from bot.delivery.home import home_again
from bot.domain.errors import ChangedMeanwhile, ChannelClosed, ChannelNotSeen, ChannelShared, NotAChannel, OldButton
from bot.domain.figure_forms import OneMoment
from bot.domain.published import HEADLINES
from bot.render import report_actions
from bot.render.formats import line, shorten
from bot.services import reports, timetables
from bot.services.timetables import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.people import Someone
    from bot.domain.report_posts import ReportProblem
    from bot.workspace import Workspace

JSON = dict[str, Any]
Read = TypeVar("Read")


def register(app: App) -> None:
    app.action(report_actions.PREVIEW)(preview)
    app.action(report_actions.EDIT)(open_headlines)
    app.view(report_actions.EDIT_FORM)(headlines_given)
    app.action(report_actions.QUESTIONS)(open_questions)
    app.action(report_actions.HOLD)(hold)
    app.action(report_actions.RELEASE)(release)
    app.action(report_actions.PUBLISH)(publish)
    app.view(report_actions.WORDS_FORM)(words_looked_at)
    app.action(report_actions.SUPPLEMENT)(post_supplement)
    app.action(report_actions.BRIEF)(brief)
    app.action(report_actions.CHANNEL)(open_channel)
    app.view(report_actions.CHANNEL_FORM)(channel_given)
    app.action(report_actions.CORRECT)(open_correction)
    app.view(report_actions.CORRECT_FORM)(corrected)
    app.action(report_actions.WITHDRAW)(open_withdrawal)
    app.view(report_actions.WITHDRAW_FORM)(withdrawn)


def preview(action: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Every message as it would be posted, to this officer."""
    reports.preview(workspace, someone, _read(report_actions.read_id, action))
    _wake(context)
    ack()


def open_headlines(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    seen = _read(report_actions.read_seen, action)
    forms.open_form(client, body["trigger_id"], OneMoment(), lambda: reports.headlines_form(workspace, someone, *seen))
    ack()


def open_questions(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    report_id = _read(report_actions.read_id, action)
    forms.open_form(
        client, body["trigger_id"], OneMoment(), lambda: reports.questions_form(workspace, someone, report_id)
    )
    ack()


def headlines_given(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Kept, or a sentence at each field that cannot stand so."""
    seen = entries.checked(report_actions.read_seen, view.get("private_metadata") or "")
    headlines = [entries.text(view, f"headline:{number}") for number in range(1, HEADLINES + 1)]
    problems = reports.edit(workspace, someone, *seen, headlines, entries.text(view, "decide"))
    _wake(context)
    ack(**_errors(problems))


def hold(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    reports.hold(workspace, someone, *_read(report_actions.read_seen, action))
    _after(body, context, client, workspace, someone)
    ack()


def release(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    reports.release(workspace, someone, *_read(report_actions.read_seen, action))
    _after(body, context, client, workspace, someone)
    ack()


def publish(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """Signed off: it goes out at its time, or at once where that is past. Words to be looked at are shown first."""
    seen = _read(report_actions.read_seen, action)
    form = reports.words_form(workspace, someone, *seen)
    if form:
        forms.open_form(client, body["trigger_id"], OneMoment(), lambda: form)
    elif reports.sign_off(workspace, someone, *seen):  # written in between
        raise ChangedMeanwhile
    else:
        _after(body, context, client, workspace, someone)
    ack()


def words_looked_at(
    body: JSON, view: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """Signed off as it was looked at; where something else is to be looked at by now, that is said at the tick."""
    seen = entries.checked(report_actions.read_words, view.get("private_metadata") or "")
    if not entries.element(view, "looked").get("selected_options"):  # Slack asks for it; a forged form may lack it
        raise OldButton
    problems = reports.sign_off(workspace, someone, *seen)
    _after(body, context, client, workspace, someone)
    ack(**_errors(problems))


def post_supplement(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    reports.post_supplement(workspace, someone, _read(report_actions.read_id, action))
    _after(body, context, client, workspace, someone)
    ack()


def brief(context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """By direct message, at once."""
    reports.send_brief(workspace, someone)
    _wake(context)
    ack()


def open_channel(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    forms.open_form(client, body["trigger_id"], OneMoment(), lambda: reports.channel_form(workspace, someone))
    ack()


def channel_given(
    view: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    """Kept, unless Steward may not post there: then why, at the field."""
    bodies = reports.channel_form(workspace, someone).bodies
    chosen: JSON = entries.element(view, "body").get("selected_option") or {}
    channel = str(entries.element(view, "channel").get("selected_conversation") or "")
    try:
        name = bodies[int(chosen["value"])][0] if chosen else bodies[0][0]
        if chosen and shorten(line(name), 75) != chosen["text"]["text"]:  # the bodies are others by now
            raise OldButton
    except (ValueError, IndexError, KeyError):
        raise OldButton from None
    said: JSON = {}
    try:
        if channel:
            must_take_reports(client, channel)
        timetables.put_body(workspace, name, Change(channel=channel), who=someone.slack_user)
    except (ChannelNotSeen, ChannelShared, ChannelClosed, NotAChannel) as refused:
        said = {"response_action": "errors", "errors": {"channel": render.plain(refused)}}
    _wake(context)
    ack(**said)


def open_correction(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    report_id = _read(report_actions.read_id, action)
    forms.open_form(
        client, body["trigger_id"], OneMoment(), lambda: reports.correct_form(workspace, someone, report_id)
    )
    ack()


def corrected(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    report_id = entries.checked(report_actions.read_id, view.get("private_metadata") or "")
    figure = entries.checked(report_actions.read_figure, entries.choice(view, "figure"))
    problems = reports.correct(workspace, someone, report_id, figure, entries.text(view, "reason"))
    _wake(context)
    ack(**_errors(problems))


def open_withdrawal(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    report_id = _read(report_actions.read_id, action)
    forms.open_form(
        client, body["trigger_id"], OneMoment(), lambda: reports.withdraw_form(workspace, someone, report_id)
    )
    ack()


def withdrawn(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    report_id = entries.checked(report_actions.read_id, view.get("private_metadata") or "")
    problems = reports.withdraw(workspace, someone, report_id, entries.text(view, "reason"))
    _wake(context)
    ack(**_errors(problems))


def _after(body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, someone: Someone) -> None:
    """What was planned goes out, and Home is shown anew where the button stood there."""
    _wake(context)
    home_again(client, workspace, someone, body)


def _wake(context: BoltContext) -> None:
    if outbox := context.get("outbox"):
        outbox.wake()


def _errors(problems: Iterable[ReportProblem]) -> JSON:
    said: dict[str, str] = {}
    for each in problems:
        said.setdefault(each.field, render.plain(each))
    return {"response_action": "errors", "errors": said} if said else {}


def _read(read: Callable[[str], Read], action: JSON) -> Read:
    return entries.checked(read, action.get("value") or "")
