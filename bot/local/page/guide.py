"""What stands in the margin of the page: a tour and a clock, given by whoever starts the workspace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

HOME = "home"  # the bot's Home tab, as a place to go to
BOT = "bot"  # the conversation with the bot alone


def _never() -> bool:
    return False


def _nowhere() -> str:
    return ""


@dataclass(frozen=True)
class Go:
    """A button that takes the visitor somewhere, as somebody; what is typed stands in the composer, not yet sent."""

    label: str
    person: str  # the id of whom to be
    place: str = BOT  # HOME, BOT or the id of a channel
    typed: str = ""
    thread: Callable[[], str] = _nowhere  # the message whose thread is opened beside, and typed in; "" for none yet


@dataclass(frozen=True)
class Step:
    """One thing to try. A step that is done says so in words."""

    title: str
    text: str  # paragraphs apart by an empty line
    buttons: tuple[Go | str, ...] = ()  # in the order of the text; a str is the key of a move of the clock
    done: Callable[[], bool] = _never


@dataclass(frozen=True)
class Move:
    """A press that moves the clock on: "next working day"."""

    key: str
    label: str
    has_passed: bool = False  # its moment: it can be made no more, and a step that names it says so


class VisitorsClock(Protocol):
    """The clock that the visitor moves; what it shows is the time in the workspace."""

    def now(self) -> datetime: ...

    def moves(self) -> Sequence[Move]:
        """What there is at this moment, in the order to be shown."""

    def move(self, key: str) -> str | None:
        """Carry out a move; may take a while, and `now` changes on the way. ValueError says what is wrong.

        A sentence, if there is something to say of it.
        """

    def go_to(self, moment: datetime) -> str | None:
        """The same to any moment. ValueError with a sentence where it cannot go there: it never goes back."""


@dataclass(frozen=True)
class Guide:
    title: str
    text: str
    steps: tuple[Step, ...] = ()
    clock: VisitorsClock | None = None
    after: str = ""  # what next, said once every step is done
