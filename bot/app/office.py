"""An office: all that serves one board in its Slack workspace; and the reception, which knows whose a request is."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from slack_bolt.request.internals import extract_enterprise_id, extract_team_id

from bot import errands
from bot.app import build, trouble, unserved
from bot.app.inbox import Inbox
from bot.app.slack import posting_client
from bot.delivery import Outbox
from bot.domain.errors import DatabaseAway, NotInstalledHere, TokenEnded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import BoltResponse
    from slack_sdk import WebClient

    from bot.app import Leave
    from bot.app.slack import Identity
    from bot.workspace import Workspace

JSON = dict[str, Any]
log = logging.getLogger("steward")


@dataclass(frozen=True, slots=True)
class Office:
    """One board's own app, inbox and outbox: nothing in them knows of another board."""

    workspace: Workspace
    identity: Identity
    client: WebClient
    outbox: Outbox
    inbox: Inbox


def open_office(workspace: Workspace, client: WebClient, identity: Identity, *, leave: Leave | None = None) -> Office:
    """It makes no call and opens no connection; some four milliseconds and a hundred kilobytes.

    `leave` is told when Slack says that Steward was removed from the team, or that a token ended.
    """
    outbox = Outbox(workspace, posting_client(client))
    inbox = Inbox(build(workspace, client, identity, outbox, leave=leave), workspace, client)
    return Office(workspace, identity, client, outbox, inbox)


@dataclass(frozen=True, slots=True)
class Whose:
    """The installation that a request is for. What Slack does not send that way is for nobody: its team is ""."""

    team: str
    enterprise: str | None = None


class Offices(Protocol):
    """Those that are open in this process; `client` is for what needs no token."""

    @property
    def client(self) -> WebClient: ...

    def of(self, whose: Whose) -> Office | None: ...

    def is_board(self, whose: Whose) -> bool:
        """Whether a board is held for that team, which has not removed Steward: its office should be open."""


class TheOnlyOffice:
    """One board, whose token stands in the settings."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def of(self, whose: Whose) -> Office | None:
        return self._office if whose.team == self._office.identity.team_id else None

    def is_board(self, whose: Whose) -> bool:
        return self.of(whose) is not None

    @property
    def client(self) -> WebClient:
        return self._office.client


class Reception:
    """Hands a request to the office of the Slack team that it is for; where there is none, whoever waits is told so."""

    def __init__(self, offices: Offices) -> None:
        self._offices = offices

    def receive(self, body: JSON, headers: Mapping[str, str] | None = None) -> BoltResponse:
        """Answer a request of any kind, whatever its shape."""
        team = whose(body)
        try:
            office = self._offices.of(team)
            if office is None:
                return self._nowhere(team, body)
        except DatabaseAway as away:
            errands.comes_to(errands.LATER)
            log.warning("A request must wait. %s", trouble.told(away))
            return unserved.answer(away, body, self._offices.client, later=True)
        return office.inbox.receive(body, headers)

    def _nowhere(self, team: Whose, body: JSON) -> BoltResponse:
        """A token that has ended may yet be renewed, or be given anew: events come again a few times."""
        if self._offices.is_board(team):
            errands.comes_to(trouble.SHUT_OUT)
            log.error("Slack workspace %s has no token, so nobody there is answered; see steward doctor.", team.team)
            return unserved.answer(TokenEnded(), body, self._offices.client, later=True)
        errands.comes_to("passed over")
        log.warning("A request was passed over: it is for a Slack workspace that Steward is not installed in.")
        return unserved.answer(NotInstalledHere(), body, self._offices.client, later=False)


def whose(body: JSON) -> Whose:
    """Whose a request is; an event in a shared channel names the installation apart from where it happened."""
    try:
        team, enterprise = extract_team_id(body), extract_enterprise_id(body)
    except (AttributeError, TypeError, KeyError, IndexError):  # Slack sends no such thing
        return Whose("")
    if not isinstance(team, str):
        return Whose("")
    return Whose(team, enterprise if isinstance(enterprise, str) else None)
