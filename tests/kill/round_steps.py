"""Where a process that serves boards can die, or stand still for longer than a lease, in a round and in its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import submitting
from bot.delivery import files
from bot.delivery.hold import Hold
from bot.services.reports import going_out
from store import inbox
from tests.kill.steps import LOOKED
from tests.kill.steps import PLACES as OF_AN_OUTBOX

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES: dict[str, tuple[Any, str]] = {
    **OF_AN_OUTBOX,
    "question claimed, not committed": (inbox, "claim"),
    "answer counted, not committed": (inbox, "answering"),
    "question settled, not committed": (inbox, "settle"),
    "figure written, not committed": (submitting, "write"),
    "report published, not committed": (going_out, "publish"),
    "paper uploaded": (files, "upload"),
    "paper kept": (Hold, "about_to_issue"),
    "paper shown": (files, "show"),
    "paper issued": (Hold, "issued"),
}
SENDING = tuple(step for step in OF_AN_OUTBOX if step not in {LOOKED, "decided, not committed"})
ASKING = tuple(step for step in PLACES if "question" in step or "answer" in step)
PAPERS = tuple(step for step in PLACES if step.startswith("paper"))
# Between the count and the request nothing is left that could be asked whether the lease still holds: a process that
# stands still just there, for longer than a lease, posts when it wakes. It has some microseconds to fall asleep in.
# In the middle of a transaction the database ends its session after a while, which takes longer than there is here.
SLEEPLESS = frozenset({"counted", *(step for step in PLACES if "not committed" in step)})


def in_turn(steps: Iterable[str], start: int, many: int) -> list[str]:
    """So many of the steps, beginning at another one each time."""
    held = tuple(steps)
    return [held[(start + number) % len(held)] for number in range(many if held else 0)]
