"""What an import changed, as rows of the audit: one for the plan, one for everything added to it or changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.list_differences import named
from store.audit import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.domain.beside_difference import BesideDifference
    from bot.domain.difference import Difference, IndicatorDifference
    from bot.domain.differing import FieldChange
    from store.import_rows import Ids


def changes(difference: Difference, plan_id: int, ids: Ids, *, by: str, at: datetime, reason: str) -> list[Change]:
    """Every change of the difference. An indicator that is new is one row, with all its figures."""
    return [
        Change(
            at=at,
            who=by,
            what=what,
            subject=subject,
            subject_id=subject_id,
            old=old,
            new=new,
            reason=reason,
            measure_id=measure_id,
            origin=ORIGIN,
        )
        for measure_id, (what, subject, subject_id, old, new) in _told(difference, plan_id, ids)
    ]


ORIGIN = "file"
Told = tuple[str, str, int, str, str]  # what, subject, its id, old, new


def _told(difference: Difference, plan_id: int, ids: Ids) -> Iterator[tuple[int | None, Told]]:
    """Each with the measure that it concerns."""
    yield from ((None, told) for told in _of_plan(difference, plan_id, ids))
    yield from ((None, told) for told in _beside(difference.beside, plan_id, ids))
    series = iter(ids.series)
    for indicator, measure_id in zip(difference.indicators, ids.measures, strict=True):
        of_lines = [next(series) for _ in indicator.lines]
        yield from ((measure_id, told) for told in _of_indicator(indicator, measure_id, of_lines))
    for alias in difference.aliases:
        concerns = None if alias.indicator is None else ids.measures[alias.indicator]
        yield concerns, ("alias added", "alias", plan_id, "", alias.phrase)


def _of_plan(difference: Difference, plan_id: int, ids: Ids) -> Iterator[Told]:
    head = difference.planfile.plan
    yield ("plan imported", "plan", plan_id, difference.plan.version if difference.plan else "", head.version)
    yield from (_field("plan", plan_id, change) for change in difference.fields)
    for each in difference.objectives:
        number = ids.objectives[each.read.key]
        if each.held is None:
            yield ("objective added", "objective", number, "", each.read.title)
        yield from (_field("objective", number, change) for change in each.fields)


def _beside(found: BesideDifference, plan_id: int, ids: Ids) -> Iterator[Told]:
    """What stands beside the indicators: each action and risk, and each row of a list."""
    things = ["action"] * len(ids.actions) + ["risk"] * len(ids.risks)
    for thing, number, each in zip(things, (*ids.actions, *ids.risks), found.spoken_of, strict=False):
        if each.held is None:
            yield (f"{thing} added", thing, number, "", each.read.label)
        else:
            yield from (_field(thing, number, change) for change in each.merged.changes)
    for kept in found.loosened:
        yield ("objective changed", type(kept).__name__.lower(), kept.id, _text(kept.objective), "")
    for thing, listed in found.lists:
        subject = thing.replace(" ", "_")
        yield from ((f"{thing} added", subject, plan_id, "", named(read)) for read in listed.added)
        yield from ((f"{thing} withdrawn", subject, plan_id, named(held), "") for held in listed.gone)
        for pair in listed.pairs:
            yield from (_field(subject, plan_id, change) for change in pair.fields)


def _of_indicator(indicator: IndicatorDifference, measure_id: int, series: list[int]) -> Iterator[Told]:
    if indicator.held is None:
        yield ("indicator added", "measure", measure_id, "", indicator.read.label)
        return
    if not indicator.placed:
        yield ("indicator placed", "measure", measure_id, "", indicator.read.label)
    yield from (_field("measure", measure_id, change) for change in (*indicator.fields, *indicator.placing))
    for line, series_id in zip(indicator.lines, series, strict=True):
        if line.held is None:
            yield ("line added", "series", series_id, "", line.read.name)
        yield from (_field("series", series_id, change) for change in line.fields)
        for target in line.targets:
            old, new = (each.as_printed if each else "" for each in (target.held, target.read))
            yield (
                f"target {_verb(target.held, target.read)}",
                "series",
                series_id,
                old,
                f"{target.period.label}: {new}",
            )
        for mark in line.marks:
            old, new = (each.as_printed if each else "" for each in (mark.held, mark.read))
            yield (f"mark {_verb(mark.held, mark.read)}", "series", series_id, old, f"{mark.test}: {new}")
        for figure in line.figures:
            old = figure.held.as_printed if figure.held else ""
            new = f"{figure.read.period.label}: {figure.read.as_printed}"
            yield ("figure revised" if figure.revises else "figure added", "series", series_id, old, new)


def _field(subject: str, number: int, change: FieldChange) -> Told:
    return (f"{change.field.replace('_', ' ')} changed", subject, number, _text(change.old), _text(change.new))


def _verb(held: object, read: object) -> str:
    return "added" if held is None else "withdrawn" if read is None else "changed"


def _text(value: object) -> str:
    return "" if value is None else str(getattr(value, "label", value))
