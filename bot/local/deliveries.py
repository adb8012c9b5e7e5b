"""What Slack has to tell the app, how long it waits for the answer, and what is common to the ways there."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.local.things import JSON, Message

EVENT = "events_api"
INTERACTION = "interactive"
COMMAND = "slash_commands"


@dataclass
class Timing:
    """How long Slack waits, in seconds; a test may shorten each.

    Three seconds: docs.slack.dev/interactivity/handling-user-interaction. The three further sendings of an event, at
    once, after a minute and after five, are those of docs.slack.dev/apis/events-api for delivery over HTTP; Socket Mode
    is not documented and is taken to be alike.
    """

    answer: float = 3.0  # for the answer to a command, a click or a form
    trigger: float = 3.0  # in which a trigger_id opens a modal
    response_url: float = 30 * 60
    redelivery: tuple[float, ...] = (3.0, 63.0, 303.0)  # Socket Mode: from one sending of an event to the next
    last_chance: float = 3.0  # Socket Mode: from the last sending of an event until it is given up
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)  # HTTP: from the failure of a sending to the next
    signed_ago: float = 0.0  # HTTP: how old a signature is when it is sent; an app refuses it after five minutes


@dataclass(eq=False)
class Delivery:
    """One thing that the app is told, however often it has to be told."""

    kind: str
    payload: JSON
    message: Message | None = None  # what the person wrote, where that is how it began
    attempts: int = 0
    acked: bool = False
    answer: JSON | None = None  # what came with the acknowledgement
    trouble: str | None = None  # why it never reached the app
    then: Callable[["Delivery"], None] | None = None  # what follows an answer, or its absence

    @property
    def event_id(self) -> str:
        return str(self.payload.get("event_id", ""))

    @property
    def done(self) -> bool:
        return self.acked or self.trouble is not None

    def __repr__(self) -> str:
        state = "acked" if self.acked else self.trouble or "open"
        subject = self.payload.get("event", self.payload)
        return f"<{subject.get('type') or subject.get('command')} {state} after {self.attempts} sendings>"


class Way:
    """A way to the app: Socket Mode is one (`link`), signed requests to its own address are the other (`request_url`).

    Each says in `_admit` what becomes of a delivery; that and all that follows runs on the server's event loop.
    """

    def __init__(self, changed: threading.Condition, timing: Timing) -> None:
        self.changed = changed
        self.timing = timing
        self._early: list[Delivery] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        with self.changed:
            self._loop = loop
            for delivery in self._early:
                self._soon(self._admit, delivery)
            self._early.clear()

    def stop(self) -> None:
        with self.changed:
            self._loop = None

    def send(self, delivery: Delivery) -> None:
        """Put something on its way to the app; any thread may, and before the start it waits."""
        with self.changed:
            if self._loop is None:
                self._early.append(delivery)
            self._soon(self._admit, delivery)

    def _admit(self, delivery: Delivery) -> None:
        raise NotImplementedError

    def _acknowledge(self, delivery: Delivery, answer: JSON | None) -> None:
        with self.changed:
            if not delivery.done:
                delivery.acked, delivery.answer = True, answer
                self._settle(delivery)

    def _fail(self, delivery: Delivery, trouble: str) -> None:
        with self.changed:
            if not delivery.done:
                delivery.trouble = trouble
                self._settle(delivery)

    def _settle(self, delivery: Delivery) -> None:
        if delivery.then:
            delivery.then(delivery)
        self.changed.notify_all()

    def _soon(self, act: Callable[..., object], *args: object) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(act, *args)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        if self._loop:
            self._loop.call_later(seconds, act)
