"""Each event is answered once: a row with a lease, claimed before Bolt gets it and settled after."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltRequest, BoltResponse

from bot import delivery
from bot.app import trouble
from handlers.questions import is_question
from store import conversations, inbox
from store.inbox import Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.workspace import Workspace
    from store.inbox import Claim

LEASE = timedelta(seconds=60)  # longer than anything done with an event may take
MOST_TURNS = 60  # about an hour without Slack; an event that ends every process that takes it must itself have an end
SETTLED_KEPT = timedelta(days=7)  # far longer than Slack goes on delivering
SWEPT_AT_ONCE = 50
log = logging.getLogger("steward")
JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What stands between an edge and Bolt. Slack delivers at least once; people are answered once.

    Done: the copy is acknowledged and dropped. In hand: it is refused, so that Slack keeps it alive. Lease run out:
    whoever comes, copy or sweeper, takes the event over; where an answer may already have gone out, a direct message
    is searched for the event's key. Channels are not: that takes a scope (channels:history) which the manifest does
    not ask for, so there a breakdown between posting and settling may answer twice, since twice beats never.
    """

    app: App
    workspace: Workspace
    client: WebClient

    def receive(self, body: JSON, headers: Mapping[str, str] | None = None) -> BoltResponse:
        """Answer a request of any kind; what is not an event needs no row."""
        key = key_of(body)
        if not key:
            return self._dispatch(body, headers, {})
        try:
            return self._receive_event(key, body, headers)
        except Exception as error:
            if trouble.is_passing(error):
                log.warning("Event %s must wait for Slack. %s", body.get("event_id"), trouble.told(error))
            else:
                log.exception("Trouble %s with the inbox.", trouble.new_reference())
            return _response(trouble.LATER)

    def sweep(self) -> None:
        """Come back to the events whose lease has run out: a process died over them, or Slack could not be reached."""
        with self.workspace.reading() as work:
            left = inbox.expired(work, self.workspace.now(), SWEPT_AT_ONCE)
        for each in left:
            self.receive(each.payload)

    def trim(self) -> None:
        """Forget what was settled, and what was said, long ago."""
        now = self.workspace.now()
        with self.workspace.begin() as work:
            inbox.trim(work, now - SETTLED_KEPT)
            conversations.trim(work, now - conversations.FORGOTTEN_AFTER)

    def _receive_event(self, key: str, body: JSON, headers: Mapping[str, str] | None) -> BoltResponse:
        with self.workspace.begin() as work:
            claim = inbox.claim(work, key, body, self.workspace.now(), LEASE)
        if claim.standing is Standing.DONE:
            return _response(trouble.DONE)
        if claim.standing is Standing.IN_HAND:
            return _response(trouble.LATER)
        if claim.turn > MOST_TURNS:
            log.error("Event %s was given up after %s turns.", body.get("event_id"), MOST_TURNS)
            return self._settled(key, claim, Outcome.FAILED, _response(trouble.DONE))
        if claim.was_answering and self._is_answered(key, body["event"]):
            log.info("Event %s had been answered before whoever had it broke off.", body.get("event_id"))
            return self._settled(key, claim, Outcome.DONE, _response(trouble.DONE))
        context: JSON = {"event_key": key, "event_turn": claim.turn}
        response = self._dispatch(body, headers, context)
        if response.status != trouble.DONE:
            return response
        return self._settled(key, claim, Outcome.FAILED if "failed" in context else Outcome.DONE, response)

    def _is_answered(self, key: str, event: JSON) -> bool:
        """Raises where Slack cannot be asked: the event is left for later rather than answered twice."""
        if event.get("channel_type") != "im":
            return False
        return delivery.is_posted(self.client, delivery.spot_of(event), key, since=event["ts"])

    def _settled(self, key: str, claim: Claim, outcome: Outcome, response: BoltResponse) -> BoltResponse:
        """If settling fails, the answer is out all the same: the row runs out, and whoever comes finds the answer."""
        with self.workspace.begin() as work:
            inbox.settle(work, key, outcome, self.workspace.now(), claim.turn)
        return response

    def _dispatch(self, body: JSON, headers: Mapping[str, str] | None, context: JSON) -> BoltResponse:
        """Run the listener; what it and its errors note in the context can be read there afterwards."""
        request = BoltRequest(mode="socket_mode", body=body, headers=dict(headers or {}), context=context)
        response = self.app.dispatch(request)
        if "failed" in request.context:
            context["failed"] = True
        return response


def _response(status: int) -> BoltResponse:
    return BoltResponse(status=status, body="")


def key_of(body: JSON) -> str:
    """What makes two deliveries the same; "" for what is not an event, and for messages that ask us nothing.

    For a post its channel and time, since one post may come as a message and as a mention; else the event's id.
    """
    if not trouble.is_event(body):
        return ""
    event = body["event"]
    if event.get("type") not in {"message", "app_mention"}:
        return str(body.get("event_id", ""))
    return f"{event['channel']}:{event['ts']}" if is_question(event) else ""
