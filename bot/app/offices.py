"""The offices of all boards that have installed Steward: each is opened when it is first needed."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bot import errands
from bot.app import trouble
from bot.app.installations import ends_soon, identity_of
from bot.app.lookout import Lookout
from bot.app.office import Whose, open_office
from bot.app.slack import web_client
from bot.errands import Errand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from slack_sdk.oauth.installation_store import Bot

    from bot.app.installations import Installations, Place, Renewal, Stamp
    from bot.app.office import Office
    from bot.workspace import Workspace, Workspaces

LOOKED_AT_SECONDS = 60  # a token that was looked at is taken for good so long; Slack takes no other after its end
REMOVED = "app_uninstalled"  # docs.slack.dev/reference/events/app_uninstalled
AT_A_TIME = 8  # boards: one that waits for Slack keeps seven others from nothing
log = logging.getLogger("steward")


@dataclass(frozen=True, slots=True)
class Seat:
    """An office, the bot that it was opened with, the stamp of its installation, and when it was last looked at."""

    office: Office
    bot: Bot
    stamp: Stamp | None
    looked_at: float

    @property
    def place(self) -> Place:
        return self.bot.enterprise_id, self.bot.team_id


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
        self._opening: defaultdict[str, Lock] = defaultdict(Lock)  # team -> whose office is being opened
        self._without: set[str] = set()  # teams of boards that have no token
        self._spent: dict[str, tuple[object, float]] = {}  # team -> whose token has ended, and when it was last tried
        self._ring: Callable[[], object] | None = None
        self._lookout = Lookout(workspaces.written)
        self._hands = ThreadPoolExecutor(AT_A_TIME, "steward-boards")
        self.client = web_client("", api_url)

    def of(self, whose: Whose) -> Office | None:
        """The office of that team; None where Steward is not installed there, or no longer."""
        seat = self._seats.get(whose.team)
        if seat is not None and self._installations.stamp(seat.bot) != seat.stamp:
            self._close(whose.team)  # another process was told that Steward was removed, and perhaps put back
        elif seat is not None and self._ticks() - seat.looked_at < LOOKED_AT_SECONDS:
            return seat.office
        with self._opening[whose.team]:
            bot = self._bot(whose) if whose.team else None
            bot = self._renewed(bot, whose.team) if bot else None
            if bot is None:
                self._close(whose.team)
                return None
            seat = self._seated(whose, bot)
            if self._bot(whose) is None:  # removed meanwhile
                self._left(whose.team)
                return None
            self._seats[whose.team] = seat
        return seat.office

    def is_board(self, whose: Whose) -> bool:
        return any(each.slack_team == whose.team for each in self._there())

    def every(self) -> list[Office]:
        """Of all boards that have not removed Steward, but for those that cannot be opened just now."""
        stamps, found = self._installations.stamps(), []
        for each in self._there():
            try:
                found.append(self._office_of(each, stamps))
            except Exception as error:
                if not trouble.is_passing(error):
                    raise
                log.warning("Workspace %s is opened later. %s", each.id, trouble.told(error))
        return [office for office in found if office is not None]

    @property
    def without_token(self) -> int:
        """How many boards nobody is answered in, until Steward is installed there again."""
        return len(self._without)

    def drain(self) -> None:
        """Send what is due, wherever it is."""
        wanted = self._workspaces.wanted()
        if wanted:
            boards = [each for each in self._there() if each.id in wanted]
            self._in_each("drain", lambda office: office.outbox.drain(), boards)

    def sweep(self) -> None:
        self._in_each("sweep", lambda office: office.inbox.sweep(), self._there())

    def trim(self) -> None:
        self._in_each("trim", _trim, self._there())

    def decide(self, decide: Callable[[Workspace], datetime]) -> None:
        """Where something was written since, or its hour has come; `decide` returns when the next one comes."""

        def look(office: Office) -> None:
            began = office.workspace.now()
            self._lookout.rest(office.workspace, began, decide(office.workspace))

        there = self._there()
        self._in_each("decide", look, self._lookout.among(there))

    def on_wake(self, ring: Callable[[], object]) -> None:
        """What is to be done when something was planned that should not wait for the next tick."""
        self._ring = ring

    def leave(self, team_id: str, said: str, at: float) -> None:
        """Steward was removed from there: its tokens are forgotten at once, what it holds after a while.

        `said` is the event and `at` its moment in epoch seconds: what was said before the board came back is not about
        the token that it has now. Of a token that ended, which a newer one may have replaced, and of an organisation's,
        lost for one team or for all, Slack does not say which it is: so the token itself is tried.
        """
        bot = self._bot(Whose(team_id))
        if bot is not None and int(bot.installed_at or 0) > at:  # Slack tells whole seconds
            return
        sure = said == REMOVED and not (bot and bot.is_enterprise_install)
        if bot is not None and (sure or not self._renewal.is_good(bot)):
            self._forget(bot)
        elif said != REMOVED:
            return
        self._left(team_id)

    def _forget(self, bot: Bot) -> None:
        """With an organisation's token all of its workspaces lose Steward, but for those that have one of their own."""
        self._installations.leave(bot)
        for each in self._there() if bot.is_enterprise_install else ():
            if each.slack_enterprise == bot.enterprise_id and self._bot(_whose(each)) is None:
                self._left(each.slack_team or "")

    def _left(self, team_id: str) -> None:
        self._close(team_id)
        self._without.discard(team_id)
        if self._workspaces.leave(team_id):
            log.warning("Steward was removed from Slack workspace %s; its token is forgotten.", team_id)

    def _close(self, team_id: str) -> None:
        """What is being sent is finished, and no more is begun."""
        seat = self._seats.pop(team_id, None)
        if seat is not None:
            seat.office.outbox.stop(0)

    def look(self) -> None:
        """Once a day: where Slack takes the token no longer and has not said so, or not to us, Steward was removed."""
        self._each("look", self._there(), self._look_at)

    def _look_at(self, workspace: Workspace) -> None:
        bot = self._bot(_whose(workspace))
        if bot is not None and not self._renewal.is_good(bot):
            self._forget(bot)
            bot = None
        if bot is None:
            self._left(workspace.slack_team or "")

    def stop(self, seconds: float) -> bool:
        """Begin nothing new anywhere; whether what was being posted was finished in that time."""
        until = self._ticks() + seconds
        seats = list(self._seats.values())
        finished = [each.office.outbox.stop(max(0.0, until - self._ticks())) for each in seats]
        self._hands.shutdown(wait=False, cancel_futures=True)
        return all(finished)

    def _there(self) -> list[Workspace]:
        return [each for each in self._workspaces.all() if each.slack_team and each.removed_at is None]

    def _bot(self, whose: Whose) -> Bot | None:
        """The token for that team: its own, or that of the whole organisation that it belongs to."""
        known = self._workspaces.enterprise_of(whose.team)
        for enterprise in dict.fromkeys((whose.enterprise, known, None)):
            own = self._installations.find_bot(enterprise_id=enterprise, team_id=whose.team)
            if own is not None:
                return own
        whole = whose.enterprise or known
        if whole is None:
            return None
        return self._installations.find_bot(enterprise_id=whole, team_id=None, is_enterprise_install=True)

    def _renewed(self, bot: Bot, team: str) -> Bot | None:
        """A token that has ended and cannot be renewed is tried once a minute, or when the board has come again."""
        installed_at, tried = self._spent.get(team, (None, 0.0))
        if installed_at == bot.installed_at and self._ticks() - tried < LOOKED_AT_SECONDS:
            return None
        fresh = self._renewal.renewed(bot)
        if fresh is None:
            if installed_at != bot.installed_at:
                log.error("The token of Slack workspace %s has ended: Steward must be installed there again.", team)
            self._spent[team] = bot.installed_at, self._ticks()
        else:
            self._spent.pop(team, None)
        return fresh

    def _seated(self, whose: Whose, bot: Bot) -> Seat:
        """A seat with that token; where it was renewed, a new office, which costs less than to look for its traces."""
        held, stamp = self._seats.get(whose.team), self._installations.stamp(bot)
        if held is not None and held.bot.bot_token == bot.bot_token:
            return Seat(held.office, bot, stamp, self._ticks())
        name = _name_of(bot, whose.team)
        workspace = self._workspaces.welcome(whose.team, name, whose.enterprise)
        client = web_client(str(bot.bot_token), self._api_url)
        office = open_office(workspace, client, identity_of(bot, whose.team, name), leave=self.leave)
        office.outbox.on_wake(self._woken)
        return Seat(office, bot, stamp, self._ticks())

    def _office_of(self, workspace: Workspace, stamps: Mapping[Place, Stamp]) -> Office | None:
        """That of a board that is held: where there is none, its token has gone."""
        whose = _whose(workspace)
        office = self._at_hand(whose, stamps) or self.of(whose)
        (self._without.discard if office else self._without.add)(whose.team)
        return office

    def _woken(self) -> None:
        if self._ring is not None:
            self._ring()

    def _in_each(self, job: str, act: Callable[[Office], object], boards: list[Workspace]) -> None:
        """In the offices of these boards."""
        stamps = self._installations.stamps() if boards else {}

        def do(workspace: Workspace) -> None:
            office = self._office_of(workspace, stamps)
            if office is not None:
                act(office)

        self._each(job, boards, do)

    def _at_hand(self, whose: Whose, stamps: Mapping[Place, Stamp]) -> Office | None:
        """The office of that team, where what it was opened with is in force still, and will be: nothing is asked."""
        seat = self._seats.get(whose.team)
        own = ((enterprise, whose.team) for enterprise in (whose.enterprise, None))
        places = [each for each in (*own, (whose.enterprise, None)) if each in stamps and each != (None, None)]
        if seat is None or places[:1] != [seat.place] or stamps[seat.place] != seat.stamp or ends_soon(seat.stamp):
            return None
        return seat.office

    def _each(self, job: str, boards: Iterable[Workspace], act: Callable[[Workspace], object]) -> None:
        """One board's trouble is no other's."""
        list(self._hands.map(lambda board: _safely(job, board, act), boards))


def _whose(workspace: Workspace) -> Whose:
    return Whose(workspace.slack_team or "", workspace.slack_enterprise)


def _name_of(bot: Bot, team: str) -> str:
    """Of a team that belongs to an organisation which installed Steward as a whole, Slack tells no name."""
    if bot.is_enterprise_install:
        return f"{bot.enterprise_name or 'A workspace'} {team}"
    return bot.team_name or team


def _safely(job: str, workspace: Workspace, act: Callable[[Workspace], object]) -> None:
    with Errand(job, workspace.id).at_hand():
        try:
            act(workspace)
        except Exception as error:
            if trouble.is_passing(error):
                log.warning("The %s of workspace %s must wait. %s", job, workspace.id, trouble.told(error))
            else:
                log.exception("Trouble %s with the %s of workspace %s.", errands.reference(), job, workspace.id)


def _trim(office: Office) -> None:
    office.inbox.trim()
    office.outbox.trim()
