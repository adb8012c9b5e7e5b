"""What is said of a sheet that was handed in: what it would change, what is wrong with it, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.notices import Notice, View
from bot.domain.taking_in import Outcome

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.taking_in import Taken, Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDifference(Notice):
    """What a sheet would change; nothing is saved until it is confirmed."""

    file_name: str
    taken: tuple[Taken, ...]  # without what stays the same
    same: int = 0
    blank: int = 0  # rows without an answer
    left_out: int = 0  # rows that are not in the sheet any more
    not_read: tuple[str, ...] = ()  # sheets that were added
    known_as: str = ""  # the name that the workbook was mapped by
    intake_id: int | None = None  # None: nobody can confirm it by a button
    stale: bool = False  # it was shown before, and figures have changed since

    @property
    def figures(self) -> tuple[Taken, ...]:
        return tuple(each for each in self.taken if each.outcome is not Outcome.PROMISED)

    @property
    def promises(self) -> tuple[Taken, ...]:
        return tuple(each for each in self.taken if each.outcome is Outcome.PROMISED)

    @property
    def changed(self) -> tuple[Taken, ...]:
        """Those that need a reason."""
        return tuple(each for each in self.taken if each.outcome is Outcome.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRefused(Notice):
    """All that is wrong with a sheet; nothing of it was saved."""

    file_name: str
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTaken(Notice):
    """What a sheet brought in, after somebody confirmed it."""

    file_name: str
    figures: int
    promises: int = 0
    asked: int = 0  # promises that an officer is to decide
    approval: bool = True  # an officer looks at the figures before they count


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSettled(Notice):
    """A sheet that somebody confirmed or dropped before."""

    file_name: str
    was_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDropped(Notice):
    """A sheet that nobody wants any more."""

    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSent(Notice):
    """What goes with a return that the bot sends."""

    rows: int
    whose: str
    first_due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReasonForm(View):
    """Asks why figures change that were approved before."""

    intake_id: int
    file_name: str
    changed: int
