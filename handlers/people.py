"""Who is who in Slack: its pages and forms for officers, and accounts that Slack says were closed or changed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from bot import render
from bot.delivery import forms
from bot.delivery.home_anew import home_anew
from bot.delivery.places import view_of
from bot.domain import errors
from bot.domain.errors import AccountUnfit, OldButton, Refused
from bot.domain.figure_forms import OneMoment
from bot.domain.home_places import OVERVIEW
from bot.domain.people import Holder, Role
from bot.domain.people_forms import AsFilledIn
from bot.domain.people_parts import Part
from bot.render import people_actions, round_actions
from bot.services import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.notices import View
    from bot.domain.people import Account, Someone
    from bot.render.people_actions import Row
    from bot.workspace import Workspace

JSON = dict[str, Any]
Read = TypeVar("Read")
FIELDS: dict[type[Refused], str] = {  # beside which field of a form a refusal stands, where the form has it
    errors.AccountTaken: "account",
    errors.AccountUnfit: "account",
    errors.BadSlackId: "account",
    errors.MemberAnyway: "account",
    errors.LastAdmin: "roles",
    errors.SeesTicksAlone: "roles",
    errors.AwayAlready: "until",
    errors.AwayTooLong: "until",
    errors.OwnDeputy: "deputy",
    errors.PostTaken: "post",
    errors.PostNeeded: "post",
    errors.NothingTicked: "ticked:1",
}
FORMS: dict[str, Callable[[Workspace, Someone, Row], View]] = {
    people_actions.PERSON: lambda here, someone, row: people.person_form(here, someone, _id(row), row.place),
    people_actions.ADD: lambda here, someone, row: people.post_form(
        here, someone, _id(row) if row.what else None, row.place
    ),
    people_actions.LEAD: lambda here, someone, row: people.lead_form(here, someone, _id(row), row.place),
    people_actions.LET_IN: lambda here, someone, row: people.let_in_form(here, someone, row.what, row.place),
    people_actions.OWNER: lambda here, someone, row: people.owner_form(here, someone, _id(row), row.place),
}


def register(app: App) -> None:
    app.action(people_actions.OPEN)(opened)
    app.action(re.compile(rf"^{re.escape(people_actions.SHOW)}(?::|$)"))(turned)
    for row_button in FORMS:
        app.action(row_button)(asked)
    app.action(people_actions.WITHDRAW)(withdrawn)
    app.view(people_actions.PERSON_FORM)(person_changed)
    app.view(people_actions.ADD_FORM)(post_added)
    app.view(people_actions.LEAD_FORM)(lead_changed)
    app.view(people_actions.LET_IN_FORM)(let_in)
    app.view(people_actions.OWNER_FORM)(handed_over)
    app.event("user_change")(account_changed)


def opened(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """From Home: the first page of posts, or the one that the button names."""
    part, number = Part.POSTS, 0
    if action.get("value") != OVERVIEW:
        part, number = _read(people_actions.read_place, action)
    forms.open_form(client, body["trigger_id"], OneMoment(), lambda: people.page(workspace, someone, part, number))
    ack()


def turned(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Another page in the place of this one."""
    part, number = _read(people_actions.read_place, action)
    view = view_of(body)
    shown = people.page(workspace, someone, part, number)
    client.views_update(view_id=view["id"], view=render.view(shown))
    ack()


def asked(action: JSON, body: JSON, client: WebClient, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """The form that a row's button opens, over the page."""
    view_of(body)
    row, form = _read(people_actions.read_row, action), FORMS[action["action_id"]]
    forms.push_form(client, body["trigger_id"], OneMoment(), lambda: form(workspace, someone, row))
    ack()


def withdrawn(action: JSON, body: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """Let in no longer; the page as it is then."""
    view, row = view_of(body), _read(people_actions.read_row, action)
    people.withdraw(workspace, someone, row.what)
    _home_anew(context, workspace, row.what)
    shown = people.page(workspace, someone, row.part, row.number)
    context.client.views_update(view_id=view["id"], view=render.view(shown))
    ack()


def person_changed(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """What differs from the form as it was opened is changed, all of it or nothing."""
    row = _row_of(view)
    shown = _shown(row)
    roles = shown.roles
    if "roles" in _values(view):
        roles = frozenset(
            _each(Role, option.get("value") or "") for option in _field(view, "roles", "selected_options") or ()
        )
    deputy, day = _field(view, "deputy", "selected_option"), _field(view, "until", "selected_date")
    wanted = AsFilledIn(
        account=_field(view, "account", "selected_user") or "" if "account" in _values(view) else shown.account,
        roles=roles,
        until=(_each(date.fromisoformat, day) if day else None) if "until" in _values(view) else shown.until,
        deputy_id=(_chosen(deputy) if deputy else None) if "deputy" in _values(view) else shown.deputy_id,
    )

    def save() -> None:
        if wanted.account and wanted.account != shown.account:
            _fit(context, wanted.account)
        people.change(workspace, someone, _id(row), wanted, shown)
        if shown.account and wanted.account != shown.account:
            _home_anew(context, workspace, shown.account)

    answer = _saved(save, context, workspace, someone, view)
    ack(**answer)


def post_added(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    chosen, account = _field(view, "organisation", "selected_option"), _field(view, "account", "selected_user") or ""

    def save() -> None:
        if account:
            _fit(context, account)
        people.add(
            workspace,
            someone,
            _field(view, "post", "value") or "",
            organisation_id=_chosen(chosen) if chosen else None,
            organisation=_field(view, "new", "value") or "",
            slack_user=account,
        )

    answer = _saved(save, context, workspace, someone, view)
    ack(**answer)


def lead_changed(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    row, chosen = _row_of(view), _field(view, "lead", "selected_option")

    def save() -> None:
        objective = people.named_objective(workspace, _id(row))
        before = row.held.get("lead")
        people.lead(
            workspace,
            someone,
            objective.level,
            objective.number,
            _chosen(chosen) if chosen else None,
            expected=Holder(person_id=_each(round_actions.read_id, before) if before else None),
        )

    answer = _saved(save, context, workspace, someone, view)
    ack(**answer)


def let_in(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    """What the account is, a guest's or of another organisation, is asked of Slack: the form only says what it sees."""
    row = _row_of(view)
    account = row.what or _field(view, "account", "selected_user") or ""
    sees = (_field(view, "sees", "selected_option") or {}).get("value")
    menus = [name for name in _values(view) if name.startswith("ticked:")]  # a hundred indicators in each
    options = [option for menu in menus for option in _field(view, menu, "selected_options", "ticked") or ()]
    ticked = [_chosen(option) for option in options]

    def save() -> None:
        kind = _fit(context, account)
        everything = sees == people_actions.EVERYTHING
        people.admit(workspace, someone, account, None if everything else ticked, kind)

    answer = _saved(save, context, workspace, someone, view)
    ack(**answer)


def handed_over(view: JSON, context: BoltContext, workspace: Workspace, someone: Someone, ack: Ack) -> None:
    row, chosen = _row_of(view), _field(view, "owner", "selected_option") or {}

    def save() -> None:
        to = _each(people_actions.read_holder, chosen.get("value") or "")
        before = _each(people_actions.read_holder, row.held.get("owner") or "")
        people.hand_over(workspace, someone, _id(row), to, expected=before)

    answer = _saved(save, context, workspace, someone, view)
    ack(**answer)


def account_changed(event: JSON, context: BoltContext, workspace: Workspace) -> None:
    """Slack tells of every change to an account; that it was closed, or opened again, is kept."""
    account = context["directory"].note_person(event["user"])
    if people.account_changed(workspace, account.id, gone=account.gone):
        _wake(context)


def _saved(
    save: Callable[[], None],
    context: BoltContext,
    workspace: Workspace,
    someone: Someone,
    view: JSON,
) -> JSON:
    """Save, and bring the page below up to date; or the refusal beside its field. What the acknowledgement carries."""
    row = _row_of(view)
    try:
        save()
    except Refused as refused:
        field = FIELDS.get(type(refused))
        if field not in {block.get("block_id") for block in view["blocks"] if block.get("type") == "input"}:
            raise
        return {"response_action": "errors", "errors": {field: str(refused)}}
    _wake(context)
    if page := view.get("previous_view_id"):
        forms.refill(context.client, page, lambda: people.page(workspace, someone, row.part, row.number))
    return {}


def _fit(context: BoltContext, slack_user: str) -> Account:
    """What the account is to us; AccountUnfit where no person uses it: Slack's menu offers bots and closed ones too."""
    account = context["directory"].person(people.checked(slack_user))
    if account is None or account.gone or account.machine:
        raise AccountUnfit
    return account.account(context.team_id)  # type: ignore[no-any-return]  # Bolt's context holds anything


def _home_anew(context: BoltContext, workspace: Workspace, slack_user: str) -> None:
    account = context["directory"].person(slack_user)
    if account is not None and not account.gone:
        home_anew(context.client, workspace, slack_user, account.account(context.team_id))


def _wake(context: BoltContext) -> None:
    if outbox := context.get("outbox"):
        outbox.wake()


def _shown(row: Row) -> AsFilledIn:
    """What stood in the form of a post when it was opened."""
    held = row.held
    try:
        return AsFilledIn(
            account=held["account"],
            roles=frozenset(Role(role) for role in held["roles"].split(",") if role),
            until=date.fromisoformat(held["until"]) if held["until"] else None,
            deputy_id=int(held["deputy"]) if held["deputy"] else None,
        )
    except (KeyError, ValueError):
        raise OldButton from None


def _row_of(view: JSON) -> Row:
    return _each(people_actions.read_row, view.get("private_metadata") or "")


def _read(read: Callable[[str], Read], action: JSON) -> Read:
    return _each(read, action.get("value") or "")


def _each(read: Callable[[str], Read], value: str) -> Read:
    """What was written there; OldButton where it is not as we write it."""
    try:
        return read(value)
    except ValueError:
        raise OldButton from None


def _chosen(option: JSON) -> int:
    """The id of what was chosen from a menu."""
    return _each(round_actions.read_id, option.get("value") or "")


def _id(row: Row) -> int:
    return _each(round_actions.read_id, row.what)


def _values(view: JSON) -> JSON:
    return (view.get("state") or {}).get("values") or {}


def _field(view: JSON, name: str, kind: str, action: str = "") -> Any:  # noqa: ANN401  Slack's state is what it is
    """What stands in a field; None where nothing does, or there is no such field."""
    return ((_values(view).get(name) or {}).get(action or name) or {}).get(kind)
