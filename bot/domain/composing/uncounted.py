"""Lines that no report counts: the public may not see all that they are judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.judging import judge
from bot.domain.model import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.judgement import Judgement
    from bot.domain.model import Catalogue, Figure
    from bot.domain.periods import Period


def uncounted(
    catalogue: Catalogue,
    seen: Mapping[int, Sequence[Figure]],
    others: Mapping[int, Sequence[Figure]],
    asked: Period | None = None,
) -> frozenset[int]:
    """By series: what the board and the public, as each sees it, would count differently, or cannot judge.

    A board's counts are quoted outside it, and its paper stands in the same thread. Were such a line counted for the
    one and not for the other, the difference would say which way a hidden number went; so it is counted for neither.
    Which lines these are does not turn on the numbers: every line is that is judged by a hidden one. `asked` is the
    period that they are judged in, as in `judge`.
    """
    return frozenset(
        line.id
        for indicator in catalogue.indicators
        for line in indicator.series
        if any(each.missing is Missing.SUPPRESSED for held in (seen, others) for each in held.get(line.id, ()))
        and not _judged_alike(*(judge(indicator, line, held.get(line.id, ()), asked=asked) for held in (seen, others)))
    )


def _judged_alike(one: Judgement, other: Judgement) -> bool:
    """Whether the two are judged by the same figures, none of which is hidden, and so come out alike."""
    used = one.figure, one.direction.against
    hides = any(each and each.missing is Missing.SUPPRESSED for each in used)
    return not hides and _come_to(one) == _come_to(other)


def _come_to(judgement: Judgement) -> tuple[object, ...]:
    moved = judgement.direction
    return judgement.figure, moved.against, judgement.aim, judgement.verdict, moved.movement
