"""Which indicators moved most, for the plan's best and worst."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.judgement import Movement, Reading

MOST = 5


def most_moved(readings: Iterable[Reading], movement: Movement) -> tuple[Reading, ...]:
    """The five readings that moved furthest in one direction, by their change as a share of where they stood.

    A share sets counts and percentages side by side: 66 to 45 burglaries moved 32%, 91.0% to 70.3% of
    assessments 23%. What stood at 0 has no share and comes last.
    """
    moved = [reading for reading in readings if reading.judgement.direction.movement is movement]
    return tuple(sorted(moved, key=_share, reverse=True)[:MOST])


def _share(reading: Reading) -> Decimal:
    direction = reading.judgement.direction
    then = direction.against.value if direction.against else None
    if not then or direction.change is None:
        return Decimal(0)
    return abs(direction.change / then)
