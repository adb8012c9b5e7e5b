"""Where a process that serves boards can die, or stand still for longer than a lease, in a round and in its report."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from bot import submitting
from bot.delivery import files
from bot.delivery.hold import Hold
from bot.services.reports import going_out
from store import inbox, migrating
from tests.kill.steps import LOOKED
from tests.kill.steps import PLACES as OF_AN_OUTBOX

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = "tables made, not committed"
PLACES: dict[str, tuple[Any, str]] = {
    TABLES: (migrating, "_check_keys"),
    **OF_AN_OUTBOX,
    "asked once more, about to send": (Hold, "in_time"),
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
ANYWHERE = "anywhere"  # wherever it is just then: stopped from outside
ASKING = tuple(step for step in PLACES if "question" in step or "answer" in step)
DECIDED = "decided, not committed"
NUDGING = (DECIDED, "claimed, not committed", "claimed", "rendered", "counted, not committed")
ENTERING = ("figure written, not committed",)
DRAFTING = ("counted", "asked once more, about to send", "accepted by Slack", LOOKED, "marked, not committed", "marked")
PAPERS = tuple(step for step in PLACES if step.startswith("paper"))
PUBLISHING = ("report published, not committed", *PAPERS)


class Fate(NamedTuple):
    """At which step somebody's way ends; or, where they fall asleep there, is interrupted."""

    step: str
    sleeps: bool = False


def fates_of(steps: tuple[str, ...], seed: int) -> Iterator[Fate]:
    """One dies at each of the steps, the next falls asleep, and so on; with the next seed the other way round."""
    yield from (Fate(step, bool(place % 2)) for place, step in zip(count(seed), steps, strict=False))
