"""The margin of the page: the tour and the clock, as plain values for the template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.local.page.clockwork import Clockwork, in_words
from bot.local.page.guide import Go, Guide, Move
from bot.local.page.places import Look
from bot.local.world import World


@dataclass(frozen=True)
class Way:
    """A button of a step that leads somewhere."""

    label: str
    url: str


@dataclass(frozen=True)
class StepSight:
    title: str
    paragraphs: list[str]
    ways: list[Way]
    moves: list[Move]
    state: str  # "done", "next" for the first that is not, "later"


@dataclass(frozen=True)
class ClockSight:
    words: str
    typed: str  # what stands in the field to go to a moment
    moves: list[Move]
    moving: str
    said: str


@dataclass(frozen=True)
class Margin:
    title: str
    paragraphs: list[str]
    steps: list[StepSight]
    clock: ClockSight | None


def margin(guide: Guide, clockwork: Clockwork) -> Margin:
    """Asks the guide, whose steps and clock may look anywhere: nobody holds the workspace's lock meanwhile."""
    clock, moves = guide.clock, list(guide.clock.moves()) if guide.clock else []
    shown = clock and ClockSight(
        words=in_words(clock.now()),
        typed=_as_browsers_write(clock.now()),
        moves=moves,
        moving=clockwork.moving,
        said=clockwork.said,
    )
    return Margin(guide.title, _paragraphs(guide.text), list(_steps(guide, moves)), shown or None)


def first_look(guide: Guide | None, world: World) -> Look | None:
    """Where a visitor begins: where the first step of the tour leads."""
    for go in (go for step in (guide.steps if guide else ()) for go in step.go):
        if go.person in world.users:
            return Look(go.person, go.place)
    return None


def _steps(guide: Guide, moves: list[Move]) -> Iterator[StepSight]:
    turn = "next"
    for step in guide.steps:
        state = "done" if step.done() else turn
        turn = "later" if state == "next" else turn
        ways = [Way(go.label, _look(go).url) for go in step.go]
        yield StepSight(
            step.title, _paragraphs(step.text), ways, [one for one in moves if one.key in step.moves], state
        )


def _look(go: Go) -> Look:
    thread = go.thread()
    typed = {"thread": thread, "answer": go.typed} if thread else {"typed": go.typed}
    return Look(go.person, go.place, **typed)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _as_browsers_write(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
