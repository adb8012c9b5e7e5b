"""The offices of all boards that have installed Steward: each is opened when it is first needed."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bot import errands
from bot.app import trouble
from bot.app.installations import identity_of
from bot.app.office import Whose, open_office
from bot.app.slack import web_client
from bot.errands import Errand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from slack_sdk.oauth.installation_store import Bot

    from bot.app.installations import Installations, Renewal
    from bot.app.office import Office
    from bot.workspace import Workspace, Workspaces

LOOKED_AT_SECONDS = 60  # a token that was looked at is taken for good so long; Slack takes no other after its end
AT_A_TIME = 8  # boards: one that waits for Slack keeps seven others from nothing
log = logging.getLogger("steward")


@dataclass(frozen=True, slots=True)
class Seat:
    """An office, the token that it was opened with, and when that was last looked at."""

    office: Office
    token: str
    looked_at: float


class InstalledOffices:
    """Any number of boards in one process; what one board is never shows in another's office."""

    def __init__(
        self,
        workspaces: Workspaces,
        installations: Installations,
        renewal: Renewal,
        api_url: str,
        *,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workspaces, self._installations, self._renewal = workspaces, installations, renewal
        self._api_url, self._ticks = api_url, ticks
        self._seats: dict[str, Seat] = {}
        self._opening = Lock()
        self._ring: Callable[[], object] | None = None
        self._hands = ThreadPoolExecutor(AT_A_TIME, "steward-boards")

    def of(self, whose: Whose) -> Office | None:
        """The office of that team; None where Steward is not installed there, or no longer."""
        seat = self._seats.get(whose.team)
        if seat is not None and self._ticks() - seat.looked_at < LOOKED_AT_SECONDS:
            return seat.office
        with self._opening:
            bot = self._bot(whose) if whose.team else None
            if bot is None:
                self._seats.pop(whose.team, None)
                return None
            seat = self._seated(whose, self._renewal.renewed(bot))
            self._seats[whose.team] = seat
        return seat.office

    def every(self) -> list[Office]:
        """Of all boards that have not removed Steward."""
        there = [each for each in self._workspaces.all() if each.slack_team and each.removed_at is None]
        for gone in self._seats.keys() - {each.slack_team for each in there}:
            self._seats.pop(gone, None)
        found = (self.of(Whose(each.slack_team or "", each.slack_enterprise)) for each in there)
        return [office for office in found if office is not None]

    def drain(self) -> None:
        """Send what is due, wherever it is."""
        wanted = self._workspaces.wanted()
        if wanted:
            self._each("drain", (each for each in self.every() if each.workspace.id in wanted), _drain)

    def sweep(self) -> None:
        self._each("sweep", self.every(), lambda office: office.inbox.sweep())

    def trim(self) -> None:
        self._each("trim", self.every(), _trim)

    def decide(self, decide: Callable[[Workspace], object]) -> None:
        self._each("decide", self.every(), lambda office: decide(office.workspace))

    def on_wake(self, ring: Callable[[], object]) -> None:
        """What is to be done when something was planned that should not wait for the next tick."""
        self._ring = ring

    def leave(self, team_id: str) -> None:
        """Steward was removed from there: its tokens are forgotten at once, what it holds after a while."""
        seat = self._seats.pop(team_id, None)
        if seat is not None:
            whose = Whose(team_id, seat.office.workspace.slack_enterprise)
            bot = self._bot(whose)
            if bot is not None and not bot.is_enterprise_install:
                self._installations.leave(bot)
        if self._workspaces.leave(team_id):
            log.warning("Steward was removed from a Slack workspace: its token is forgotten.")

    def stop(self, seconds: float) -> bool:
        """Begin nothing new anywhere; whether what was being posted was finished in that time."""
        until = self._ticks() + seconds
        seats = list(self._seats.values())
        finished = [each.office.outbox.stop(max(0.0, until - self._ticks())) for each in seats]
        self._hands.shutdown(wait=False, cancel_futures=True)
        return all(finished)

    def _bot(self, whose: Whose) -> Bot | None:
        """The token for that team: its own, or that of the whole organisation that it belongs to."""
        own = self._installations.find_bot(enterprise_id=whose.enterprise, team_id=whose.team)
        if own is not None or whose.enterprise is None:
            return own
        return self._installations.find_bot(
            enterprise_id=whose.enterprise, team_id=None, is_enterprise_install=True
        )  # fmt: skip

    def _seated(self, whose: Whose, bot: Bot) -> Seat:
        """A seat with that token; where it was renewed, a new office, which costs less than to look for its traces."""
        held = self._seats.get(whose.team)
        if held is not None and held.token == bot.bot_token:
            return Seat(held.office, held.token, self._ticks())
        name = (bot.team_name if not bot.is_enterprise_install else None) or whose.team
        workspace = self._workspaces.welcome(whose.team, name, whose.enterprise)
        client = web_client(str(bot.bot_token), self._api_url)
        office = open_office(workspace, client, identity_of(bot, whose.team, name), leave=self.leave)
        office.outbox.on_wake(self._woken)
        return Seat(office, str(bot.bot_token), self._ticks())

    def _woken(self) -> None:
        if self._ring is not None:
            self._ring()

    def _each(self, job: str, offices: Iterable[Office], act: Callable[[Office], object]) -> None:
        """One board's trouble is no other's."""
        list(self._hands.map(lambda office: _safely(job, office, act), offices))


def _safely(job: str, office: Office, act: Callable[[Office], object]) -> None:
    with Errand(job, office.workspace.id).at_hand():
        try:
            act(office)
        except Exception as error:
            if trouble.is_passing(error):
                log.warning("The %s of workspace %s must wait. %s", job, office.workspace.id, trouble.told(error))
            else:
                log.exception("Trouble %s with the %s of workspace %s.", errands.reference(), job, office.workspace.id)


def _drain(office: Office) -> None:
    office.outbox.drain()


def _trim(office: Office) -> None:
    office.inbox.trim()
    office.outbox.trim()
