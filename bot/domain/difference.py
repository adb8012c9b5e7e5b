"""What a file would change of the plan held: worked out before anything is written, shown as it will be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import differing, objective_differences
from bot.domain.beside_difference import NO_DIFFERENCE, BesideDifference, beside_difference
from bot.domain.differing import (
    FieldChange,
    FigureChange,
    MarkChange,
    TargetChange,
    figure_changes,
    indicator_changes,
    keeps_owner,
    mark_changes,
    plan_changes,
    series_changes,
    target_changes,
)
from bot.domain.errors import BadImport
from bot.domain.identity import match_indicators, match_series
from bot.domain.list_differences import NOTHING_HELD, HeldBeside
from bot.domain.objective_differences import ObjectiveDifference
from bot.domain.planfile import FileAlias, FileIndicator, FileSeries, PlanFile, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.model import Catalogue, Figure, Indicator, Objective, Plan, Series
    from bot.domain.periods import Period

    Figures = Mapping[int, Sequence[Figure]]  # by series


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDifference:
    read: FileSeries
    held: Series | None = None
    fields: tuple[FieldChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    marks: tuple[MarkChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.held is not None and not (self.fields or self.figures or self.targets or self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDifference:
    """`fields` are of the measure, `placing` of its place in the plan (flags, primary, additional)."""

    read: FileIndicator
    held: Indicator | None = None
    placed: bool = True  # whether the version in force has it already
    fields: tuple[FieldChange, ...] = ()
    placing: tuple[FieldChange, ...] = ()
    lines: tuple[LineDifference, ...] = ()

    @property
    def is_empty(self) -> bool:
        settled = self.held is not None and self.placed and not self.fields and not self.placing
        return settled and all(line.is_empty for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything a file would change. Rows of the plan that it lacks are listed and left as they are."""

    planfile: PlanFile
    plan: Plan | None = None  # None: a new plan
    new_version: bool = True
    fields: tuple[FieldChange, ...] = ()  # of the plan
    objectives: tuple[ObjectiveDifference, ...] = ()
    indicators: tuple[IndicatorDifference, ...] = ()
    aliases: tuple[FileAlias, ...] = ()
    reordered: bool = False
    lacking: tuple[Indicator, ...] = ()  # held, but not in the file
    lacking_lines: tuple[tuple[Indicator, Series], ...] = ()
    lacking_objectives: tuple[Objective, ...] = ()
    kept_owners: tuple[Indicator, ...] = ()  # whose owner an officer named, though the file still prints the old one
    blank: tuple[tuple[Indicator, Series, Period], ...] = ()  # a value is held, the file's cell is blank
    beside: BesideDifference = NO_DIFFERENCE

    @property
    def is_empty(self) -> bool:
        return not (
            self.new_version
            or self.fields
            or self.aliases
            or self.reordered
            or any(each.held is None or each.fields for each in self.objectives)
            or any(not each.is_empty for each in self.indicators)
            or not self.beside.is_empty
        )

    @property
    def added(self) -> tuple[FileIndicator, ...]:
        """Indicators that were not held in any way."""
        return tuple(each.read for each in self.indicators if each.held is None)

    @property
    def figures(self) -> tuple[tuple[IndicatorDifference, LineDifference, FigureChange], ...]:
        """Every figure that is new or differs, with what it is a figure of."""
        return tuple(
            (indicator, line, change)
            for indicator in self.indicators
            for line in indicator.lines
            for change in line.figures
        )

    @property
    def revised(self) -> tuple[tuple[IndicatorDifference, LineDifference, FigureChange], ...]:
        """The figures that readers were given and that would change; they need a reason."""
        return tuple(found for found in self.figures if found[2].revises)

    @property
    def needs_reason(self) -> int:
        """How many figures, and words about actions and risks, would change that somebody rests on."""
        return len(self.revised) + len(self.beside.overruled)


def difference(
    planfile: PlanFile, held: Catalogue | None, figures: Figures, beside: HeldBeside | None = None
) -> Difference:
    """What the file would change; `held`, `figures` and `beside` are of the plan of that name, None for a new one.

    A version named otherwise than the one in force is a new version: everything is placed anew, and the figures go
    on, for measures outlive plans. Raises BadImport where it cannot be told which row is which.
    """
    if held is None:
        return Difference(
            planfile=planfile,
            objectives=tuple(ObjectiveDifference(read=each) for each in planfile.objectives),
            indicators=tuple(_added(each) for each in planfile.indicators),
            aliases=planfile.aliases,
            beside=beside_difference(planfile.beside, NOTHING_HELD, {}),
        )
    matched, problems = match_indicators(planfile.indicators, held.indicators)
    if problems:
        raise BadImport(tuple(problems))
    new_version = bool(planfile.plan.version) and planfile.plan.version != held.plan.version
    indicators = tuple(
        _indicator(planfile, held, each, matched.get(place), figures, new_version)
        for place, each in enumerate(planfile.indicators)
    )
    objectives = tuple(objective_differences.objectives(planfile, () if new_version else held.objectives))
    left_behind = frozenset(objective_differences.left_behind(planfile, held) if new_version else ())
    order = [each.held.id for each in indicators if each.held]
    present = set(order)
    return Difference(
        planfile=planfile,
        plan=held.plan,
        new_version=new_version,
        fields=plan_changes(held.plan, planfile.plan),
        objectives=objectives,
        indicators=indicators,
        aliases=tuple(_aliases(planfile, held, matched)),
        reordered=order != [each.id for each in held.indicators if each.id in present],
        lacking=tuple(each for each in held.indicators if each.id not in present),
        lacking_lines=tuple(_lacking_lines(indicators)),
        lacking_objectives=tuple(objective_differences.lacking_objectives(planfile, held)),
        kept_owners=tuple(
            each.held for each in indicators if each.held and keeps_owner(each.held.measure, each.read.owner)
        ),
        blank=tuple(_blank(indicators, figures)),
        beside=beside_difference(planfile.beside, beside or NOTHING_HELD, matched, left_behind),
    )


def beside_waiting(found: Difference, waiting: Figures) -> Difference:
    """The same beside the figures that wait for approval."""
    indicators = tuple(
        replace(each, lines=tuple(_beside_waiting(line, waiting) for line in each.lines)) for each in found.indicators
    )
    return replace(found, indicators=indicators)


def _beside_waiting(line: LineDifference, waiting: Figures) -> LineDifference:
    pending = waiting.get(line.held.id, ()) if line.held else ()
    return replace(line, figures=differing.beside_waiting(line.figures, pending)) if pending else line


def _added(read: FileIndicator) -> IndicatorDifference:
    return IndicatorDifference(read=read, placed=False, lines=tuple(_new_line(line) for line in read.series))


def _new_line(read: FileSeries) -> LineDifference:
    return LineDifference(
        read=read,
        figures=figure_changes((), read),
        targets=target_changes((), read),
        marks=mark_changes((), read),
    )


def _indicator(
    planfile: PlanFile,
    catalogue: Catalogue,
    read: FileIndicator,
    held: Indicator | None,
    figures: Figures,
    new_version: bool,  # noqa: FBT001  private
) -> IndicatorDifference:
    if held is None:
        return _added(read)
    series = match_series(read.series, held.series)
    targets, marks = ((), ()) if new_version else (held.targets, held.marks)
    lines = tuple(
        LineDifference(
            read=line,
            held=same,
            fields=series_changes(same, line, says_good=planfile.says_good, figures=figures.get(same.id, ())),
            figures=figure_changes(figures.get(same.id, ()), line),
            targets=target_changes([target for target in targets if target.series_id == same.id], line),
            marks=mark_changes([mark for mark in marks if mark.series_id == same.id], line),
        )
        if (same := series.get(place))
        else _new_line(line)
        for place, line in enumerate(read.series)
    )
    return IndicatorDifference(
        read=read,
        held=held,
        placed=not new_version,
        fields=indicator_changes(held, read),
        placing=() if new_version else tuple(_placing(catalogue, held, read)),
        lines=lines,
    )


def _placing(catalogue: Catalogue, held: Indicator, read: FileIndicator) -> Iterator[FieldChange]:
    keys = {objective.id: (objective.level, objective.number) for objective in catalogue.objectives}
    if read.flags and read.flags != held.flags:
        yield FieldChange("flags", held.flags, read.flags)
    if not read.primary and not read.additional:
        return
    for name in ("primary", "additional"):
        old, new = tuple(keys[each] for each in getattr(held, name)), getattr(read, name)
        if set(old) != set(new):
            yield FieldChange(name, old, new)


def _lacking_lines(indicators: Sequence[IndicatorDifference]) -> Iterator[tuple[Indicator, Series]]:
    for each in indicators:
        matched = {line.held.id for line in each.lines if line.held}
        if each.held:
            yield from ((each.held, series) for series in each.held.series if series.id not in matched)


def _blank(indicators: Sequence[IndicatorDifference], figures: Figures) -> Iterator[tuple[Indicator, Series, Period]]:
    """Values held for which the file has the column but nothing in the cell."""
    columns = {figure.period for each in indicators for line in each.read.series for figure in line.figures}
    for each in indicators:
        for line in each.lines:
            if each.held and line.held:
                said = {figure.period for figure in line.read.figures}
                for figure in figures.get(line.held.id, ()):
                    if figure.has_value and figure.period in columns - said:
                        yield each.held, line.held, figure.period


def _aliases(planfile: PlanFile, held: Catalogue, matched: Mapping[int, Indicator]) -> Iterator[FileAlias]:
    """Phrases that are not heard yet, each once."""
    known = {(text_key(alias.phrase), alias.measure_id, alias.means) for alias in held.aliases}
    for alias in planfile.aliases:
        same = None if alias.indicator is None else matched.get(alias.indicator)
        new = alias.indicator is not None and same is None
        key = (text_key(alias.phrase), same.id if same else None, alias.means)
        if new or key not in known:
            known.add(key)
            yield alias
