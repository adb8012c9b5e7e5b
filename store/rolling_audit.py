"""What a plan's next version changed, as rows of the audit: one for the plan, one for each thing that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act
from bot.domain.rolling.columns import Becomes, objective_label
from store.audit import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.differing import FieldChange
    from bot.domain.rolling.steps import NextIndicator, Steps
    from store.rolling import Done

__all__ = ["Act", "changes"]

_ACTS = {
    Becomes.SPLIT: Act.INDICATOR_SPLIT,
    Becomes.MERGE: Act.INDICATORS_MERGED,
    Becomes.REDEFINE: Act.INDICATOR_REDEFINED,
}
Told = tuple[str, str, int, str, str]  # what, subject, its id, old, new


def changes(steps: Steps, measures: Sequence[int], done: Done) -> list[Change]:
    """Every change; `measures` are the ids of the next version's indicators, in its order."""
    return [
        Change(
            at=done.at, who=done.by, what=what, subject=subject, subject_id=subject_id, old=old, new=new,
            reason=done.reason, measure_id=measure_id, origin=done.file_name,
        )
        for measure_id, (what, subject, subject_id, old, new) in _told(steps, measures, done)
    ]  # fmt: skip


def _told(steps: Steps, measures: Sequence[int], done: Done) -> Iterator[tuple[int | None, Told]]:
    """Each with the measure that it concerns."""
    plan_id = steps.plan.id
    yield None, (Act.PLAN_ROLLED_OVER, "plan", plan_id, steps.plan.version, f"{steps.label} {done.digest}")
    for each in steps.objectives_retired:
        yield None, (Act.OBJECTIVE_RETIRED, "objective", each.id, each.title, "")
    for aim in steps.objectives:
        if aim.held is None:
            yield None, ("objective added", "plan", plan_id, "", f"{objective_label(aim.key)} {aim.title}")
        else:
            yield from ((None, _field("objective", aim.held.id, change)) for change in aim.changes)
    for gone in steps.retired:
        number = gone.indicator.id
        yield number, (Act.INDICATOR_RETIRED, "measure", number, gone.indicator.title, gone.note)
    for step, number in zip(steps.indicators, measures, strict=True):
        yield from _of_indicator(step, number)
    for indicator, series in steps.lines_dropped:
        yield indicator.id, (Act.LINE_RETIRED, "series", series.id, series.name, "")
    for thing in steps.open:
        what = Act.CLOSED if thing.closes else Act.OBJECTIVE_CHANGED
        old = objective_label(thing.of.objective) if thing.of.objective and not thing.closes else thing.of.title
        new = thing.note if thing.closes else objective_label(thing.objective) if thing.objective else ""
        yield None, (what, type(thing.of).__name__.lower(), thing.of.id, old, new)


def _of_indicator(step: NextIndicator, number: int) -> Iterator[tuple[int, Told]]:
    if step.is_carried:
        yield from ((number, _field("measure", number, change)) for change in step.changes)
    else:
        for origin in step.of:  # told of both: who asks after one finds the other
            told = (_ACTS[step.becomes], "measure", number, origin.title, step.label)
            yield origin.id, told
            yield number, told
    for target in step.targets:
        yield number, ("target added", "measure", number, "", f"{target.period.label}: {target.as_printed}")


def _field(subject: str, number: int, change: FieldChange) -> Told:
    return f"{change.field.replace('_', ' ')} changed", subject, number, _text(change.old), _text(change.new)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(objective_label(key) for key in value)
    return "" if value is None else str(getattr(value, "label", value))
