"""What a file would change of the objectives held, and which of them it has no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.differing import FieldChange, objective_changes
from bot.domain.planfile import FileObjective, PlanFile, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.model import Catalogue, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDifference:
    read: FileObjective
    held: Objective | None = None
    fields: tuple[FieldChange, ...] = ()


def objectives(planfile: PlanFile, held: Sequence[Objective]) -> Iterator[ObjectiveDifference]:
    by_key = {(each.level, each.number): each for each in held}
    numbers = {each.id: each.number for each in held}
    for read in planfile.objectives:
        same = by_key.get(read.key)
        fields = objective_changes(same, read) if same else ()
        if same and read.parent is not None and read.parent != numbers.get(same.parent_id or 0):
            fields = (*fields, FieldChange("parent", numbers.get(same.parent_id or 0), read.parent))
        yield ObjectiveDifference(read=read, held=same, fields=fields)


def left_behind(planfile: PlanFile, held: Catalogue) -> Iterator[tuple[str, int]]:
    """The keys of objectives held under which the file has none, or another one; none where it has no objectives."""
    titles = {each.key: text_key(each.title) for each in planfile.objectives}
    return (each.key for each in held.objectives if titles and titles.get(each.key) != text_key(each.title))


def lacking_objectives(planfile: PlanFile, held: Catalogue) -> Iterator[Objective]:
    keys = {each.key for each in planfile.objectives}
    return (each for each in held.objectives if keys and (each.level, each.number) not in keys)
