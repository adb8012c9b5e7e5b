"""What differs between one thing of a file and the same thing held: fields, figures, targets, marks.

A blank in the file says nothing and changes nothing; "~", "n/a" and "none" do say something.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.kinds import YearType
from bot.domain.model import Accumulation, Owner
from bot.domain.periods import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.model import Figure, Indicator, Mark, Measure, Objective, Plan, Series, Target, Test
    from bot.domain.periods import Period
    from bot.domain.planfile import (
        FileFigure,
        FileIndicator,
        FileMark,
        FileObjective,
        FileSeries,
        FileTarget,
        PlanHead,
    )

_PLAN = ("short_name", "board", "starts", "ends", "reported_to", "cadence", "meeting", "source")
_OBJECTIVE = ("title", "description", "other_titles", "delivery_group", "lead_printed", "sponsor", "cadence")
_MEASURE = (
    "code",
    "title",
    "number",
    "meaning",
    "method",
    "caveat",
    "read_with",
    "counts",
    "sensitivity",
    "lag_days",
    "release_month",
)
_SUBSTANCE = ("value", "text", "missing", "covers", "markers")
_BESIDE = ("available", "note", "comment")
_TARGET = ("kind", "value", "low", "high", "text")


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the file that is not held so. Where none is held, it is new."""

    read: FileFigure
    held: Figure | None = None
    waits: bool = False  # what is held waits for approval, and would do so no longer

    @property
    def revises(self) -> bool:
        """Whether a value that was given becomes another: that needs a reason."""
        return self.held is not None and self.held.has_value and _differs(self.held, self.read, _SUBSTANCE)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """Both given: changed; one alone: added, or withdrawn."""

    period: Period
    held: Target | None
    read: FileTarget | None


@dataclass(frozen=True, slots=True)
class MarkChange:
    test: Test
    held: Mark | None
    read: FileMark | None


def plan_changes(held: Plan, read: PlanHead) -> tuple[FieldChange, ...]:
    return tuple(_changes(held, read, _PLAN))


def objective_changes(held: Objective, read: FileObjective) -> tuple[FieldChange, ...]:
    return tuple(_changes(held, read, _OBJECTIVE))


def indicator_changes(held: Indicator, read: FileIndicator) -> tuple[FieldChange, ...]:
    """What is said of the measure itself. What was assumed never replaces what was said."""
    measure = held.measure
    changes = list(_changes(measure, read, _MEASURE))
    same_frequency = (measure.frequency, measure.frequency_assumed) == (read.frequency, read.frequency_assumed)
    if not same_frequency and (not read.frequency_assumed or (measure.frequency_assumed and _whole_year(read.series))):
        changes.append(FieldChange("frequency", measure.frequency, read.frequency))
        changes.append(FieldChange("frequency_assumed", measure.frequency_assumed, read.frequency_assumed))
    if read.year_type not in {YearType.FINANCIAL, measure.year_type}:
        changes.append(FieldChange("year_type", measure.year_type, read.year_type))
    return (*changes, *_owner_changes(measure, read.owner))


def keeps_owner(measure: Measure, read: Owner | None) -> bool:
    """Whether an officer has named another owner than the sheet prints, and the sheet still prints what it did."""
    return read is not None and measure.owner_printed == read.label and _owner(measure) != read


def _owner_changes(measure: Measure, read: Owner | None) -> Iterator[FieldChange]:
    """What an officer decided stays for as long as the sheet prints the same; when that changes, the sheet wins."""
    owner = _owner(measure)
    if read is None or keeps_owner(measure, read):
        return
    if read != owner:
        yield FieldChange("owner", owner, read)
    elif measure.owner_printed not in {None, read.label}:
        yield FieldChange("owner_printed", measure.owner_printed, read.label)


def _owner(measure: Measure) -> Owner | None:
    return Owner(post=measure.owner.post, organisation=measure.owner.organisation) if measure.owner else None


def series_changes(
    held: Series, read: FileSeries, *, says_good: bool, figures: Sequence[Figure] = ()
) -> tuple[FieldChange, ...]:
    """What is said of a line. A file without the column for it, or without figures to tell by, changes nothing.

    `figures` are those held of the line.
    """
    names = ["row", "pi", "tolerance"]
    if says_good:
        names += ["name", "polarity", "polarity_printed", "headline"]
    if any(figure.value is not None for figure in read.figures):
        names.append("unit")
        if _whole_year([read]):
            names.append("decimals")
    changes = list(_changes(held, read, tuple(names), blank_counts={"unit", "name", "polarity_printed"}))
    same = (held.accumulation, held.accumulation_assumed) == (read.accumulation, read.accumulation_assumed)
    if says_good and not same and _tells_how_it_adds_up(held, read, figures):
        changes.append(FieldChange("accumulation", held.accumulation, read.accumulation))
        changes.append(FieldChange("accumulation_assumed", held.accumulation_assumed, read.accumulation_assumed))
    return tuple(changes)


def figure_changes(held: Sequence[Figure], read: FileSeries) -> tuple[FigureChange, ...]:
    """New figures, and those held otherwise. How a figure is printed does not matter where it says the same."""
    by_period = {figure.period: figure for figure in held}
    return tuple(
        FigureChange(figure, same)
        for figure in read.figures
        if (same := by_period.get(figure.period)) is None or _figure_differs(same, figure)
    )


def beside_waiting(changes: Iterable[FigureChange], waiting: Sequence[Figure]) -> tuple[FigureChange, ...]:
    """The same where figures wait for approval: what the file says too goes on waiting, others would be replaced."""
    pending = {figure.period: figure for figure in waiting}
    found = ((each, pending.get(each.read.period)) for each in changes)
    return tuple(
        replace(each, held=held, waits=True) if held else each
        for each, held in found
        if held is None or _differs(held, each.read, ("value", "text", "missing"))
    )


def target_changes(held: Sequence[Target], read: FileSeries) -> tuple[TargetChange, ...]:
    """Targets added, changed, and withdrawn by a cell that says there is none."""
    by_period = {target.period: target for target in held}
    changed = [
        TargetChange(target.period, same, target)
        for target in read.targets
        if (same := by_period.get(target.period)) is None or _differs(same, target, _TARGET)
    ]
    return (*changed, *(TargetChange(gone, by_period[gone], None) for gone in read.no_targets if gone in by_period))


def mark_changes(held: Sequence[Mark], read: FileSeries) -> tuple[MarkChange, ...]:
    by_test = {mark.test: mark for mark in held}
    changed = [
        MarkChange(mark.test, same, mark)
        for mark in read.marks
        if (same := by_test.get(mark.test)) is None or same.says != mark.says
    ]
    return (*changed, *(MarkChange(gone, by_test[gone], None) for gone in read.no_marks if gone in by_test))


def _figure_differs(held: Figure, read: FileFigure) -> bool:
    beside = [name for name in _BESIDE if getattr(read, name)]
    return _differs(held, read, _SUBSTANCE) or _differs(held, read, tuple(beside))


def _differs(held: object, read: object, names: tuple[str, ...]) -> bool:
    return any(getattr(held, name) != getattr(read, name) for name in names)


def _changes(
    held: object, read: object, names: tuple[str, ...], blank_counts: frozenset[str] | set[str] = frozenset()
) -> Iterator[FieldChange]:
    for name in names:
        old, new = getattr(held, name), getattr(read, name)
        if old != new and (new not in {None, "", ()} or (name in blank_counts and new is not None)):
            yield FieldChange(name, old, new)


def _tells_how_it_adds_up(held: Series, read: FileSeries, figures: Sequence[Figure]) -> bool:
    """Whether the file says so, or shows no fewer quarters of a year than are held: what two show, four may undo.

    "12 month rolling total" alone says nothing, for running totals are printed under it too.
    """
    if not read.accumulation_assumed and read.accumulation not in {Accumulation.POINT, Accumulation.ROLLING}:
        return True
    if read.accumulation is Accumulation.POINT and not held.accumulation_assumed and not _whole_year([read]):
        return False
    return _quarters_of_a_year(read.figures) >= _quarters_of_a_year(figures)


def _quarters_of_a_year(figures: Sequence[Figure | FileFigure]) -> int:
    """How many quarters have a number, in the year that has most."""
    quarters = {each.period for each in figures if each.period.kind is Kind.QUARTER and each.value is not None}
    return max(Counter(quarter.plan_year for quarter in quarters).values(), default=0)


def _whole_year(lines: Sequence[FileSeries]) -> bool:
    """Whether the file has all four quarters of some year, so that how they run can be told."""
    return any(
        len({figure.period.number for figure in line.figures if figure.period.kind is Kind.QUARTER}) == 4
        for line in lines
    )
