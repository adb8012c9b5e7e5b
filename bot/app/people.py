"""Who is asking and where: people and channels as Slack describes them, asked for once in a while."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from slack_sdk.errors import SlackApiError

from bot.delivery.users import Person, person_of, shared_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk import WebClient

    from bot.clock import Clock

PEOPLE_KEPT = timedelta(minutes=10)
CHANNELS_KEPT = timedelta(minutes=1)  # shorter: an officer may share a channel with another organisation at any moment
MOST_KEPT = 5_000
# What users.info and conversations.info answer when it will not get better by asking again.
UNKNOWN_PERSON = {"user_not_found", "user_not_visible", "missing_scope", "no_permission"}
UNKNOWN_CHANNEL = {"channel_not_found", "missing_scope", "no_permission"}

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """What was looked up, for a while by the clock; the oldest go first when there are too many."""

    def __init__(self, clock: Clock, lasts: timedelta) -> None:
        self._clock, self._lasts = clock, lasts
        self._things: OrderedDict[str, tuple[datetime, Thing]] = OrderedDict()

    def get(self, key: str, look: Callable[[str], Thing]) -> Thing:
        now = self._clock()
        held = self._things.get(key)
        if held and now - self._lasts < held[0] <= now:
            return held[1]
        thing = look(key)
        self.put(key, thing)
        return thing

    def put(self, key: str, thing: Thing) -> None:
        self._things[key] = (self._clock(), thing)
        while len(self._things) > MOST_KEPT:
            self._things.popitem(last=False)


class Directory:
    """People and channels of one workspace. Trouble in reaching Slack is raised, never taken for an answer."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = client
        self._people: Kept[Person | None] = Kept(clock, PEOPLE_KEPT)
        self._shared: Kept[bool | None] = Kept(clock, CHANNELS_KEPT)

    def person(self, user_id: str) -> Person | None:
        """None where Slack will not say who it is: treat them as nobody we know."""
        return self._people.get(user_id, self._look_up_person)

    def is_shared(self, channel_id: str) -> bool | None:
        """Whether people of other organisations are in a channel; None where Slack will not say."""
        return self._shared.get(channel_id, self._look_up_channel)

    def note_person(self, user: Mapping[str, object]) -> Person:
        """An event told how an account stands now: what was looked up before is out of date."""
        person = person_of(user)
        self._people.put(person.id, person)
        return person

    def note_channel(self, channel_id: str, *, shared: bool) -> None:
        """An event may say that its channel is shared; that it does not say so proves nothing, and is not kept."""
        if shared:
            self._shared.put(channel_id, shared)

    def _look_up_person(self, user_id: str) -> Person | None:
        try:
            return person_of(self._client.users_info(user=user_id)["user"])
        except SlackApiError as refused:
            if refused.response.get("error") in UNKNOWN_PERSON:
                return None
            raise

    def _look_up_channel(self, channel_id: str) -> bool | None:
        try:
            channel = self._client.conversations_info(channel=channel_id)["channel"]
        except SlackApiError as refused:
            if refused.response.get("error") in UNKNOWN_CHANNEL:
                return None
            raise
        return shared_of(channel)
