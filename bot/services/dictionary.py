"""The reference dictionary: taken in, shown with what it says of the plan, mapped by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.acts import Act
from bot.domain.dictionary import matched, near, plain
from bot.domain.errors import NoPlanHeld, NothingSuch
from bot.domain.naming import indicator_named
from store import audit, references
from store.audit import Change

if TYPE_CHECKING:
    from bot.domain.dictionary import Reference
    from bot.domain.model import Indicator
    from bot.workspace import Workspace

BY = "steward dictionary"


@dataclass(frozen=True, slots=True)
class Held:
    """How many lines the dictionary has, which indicators they are of, and which they may be of."""

    lines: int
    matched: tuple[tuple[Indicator, Reference], ...] = ()
    near: tuple[tuple[Indicator, Reference], ...] = ()


def take(workspace: Workspace, lines: tuple[Reference, ...], file: str) -> Held:
    """Let these lines be the workspace's dictionary, in place of the one before."""
    with workspace.begin() as work:
        count = references.take(work, lines)
        change = Change(at=workspace.now(), who=BY, what=Act.DICTIONARY_TAKEN, new=f"{count} lines", origin=file)
        audit.add(work, change)
    return held(workspace)


def held(workspace: Workspace, plan_name: str | None = None) -> Held:
    """The dictionary beside the current plan, or the one named."""
    with workspace.reading() as work:
        lines = references.references(work)
        catalogue = workspace.catalogue(work, plan_name)
    if catalogue is None:
        return Held(len(lines))
    found = matched(catalogue, lines)
    of_plan = tuple((each, found[each.id]) for each in catalogue.indicators if each.id in found)
    return Held(len(lines), of_plan, tuple(near(catalogue, lines)))


def map_to(
    workspace: Workspace, indicator: str, name: str, plan_name: str | None = None
) -> tuple[Indicator, Reference]:
    """Let the line of that name or code stand for an indicator. NoPlanHeld, NothingSuch."""
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work, plan_name)
        if catalogue is None:
            raise NoPlanHeld
        subject = indicator_named(indicator, catalogue.indicators)
        lines = references.references(work)
        line = next((each for each in lines if plain(name) in {plain(each.name), plain(each.code)} - {""}), None)
        if line is None:
            likely = [each.name for each in lines if plain(name) in plain(each.name)][:3]
            raise NothingSuch(
                what="line of the dictionary",
                name=name,
                near="; ".join(f'"{each}"' for each in likely) or "Its lines: steward dictionary show",
            )
        references.map_to(work, line, subject.code or subject.title)
        told = Change(at=workspace.now(), who=BY, what=Act.DICTIONARY_MAPPED, new=line.name, measure_id=subject.id)
        audit.add(work, told)
    return subject, line
