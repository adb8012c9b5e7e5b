"""Counts indicators: by our own judgement, each once, or the printed report's own way from its marks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.answers import Tally
from bot.domain.judgement import Movement, Verdict
from bot.domain.model import Test

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.domain.judgement import Judgement, Reading
    from bot.domain.model import Catalogue, Indicator, Objective, Series
    from bot.domain.periods import Period


def tally(readings: Iterable[Reading], year: Period | None = None) -> Tally:
    """Counts over readings, each indicator once (its first reading; give headline readings).

    `year` is the plan year in which an indicator should have a figure; None is that of the latest figure among the
    readings. An indicator whose latest figure is of an earlier year counts as without a figure and is still judged
    by it, as its card is.
    """
    once = {reading.indicator.id: reading for reading in reversed(tuple(readings))}
    counted = _tally([reading.judgement for reading in once.values()], year)
    lines = numbered_lines([reading.indicator for reading in once.values()])
    return replace(counted, lines=lines) if lines > counted.indicators else counted


def numbered_lines(indicators: Sequence[Indicator]) -> int:
    """How many lines a report counts of these, where the plan numbers them; 0: it counts each indicator once."""
    numbered = any(series.pi is not None for each in indicators for series in each.series)
    return len(printed_lines(indicators)) if numbered else 0


def tally_of_lines(lines: Iterable[Reading], uncounted: Collection[int]) -> Tally:
    """The same as a report counts: over its lines, without the series that stand in no count."""
    told = tuple(lines)
    counted = [reading for reading in told if reading.series.id not in uncounted]
    found = _tally([reading.judgement for reading in counted])
    numbered = any(reading.series.pi is not None for reading in told)
    return replace(found, of_report=True, numbered=numbered, uncounted=len(told) - len(counted))


def _tally(judgements: Sequence[Judgement], year: Period | None = None) -> Tally:
    years = [judgement.figure.period.plan_year if judgement.figure else None for judgement in judgements]
    this = year or max((each for each in years if each), default=None)
    verdicts = Counter(judgement.verdict for judgement in judgements)
    movements = Counter(judgement.direction.movement for judgement in judgements)
    return Tally(
        indicators=len(judgements),
        met=verdicts[Verdict.MET],
        near=verdicts[Verdict.NEAR],
        missed=verdicts[Verdict.MISSED],
        better=movements[Movement.BETTER],
        same=movements[Movement.SAME],
        worse=movements[Movement.WORSE],
        no_figure=sum(each is None or each != this for each in years),
        with_target=sum(judgement.target is not None for judgement in judgements),
    )


@dataclass(slots=True)
class PrintedLine:
    """A line of the printed report under one number, and what the report claims of it."""

    indicator: Indicator
    series: Series  # the first of the number
    marks: dict[Test, bool] = field(default_factory=dict)


def printed_lines(indicators: Iterable[Indicator]) -> tuple[PrintedLine, ...]:
    """The report's own lines, by its own numbering.

    Lines that share a number are one: the City numbers nine of its ten second lines (a rate under its number) and
    leaves one, row 20, under the number of the line above. A plan without numbers has one line a measure. The first
    marked line of a number speaks for it.
    """
    lines: dict[tuple[str, int], PrintedLine] = {}
    for indicator in indicators:
        said = {(mark.series_id, mark.test): mark.says for mark in indicator.marks}
        for series in indicator.series:
            number = ("pi", series.pi) if series.pi is not None else ("measure", indicator.id)
            line = lines.setdefault(number, PrintedLine(indicator, series))
            for test in Test:
                if (series.id, test) in said:
                    line.marks.setdefault(test, said[series.id, test])
    return tuple(lines.values())


def as_printed(indicators: Iterable[Indicator]) -> Tally:
    """Counts from the report's own marks, over its own lines.

    "With targets" are those marked as met or not, not those that print a target, and `better` holds "better or
    equal": a report's tick does not tell the two apart.
    """
    lines = printed_lines(indicators)
    claims = Counter((test, says) for line in lines for test, says in line.marks.items())
    return Tally(
        indicators=len(lines),
        met=claims[Test.MET, True],
        near=0,
        missed=claims[Test.MET, False],
        better=claims[Test.BETTER, True],
        same=0,
        worse=claims[Test.BETTER, False],
        no_figure=0,
        with_target=claims[Test.MET, True] + claims[Test.MET, False],
        as_printed=True,
    )


def members(catalogue: Catalogue, objective: Objective, *, additional: bool = False) -> tuple[Indicator, ...]:
    """The indicators of an objective and of all objectives under it, in the plan's order.

    Those placed there as primary; `additional` adds those it shares with another objective. Counts leave them out, so
    that the counts of all objectives add up to the plan's.
    """
    within = _tree(catalogue.objectives, objective.id)
    return tuple(
        indicator
        for indicator in catalogue.indicators
        if within.intersection(indicator.objectives if additional else indicator.primary)
    )


def tally_under(
    catalogue: Catalogue, objective: Objective, readings: Iterable[Reading], year: Period | None = None
) -> Tally:
    """Our own counts of one objective, out of the readings of the whole plan."""
    ids = {indicator.id for indicator in members(catalogue, objective)}
    return tally((reading for reading in readings if reading.indicator.id in ids), year)


def as_printed_under(catalogue: Catalogue, objective: Objective) -> Tally:
    """The report's counts of one objective; a strategic one holds those of its operational ones."""
    return as_printed(members(catalogue, objective))


def _tree(objectives: Sequence[Objective], root: int) -> frozenset[int]:
    """The ids of an objective and of those under it, however deep."""
    found, added = frozenset({root}), frozenset({root})
    while added:
        added = frozenset(each.id for each in objectives if each.parent_id in added and each.id not in found)
        found |= added
    return found
