"""A plan made ready for questions: its index and the place of each indicator, kept until the plan changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from bot.domain import matching
from bot.domain.errors import NoSuchPlan
from bot.domain.narrowing import narrowed
from store import plan as plans
from store import vocabulary

if TYPE_CHECKING:
    from bot.domain.matching import Index
    from bot.domain.model import Catalogue
    from bot.domain.phrases import Alias
    from bot.workspace import Workspace
    from store.work import Work


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The catalogue as stored, the index over it, and where in the plan each measure stands."""

    stored: Catalogue
    index: Index
    places: dict[int, int]
    past: Knowledge | None = None  # the same of the indicators that the version in force has no more


_kept: dict[tuple[int, int], Knowledge] = {}  # an index of 111 indicators takes about a megabyte
_lock = Lock()


def of_plan(
    workspace: Workspace, work: Work, name: str | None = None, ticked: frozenset[int] | None = None
) -> Knowledge | None:
    """What is known of the current plan, or of the one named; None before any import.

    With `ticked` it is of those measures alone, and made ready anew: few people are let in from outside.
    Raises NoSuchPlan for a name that no plan has.
    """
    catalogue = workspace.catalogue(work, name)
    if catalogue is None:
        if name:
            held = ", ".join(plan.short_name or plan.name for plan in plans.plans(work)) or "none"
            raise NoSuchPlan(name=name, held=held)
        return None
    if ticked is not None:
        return _made_ready(narrowed(catalogue, ticked))
    key = (workspace.id, catalogue.plan.id)
    with _lock:
        kept = _kept.pop(key, None)
        if kept:
            _kept[key] = kept  # it was asked for last
    if kept is None or kept.stored is not catalogue:
        same = kept is not None and kept.stored == catalogue  # read again for a figure's sake: nothing is named anew
        kept = replace(kept, stored=catalogue) if kept and same else _made_ready(catalogue)
        with _lock:
            _kept.pop(key, None)
            if len(_kept) >= workspace.plans_kept:
                _kept.pop(next(iter(_kept)))
            _kept[key] = kept
    return kept


def of_catalogue(catalogue: Catalogue, ticked: frozenset[int] | None = None) -> Knowledge:
    """The same of a plan as it once stood; whoever asks keeps it."""
    return _made_ready(catalogue if ticked is None else narrowed(catalogue, ticked))


def _made_ready(stored: Catalogue) -> Knowledge:
    whole = replace(stored, aliases=stored.aliases + _general_vocabulary())
    places = {indicator.id: place for place, indicator in enumerate(stored.indicators)}
    past = _made_ready(replace(stored, indicators=stored.past, past=())) if stored.past else None
    return Knowledge(stored=stored, index=matching.index_of(whole), places=places, past=past)


@cache
def _general_vocabulary() -> tuple[Alias, ...]:
    return vocabulary.general()
