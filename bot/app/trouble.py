"""The one place that explains failure to people: a refusal in its own words, anything else with a reference."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError

from bot import delivery, errands, redaction, render
from bot.app.events import id_of, is_event
from bot.delivery import UNREACHED, ResponseRefusedError, refusals
from bot.domain.errors import (
    DatabaseAway,
    NotForGuests,
    NotForOutsiders,
    NotInSharedChannels,
    OldButton,
    OpenedTooLate,
    OvertakenError,
    Refused,
    TokenEnded,
)
from bot.domain.notices import Told, ToldAtHome
from store.inbox import Outcome

if TYPE_CHECKING:
    from slack_bolt import BoltContext

    from bot.render import Message, Said

UNFIT = 400
TOO_LATE = {"expired_trigger_id", "trigger_expired"}  # api.slack.com/methods/views.open; the second is older
SHUT_OUT = "no token"  # how a request ends where Slack takes none of ours
DONE, LATER = 200, 503  # Slack counts anything but 200 as not delivered, and comes again with an event
PASSING = delivery.UNCLEAR_CODES | {"ratelimited", "team_added_to_org"}
REASONS: dict[type[Refused], str] = {
    NotForOutsiders: "the asker is not of this workspace",
    NotForGuests: "the asker is a guest whom nobody has let in",
    NotInSharedChannels: "the channel is shared with another organisation, or Slack does not say that it is not",
    OldButton: "the button is from before a change",
    OpenedTooLate: "Slack opened no form, more than three seconds after the click",
    DatabaseAway: "the database is busy or cannot be reached",
}
KINDS = {
    "message": "a message",
    "app_mention": "a mention",
    "member_joined_channel": "an invitation to a channel",
    "app_home_opened": "a look at Home",
    "user_change": "a changed account",
}
FORMS = {"view_submission": "a form", "view_closed": "a closed form", "block_suggestion": "a menu"}
log = logging.getLogger("steward")


class NoCharts:
    """What is said of trouble has no chart in it."""

    charts_work: bool | None = False

    def note_charts(self, works: bool) -> None:  # noqa: FBT001  as in delivery.Charts
        """There is nothing to note."""


def explain(error: Exception, context: BoltContext, body: dict[str, Any]) -> BoltResponse:
    """Bolt's error handler: says what happened to whoever asked; what may pass, an event is left for.

    An event is settled before anything is said of it: a process that dies in between says nothing, and never twice.
    """
    if isinstance(error, OvertakenError):
        return _overtaken(body)
    tokenless = refusals.code_of(error) in refusals.OURS
    if (is_passing(error) or tokenless) and is_event(body):
        errands.comes_to(errands.LATER)
        log.warning("The answer to %s must wait; it will be tried again. %s", _what(body), told(error))
        return BoltResponse(status=LATER, body="")
    if tokenless:
        return _untaken(error, context, body)
    if refusals.code_of(error) in TOO_LATE:
        error = OpenedTooLate()
    refused = isinstance(error, Refused)
    away = isinstance(error, DatabaseAway)
    errands.comes_to(errands.LATER if away else "refused" if refused else errands.FAILED)
    turn = context.get("turn")
    if turn and not turn.settle(Outcome.DONE if refused else Outcome.FAILED):
        return _overtaken(body)
    if isinstance(error, Refused):
        log.info("Refused %s: %s.", _what(body), REASONS.get(type(error), type(error).__name__))
        return say(error, context, body)
    reference = errands.reference()
    log.error("Trouble %s with %s.", reference, _what(body), exc_info=error)
    return say(render.Trouble(reference=reference), context, body)


def _untaken(error: Exception, context: BoltContext, body: dict[str, Any]) -> BoltResponse:
    errands.comes_to(SHUT_OUT)
    log.error("Slack does not take the token of this workspace (%s); steward doctor says more.", told(error))
    return say(TokenEnded(), context, body)


def _overtaken(body: dict[str, Any]) -> BoltResponse:
    errands.comes_to("in other hands")
    log.info("Left %s to whoever took it over.", _what(body))
    return BoltResponse(status=LATER, body="")


def is_passing(error: Exception) -> bool:
    """Whether it was Slack, the way to it or the database that failed: the same may well succeed in a minute."""
    if isinstance(error, SlackApiError):
        status = error.response.status_code
        return status == 429 or status >= 500 or error.response.get("error") in PASSING
    if isinstance(error, ResponseRefusedError):
        return error.status == 429 or error.status >= 500
    return isinstance(error, (DatabaseAway, *UNREACHED))


def told(error: Exception) -> str:
    """An error in a few words for the log, with how long Slack asks us to wait."""
    words = redaction.in_short(error)
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    wait = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    return f"{words}, wait {wait} s" if wait else words


def say(said: Said, context: BoltContext, body: dict[str, Any]) -> BoltResponse:
    """To whoever waits for an answer to this request, in the way that its kind has."""
    message = render.message(said, charts=False, buttons=False)
    if "command" in body:
        return context.ack(text=message.text, blocks=message.blocks)
    if body.get("type") == "view_submission":
        # Over the form, which stays as it was filled in, so that nothing that was typed is lost.
        return context.ack(response_action="push", view=_view(said))
    if body.get("type") == "block_suggestion":
        return context.ack(options=[])
    try:
        _send(said, message, context, body)
    except Exception as lost:  # noqa: BLE001  whatever it is, there is nobody left to tell but the log
        log.warning("Could not say so to whoever asked: %s", told(lost))
    return BoltResponse(status=DONE, body="")


def _send(said: Said, message: Message, context: BoltContext, body: dict[str, Any]) -> None:
    if is_event(body) and body["event"]["type"] == "app_home_opened":
        home = render.view(ToldAtHome(words=render.plain(said)), "home")
        context.client.views_publish(user_id=body["event"]["user"], view=home)
    elif is_event(body):
        delivery.post(context.client, NoCharts(), delivery.spot_of(body["event"]), lambda _: message)
    elif url := body.get("response_url"):
        delivery.respond(
            context.client, NoCharts(), url, lambda _: message, response_type="ephemeral", replace_original=False
        )
    elif body.get("type") == "block_actions" and isinstance(body.get("view"), dict):
        over = body["view"].get("type") == "modal"
        show = context.client.views_push if over else context.client.views_open
        show(trigger_id=body["trigger_id"], view=_view(said))


def _view(said: Said) -> dict[str, Any]:
    return render.view(Told(words=render.plain(said)))


def _what(body: dict[str, Any]) -> str:
    """A request by its kind and ids, without a word of its content."""
    if is_event(body):
        return f"{KINDS.get(body['event'].get('type'), 'an event')} ({id_of(body)})"
    if "command" in body:
        return "a command"
    if body.get("type") != "block_actions":
        return FORMS.get(str(body.get("type")), "a request")
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    named = re.fullmatch(r"[a-z._]{1,40}(?::\d+)?", str(action.get("action_id")))
    return f"a click on {named[0]}" if named else "a click"
