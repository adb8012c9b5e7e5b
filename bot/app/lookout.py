"""Which boards the timetable has something to decide for: where something was written, or the hour has come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bot.workspace import Workspace

AT_LEAST, SPREAD = timedelta(minutes=15), 15  # and up to so many minutes more: not all boards in one tick


class Lookout:
    """What a board decides follows from its rows and the clock: while neither moves on, it is left alone.

    Each is looked at again after a while all the same, should somebody have written without saying so, as another
    program does, or an earlier Steward. `written` tells where something was written since it was last asked; None:
    nobody can say.
    """

    def __init__(self, written: Callable[[], frozenset[int] | None]) -> None:
        self._written = written
        self._resting: dict[int, tuple[datetime, datetime]] = {}  # by workspace, since when and until when

    def among(self, boards: Iterable[Workspace]) -> list[Workspace]:
        """Those to be looked at now; one whose look fails, and never comes to `rest`, is so the next time again."""
        written = self._written()
        if written is None:
            self._resting.clear()
        for each in written or ():
            self._resting.pop(each, None)
        return [each for each in boards if not self._rests(each)]

    def rest(self, workspace: Workspace, since: datetime, until: datetime) -> None:
        """A look that began then found out that nothing more falls due before that moment."""
        longest = AT_LEAST + timedelta(minutes=workspace.id % SPREAD)
        self._resting[workspace.id] = since, min(until, since + longest)

    def _rests(self, workspace: Workspace) -> bool:
        """Not where the clock was set back, either."""
        kept = self._resting.get(workspace.id)
        return kept is not None and kept[0] <= workspace.now() < kept[1]
