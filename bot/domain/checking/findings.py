"""What a check finds, as a value, and one line of a plan as the checks look at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.comparing import by_period
from bot.domain.judging import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.judgement import Judgement
    from bot.domain.model import Catalogue, Figure, Indicator, Mark, Series, Target, Test
    from bot.domain.periods import Period


class Rule(StrEnum):
    """What can be found, in the order it is reported: the board's paper first, then its figures, then the plan."""

    MARK_CONTRADICTS = "mark-contradicts"
    MARK_TOO_EARLY = "mark-too-early"
    MARK_WITHOUT_POLARITY = "mark-without-polarity"
    MARK_WITHOUT_FIGURES = "mark-without-figures"
    MARK_MISSING = "mark-missing"
    POLARITY_DOUBTFUL = "polarity-doubtful"
    TARGET_WITHOUT_POLARITY = "target-without-polarity"
    TARGET_EASIER = "target-easier"
    LABEL_CONTRADICTS = "label-contradicts"
    LABEL_MISSING = "label-missing"
    CUMULATIVE_FALLS = "cumulative-falls"
    PERIOD_OFF_COLUMN = "period-off-column"
    PERIOD_TWICE = "period-twice"
    PERIOD_BACKWARDS = "period-backwards"
    PERIOD_UNSAID = "period-unsaid"
    PROVISIONAL_STILL = "provisional-still"
    RATE_OFF = "rate-off"
    SUM_OFF = "sum-off"
    PERCENTAGE_OFF = "percentage-off"
    WORDS_AMONG_NUMBERS = "words-among-numbers"
    NO_OWNER = "no-owner"
    DUPLICATE_TITLE = "duplicate-title"
    POLARITY_REFERENCE = "polarity-reference"
    UNIT_REFERENCE = "unit-reference"
    CANNOT_BE_CHECKED = "cannot-be-checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an officer should look at. `detail` is one sentence, with the numbers in it."""

    rule: Rule
    code: str
    title: str
    row: int | None
    series: str
    period: Period | None
    test: Test | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series of one indicator with its figures and what our own rules say of the latest."""

    indicator: Indicator
    series: Series
    held: Mapping[Period, Figure]  # those with a value
    judgement: Judgement

    @property
    def target(self) -> Target | None:
        return self.judgement.target

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.indicator.marks if mark.series_id == self.series.id)

    @property
    def in_order(self) -> list[Figure]:
        return [self.held[period] for period in sorted(self.held)]

    def finding(self, rule: Rule, detail: str, *, period: Period | None = None, test: Test | None = None) -> Finding:
        return Finding(
            rule=rule,
            code=self.indicator.code,
            title=self.indicator.title,
            row=self.series.row,
            series=self.series.name,
            period=period,
            test=test,
            detail=detail,
        )


def lines_of(catalogue: Catalogue, figures: Mapping[int, Sequence[Figure]]) -> Iterator[Line]:
    """Every line of a plan, as printed."""
    for indicator in catalogue.indicators:
        for series in indicator.series:
            given = figures.get(series.id, ())
            judgement = judge(indicator, series, given)
            yield Line(indicator=indicator, series=series, held=by_period(given), judgement=judgement)


def printed(figure: Figure) -> str:
    """The figure as printed, without the period beside it: "7.17%"."""
    text = " ".join(figure.as_printed.split())
    return text.split(" (")[0] if figure.covers else text


def said(figure: Figure) -> str:
    """A figure with its period: "7.17% (Q4 2013/14)", "9.9% (academic year 2011/12, in the column 2012/13)"."""
    period = f"{figure.covers.label}, in the column {figure.period.label}" if figure.covers else figure.period.label
    return f"{printed(figure)} ({period})"
