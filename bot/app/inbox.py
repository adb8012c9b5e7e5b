"""Each event is answered once: a row with a lease, claimed before Bolt gets it and settled after."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltRequest, BoltResponse

from bot import delivery, errands, logs
from bot.app import events, shapes, trouble
from bot.app.kinds import asker_of, kind_of
from bot.app.turns import Turn
from bot.errands import Errand
from store import asked, conversations, drafts, inbox, intakes
from store.inbox import LEASE, Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.workspace import Workspace
    from store.inbox import Claim

MOST_TURNS = 60  # about two hours without Slack; an event that ends every process that takes it must have an end
MOST_UNSEEN = 2  # posts whose fate nobody knows, where they cannot be searched for
TYPED_KEPT = timedelta(days=90)  # what was typed or handed in and never taken: a round is over by then
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
    not ask for. So there a lost receipt, or a breakdown between posting and settling, may answer twice, since twice
    beats never; but at most once more. What Slack refused outright was not posted, and does not count.
    """

    app: App
    workspace: Workspace
    client: WebClient

    def receive(self, body: JSON, headers: Mapping[str, str] | None = None) -> BoltResponse:
        """Answer a request of any kind; what is not an event needs no row."""
        errands.about(kind=kind_of(body), workspace=self.workspace.id, person=asker_of(body))
        if events.is_event(body) and not events.is_whole(body):
            errands.comes_to("dropped")
            log.warning("Dropped event %s: it is not as Slack describes them.", events.id_of(body))
            return _response(trouble.DONE)
        if not events.is_event(body) and not shapes.is_whole(body):
            errands.comes_to("dropped")
            log.warning("Dropped a request: it is not as Slack describes them.")
            return _response(trouble.DONE)
        key = events.key_of(body)
        if not key:
            return self._receive_other(body, headers)
        try:
            return self._receive_event(key, body, headers)
        except Exception as error:
            if trouble.is_passing(error):
                log.warning("Event %s must wait. %s", events.id_of(body), trouble.told(error))
            else:
                log.exception("Trouble %s with the inbox.", errands.reference())
            return _response(trouble.LATER)

    def sweep(self) -> None:
        """Come back to the events whose lease has run out: a process died over them, or Slack could not be reached."""
        with self.workspace.reading() as work:
            left = inbox.expired(work, self.workspace.now(), SWEPT_AT_ONCE)
        for each in left:
            errand = Errand("sweep")
            with errand.at_hand():
                status = self.receive(each.payload).status
            logs.end(errand, status)

    def trim(self) -> None:
        """Forget what was settled, said, asked, typed or handed in long ago."""
        now = self.workspace.now()
        with self.workspace.begin() as work:
            inbox.trim(work, now - SETTLED_KEPT)
            conversations.trim(work, now - conversations.FORGOTTEN_AFTER)
            drafts.trim(work, now - TYPED_KEPT)
            intakes.trim(work, now - TYPED_KEPT)
            asked.trim(work, now - timedelta(days=asked.days_kept(work)))

    def _receive_other(self, body: JSON, headers: Mapping[str, str] | None) -> BoltResponse:
        try:
            return self._dispatch(body, headers, {})
        except Exception:  # what goes wrong for a listener is explained there: here Bolt itself could not read it
            errands.comes_to(errands.FAILED)
            log.exception("Trouble %s with a request that Bolt cannot read.", errands.reference())
            return _response(trouble.UNFIT)

    def _receive_event(self, key: str, body: JSON, headers: Mapping[str, str] | None) -> BoltResponse:
        with self.workspace.begin() as work:
            claim = inbox.claim(work, key, body, self.workspace.now(), LEASE)
        if claim.standing is Standing.DONE:
            errands.comes_to("known already")
            return _response(trouble.DONE)
        if claim.standing is Standing.IN_HAND:
            errands.comes_to("in other hands")
            return _response(trouble.LATER)
        turn = Turn(self.workspace, key, claim.turn)
        ended = self._ended_before(claim, key, body)
        if ended:
            turn.settle(ended)
            return _response(trouble.DONE)
        response = self._dispatch(body, headers, {"turn": turn})
        if response.status == trouble.DONE and not turn.settled:
            turn.settle(Outcome.DONE)
        return response

    def _ended_before(self, claim: Claim, key: str, body: JSON) -> Outcome | None:
        """How an event ended in earlier hands, None where it is for these to answer."""
        if claim.turn > MOST_TURNS:
            log.error("Event %s was given up after %s turns.", events.id_of(body), MOST_TURNS)
            return Outcome.FAILED
        if claim.posts and _is_searchable(body["event"]):
            if self._is_answered(key, body["event"]):
                log.info("Event %s had been answered before whoever had it broke off.", events.id_of(body))
                return Outcome.DONE
        elif claim.posts >= MOST_UNSEEN:
            told = "Event %s was given up: %s times Slack did not say whether it took the answer."
            log.error(told, events.id_of(body), claim.posts)
            return Outcome.FAILED
        return None

    def _is_answered(self, key: str, event: JSON) -> bool:
        """Raises where Slack cannot be asked: the event is left for later rather than answered twice."""
        return delivery.is_posted(self.client, delivery.spot_of(event), key, since=event["ts"])

    def _dispatch(self, body: JSON, headers: Mapping[str, str] | None, context: JSON) -> BoltResponse:
        request = BoltRequest(mode="socket_mode", body=body, headers=dict(headers or {}), context=context)
        return self.app.dispatch(request)


def _is_searchable(event: JSON) -> bool:
    return event.get("channel_type") == "im"


def _response(status: int) -> BoltResponse:
    return BoltResponse(status=status, body="")
