"""A question asked again by ids: what a button carries, made into what was understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.asking import Filter, Intent, Match, Sought, Stage, Understood, held_for
from bot.domain.periods import from_key

if TYPE_CHECKING:
    from bot.services.answers.knowledge import Knowledge

_BESIDE = {Intent.ACTIONS, Intent.RISKS, Intent.FORWARD, Intent.STATEMENTS, Intent.COMPARATORS, Intent.GOVERNANCE}
_OF_THE_PLAN = _BESIDE | {Intent.LIST, Intent.OVERDUE, Intent.OBJECTIVE, Intent.PLAN, Intent.MEETING, Intent.HELP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What a button points at: ids of this workspace, and no words but those that the asker may have used."""

    intent: Intent
    measures: tuple[int, ...] = ()
    series: int | None = None
    period_key: str = ""
    filter: Filter = field(default_factory=Filter)
    objective: int | None = None
    as_printed: bool = False
    why: bool = False
    phrase: str = ""
    sought: Sought | None = None


def reopened(known: Knowledge, pointer: Pointer) -> Understood | None:
    """As if it had been asked in words; None where the plan no longer holds what the button points at."""
    plan, places = known.index.catalogue.plan, known.places
    objectives = {objective.id: objective for objective in known.index.catalogue.objectives}
    if any(measure not in places for measure in pointer.measures):
        return None
    if (pointer.objective is not None and pointer.objective not in objectives) or not _is_held(known, pointer):
        return None
    indicators = [known.index.catalogue.indicators[known.places[measure]] for measure in pointer.measures]
    if pointer.series is not None and not any(pointer.series == each.id for one in indicators for each in one.series):
        return None
    matches = tuple(_match(known, measure, pointer) for measure in pointer.measures)
    of_the_plan = pointer.intent in _OF_THE_PLAN
    if not matches and not of_the_plan:
        return None
    if pointer.intent in {Intent.OBJECTIVE, Intent.GOVERNANCE} and pointer.objective is None:
        return None
    sought = pointer.sought or (Sought() if pointer.intent in _BESIDE else None)
    return Understood(
        text=pointer.phrase or " ".join(match.indicator.title for match in matches),
        intent=pointer.intent,
        found=() if of_the_plan else matches,
        members=matches if of_the_plan else (),
        filter=pointer.filter,
        objective=objectives.get(pointer.objective) if pointer.objective is not None else None,
        period=from_key(pointer.period_key, plan.first_month) if pointer.period_key else None,
        as_printed=pointer.as_printed,
        why=pointer.why,
        sought=sought,
    )


def _is_held(known: Knowledge, pointer: Pointer) -> bool:
    """Whether the plan, as who presses may see it, holds what is sought beside the figures."""
    needs = held_for(pointer.intent, pointer.sought.of if pointer.sought else "")
    return not needs or needs in known.index.catalogue.holds


def _match(known: Knowledge, measure: int, pointer: Pointer) -> Match:
    indicator = known.index.catalogue.indicators[known.places[measure]]
    return Match(indicator=indicator, stage=Stage.PICK, phrase=pointer.phrase, series_id=pointer.series)
