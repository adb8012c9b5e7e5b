"""One of everything that Steward says, in every variety that a rule can give it."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, Any

from bot.domain import answers, report_pages
from bot.domain.answers import Awaited, Line
from bot.domain.asking import Filter, Gap, Intent, Match, Sought, Stage
from bot.domain.besides import Unread
from bot.domain.errors import NotForGuests, NotForOutsiders
from bot.domain.judgement import Direction, Movement, Verdict, Why
from bot.domain.model import Accumulation, Marker, Missing, Owner, Polarity, TargetKind
from bot.domain.periods import Period
from bot.render import Trouble, Welcome
from tests.builders import (
    a_figure,
    a_listing,
    a_period,
    a_plan,
    a_reading,
    a_series,
    a_status,
    a_tally,
    a_target,
    an_indicator,
    an_objective,
)
from tests.templates import (
    everything_beside,
    everything_figures,
    everything_nudges,
    everything_outbox,
    everything_people,
    everything_report,
    everything_reports,
    everything_returns,
)
from tests.templates.everything_asides import across_breaks, with_asides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.render import Said

ASKED: dict[str, Any] = {"question": "status of NEET", "plan": a_plan(), "intent": Intent.STATUS}
TARGETS = {
    TargetKind.VALUE: {"value": Decimal("6.0")},
    TargetKind.BAND: {"low": Decimal(5), "high": Decimal("7.5")},
    TargetKind.JUDGEMENT: {"text": "Adequate judgement"},
}

_DAYS_BEFORE = (
    (answers.Before.FIGURES, date(2014, 5, 19)),
    (answers.Before.DEADLINE, date(2014, 6, 17)),
    (answers.Before.PAPERS, date(2014, 6, 24)),
)


def said_of_each_kind() -> Iterator[Said]:
    """At least one of each class, all texts filled in."""
    status, reading, objective = a_full_status(), a_reading(), an_objective()
    indicator, match = reading.indicator, Match(indicator=reading.indicator, stage=Stage.WORDS, phrase="neet")
    yield status
    yield with_asides(status)
    yield with_asides(a_history())
    yield answers.Several(**ASKED, answers=(status, a_status("Absence")))
    yield a_history()
    yield answers.TargetAnswer(**ASKED, reading=a_reading(target=a_target("6.0%"), verdict=Verdict.MISSED), match=match)
    yield answers.OwnerAnswer(**ASKED, indicators=(indicator,), owner=Owner(post="Named officer 01"), match=match)
    yield answers.OwnerAnswer(**ASKED, indicators=(indicator,), owner=None)
    yield answers.Meaning(**ASKED, reading=status.reading, match=match, term="NEET", means="not in education")
    yield answers.Meaning(**ASKED, reading=None, term="LAC", means="looked after children")
    yield answers.Reason(**ASKED, reading=reading, comment="A new centre opened.", comment_by="Named officer 01")
    yield answers.Reason(**ASKED, reading=reading)
    yield answers.Comparison(**ASKED, readings=(reading, a_reading("Absence")), alike=True)
    yield answers.Comparison(**ASKED, readings=(reading, a_reading("Absence")), alike=False)
    yield a_listing(3, objective=objective)
    yield an_overdue(2)
    yield a_summary(2)
    yield a_plan_summary(2)
    yield answers.Meeting(**ASKED, on=date(2014, 6, 24))
    yield answers.Meeting(**ASKED, on=date(2014, 6, 24), unread=Unread(name="figures.txt"))
    yield answers.Meeting(**ASKED, on=date(2014, 6, 24), past=True)
    yield answers.Meeting(**ASKED, on=None)
    yield answers.Meeting(**ASKED, on=date(2014, 7, 2), days=_DAYS_BEFORE)
    yield answers.Help(**ASKED, correcting=True)
    yield answers.Choices(**ASKED, matches=(match, match), more=3)
    yield answers.Help(**ASKED, examples=("NEET", "CP-8", "Absence"), owned="CP-8")
    yield answers.Help(**ASKED, examples=("NEET",), greeting=True)
    yield answers.NoPlan(**(ASKED | {"plan": None}))
    yield NotForOutsiders()
    yield Trouble(reference="4F2A")
    yield Welcome(plan="City CYPP", examples=("NEET",))
    yield Welcome()
    yield from everything_beside.said()
    yield from everything_nudges.notices()
    yield from everything_outbox.notices()
    yield from everything_figures.notices()
    yield from everything_returns.notices()
    yield from everything_people.notices()
    yield from everything_report.notices()
    yield from everything_reports.notices()
    yield NotForGuests()


def said_of_each_rule() -> Iterator[Said]:
    """Every value of every enumeration that an answer can carry."""
    yield from _of_each_judgement()
    yield from _of_each_figure()
    yield from _of_each_question()
    yield from everything_beside.varieties()
    yield from _across_each_break()
    yield from everything_figures.varieties()


def _across_each_break() -> Iterator[Said]:
    reading, status = a_reading(), a_full_status()
    yield from across_breaks(dataclasses.replace(status, last=a_figure("6.5%", "Q4 2013/14")))
    yield from across_breaks(dataclasses.replace(a_history(), last=a_figure("6.5%", "Q4 2013/14")))
    yield from across_breaks(answers.TargetAnswer(**ASKED, reading=reading))
    yield from across_breaks(answers.OwnerAnswer(**ASKED, indicators=(reading.indicator,), owner=None))
    yield from across_breaks(answers.Meaning(**ASKED, reading=reading))


def _of_each_judgement() -> Iterator[Said]:
    for why in Why:
        yield a_status(reading=a_reading(verdict=Verdict.NOT_JUDGED, target=a_target("6.0%"), why=why))
        yield a_status(reading=a_reading(direction=Direction(movement=Movement.NONE, why=why)))
    against = a_figure("0.0%", "2011/12")
    for movement in Movement:
        direction = Direction(movement=movement, against=against, change=Decimal("-1.0"), why=Why.NO_POLARITY)
        yield a_status(reading=a_reading(direction=direction, since_last=direction))
    for verdict in Verdict:
        yield a_status(reading=a_reading(verdict=verdict, target=a_target("6.0%"), gap=Decimal(0)))


def _of_each_figure() -> Iterator[Said]:
    for kind in TargetKind:
        target = a_target("to be settled", kind=kind, **TARGETS.get(kind, {}))
        yield a_status(reading=a_reading(target=target, verdict=Verdict.MET, aim=Decimal("6.2")))
        yield answers.TargetAnswer(**ASKED, reading=a_reading(target=target, verdict=Verdict.NOT_JUDGED))
    for missing in Missing:
        figure = a_figure("~", "Q4 2013/14", missing=missing)
        yield a_status(reading=a_reading(figure=figure, verdict=Verdict.NO_DATA), no_figure=True)
    for accumulation in Accumulation:
        for polarity in Polarity:
            series = a_series(polarity, accumulation=accumulation, accumulation_assumed=True)
            reading = a_reading(indicator=an_indicator(series=[series]), target=a_target("6"), verdict=Verdict.NEAR)
            yield a_status(reading=reading)
            yield answers.Meaning(**ASKED, reading=reading)


def _of_each_question() -> Iterator[Said]:
    for gap in Gap:
        yield answers.Unknown(**ASKED, gap=gap, about="CP-44")
        yield a_full_unknown(gap)
    for stage in Stage:
        match = Match(indicator=an_indicator(), stage=stage, phrase="obesty", means="obesity")
        yield a_status(match=match)
        yield a_status(match=dataclasses.replace(match, means=""))
    for rag in (None, "red", "amber", "green", "none"):
        for moved in (None, "better", "worse", "same"):
            for target in (None, "met", "missed", "none"):
                yield a_listing(2, filter=Filter(rag=rag, movement=moved, target=target))
    yield a_listing(2, count_only=True)
    yield a_listing(0)


def a_full_status() -> answers.Status:
    """A card with nothing left out."""
    series = [a_series(unit="%", decimals=1), a_series(name="per 10,000", unit="per 10,000", headline=False)]
    indicator = an_indicator(series=series, code="NI 117")
    measure = dataclasses.replace(
        indicator.measure, meaning="Young people without a place", method="Head count", caveat="Small group",
        read_with="Not known", counts="people", owner=Owner(post="Named officer 01", organisation="Schools"),
    )  # fmt: skip
    indicator = dataclasses.replace(indicator, measure=measure)
    figure = a_figure(
        "6.5%", "Q4 2013/14", markers=frozenset(Marker), note="Full year", covers=a_period("2012/13"),
        comment="A new centre opened.", source="import",
    )  # fmt: skip
    reading = a_reading(
        indicator=indicator, figure=figure, target=a_target("6.0%"), verdict=Verdict.MISSED, gap=Decimal("-0.5")
    )
    other = dataclasses.replace(reading, series=series[1])
    return a_status(
        reading=reading, others=(other,) * 6, objectives=(an_objective(),) * 5, related=(an_indicator(),) * 5,
        awaited=Awaited(period=a_period("Q4 2013/14"), due=date(2014, 4, 30), available="May 2014"),
    )  # fmt: skip


def a_full_unknown(gap: Gap) -> answers.Unknown:
    indicator = an_indicator(code="CP-4")
    periods = tuple(
        a_period(f"Q{number} {year}/{year % 100 + 1:02}") for year in range(2000, 2014) for number in (1, 2)
    )
    latest = a_figure("6.5%", "Q4 2013/14", indicator.series[0].id)
    return answers.Unknown(
        **ASKED, gap=gap, about="CP-44", near=(indicator,) * 7, periods=periods, latest=latest, indicators=(indicator,),
        examples=("NEET",),
    )  # fmt: skip


def a_history(periods: int = 6, lines: int = 2) -> answers.History:
    reading = a_reading()
    figures = tuple(a_figure(f"{n}.5%", f"Q{n % 4 + 1} {2000 + n // 4}/{n // 4 + 1:02}") for n in range(periods))
    line = Line(series=reading.series, figures=figures, target=a_target("6.0%"))
    return answers.History(**ASKED, reading=reading, lines=(line,) * lines)


def an_overdue(count: int) -> answers.Overdue:
    owed = tuple(
        (a_reading(f"Indicator {n}"), Awaited(period=a_period("Q4 2013/14"), available="May 2014"))
        for n in range(count)
    )
    return answers.Overdue(**ASKED, period=a_period("Q4 2013/14"), awaited=owed, of=2 * count)


def a_summary(count: int) -> answers.ObjectiveSummary:
    objective, other = an_objective(description="Safe at home"), an_objective("Closing the gap", 13)
    tally = a_tally(count, met=1, near=1, better=1, no_figure=1)
    readings = tuple(a_reading(f"Indicator {n}") for n in range(count))
    return answers.ObjectiveSummary(
        **ASKED, objective=objective, tally=tally, readings=readings, children=((other, tally),) * count,
        parent=other, other_levels=(other,),
    )  # fmt: skip


def a_plan_summary(count: int) -> answers.PlanSummary:
    objectives = [an_objective(f"Objective {n}", n) for n in range(1, count + 1)]
    parts = [dataclasses.replace(each, parent_id=objectives[0].id) for each in objectives[1:]]
    tallies = tuple((each, a_tally(3, met=2, missed=1)) for each in [*objectives[:1], *parts])
    readings = tuple(a_reading(f"Indicator {n}") for n in range(5))
    return answers.PlanSummary(**ASKED, tally=a_tally(90, met=23), objectives=tallies, best=readings, worst=readings)


def with_text(said: Any, *texts: str) -> Any:  # noqa: ANN401  any value of an answer
    """The same with this text in every field that holds text, or these in turn: what people typed may be anything."""
    return _Typed(texts).over(said)


class _Typed:
    """Puts texts into values, in turn; what stands in several places stays one and the same."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._next = cycle(texts).__next__
        self._done: dict[int, Any] = {}

    def over(self, said: Any) -> Any:  # noqa: ANN401  any value of an answer
        kind = type(said)
        if kind is str:
            return self._next()
        if _stays(kind):
            return said
        if isinstance(said, tuple):
            return tuple(map(self.over, said))
        if id(said) not in self._done:
            self._done[id(said)] = self._again(said)
        return self._done[id(said)]

    def _again(self, said: Any) -> Any:  # noqa: ANN401  any value of an answer
        if isinstance(said, Sought):  # but for words and names, ours alone
            return dataclasses.replace(said, words=self._next(), by=self._next())
        if isinstance(said, report_pages.Said):  # what it is, is ours too
            return dataclasses.replace(said, text=self._next())
        kind = type(said)
        return kind(**{name: self.over(getattr(said, name)) for name in _names(kind)})


@cache
def _stays(kind: type) -> bool:
    """Whether there is nothing in a value of this kind that people typed."""
    return issubclass(kind, type | Enum | Period | Filter) or not (
        issubclass(kind, tuple) or dataclasses.is_dataclass(kind)
    )


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)
