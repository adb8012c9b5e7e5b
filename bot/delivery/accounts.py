"""People's Slack accounts as they stand when something is to be sent: alive or gone, their zone, their quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.errors import SlackApiError

from bot.delivery.users import person_of, shared_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.clock import Clock
    from bot.domain.people import Account as Kind

KEPT = timedelta(minutes=5)
QUIET_KEPT = timedelta(hours=12)  # once a day; a nudge is sent once a day too
MOST_KEPT = 5_000
NO_SCOPE = {"missing_scope", "no_permission"}
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody as users.info tells of them."""

    gone: bool
    kind: Kind  # a member of our workspace, a guest, or of another organisation
    zone: ZoneInfo | None  # None where Slack does not say, or says what we do not know


class Accounts:
    """Looks people up, and keeps what it found for a while. Trouble in reaching Slack is raised."""

    def __init__(self, client: WebClient, clock: Clock, team: str) -> None:
        self._client, self._team = client, team
        self._accounts: _Kept[Account] = _Kept(clock, KEPT)
        self._quiet: _Kept[tuple[datetime, datetime] | None] = _Kept(clock, QUIET_KEPT)
        self._shared: _Kept[bool] = _Kept(clock, KEPT)
        self._conversations: dict[str, str] = {}
        self._tells_quiet_hours = self._opens = True

    def of(self, slack_user: str) -> Account:
        return self._accounts.get(slack_user, self._look)

    def quiet_until(self, slack_user: str, now: datetime) -> datetime | None:
        """When do-not-disturb ends, where it is on just now and Slack tells us."""
        window = self._quiet.get(slack_user, self._look_for_quiet) if self._tells_quiet_hours else None
        return window[1] if window and window[0] <= now < window[1] else None

    def is_shared(self, channel: str) -> bool:
        """Whether people of other organisations are in the channel: nothing is said there of our own accord."""
        return self._shared.get(channel, self._look_at_channel)

    def conversation(self, slack_user: str) -> str:
        """The direct messages with somebody; their own id, which does for posting, where we may not open any."""
        if slack_user not in self._conversations:
            self._conversations[slack_user] = self._open(slack_user)
        return self._conversations[slack_user]

    def _look(self, slack_user: str) -> Account:
        user = self._client.users_info(user=slack_user)["user"]
        person = person_of(user)
        return Account(gone=person.gone, kind=person.account(self._team), zone=_zone(user.get("tz")))

    def _look_at_channel(self, channel: str) -> bool:
        return shared_of(self._client.conversations_info(channel=channel)["channel"])

    def _look_for_quiet(self, slack_user: str) -> tuple[datetime, datetime] | None:
        try:
            told = self._client.dnd_info(user=slack_user)
        except SlackApiError as refused:
            if refused.response.get("error") not in NO_SCOPE:
                raise
            self._tells_quiet_hours = False
            return None
        if not told.get("dnd_enabled"):
            return None
        starts, ends = (float(told.get(f"next_dnd_{end}_ts") or 0) for end in ("start", "end"))
        return datetime.fromtimestamp(starts, UTC), datetime.fromtimestamp(ends, UTC)

    def _open(self, slack_user: str) -> str:
        if self._opens:
            try:
                return str(self._client.conversations_open(users=slack_user)["channel"]["id"])
            except SlackApiError as refused:
                if refused.response.get("error") not in NO_SCOPE:
                    raise
                self._opens = False
        return slack_user


class _Kept(Generic[Thing]):
    def __init__(self, clock: Clock, lasts: timedelta) -> None:
        self._clock, self._lasts = clock, lasts
        self._things: dict[str, tuple[datetime, Thing]] = {}

    def get(self, key: str, look: Callable[[str], Thing]) -> Thing:
        now = self._clock()
        held = self._things.get(key)
        if held and now - self._lasts < held[0] <= now:
            return held[1]
        thing = look(key)
        if len(self._things) >= MOST_KEPT:
            self._things.clear()
        self._things[key] = (now, thing)
        return thing


def _zone(name: object) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(name)) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
