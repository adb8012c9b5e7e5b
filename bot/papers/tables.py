"""What the sheets of the Excel paper hold, as plain rows: one table a sheet, numbers as numbers, words beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.papers import rows
from bot.papers.appendices import actions_of, letters, lines_of
from bot.render.formats import day, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from bot.domain.judgement import Reading
    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.report_posts import Late
    from bot.domain.reporting import ObjectivePart, ReportFacts


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, which the cell's format shows."""

    value: Decimal
    unit: str = ""


Cell: TypeAlias = "str | int | Amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    key: str  # its name in one word: of its table, and of the cell of its title
    name: str
    title: str
    note: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A figure that was put right after the report went out."""

    indicator: Indicator
    series: Series
    period: str
    was: str
    now: str
    on: date
    why: str = ""


def title(facts: ReportFacts) -> str:
    return rows.said("report_title", facts)


def sheets(facts: ReportFacts, corrections: Sequence[Corrected] = ()) -> Iterator[Sheet]:
    """In the order of the Word paper's appendices."""
    yield _counts(facts)
    yield _figures(facts)
    yield _missing(facts)
    yield _actions(facts)
    yield _risks(facts)
    yield _comparators(facts)
    yield _notes(facts)
    if corrections:
        yield _corrections(facts, corrections)


def _counts(facts: ReportFacts) -> Sheet:
    made = [
        (
            rows.said("objective", each.objective) if each.objective else "Overall",
            each.indicators,
            each.better_or_equal,
            _share(each.better_or_equal, each.indicators),
            each.with_target,
            each.target_met,
            _share(each.target_met, each.with_target),
        )
        for each in facts.counts
    ]
    headings = (
        "Objective", "Indicators", "Better or equal", "% better or equal", "With target", "Target met", "% target met",
    )  # fmt: skip
    return _sheet(facts, "Counts", "Counts for each objective", headings, (60, 12, 12, 14, 12, 12, 14), made)


def _share(part: int, whole: int) -> Cell:
    """To a tenth of a per cent, as the Word paper prints it."""
    if not whole:
        return "n/a"
    return Amount(rows.exact_share(part, whole), "%")


_FIGURE_HEADINGS = (
    "Objective", "Code", "Indicator", "Line", "Period", "Covers", "Figure", "As printed", "Shorthand", "Unit",
    "Is latest", "Target", "Against target", "Direction", "Comment", "Source", "Owner", "Revision",
)  # fmt: skip
_FIGURE_WIDTHS = (40, 10, 50, 18, 14, 18, 12, 16, 12, 12, 10, 22, 20, 40, 40, 30, 30, 10)


def _figures(facts: ReportFacts) -> Sheet:
    """Each figure of each line as it stands now; the judgement stands beside the one that is judged."""
    made = [
        _figure(part, indicator, reading, figure)
        for part, indicator, reading in lines_of(facts)
        for figure in sorted(facts.figures.get(reading.series.id, ()), key=lambda each: each.period)
    ]
    return _sheet(facts, "Figures", "All figures", _FIGURE_HEADINGS, _FIGURE_WIDTHS, made)


def _figure(part: ObjectivePart | None, indicator: Indicator, reading: Reading, figure: Figure) -> tuple[Cell, ...]:
    series, judged = reading.series, reading.judgement
    is_latest = judged.figure is not None and judged.figure.period == figure.period
    value: Cell = Amount(figure.value, series.unit) if figure.has_value and figure.value is not None else ""
    verdict = (rows.said("target", reading), rows.verdict(judged), rows.said("direction", reading))
    return (
        rows.said("objective", part.objective) if part else "Without an objective",
        indicator.code,
        indicator.title,
        rows.said("line_name", series) if len(indicator.series) > 1 else "",
        figure.period.label,
        figure.covers.label if figure.covers else "",
        value if value != "" else rows.said("figure", figure, series),
        figure.as_printed,
        "".join(f"[{marker.value}]" for marker in sorted(figure.markers)),
        series.unit,
        "Yes" if is_latest else "",
        *(verdict if is_latest else ("", "", "")),
        figure.comment or figure.note,
        figure.source,
        indicator.measure.owner.label if indicator.measure.owner else "Nobody named",
        figure.revision,
    )


def _missing(facts: ReportFacts) -> Sheet:
    made = [(each.title, each.period, each.organisation, each.expected) for each in map(rows.missing, facts.missing)]
    headings = ("Indicator", "Period", "Organisation or owner", "Expected")
    return _sheet(facts, "Missing", "Figures that are not in", headings, (60, 16, 34, 34), made)


def _actions(facts: ReportFacts) -> Sheet:
    late = {each.id for each in facts.late_actions}
    held = {each.id: each for each in actions_of(facts)}
    held |= {each.id: each for each in (*facts.late_actions, *facts.decisions)}
    made = [
        (said.title, said.objective, said.owner, said.due, said.state, "Yes" if number in late else "No", said.progress)
        for number, said in ((number, rows.action(each)) for number, each in held.items())
    ]
    headings = ("Action", "Objective", "Owner", "Due", "State", "Late", "Progress")
    return _sheet(facts, "Actions", "Actions", headings, (60, 10, 30, 18, 14, 8, 60), made)


def _risks(facts: ReportFacts) -> Sheet:
    made = [
        (
            said.title,
            each.score,
            each.scores[-1].likelihood,
            each.scores[-1].impact,
            said.trend,
            said.mitigation,
            said.owner,
        )
        for each, said in ((each, rows.risk(each, facts.last)) for each in facts.risks)
    ]
    headings = ("Risk", "Score", "Likelihood", "Impact", "Since last time", "Mitigation", "Owner")
    return _sheet(facts, "Risks", "Risks", headings, (50, 8, 12, 10, 16, 60, 30), made)


def _comparators(facts: ReportFacts) -> Sheet:
    made = [
        (said.title, said.figure, said.against, said.theirs, said.better, each.comparator.source)
        for each, said in ((each, rows.beside(each)) for each in facts.beside)
    ]
    headings = ("Indicator", "Figure", "Compared with", "Theirs", "Are we better?", "Source")
    return _sheet(facts, "Comparators", "Beside others", headings, (60, 24, 24, 24, 16, 40), made)


def _notes(facts: ReportFacts) -> Sheet:
    made: list[tuple[Cell, ...]] = [(f"[{each}]", rows.said("letter", each)) for each in letters(facts)]
    made += [
        (said.title, f"{said.period} was {said.was}, is now {said.now}: {said.why}")
        for said in map(rows.revised, facts.revised)
    ]
    made += [
        (rows.said("title", each), line(each.measure.caveat))
        for each in facts.catalogue.indicators
        if each.measure.caveat
    ]
    made += [(line(each.title), each.detail) for each in facts.contradictions]
    return _sheet(facts, "Notes", "Notes on the data", ("About", "What it means"), (60, 100), made)


def _corrections(facts: ReportFacts, corrections: Sequence[Corrected]) -> Sheet:
    made = [
        (
            rows.said("title", each.indicator),
            rows.said("line_name", each.series),
            each.period,
            each.was,
            each.now,
            day(each.on),
            each.why,
        )
        for each in corrections
    ]
    headings = ("Indicator", "Line", "Period", "Was", "Is now", "Corrected on", "Why")
    return _sheet(facts, "Corrections", "Corrected since it went out", headings, (60, 18, 16, 16, 16, 18, 60), made)


def supplement(facts: ReportFacts, came: Sequence[Late]) -> Sheet:
    """Each figure that came after the report was frozen; the report itself stands as it was."""
    made = [
        (
            each.indicator.code,
            each.indicator.title,
            rows.said("line_name", each.series) if len(each.indicator.series) > 1 else "",
            each.figure.period.label,
            each.figure.covers.label if each.figure.covers else "",
            Amount(each.figure.value, each.series.unit) if each.figure.value is not None else each.figure.text,
            each.figure.as_printed,
            "".join(f"[{marker.value}]" for marker in sorted(each.figure.markers)),
            each.series.unit,
            each.figure.source,
        )
        for each in came
    ]
    headings = (
        "Code", "Indicator", "Line", "Period", "Covers", "Figure", "As printed", "Shorthand", "Unit", "Source",
    )  # fmt: skip
    widths = (10, 50, 18, 14, 18, 12, 16, 12, 12, 30)
    return _sheet(facts, "Supplement", "Figures that came after the report", headings, widths, made)


def _sheet(
    facts: ReportFacts,
    name: str,
    said: str,
    headings: tuple[str, ...],
    widths: tuple[int, ...],
    made: Sequence[tuple[Cell, ...]],
) -> Sheet:
    """With what its shorthand means above it, where the figures stand."""
    shorthand = "; ".join(f"[{each}] {rows.said('letter', each)}" for each in letters(facts))
    note = rows.said("as_at", facts) if made else f"{rows.said('as_at', facts)} There are none."
    if name == "Counts" and facts.counts[0].uncounted:
        note = f"{note} {rows.said('uncounted', facts.counts[0].uncounted)}"
    if name == "Figures" and shorthand:
        note = f"{note} Shorthand: {shorthand}."
    return Sheet(
        key=name, name=name, title=f"{said}: {title(facts)}", note=note, headings=headings, widths=widths,
        rows=tuple(made),
    )  # fmt: skip
