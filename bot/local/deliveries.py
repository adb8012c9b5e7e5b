"""What Slack has to tell the app, and how long it waits for the answer."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.local.things import JSON, Message

EVENT = "events_api"
INTERACTION = "interactive"
COMMAND = "slash_commands"


@dataclass
class Timing:
    """How long Slack waits, in seconds; a test may shorten each.

    Three seconds: docs.slack.dev/interactivity/handling-user-interaction. The three further sendings of an event, at
    once, after a minute and after five, are those of docs.slack.dev/apis/events-api for delivery over HTTP; Socket Mode
    is not documented.
    """

    answer: float = 3.0  # for the answer to a command, a click or a form
    trigger: float = 3.0  # in which a trigger_id opens a modal
    response_url: float = 30 * 60
    redelivery: tuple[float, ...] = (3.0, 63.0, 303.0)  # from one sending of an event to the next
    last_chance: float = 3.0  # from the last sending of an event until it is given up


@dataclass(eq=False)
class Delivery:
    """One thing that the app is told, however often it has to be told."""

    kind: str
    payload: JSON
    message: Message | None = None  # what the person wrote, where that is how it began
    attempts: int = 0
    envelopes: list[str] = field(default_factory=list)
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

    def envelope(self) -> JSON:
        """The next envelope for this delivery: each sending has an id of its own."""
        self.attempts += 1
        self.envelopes.append(str(uuid.uuid4()))
        envelope: JSON = {
            "envelope_id": self.envelopes[-1],
            "type": self.kind,
            "accepts_response_payload": self.kind != EVENT,
            "payload": self.payload,
        }
        if self.kind == EVENT:
            again = self.attempts - 1
            envelope |= {"retry_attempt": again, "retry_reason": "timeout" if again else ""}
        return envelope
