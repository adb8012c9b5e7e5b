"""What the visitor comes into: the plan with its round in the database, the moves of the clock, the tour.

It takes as long to load as the bot takes to start, so it is loaded while that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo import state, tour
from bot.demo.moves import FURTHEST, Moves

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from bot.demo.clock import RunningClock
    from bot.demo.folder import Folder
    from bot.local import LocalSlack
    from bot.local.page.guide import Guide


def laid(folder: Folder, clock: RunningClock, slack: LocalSlack, held: ExitStack, runs: Callable[[], bool]) -> Guide:
    """What stands in the margin, once all the rest is there. `runs` says whether there is a bot."""
    sample = state.read(folder.sample)
    if not folder.is_made:
        clock.set(sample.starts)
    workspace = held.enter_context(state.opened(folder, sample, clock.now))
    return tour.guide(sample, slack, workspace, Moves(clock, workspace, slack, sample.starts + FURTHEST, runs))
