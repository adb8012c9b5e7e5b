"""What `steward doctor` asks Slack: whether it takes the token and what for, who is there, what time it is."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

import handlers
from bot import clock
from bot.app.slack import who_am_i
from bot.commands.doctor_words import Check, NotWellError, looked, many, named, unseen
from bot.delivery.channels import must_take_reports
from bot.delivery.users import person_of
from bot.domain.errors import BadSetting, ChannelClosed, ChannelNotSeen, ChannelShared
from bot.services import health

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_sdk import WebClient

    from bot.services.health import Health
    from bot.workspace import Workspace

SKEW, MOST_SKEW = 60, 300  # seconds; beyond the second, Slack's signed requests are refused
PARTS = ("scopes", "channels", "owners' accounts", "clock")


def of_token(client: WebClient, workspace: Workspace | None, among: str, again: str = "") -> Iterator[Check]:
    """All that can be asked with one board's token; where Slack does not take it, nothing of the rest.

    `again` says how the board comes by another token, where it is not by the settings.
    """
    token = looked(f"token{among}", lambda: _token(client, again))
    yield token
    looks: dict[str, Callable[[], str]] = {"scopes": lambda: _scopes(client), "clock": lambda: _clock(client)}
    if workspace is not None:
        found = health.look(workspace)
        looks["channels"] = lambda: _channels(client, found)
        looks["owners' accounts"] = lambda: _owners(client, found)
    why = "there is no board" if token.ok else "Slack must be asked, with a token that it takes"
    for part in PARTS:
        seen = token.ok and part in looks
        yield looked(f"{part}{among}", looks[part]) if seen else unseen(f"{part}{among}", why)


def of_socket(client: WebClient, app_token: str) -> Check:
    return looked("socket", lambda: _socket(client, app_token))


def _token(client: WebClient, again: str) -> str:
    try:
        us = who_am_i(client)
    except BadSetting:
        if again:
            raise NotWellError(f"Slack does not take it. {again}") from None
        raise
    return f"Slack knows Steward as @{us.name} in {us.team}."


def _scopes(client: WebClient) -> str:
    headers = {name.lower(): value for name, value in client.auth_test().headers.items()}
    granted = set(str(headers.get("x-oauth-scopes", "")).replace(" ", "").split(","))
    missing = [scope for scope in handlers.SCOPES if scope not in granted]
    if missing:
        stops = "; ".join(f"without {scope}, {handlers.SCOPES[scope][1]}" for scope in missing)
        raise NotWellError(
            f"Missing: {', '.join(missing)}. So {stops}. Add them to the app at api.slack.com (steward manifest "
            "prints all of them) and install it again."
        )
    return f"All {len(handlers.SCOPES)} of the manifest are granted."


def _socket(client: WebClient, app_token: str) -> str:
    try:
        client.apps_connections_open(app_token=app_token)
    except SlackApiError as refused:
        raise NotWellError(
            f"Slack gives none ({refused.response.get('error')}). SLACK_APP_TOKEN must be an app-level token with "
            'connections:write, and Socket Mode be switched on, at api.slack.com under "Socket Mode".'
        ) from None
    return "Slack would open one."


def _channels(client: WebClient, found: Health) -> str:
    wrong = []
    for body, channel in found.channels.items():
        try:
            must_take_reports(client, channel)
        except ChannelNotSeen:
            wrong.append(f"{body}: Steward is not in {channel}; write /invite @steward there")
        except ChannelShared:
            wrong.append(f"{body}: {channel} is shared with another organisation; choose one that is not")
        except ChannelClosed:
            wrong.append(f"{body}: {channel} is archived; choose another")
    if wrong:
        raise NotWellError(f"{'. '.join(wrong)} (steward timetable body NAME --channel ID).")
    if not found.channels:
        return "No body has a channel: reports are posted nowhere by themselves."
    return f"Steward may post the reports of {named(list(found.channels))}."


def _owners(client: WebClient, found: Health) -> str:
    without = [each.post for each in found.owners if not each.slack_user]
    gone = [each.post for each in found.owners if each.slack_user and _is_gone(client, each.slack_user)]
    wrong = []
    if gone:
        wrong.append(
            f"{many(len(gone), 'account')} of owners closed: {named(gone)}. Match the posts with whoever follows "
            "(steward people match SLACK_ID POST)."
        )
    if without:
        wrong.append(
            f"{many(len(without), 'owner')} without an account: {named(without)}. Steward cannot remind them, and "
            "gives an officer the words to pass on (steward people match SLACK_ID POST)."
        )
    if wrong:
        raise NotWellError(" ".join(wrong))
    return f"All {many(len(found.owners), 'owner')} can be reached." if found.owners else "No indicator has an owner."


def _is_gone(client: WebClient, slack_user: str) -> bool:
    try:
        return person_of(client.users_info(user=slack_user)["user"]).gone
    except SlackApiError as refused:
        if refused.response.get("error") in {"user_not_found", "user_not_visible"}:
            return True
        raise


def _clock(client: WebClient) -> str:
    headers = {name.lower(): value for name, value in client.auth_test().headers.items()}
    given = headers.get("date")
    if not given:
        raise NotWellError("Slack does not say what time it is; set this machine's clock by a time server.")
    off = round((clock.system_clock() - parsedate_to_datetime(str(given))).total_seconds())
    if abs(off) > SKEW:
        so = " Slack's requests are refused so." if abs(off) > MOST_SKEW else ""
        raise NotWellError(
            f"It is {abs(off)} seconds {'ahead of' if off > 0 else 'behind'} Slack's.{so} Let a time server set it "
            "(timedatectl set-ntp true)."
        )
    return "It goes with Slack's."
