"""The margin of the page: the tour and the clock, as plain values for the template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.local.page.clockwork import Clockwork, in_words
from bot.local.page.guide import Go, Guide, Move, Step
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
    buttons: list[Way | Move]
    state: str  # "done", "next" for the first that is not, "later"
    is_open: bool  # the next one, and the one that the visitor comes from
    post_to: str  # where its moves are posted to


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
    after: str  # what next, once every step is done


def margin(guide: Guide, clockwork: Clockwork, look: Look) -> Margin:
    """Asks the guide, whose steps and clock may look anywhere: nobody holds the workspace's lock meanwhile."""
    clock, moves = guide.clock, list(guide.clock.moves()) if guide.clock else []
    shown = clock and ClockSight(
        words=in_words(clock.now()),
        typed=_as_browsers_write(clock.now()),
        moves=[each for each in moves if not each.has_passed],
        moving=clockwork.moving,
        said=clockwork.said,
    )
    steps = list(_steps(guide, moves, look))
    after = guide.after if all(each.state == "done" for each in steps) else ""
    return Margin(guide.title, _paragraphs(guide.text), steps, shown or None, after)


def first_look(guide: Guide | None, world: World) -> Look | None:
    """Where a visitor begins: where the first step of the tour leads."""
    for go in (button for step in (guide.steps if guide else ()) for button in step.buttons):
        if isinstance(go, Go) and go.person in world.users:
            return Look(go.person, go.place)
    return None


def _steps(guide: Guide, moves: list[Move], look: Look) -> Iterator[StepSight]:
    turn, by_key = "next", {move.key: move for move in moves}
    for number, step in enumerate(guide.steps, 1):
        state = "done" if step.done() else turn
        turn = "later" if state == "next" else turn
        yield StepSight(
            title=step.title,
            paragraphs=_paragraphs(step.text),
            buttons=list(_buttons(step, f"{number}", by_key)),
            state=state,
            is_open=state == "next" or look.step == f"{number}",
            post_to=look.but(step=f"{number}").post_to("clock"),
        )


def _buttons(step: Step, number: str, moves: dict[str, Move]) -> Iterator[Way | Move]:
    for each in step.buttons:
        if isinstance(each, Go):
            yield Way(each.label, _look(each, number).url)
        elif each in moves:
            yield moves[each]


def _look(go: Go, step: str) -> Look:
    thread = go.thread()
    typed = {"thread": thread, "answer": go.typed} if thread else {"typed": go.typed}
    return Look(go.person, go.place, step=step, **typed)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _as_browsers_write(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
