"""What holds of every judgement, against an obvious slow version of the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.judgement import Judgement, Movement, Verdict
from bot.domain.judging import judge
from bot.domain.model import Accumulation, Polarity, Series, Target, TargetKind
from bot.domain.rounding import rounded, share
from tests.builders import a_figure, a_series, a_target, an_indicator

ORDER = [Verdict.MISSED, Verdict.NEAR, Verdict.MET]
MOVES = [Movement.WORSE, Movement.SAME, Movement.BETTER]
numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2)
tolerances = st.none() | st.decimals(min_value=0, max_value=100, places=2)
one_way = st.sampled_from([Polarity.HIGHER, Polarity.LOWER])
relative = st.sampled_from([TargetKind.BETTER, TargetKind.REDUCE])


def judged(series: Series, target: Target, now: Decimal, last_year: Decimal) -> Judgement:
    figures = [a_figure(str(last_year), "2012/13"), a_figure(str(now), "Q4 2013/14")]
    return judge(an_indicator(series=[series], targets=(target,)), series, figures)


def slowly(polarity: Polarity, now: Decimal, aim: Decimal, tolerance: Decimal | None) -> Verdict:
    """By whole hundredths, one case at a time."""
    value, wanted, slack = (int(number * 100) for number in (now, aim, tolerance or Decimal(0)))
    if polarity is Polarity.HIGHER:
        met, near = value in range(wanted, value + 1), value >= wanted - slack
    else:
        met, near = value in range(value, wanted + 1), value <= wanted + slack
    return Verdict.MET if met else Verdict.NEAR if near else Verdict.MISSED


@given(one_way, numbers, numbers, tolerances)
def test_a_verdict_is_what_counting_in_hundredths_says(
    polarity: Polarity, now: Decimal, aim: Decimal, tolerance: Decimal | None
) -> None:
    series = a_series(polarity, id=1, tolerance=tolerance)
    assert judged(series, a_target(str(aim)), now, now).verdict is slowly(polarity, now, aim, tolerance)


@given(one_way, numbers, numbers, numbers, numbers, tolerances)
def test_a_better_figure_never_gets_a_worse_verdict_or_direction(
    polarity: Polarity, first: Decimal, second: Decimal, aim: Decimal, last_year: Decimal, tolerance: Decimal | None
) -> None:
    series = a_series(polarity, id=1, tolerance=tolerance)
    worse, better = sorted((first, second), reverse=polarity is Polarity.LOWER)
    low, high = (judged(series, a_target(str(aim)), value, last_year) for value in (worse, better))
    assert ORDER.index(low.verdict) <= ORDER.index(high.verdict)
    assert MOVES.index(low.direction.movement) <= MOVES.index(high.direction.movement)


@given(relative, one_way, numbers, numbers, numbers, tolerances)
def test_a_better_figure_never_does_worse_against_last_year(
    kind: TargetKind, polarity: Polarity, first: Decimal, second: Decimal, last_year: Decimal, tolerance: Decimal | None
) -> None:
    series = a_series(polarity, id=1, tolerance=tolerance)
    lower_is_good = kind is TargetKind.REDUCE or polarity is Polarity.LOWER
    worse, better = sorted((first, second), reverse=lower_is_good)
    target = a_target("in words", kind=kind)
    low, high = (judged(series, target, value, last_year).verdict for value in (worse, better))
    assert ORDER.index(low) <= ORDER.index(high)
    assert (judged(series, target, last_year, last_year).verdict is Verdict.MET) is False


@given(numbers, numbers, numbers, numbers, tolerances)
def test_nearer_to_a_band_never_gets_a_worse_verdict(
    first: Decimal, second: Decimal, one: Decimal, other: Decimal, tolerance: Decimal | None
) -> None:
    low, high = sorted((one, other))
    target = a_target("in range", kind=TargetKind.BAND, low=low, high=high)
    series = a_series(Polarity.BAND, id=1, tolerance=tolerance)

    def away(value: Decimal) -> Decimal:
        return max(low - value, value - high, Decimal(0))

    far, near = sorted((first, second), key=away, reverse=True)
    verdicts = [judged(series, target, value, value).verdict for value in (far, near)]
    assert ORDER.index(verdicts[0]) <= ORDER.index(verdicts[1])
    assert (verdicts[1] is Verdict.MET) is (low <= near <= high)


@given(one_way, numbers, numbers, st.integers(1, 3))
def test_no_running_total_is_ever_judged_or_compared_before_the_year_ends(
    polarity: Polarity, now: Decimal, aim: Decimal, number: int
) -> None:
    series = a_series(polarity, id=1, accumulation=Accumulation.CUMULATIVE)
    indicator = an_indicator(series=[series], targets=(a_target(str(aim)),))
    figures = [a_figure("1", "2012/13"), a_figure(str(now), f"Q{number} 2013/14")]
    judgement = judge(indicator, series, figures)
    assert judgement.verdict is Verdict.NOT_JUDGED
    assert judgement.direction.movement is Movement.NONE


@given(one_way, numbers, numbers)
def test_swapping_now_and_then_swaps_better_and_worse(polarity: Polarity, now: Decimal, then: Decimal) -> None:
    series, target = a_series(polarity, id=1), a_target("0")
    there = judged(series, target, now, then).direction
    back = judged(series, target, then, now).direction
    assert MOVES.index(there.movement) + MOVES.index(back.movement) == 2
    assert there.change is not None
    assert there.change == -(back.change or 0)


@given(one_way, numbers, numbers)
def test_the_decimals_a_figure_is_written_with_do_not_matter(polarity: Polarity, now: Decimal, aim: Decimal) -> None:
    series = a_series(polarity, id=1)
    plain = judged(series, a_target(str(aim)), now, aim)
    longer = judged(replace(series), a_target(f"{aim}0"), Decimal(f"{now}000"), aim)
    assert (plain.verdict, plain.direction.movement) == (longer.verdict, longer.direction.movement)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12), st.integers(0, 4))
def test_rounding_goes_to_the_nearest_and_halves_away_from_zero(value: Decimal, decimals: int) -> None:
    scaled = abs(Fraction(value)) * 10**decimals
    slow = int(scaled) + (1 if scaled - int(scaled) >= Fraction(1, 2) else 0)
    assert abs(Fraction(rounded(value, decimals))) * 10**decimals == slow
    assert rounded(-value, decimals) == -rounded(value, decimals)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_the_nearest_tenth_of_a_per_cent(part: int, whole: int) -> None:
    exact = Fraction(part * 100, whole)
    found = share(part, whole)
    assert found is not None
    assert -Fraction(1, 20) <= exact - Fraction(found) < Fraction(1, 20)
