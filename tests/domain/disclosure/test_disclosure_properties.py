"""Whoever knows the rule, every sum and every earlier paper cannot tell a hidden number."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure import Audience, hidden_cells, protect, rule_for
from bot.domain.judging import read_all
from tests.domain.disclosure.plans import (
    CUMULATIVE,
    PER_PERIOD,
    QUARTERS,
    a_catalogue,
    a_line,
    an_indicator_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.disclosure import Rule
    from tests.domain.disclosure.plans import Given

WITH_YEAR = (*QUARTERS, "2013/14")
SLACK = 6  # how far above the largest number shown an attacker looks for another answer

thresholds = st.integers(2, 6)
counts = st.integers(0, 14)
quarters = st.lists(counts, min_size=4, max_size=4)


def rule(threshold: int) -> Rule:
    return rule_for(Audience.PUBLIC, board=0, public=threshold)


@dataclass
class Attack:
    """Every answer that fits what is shown: the slow way, which tries them all."""

    shown: dict[int, int | None]  # by unknown; None: hidden
    sums: list[tuple[tuple[int, ...], int]]  # these together are that one
    small: set[int]  # what the attacker knows to be from 1 to the threshold
    threshold: int

    def answers(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {each: set() for each in self.shown}
        most = max((each for each in self.shown.values() if each is not None), default=0) + SLACK
        for each in self._fitting(self.shown, most):
            for number, value in each.items():
                found[number].add(value)
        return found

    def _fitting(self, held: Mapping[int, int | None], most: int) -> Iterator[Mapping[int, int]]:
        left = [number for number, value in held.items() if value is None]
        if not left:
            if all(sum(held[part] or 0 for part in parts) == held[whole] for parts, whole in self.sums):
                yield {number: value for number, value in held.items() if value is not None}
            return
        number, values = self._next(held, left, most)
        for value in values:
            yield from self._fitting({**held, number: value}, most)

    def _next(self, held: Mapping[int, int | None], left: list[int], most: int) -> tuple[int, Sequence[int]]:
        """An unknown that its sum leaves one value for, else one that is known to be small, else any."""
        for parts, whole in self.sums:
            unknown = [each for each in (*parts, whole) if held[each] is None]
            if len(unknown) == 1:
                together = sum(held[part] or 0 for part in parts)
                value = together if unknown == [whole] else (held[whole] or 0) - together
                fits = 1 <= value <= self.threshold if unknown[0] in self.small else value >= 0
                return unknown[0], [value] if fits else []
        number = next((each for each in left if each in self.small), left[0])
        return number, range(1, self.threshold + 1) if number in self.small else range(most + 1)


def hidden_of(lines: Sequence[Given], threshold: int) -> list[set[str]]:
    """The periods that are hidden, line by line."""
    indicator, figures = an_indicator_of(*lines)
    cells = hidden_cells(a_catalogue(indicator), figures, rule(threshold))
    return [{each.period.label for each in held if (s.id, each.period) in cells} for s, held in lines]


def printed(numbers: Sequence[int]) -> list[str]:
    return [str(each) for each in numbers]


def small_of(numbers: Mapping[int, int], threshold: int) -> set[int]:
    return {each for each, value in numbers.items() if 0 < value <= threshold}


@given(quarters, thresholds)
def test_no_quarter_is_given_back_by_its_year(each: list[int], threshold: int) -> None:
    numbers = dict(enumerate([*each, sum(each)]))
    (gone,) = hidden_of([a_line(printed(list(numbers.values())), WITH_YEAR, accumulation=PER_PERIOD)], threshold)
    shown = {number: None if WITH_YEAR[number] in gone else value for number, value in numbers.items()}
    small = small_of(numbers, threshold)
    found = Attack(shown, [((0, 1, 2, 3), 4)], small, threshold).answers()
    assert all(len(found[number]) > 1 for number in small)


@given(quarters, thresholds)
def test_no_growth_of_a_running_total_is_given_back_by_it(each: list[int], threshold: int) -> None:
    totals = [sum(each[: place + 1]) for place in range(4)]
    (gone,) = hidden_of([a_line(printed(totals), accumulation=CUMULATIVE)], threshold)
    numbers = dict(enumerate(totals)) | {10 + place: each[place] for place in range(1, 4)}
    shown: dict[int, int | None] = {place: None if QUARTERS[place] in gone else totals[place] for place in range(4)}
    shown |= dict.fromkeys(range(11, 14))
    small = small_of(numbers, threshold)
    found = Attack(shown, [((place - 1, 10 + place), place) for place in (1, 2, 3)], small, threshold).answers()
    assert all(len(found[number]) > 1 for number in small)


@given(quarters, thresholds)
def test_a_running_total_and_its_quarters_do_not_give_each_other_back(each: list[int], threshold: int) -> None:
    totals = [sum(each[: place + 1]) for place in range(4)]
    lines = [a_line(printed(each), accumulation=PER_PERIOD), a_line(printed(totals), accumulation=CUMULATIVE)]
    alone, running = hidden_of(lines, threshold)
    shown: dict[int, int | None] = {place: None if QUARTERS[place] in alone else each[place] for place in range(4)}
    shown |= {10 + place: None if QUARTERS[place] in running else totals[place] for place in range(4)}
    sums = [((0,), 10), *(((9 + place, place), 10 + place) for place in (1, 2, 3))]
    small = small_of(dict(enumerate(each)), threshold)
    found = Attack(shown, sums, small, threshold).answers()
    assert all(len(found[number]) > 1 for number in small)


@given(st.lists(counts, min_size=2, max_size=4), thresholds)
def test_no_category_is_given_back_by_the_total(parts: list[int], threshold: int) -> None:
    numbers = dict(enumerate([*parts, sum(parts)]))
    lines = [a_line([str(each)], QUARTERS[:1]) for each in numbers.values()]
    gone = hidden_of(lines, threshold)
    shown = {number: None if gone[number] else value for number, value in numbers.items()}
    small = small_of(numbers, threshold)
    last = len(parts)
    found = Attack(shown, [(tuple(range(last)), last)], small, threshold).answers()
    assert all(len(found[number]) > 1 for number in small)


@given(quarters, thresholds, st.sampled_from([PER_PERIOD, CUMULATIVE]))
def test_what_one_paper_hides_the_next_hides_and_what_it_shows_the_next_shows(
    each: list[int], threshold: int, accumulation: object
) -> None:
    totals = [sum(each[: place + 1]) for place in range(4)] if accumulation is CUMULATIVE else each
    papers = [
        hidden_of([a_line(printed(totals[:place]), QUARTERS[:place], accumulation=accumulation)], threshold)[0]
        for place in range(1, 5)
    ]
    for place, (before, after) in enumerate(pairwise(papers), start=1):
        assert after.intersection(QUARTERS[:place]) == before


@given(quarters, thresholds, thresholds)
def test_whoever_reads_the_board_s_paper_and_the_public_s_learns_no_more_than_from_the_board_s(
    each: list[int], board: int, public: int
) -> None:
    indicator, figures = an_indicator_of(a_line(printed([*each, sum(each)]), WITH_YEAR, accumulation=PER_PERIOD))
    for_board, for_public = (
        hidden_cells(a_catalogue(indicator), figures, rule_for(audience, board=board, public=public))
        for audience in Audience
    )
    assert for_board <= for_public


@given(quarters, st.integers(40, 90), thresholds)
def test_a_rate_is_hidden_wherever_its_number_is(each: list[int], population: int, threshold: int) -> None:
    rates = [f"({1000 * number // population})" for number in each]
    number, rate = hidden_of([a_line(printed(each)), a_line(rates, unit="per 1,000")], threshold)
    assert number == rate


@given(quarters, thresholds)
def test_no_verdict_direction_or_change_rests_on_a_hidden_number(each: list[int], threshold: int) -> None:
    indicator, figures = an_indicator_of(a_line(printed([*each, sum(each)]), WITH_YEAR, accumulation=PER_PERIOD))
    safe = protect(a_catalogue(indicator), figures, rule(threshold))
    gone = hidden_cells(a_catalogue(indicator), figures, rule(threshold))
    for period in {figure.period for held in figures.values() for figure in held}:
        for reading in read_all(indicator, safe, asked=period):
            judgement = reading.judgement
            if judgement.figure and (reading.series.id, judgement.figure.period) in gone:
                assert judgement.gap is None
                assert judgement.rag.value == "none"
                assert judgement.direction.change is None
            for moved in (judgement.direction, judgement.since_last):
                against = moved.against if moved else None
                assert against is None or (reading.series.id, against.period) not in gone
