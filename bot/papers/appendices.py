"""The appendices of a paper: counts, charts, missing figures, actions, risks, notes on the data, all figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.highlights import HighlightState, Rating
from bot.domain.judging import read_all
from bot.domain.statements import StatementKind
from bot.papers import rows
from bot.papers.charts import draw, shown
from bot.papers.contents import Chart, CountLine, FigureLine, HighlightPart, Note, ObjectiveFigures, Picture, WordsPart
from bot.render.formats import line, number, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.actions import Action
    from bot.domain.highlights import Highlight
    from bot.domain.judgement import Reading
    from bot.domain.model import Indicator
    from bot.domain.reporting import Counts, ObjectivePart, ReportFacts

MOST_CHARTS = 40  # ten pages; the figures of the others stand in the last appendix
_NO_WORDS = "Nothing written."


def appendices(facts: ReportFacts) -> dict[str, Any]:
    """The fields of `Contents` that are appendices, by their names."""
    spoken = spoken_of(facts)
    charts = tuple(_charts(facts, spoken[:MOST_CHARTS]))
    left = len(spoken) - MOST_CHARTS
    return {
        "counts": tuple(map(_count, facts.counts)),
        "hidden": rows.said("uncounted", facts.counts[0].uncounted) if facts.counts[0].uncounted else "",
        "improved": tuple(map(rows.judged, facts.improved)),
        "worsened": tuple(map(rows.judged, facts.worsened)),
        "crossed": tuple(map(rows.crossing, facts.crossed)),
        "unacted": tuple(map(rows.judged, facts.unacted_counted)),
        "charts": charts,
        "charts_more": rows.said("more", left) if left > 0 else "",
        "missing": tuple(map(rows.missing, facts.missing)),
        "late_actions": tuple(map(rows.action, facts.late_actions)),
        "actions": tuple(map(rows.action, actions_of(facts))),
        "risks": tuple(rows.risk(each, facts.last) for each in facts.risks),
        "notes": tuple(_notes(facts)),
        "revised": tuple(map(rows.revised, facts.revised)),
        "comparators": tuple(map(rows.beside, facts.beside)),
        "questions": tuple(
            Note(mark=_named(each.code, each.title), meaning=each.detail) for each in facts.contradictions
        ),
        "figures": tuple(_figures(facts)),
        "highlights": tuple(_highlights(facts.parts)),
        "words": tuple(_words(facts)),
    }


def actions_of(facts: ReportFacts) -> Iterator[Action]:
    """All that is to be done: under each objective, then what stands under none; each once."""
    told: set[int] = set()
    for each in (*(each for part in facts.parts for each in part.actions), *facts.unplaced):
        if each.kind.is_to_do and each.id not in told:
            told.add(each.id)
            yield each


def spoken_of(facts: ReportFacts) -> tuple[Reading, ...]:
    """The readings that the report names, each once: best, worst, crossed, with nothing done about them."""
    named = (*facts.improved, *facts.worsened, *(each.reading for each in facts.crossed), *facts.unacted)
    return tuple({reading.series.id: reading for reading in reversed(named)}.values())[::-1]


def letters(facts: ReportFacts) -> tuple[str, ...]:
    """The letters that stand beside figures of this report, in their own order."""
    used = {marker.value for held in facts.figures.values() for each in held for marker in each.markers}
    used |= {
        _ABSENT[each.missing.value]
        for held in facts.figures.values()
        for each in held
        if each.missing and each.missing.value in _ABSENT
    }
    return tuple(letter for letter in "precxz" if letter in used)


_ABSENT = {"not available": "x", "not applicable": "z", "suppressed": "c"}


def lines_of(facts: ReportFacts) -> Iterator[tuple[ObjectivePart | None, Indicator, Reading]]:
    """Every line of every indicator, under the objective that it is counted under; those without one come last."""
    placed: set[int] = set()
    for part in facts.parts:
        for reading in part.readings:
            if reading.indicator.id not in placed:
                placed.add(reading.indicator.id)
                yield from ((part, reading.indicator, each) for each in read_all(reading.indicator, facts.figures))
    for indicator in facts.catalogue.indicators:
        if indicator.id not in placed:
            yield from ((None, indicator, each) for each in read_all(indicator, facts.figures))


def _count(counts: Counts) -> CountLine:
    return CountLine(
        title=rows.said("objective", counts.objective) if counts.objective else "Overall",
        indicators=number(counts.indicators),
        better_or_equal=number(counts.better_or_equal),
        better_percent=share(counts.better_or_equal, counts.indicators),
        with_target=number(counts.with_target),
        target_met=number(counts.target_met),
        met_percent=share(counts.target_met, counts.with_target),
    )


def _charts(facts: ReportFacts, spoken: Iterable[Reading]) -> Iterator[Chart]:
    for reading in spoken:
        figures = facts.figures.get(reading.series.id, ())
        png = draw(reading, figures)
        if png:
            title = rows.said("title_of", reading)
            words = rows.said("chart", title, shown(reading, figures), reading)
            yield Chart(title=title, picture=Picture(png, words), words=words)


def _notes(facts: ReportFacts) -> Iterator[Note]:
    for letter in letters(facts):
        yield Note(mark=f"[{letter}]", meaning=rows.said("letter", letter))
    yield Note(
        mark="Met, Missed", meaning="the figure compared with its target exactly; figures are rounded for display only"
    )
    yield Note(mark="Better, Worse", meaning="compared with the year before, by what the plan says is good")
    for indicator in facts.catalogue.indicators:
        if indicator.measure.caveat:
            yield Note(mark=rows.said("title", indicator), meaning=line(indicator.measure.caveat))


def _figures(facts: ReportFacts) -> Iterator[ObjectiveFigures]:
    groups: dict[str, list[FigureLine]] = {}
    for part, indicator, reading in lines_of(facts):
        title = rows.said("objective", part.objective) if part else "Without an objective"
        groups.setdefault(title, []).append(_figure(facts, indicator, reading))
    return (ObjectiveFigures(title=title, lines=tuple(lines)) for title, lines in groups.items())


def _figure(facts: ReportFacts, indicator: Indicator, reading: Reading) -> FigureLine:
    in_order = sorted(facts.figures.get(reading.series.id, ()), key=lambda each: each.period)
    several = len(indicator.series) > 1
    name = f", {rows.said('line_name', reading.series)}" if several else ""
    return FigureLine(
        code=line(indicator.code) or "None",
        title=f"{line(indicator.title)}{name}",
        over_time=rows.said("over_time", in_order, reading.series) or "No figure",
        target=rows.said("target", reading),
        verdict=rows.verdict(reading.judgement),
        direction=rows.said("direction", reading),
    )


def _highlights(parts: Iterable[ObjectivePart]) -> Iterator[HighlightPart]:
    for part in parts:
        written = part.highlight
        if written and written.state is HighlightState.SUBMITTED:
            yield _highlight(part, written)


def _highlight(part: ObjectivePart, written: Highlight) -> HighlightPart:
    rated = written.rating.value.capitalize() if written.rating is not Rating.NONE else "Not rated"
    why = f": {line(written.rating_why)}" if written.rating_why else ""
    counts = part.counts
    return HighlightPart(
        title=rows.said("objective", part.objective),
        lead=line(part.lead) or "Nobody named",
        achievements=line(written.achievements) or _NO_WORDS,
        barriers=line(written.barriers) or _NO_WORDS,
        overcome=line(written.overcome) or _NO_WORDS,
        next_steps=line(written.next_steps) or _NO_WORDS,
        rating=f"{rated}{why}",
        computed=rows.said("counts", counts) if counts.indicators else "No indicators under this objective.",
        help_wanted=line(written.help_wanted) or "None asked for.",
    )


def _words(facts: ReportFacts) -> Iterator[WordsPart]:
    """What is said of each objective, then the rest by its kind, all as the plan prints it."""
    for part in facts.parts:
        if part.statements:
            progress = tuple(rows.said("of_objective", each) for each in part.statements)
            yield WordsPart(title=rows.said("objective", part.objective), lines=progress)
    for kind in StatementKind:
        lines = tuple(rows.said("of_plan", each) for each in facts.statements if each.kind is kind)
        if lines:
            yield WordsPart(title=rows.said("kind", kind), lines=lines)


def _named(code: str, title: str) -> str:
    return f"{line(title)} ({line(code)})" if code else line(title)
