"""Gathers what a plan holds beside its figures, for the report to one of its boards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from store import actions, agendas, comparators, highlights, references, risks, statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.composing import Material
    from bot.domain.model import Catalogue
    from store.work import Work


class Placed(Protocol):
    @property
    def objective(self) -> tuple[str, int] | None: ...


T = TypeVar("T", bound=Placed)


def with_promises(work: Work, material: Material, plan_id: int, *, whole: bool) -> Material:
    """What was promised, what may go wrong, what is said, what a dictionary says; nine queries.

    A board that does not take the `whole` plan is told what is of its own objectives or of none.
    """
    catalogue = material.catalogue
    series = {line.id for each in catalogue.indicators for line in each.series}
    return replace(
        material,
        actions=_theirs(actions.actions(work, plan_id), catalogue, whole=whole),
        risks=_theirs(risks.risks(work, plan_id), catalogue, whole=whole),
        statements=_theirs(statements.statements(work, plan_id), catalogue, whole=whole),
        agenda=agendas.agenda(work, plan_id),
        forward=agendas.forward(work, plan_id),
        comparators=tuple(
            each
            for each in comparators.comparators(work, plan_id)
            if whole or each.series_id is None or each.series_id in series
        ),
        highlights=highlights.highlights(work, plan_id, material.period),
        references=references.references(work),
    )


def _theirs(found: Iterable[T], catalogue: Catalogue, *, whole: bool) -> tuple[T, ...]:
    keys = {each.key for each in catalogue.objectives}
    return tuple(each for each in found if whole or each.objective is None or each.objective in keys)
