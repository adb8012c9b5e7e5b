"""Whom a question is about: those in care, care leavers, disabled children; what is offered is about them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.understanding.subjects import ONLY_SOME

if TYPE_CHECKING:
    from bot.domain.understanding.subjects import Shelves
    from bot.domain.understanding.wanting import Wanted


def of_the_group(shelves: Shelves, wanted: Wanted, covered: dict[int, float]) -> dict[int, float]:
    """The places, by how much of what was asked they hold, that are about the group that was named.

    All of them where no group was named, or where none is about it: "care leavers in work" is not the employment
    rate of everyone.
    """
    covers = shelves.lexicon.covers
    groups = [term for term in wanted.hard if ONLY_SOME in covers.get(term, ()) and term not in wanted.near]
    kept = {
        place: weight
        for place, weight in covered.items()
        if any(shelves.subjects[place].holds(term) for term in groups)
    }
    return kept or covered
