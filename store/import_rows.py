"""The values of a plan file as rows of tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from bot.domain.kinds import State
from bot.domain.model import Figure
from bot.domain.planfile import text_key
from store import aliases, tables
from store.bulk import update_each
from store.ids import new_id
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from bot.domain.difference import IndicatorDifference, LineDifference
    from bot.domain.differing import FigureChange
    from bot.domain.model import Owner
    from bot.domain.objective_differences import ObjectiveDifference
    from bot.domain.planfile import (
        FileAlias,
        FileIndicator,
        FileMark,
        FileObjective,
        FileSeries,
        FileTarget,
        PlanHead,
    )
    from store.work import Work

_PLAN = ("name", "short_name", "board", "starts", "ends", "reported_to", "cadence", "meeting", "source")
_MEASURE = (
    "code", "title", "number", "meaning", "method", "caveat", "read_with", "counts", "sensitivity", "frequency",
    "frequency_assumed", "year_type", "lag_days", "release_month",
)  # fmt: skip
_SERIES = (
    "name", "headline", "unit", "polarity", "polarity_printed", "accumulation", "accumulation_assumed", "decimals",
    "tolerance",
)  # fmt: skip


@dataclass(slots=True)
class Ids:
    """The ids of everything the file speaks of, held or new, in the file's order."""

    plan: int = 0
    version: int = 0
    objectives: dict[tuple[str, int], int] = field(default_factory=dict)
    measures: list[int] = field(default_factory=list)
    placements: list[int] = field(default_factory=list)
    series: list[int] = field(default_factory=list)  # line after line
    actions: list[int] = field(default_factory=list)
    risks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sorted:
    """Rows sorted into those to add, to change and to delete."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)

    def take(self, held: object, read: Any, key: dict[str, Any], as_row: Callable[[Any], dict[str, Any]]) -> None:  # noqa: ANN401  a target or mark
        if read is None:
            self.gone.append(key)
        elif held is None:
            self.added.append(key | as_row(read))
        else:
            self.changed.append(key | as_row(read))


def plan(head: PlanHead) -> dict[str, Any]:
    return {name: getattr(head, name) for name in _PLAN}


def versions(work: Work, plan_id: int) -> tuple[str, ...]:
    """The labels of the plan's versions, the one in force last."""
    column = tables.PlanVersion.__table__.c
    query = select(column.label).where(mine(tables.PlanVersion), column.plan_id == bindparam("plan"))
    return tuple(row.label for row in work.rows(query.order_by(column.number), plan=plan_id))


def next_version(work: Work, plan_id: int) -> int:
    column = tables.PlanVersion.__table__.c
    query = select(func.max(column.number).label("last"))
    row = work.first(query.where(mine(tables.PlanVersion), column.plan_id == bindparam("plan")), plan=plan_id)
    return (row.last or 0) + 1 if row else 1


def objective(read: FileObjective, position: int, ids: Ids) -> dict[str, Any]:
    parents = (("strategic", read.parent), ("", read.parent))
    parent = (
        None if read.parent is None else next((ids.objectives[key] for key in parents if key in ids.objectives), None)
    )
    return {
        "id": ids.objectives[read.key],
        "plan_version_id": ids.version,
        "parent_id": parent,
        "level": read.level,
        "number": read.number,
        "position": position,
        "title": read.title,
        "description": read.description,
        "other_titles": list(read.other_titles),
    } | {name: getattr(read, name) for name in ("delivery_group", "lead_printed", "sponsor", "cadence")}


def objective_changes(row: dict[str, Any], each: ObjectiveDifference) -> dict[str, Any]:
    """Of the whole row only what the file says otherwise: a column that it has not blanks nothing."""
    names = {"parent_id" if change.field == "parent" else change.field for change in each.fields}
    return {name: value for name, value in row.items() if name in {"id", "position"} | names}


def measure(read: FileIndicator, number: int) -> dict[str, Any]:
    """A new measure's row, without its owner."""
    return {"id": number, "title_key": text_key(read.title)} | {name: getattr(read, name) for name in _MEASURE}


def measure_changes(each: IndicatorDifference, owners: dict[Owner | None, dict[str, int | None]]) -> dict[str, Any]:
    row = {change.field: change.new for change in each.fields if change.field != "owner"}
    if "title" in row:
        row["title_key"] = text_key(each.read.title)
    if "owner_printed" in row or any(change.field == "owner" for change in each.fields):
        row |= owners[each.read.owner] | {"owner_printed": None}  # it is the sheet's again
    return row


def series(read: FileSeries, measure_id: int, position: int) -> dict[str, Any]:
    return {"measure_id": measure_id, "position": position} | {name: getattr(read, name) for name in _SERIES}


def series_changes(line: LineDifference) -> dict[str, Any]:
    return {change.field: change.new for change in line.fields if change.field in _SERIES}


def links(read: FileIndicator, placement_id: int, ids: Ids) -> Iterator[dict[str, Any]]:
    for keys, primary in ((read.primary, True), (read.additional, False)):
        for key in keys:
            yield {"placement_id": placement_id, "objective_id": ids.objectives[key], "primary": primary}


def target(read: FileTarget) -> dict[str, Any]:
    return {name: getattr(read, name) for name in ("kind", "as_printed", "value", "low", "high", "text")}


def mark(read: FileMark) -> dict[str, Any]:
    return {"says": read.says, "as_printed": read.as_printed}


def figure(change: FigureChange, series_id: int, source: str) -> Figure:
    """The figure to keep, published; it keeps its owner's approved comment where the file gives none."""
    read, held = change.read, None if change.waits else change.held
    return Figure(
        series_id=series_id,
        period=read.period,
        as_printed=read.as_printed,
        value=read.value,
        text=read.text,
        covers=read.covers,
        markers=read.markers,
        missing=read.missing,
        available=read.available,
        note=read.note,
        comment=read.comment or (held.comment if held else ""),
        source=read.source or source,
        state=State.PUBLISHED,
    )


def add_aliases(work: Work, read: Sequence[FileAlias], measures: Sequence[int], at: datetime) -> None:
    """The phrases approved; one that was proposed or refused before is heard from now on."""
    if not read:
        return
    column = tables.Alias.__table__.c
    held = {
        (row.phrase_key, row.measure_id, row.means): row.id
        for row in work.rows(
            select(column.id, column.phrase_key, column.measure_id, column.means).where(mine(tables.Alias))
        )
    }
    added: dict[tuple[str, int | None, str], dict[str, Any]] = {}
    again = []
    for each in read:
        measure_id = None if each.indicator is None else measures[each.indicator]
        key = (aliases.key(each.phrase), measure_id, each.means)
        settled = {"state": aliases.APPROVED, "changed_at": at}
        if key in held:
            again.append({"id": held[key], **settled})
        else:
            row = {"phrase": each.phrase, "phrase_key": key[0], "measure_id": measure_id, "means": each.means}
            added.setdefault(key, {"id": new_id(), **row, **settled})
    work.add(tables.Alias, *added.values())
    update_each(work, tables.Alias, again)
