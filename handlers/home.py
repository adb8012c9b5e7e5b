"""Home in Slack: shown when it is opened, turned page by page, and the forms for settings that open from it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from bot import render
from bot.delivery import forms
from bot.delivery.home import home_again, show_home
from bot.domain import ruling
from bot.domain.errors import BadRule, NoMeetingThen, NothingSuch, OldButton
from bot.domain.figure_forms import OneMoment
from bot.render import home_actions, round_actions
from bot.render.formats import line, shorten
from bot.services import home, timetables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from bot.domain.people import Someone
    from bot.domain.rounds import Rules
    from bot.workspace import Workspace

JSON = dict[str, Any]
SWITCHES = ("approval", "readers_see_approved", "nudging", "report_unsigned")
TICKS = "switches"
TIMES = ("starts_at", "ends_at", "report_at")
ENTRY = "entry"


def register(app: App) -> None:
    app.event("app_home_opened")(opened)
    app.action(re.compile(rf"^{re.escape(home_actions.PAGE)}(?::|$)"))(turned)
    app.action(home_actions.NAME_ACCEPT)(name_accepted)
    app.action(home_actions.NAME_REFUSE)(name_refused)
    app.action(home_actions.RULES)(open_rules)
    app.view(home_actions.RULES_FORM)(rules_given)
    app.action(home_actions.MEETING)(open_meeting)
    app.view(home_actions.MEETING_FORM)(meeting_given)


def opened(event: JSON, client: WebClient, workspace: Workspace, someone: Someone) -> None:
    """Somebody looks at their Home; not at the messages beside it."""
    if event.get("tab") == "home":
        show_home(client, workspace, someone, instead_of=(event.get("view") or {}).get("hash") or "")


def turned(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Another part of Home or another page of it, or the same anew."""
    try:
        place = home_actions.read_place(action.get("value") or "")
    except ValueError:
        raise OldButton from None
    show_home(client, workspace, someone, place, instead_of=(body.get("view") or {}).get("hash") or "")
    ack()


def name_accepted(
    action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack
) -> None:
    home.settle_name(workspace, someone, _id(action), accept=True)
    home_again(client, workspace, someone, body)
    ack()


def name_refused(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    home.settle_name(workspace, someone, _id(action), accept=False)
    home_again(client, workspace, someone, body)
    ack()


def open_rules(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    forms.open_form(client, body["trigger_id"], OneMoment(), lambda: home.rules_form(workspace, someone))
    ack()


def rules_given(view: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Every rule at once, or a sentence at the field of each that cannot be."""
    rules, errors = _rules(home.rules_form(workspace, someone).rules, _entries(view))
    if not errors:
        try:
            timetables.set_rules(workspace, rules, who=someone.slack_user)
            show_home(client, workspace, someone)
        except BadRule as refused:
            errors = {str(refused.facts["rule"]): render.plain(refused)}
    ack(**_answer(view, errors))


def open_meeting(body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    forms.open_form(client, body["trigger_id"], OneMoment(), lambda: home.meeting_form(workspace, someone))
    ack()


def meeting_given(view: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """A meeting is added to the timetable of the body that was chosen, or of the only one."""
    bodies, entries = home.meeting_form(workspace, someone).bodies, _entries(view)
    chosen = (entries.get("body") or {}).get("selected_option") or {}
    try:
        on = date.fromisoformat(str((entries.get("on") or {}).get("selected_date")))
        body = bodies[int(chosen["value"])] if chosen else None
        if body and shorten(line(body), 75) != chosen["text"]["text"]:  # the bodies are others by now
            raise OldButton
    except (ValueError, IndexError, KeyError):
        raise OldButton from None
    errors = {}
    try:
        timetables.meet(workspace, on, body, who=someone.slack_user)
        show_home(client, workspace, someone)
    except (NoMeetingThen, NothingSuch) as refused:
        errors = {"on": render.plain(refused)}
    ack(**_answer(view, errors))


def _rules(rules: Rules, entries: dict[str, JSON]) -> tuple[Rules, dict[str, str]]:
    """The rules as they were typed, and for each that is wrong a sentence for its field."""
    errors: dict[str, str] = {}
    for name, text in _typed(entries):
        try:
            rules = ruling.with_rule(rules, name, text)
        except BadRule as refused:
            errors[name] = render.plain(refused)
        except NothingSuch:
            raise OldButton from None
    return rules, errors


def _typed(entries: dict[str, JSON]) -> Iterator[tuple[str, str]]:
    """Each field by the name of its rule; what is left empty is as Steward comes."""
    for name, entry in entries.items():
        if name in TIMES:
            yield name, str(entry.get("selected_time") or ruling.USUAL)
        elif name != TICKS:
            yield name, str(entry.get("value") or ruling.USUAL)
    if TICKS in entries:
        ticked = {option.get("value") for option in entries[TICKS].get("selected_options") or ()}
        yield from ((name, "on" if name in ticked else "off") for name in SWITCHES)


def _entries(view: JSON) -> dict[str, JSON]:
    """What stands in each field, by its block's id."""
    values = (view.get("state") or {}).get("values") or {}
    return {block_id: elements.get(ENTRY) or {} for block_id, elements in values.items()}


def _answer(view: JSON, errors: dict[str, str]) -> JSON:
    """The form closes, or says what is wrong: at its field, or at the first one for what has none of its own."""
    if not errors:
        return {}
    fields = [block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"]
    if not fields:
        raise OldButton
    said = {name if name in fields else fields[0]: words for name, words in errors.items()}
    return {"response_action": "errors", "errors": said}


def _id(action: JSON) -> int:
    try:
        return round_actions.read_id(action.get("value") or "")
    except ValueError:
        raise OldButton from None
