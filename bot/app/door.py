"""The door: whose workspace a request is for, who makes it and whether they may, looked at anew for each one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse

from bot.app import shapes
from bot.app.events import POSTS, is_event
from bot.domain.errors import NotForOutsiders, NotInSharedChannels, OldButton
from bot.domain.people import Account
from bot.services import people as roll
from handlers.questions import is_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltContext

    from bot.app.clicks import Clicks
    from bot.app.people import Directory
    from bot.app.slack import Identity
    from bot.delivery.users import Person
    from bot.workspace import Workspace

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks where, whichever kind of payload says so."""

    user: str
    channel: str
    teams: frozenset[str]  # that the payload names as the person's
    aloud: bool  # whether others than the asker would read the answer
    shared: bool = False  # an event may say so; where none does, Slack is asked
    can_be_alone: bool = False  # whether the asker can be answered so that nobody else reads it


@dataclass(frozen=True, slots=True)
class Door:
    """Members may ask; guests and people of other organisations where the officer has let them in.

    Nobody may where people of other organisations would read the answer. Such a channel is all that these have,
    who often cannot write to us directly: whoever of them was let in is answered there alone.
    """

    identity: Identity
    workspace: Workspace
    directory: Directory
    clicks: Clicks

    def enter(self, context: BoltContext, body: JSON, next_: Callable[[], None]) -> BoltResponse | None:
        """Middleware: hands on the workspace, or answers at the door. Refused is raised, for `trouble` to explain."""
        context["workspace"], context["directory"] = self.workspace, self.directory
        request = request_of(body)
        if request is not None and (self.clicks.again(body) or not self._admits(request, context)):
            return BoltResponse(status=200, body="")
        if request is not None and not shapes.is_filled(body):
            raise OldButton
        if request is not None and self.clicks.elsewhere(body):
            return BoltResponse(status=200, body="")
        if request is None and _joins(body):
            context["may_share"] = self._is_shared(body["event"]["channel"]) is False
        next_()
        return None

    def _admits(self, request: Request, context: BoltContext) -> bool:
        """False for machines, who get no word; raises for people who get one."""
        person = self.directory.person(request.user)
        if person is not None and person.machine:
            return False
        if person is None or person.gone:
            raise NotForOutsiders
        account = self._account(person, request)
        context["someone"] = roll.who(self.workspace, person.id, account)
        if request.shared or (account is Account.OUTSIDER and _may_be_shared(request.channel)):
            self.directory.note_channel(request.channel, shared=True)
        shared = self._is_shared(request.channel)
        if shared or (shared is None and request.aloud and _may_be_shared(request.channel)):
            if account is not Account.OUTSIDER or not request.can_be_alone:
                raise NotInSharedChannels
            context["alone"] = True
        context["may_share"] = shared is False
        return True

    def _account(self, person: Person, request: Request) -> Account:
        """What they are to us; a request that names another organisation as theirs is believed rather than Slack."""
        if not request.teams <= person.teams | {self.identity.team_id}:
            return Account.OUTSIDER
        return person.account(self.identity.team_id)

    def _is_shared(self, channel: str) -> bool | None:
        """None where Slack will not say: an answer to one person alone may still be given, nothing to a channel."""
        return self.directory.is_shared(channel) if _may_be_shared(channel) else None


def _may_be_shared(channel: str) -> bool:
    """Not the conversations between two people, which no scope of ours lets us look into."""
    return channel.startswith(("C", "G"))


def request_of(body: JSON) -> Request | None:
    """Who makes a question, a command, a click or a form, or looks at Home; None for what nobody asks.

    Somebody joined, a token ended, an account was changed: these are told of, not asked. Forms have no channel.
    """
    if is_event(body):
        return _of_event(body)
    user = body.get("user")
    if isinstance(user, dict):
        channel, container = body.get("channel") or {}, body.get("container") or {}
        aloud = not container.get("is_ephemeral")
        return Request(user["id"], channel.get("id", ""), _named(user.get("team_id")), aloud, can_be_alone=not aloud)
    if "command" in body:
        return Request(body["user_id"], body["channel_id"], _named(body.get("user_team_id")), aloud=False)
    return None


def _joins(body: JSON) -> bool:
    """Whether somebody was added to a channel: the greeting, too, is not for channels that are shared."""
    return is_event(body) and body["event"].get("type") == "member_joined_channel"


def _of_event(body: JSON) -> Request | None:
    event = body["event"]
    if event.get("type") == "app_home_opened":
        return Request(event["user"], channel="", teams=frozenset(), aloud=False)
    if event.get("type") not in POSTS or not is_question(event):
        return None
    return Request(
        user=event["user"],
        channel=event["channel"],
        teams=_named(event.get("team"), event.get("user_team"), event.get("source_team")),
        aloud=True,
        shared=bool(body.get("is_ext_shared_channel")),
        can_be_alone=True,
    )


def _named(*teams: str | None) -> frozenset[str]:
    return frozenset(team for team in teams if team)
