"""What has happened in the local workspace, for tests to look at and to wait for."""

from collections.abc import Callable
from typing import TypeVar

from bot.local.deliveries import Delivery
from bot.local.things import BOT_USER, Message
from bot.local.world import Call, Problem, World

_T = TypeVar("_T")


class Record:
    """Mixed into `LocalSlack`. Nothing here sleeps: waiting ends with the change that was waited for."""

    world: World

    def messages(self, channel: str) -> list[Message]:
        """Everything that stands in a channel, replies too, oldest first; ephemeral messages do not."""
        with self.world.changed:
            return list(self.world.channels[channel].messages.values())

    def direct(self, user: str) -> list[Message]:
        """The conversation of one person with the bot."""
        with self.world.changed:
            return self.messages(self.world.direct_messages(user).id)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and the replies to it."""
        return [one for one in self.messages(channel) if ts in {one.ts, one.thread_ts}]

    def from_bot(self, channel: str) -> list[Message]:
        return [one for one in self.messages(channel) if one.user == BOT_USER]

    def ephemerals(self, user: str) -> list[Message]:
        """What only this person sees, in all channels."""
        with self.world.changed:
            return [one for one in self.world.ephemerals if one.only_for == user]

    @property
    def calls(self) -> list[Call]:
        """The calls of the Web API that have been answered, oldest first."""
        with self.world.changed:
            return list(self.world.calls)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def problems(self) -> list[Problem]:
        with self.world.changed:
            return list(self.world.problems)

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that the app was told, or is to be told."""
        with self.world.changed:
            return list(self.world.deliveries)

    @property
    def connections(self) -> int:
        """How many WebSockets of the app are open."""
        return len(self.world.link.connections)

    def wait_for(self, predicate: Callable[[], _T], timeout: float = 5.0) -> _T:
        """Wait until something is so, and return it; looks again after every change."""
        with self.world.changed:
            found = self.world.changed.wait_for(predicate, timeout)
        if not found:
            raise TimeoutError(f"it did not happen within {timeout} s; open: {self._open()}; calls: {self.calls[-3:]}")
        return found

    def settle(self, timeout: float = 30.0) -> None:
        """Wait until the app has acknowledged everything it was told, or Slack has given up on it."""
        with self.world.changed:
            if not self.world.changed.wait_for(lambda: not self._open(), timeout):
                raise TimeoutError(f"not acknowledged within {timeout} s: {self._open()}")

    def _open(self) -> list[Delivery]:
        return [delivery for delivery in self.world.deliveries if not delivery.done]
