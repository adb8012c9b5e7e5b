"""Sends what the outbox holds: claimed with a lease, read again, rendered, counted, posted, marked; in that order."""

from __future__ import annotations

import logging
import time
from threading import Event, Lock
from typing import TYPE_CHECKING

from bot import errands, meters
from bot.delivery import refusals
from bot.delivery.accounts import Accounts
from bot.delivery.findings import DEACTIVATED, GIVEN_UP, Impossible, Needless, NotYet, Unreachable
from bot.delivery.hold import LEASE, Hold
from bot.delivery.occasions import OCCASIONS, undeliverable
from bot.delivery.pace import EVERYTHING, Pace
from bot.delivery.posting import is_refusal
from bot.delivery.sending import CHASE, Sender
from bot.domain.errors import DatabaseAway, OvertakenError
from bot.errands import Errand
from bot.services import deliveries, people
from store import outbox
from store.outbox import Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.delivery.occasions import Lost, Occasions
    from bot.workspace import Workspace
    from store.outbox import Delivery

AT_ONCE = 5  # in one pair of hands; few, so that others have their share and no lease runs out over the last
MOST_IN_A_DRAIN = 500
MOST_LAPSES = 60  # what ends every process that takes it must have an end
MOST_TROUBLE = 5  # tries of what nobody foresaw
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0  # seconds between tries, doubled each time
UNREACHED_WAIT = 10.0  # for everything, while Slack cannot be reached at all
TOKEN_WAIT = 300.0  # for everything, while Slack does not take our token
log = logging.getLogger("steward")


class Outbox:
    """One process's hands on the outbox of one workspace; any number of processes may each have one.

    `drain` never waits: what is not due yet, or may not go out yet, is left for a later call.
    """

    def __init__(
        self,
        workspace: Workspace,
        client: WebClient,
        *,
        occasions: Occasions = OCCASIONS,
        lost: Lost = undeliverable,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.workspace = workspace
        self._lost = lost
        self._pace = Pace(workspace.now, ticks)
        self._sender = Sender(
            workspace, client, Accounts(client, workspace.now, workspace.slack_team or ""), occasions, self._pace
        )
        self._draining = Lock()
        self._stopping = Event()
        self._ring: Callable[[], object] | None = None

    def on_wake(self, ring: Callable[[], object]) -> None:
        """What is to be done when something was planned that should not wait for the next tick."""
        self._ring = ring

    def wake(self) -> None:
        """Something was planned, and committed: let it go out at once."""
        if self._ring:
            self._ring()

    def drain(self, limit: int = MOST_IN_A_DRAIN) -> int:
        """Send what is due by now; how many were taken in hand. Raises DatabaseAway; nothing else stops it."""
        if not self._draining.acquire(blocking=False):
            return 0
        try:
            done = 0
            while done < limit and not self._stopping.is_set() and (taken := self._claim(limit - done)):
                done += len(taken)
                for delivery in taken:
                    with Errand("delivery", self.workspace.id).at_hand():
                        self._deliver(delivery)
            return done
        finally:
            self._draining.release()

    def stop(self, seconds: float) -> bool:
        """Begin nothing new, let what is being posted be finished; whether it was in that time."""
        self._stopping.set()
        if finished := self._draining.acquire(timeout=seconds):
            self._draining.release()
        return finished

    def trim(self) -> None:
        """Forget what was over long ago."""
        with self.workspace.begin() as work:
            outbox.trim(work, self.workspace.now() - outbox.KEPT)

    def _claim(self, limit: int) -> tuple[Delivery, ...]:
        ways, resting = self._pace.ways(), self._pace.resting()
        if not ways:
            return ()
        room = max(1, self._pace.room())
        with self.workspace.begin() as work:
            at = self.workspace.now()
            return outbox.claim(work, at, LEASE, min(limit, AT_ONCE, room), ways=ways, resting=resting)

    def _deliver(self, delivery: Delivery) -> None:
        """One of them, whatever comes of it; the others are none the worse for it."""
        hold = Hold(self.workspace, delivery)
        if self._stopping.is_set() or delivery.way not in self._pace.ways():
            hold.release()
        elif delivery.lapses >= MOST_LAPSES:
            self._failed(delivery, GIVEN_UP)
        else:
            self._attempt(hold)

    def _attempt(self, hold: Hold) -> None:
        try:
            self._sender.send(hold)
        except OvertakenError:
            log.info("Delivery %s was taken over meanwhile.", hold.delivery.id)
        except NotYet as found:
            hold.put_off_until(found.until, failed=False)
        except Needless as found:
            hold.not_needed(found.why)
        except Unreachable as found:
            self._unreachable(hold, found.why)
        except Impossible as found:
            self._failed(hold.delivery, found.why)
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001  each kind is sorted out
            self._after(hold, error)

    def _after(self, hold: Hold, error: Exception) -> None:
        """What becomes of a delivery that raised this."""
        delivery, code = hold.delivery, refusals.code_of(error)
        if asked := refusals.wait_of(error):
            until = self._pace.stop(*asked)
            log.warning("Slack wants %s left alone for %g s.", *asked)
            hold.put_off_until(until, "ratelimited", failed=False)
        elif code in refusals.OURS:
            log.error("Slack does not take our token (%s): nothing is sent until it does.", code)
            until = self._pace.stop(EVERYTHING, TOKEN_WAIT)
            hold.put_off_until(until, code, failed=False)
        elif refusals.is_passing(error):
            if is_refusal(error) and not code:
                self._pace.stop(EVERYTHING, UNREACHED_WAIT)
            self._put_off(hold, error)
        elif code in refusals.OVERWRITTEN and delivery.updates_id is not None:
            hold.not_needed(code)
        elif code in refusals.GONE | refusals.UNREACHABLE and delivery.way is Way.PERSON:
            self._unreachable(hold, code)
        elif code in refusals.NEVER:
            self._failed(delivery, code)
        else:
            self._troubled(hold, error)

    def _put_off(self, hold: Hold, error: Exception) -> None:
        """It goes on being tried for as long as it takes, at growing intervals."""
        short = refusals.in_short(error)
        seconds = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(hold.delivery.attempts, 10))
        log.warning("Delivery %s must wait %g s: %s.", hold.delivery.id, seconds, short)
        hold.put_off(seconds, short)

    def _troubled(self, hold: Hold, error: Exception) -> None:
        reference = errands.reference()
        log.error("Trouble %s with delivery %s.", reference, hold.delivery.id, exc_info=error)
        if hold.delivery.attempts + 1 >= MOST_TROUBLE:
            self._failed(hold.delivery, refusals.code_of(error) or f"trouble {reference}")
        else:
            hold.put_off(FIRST_WAIT * 2**hold.delivery.attempts, refusals.code_of(error) or f"trouble {reference}")

    def _unreachable(self, hold: Hold, why: str) -> None:
        """Who should know is told before the delivery ends, so that nobody who dies in between keeps it quiet."""
        delivery = hold.delivery
        log.warning("Delivery %s cannot reach its person: %s.", delivery.id, why)
        closed, chased = why in refusals.GONE | {DEACTIVATED}, delivery.kind in CHASE
        try:
            if closed and not chased:
                self._closed(delivery)
            if chased:
                if closed:
                    deliveries.gone(self.workspace, delivery.person_id or 0)
                self._lost(self.workspace, delivery, why)
            deliveries.fail(self.workspace, delivery, why, tell=not chased and not closed)
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001  it is tried again like anything that nobody foresaw
            self._troubled(hold, error)

    def _closed(self, delivery: Delivery) -> None:
        """Officers are told that the account is closed, with all that hangs on it."""
        person = deliveries.addressee(self.workspace, delivery).person
        if person and person.slack_user:
            people.account_changed(self.workspace, person.slack_user, gone=True)

    def _failed(self, delivery: Delivery, why: str) -> None:
        log.error("Delivery %s (%s) failed: %s.", delivery.id, delivery.kind, why)
        meters.DELIVERIES.labels("failed").inc()
        deliveries.fail(self.workspace, delivery, why, tell=delivery.kind != outbox.HOME)
