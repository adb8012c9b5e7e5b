"""How a line's figures add up over the year: what the plan says of it, and what the figures themselves show."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.model import Accumulation

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_COUNT = re.compile(r"\b(?:rate|average|mean|median|ratio|score|index|proportion|percentage|per|point)s?\b|%")
CLIMB = Decimal("2.5")  # a year's Q4 over its Q1, at least; four equal quarters added up give 4
_WORDS = (  # tried in order: an average over three years is no running total, nor is what is "not cumulative"
    (Accumulation.PER_PERIOD, r"\b(?:not|non)[ -]cumulative\b|\bquarter alone\b"),
    (Accumulation.AVERAGE, r"\b(?:\d|two|three|five)[ -]?years?(?:'s)? (?:rolling )?average\b"),
    (Accumulation.ANNUALISED, r"\bper annum\b|\bannualised\b|\bannualized\b|\bfull[- ]year equivalent\b"),
    (Accumulation.ROLLING, r"\b(?:12|twelve)[- ]months? rolling\b|\brolling (?:12|twelve|year|total)\b"),
    (Accumulation.CUMULATIVE, r"\bcumulative\b|\brunning total\b|\byear to date\b|\bytd\b"),
    (Accumulation.POINT, r"\bsnapshot\b|\bpoint in time\b|\bat (?:quarter|period|month|year)[- ]end\b"),
    (Accumulation.POINT, r"\b(?:at|on) (?:the )?(?:end|last day) of (?:the |each )?(?:quarter|period|year)\b"),
    (Accumulation.PER_PERIOD, r"\b(?:each|per|in the|in each) quarter\b|\bquarterly (?:total|count)s?\b"),
)


class Settled(NamedTuple):
    """How a line accumulates, and whether that was worked out instead of read."""

    accumulation: Accumulation
    assumed: bool


def stated(*texts: str) -> Accumulation | None:
    """What a text says: the Good Performance cell before the title.

    >>> stated("Lower numbers (12 month rolling total)")
    <Accumulation.ROLLING: 'rolling'>
    """
    for text in texts:
        for accumulation, pattern in _WORDS:
            if re.search(pattern, text.lower()):
                return accumulation
    return None


def climbs_from_the_start(quarters: Sequence[Decimal | None], *, strictly: bool = True) -> bool:
    """Whether a year's four quarters run up as a total since April does: each above the last, Q4 at least 2.5 x Q1.

    Theft offences of 96, 206, 306, 392 do. Without `strictly` a quarter may repeat the one before it, as few
    offences do: 3, 7, 7, 8.
    """
    known = [quarter for quarter in quarters if quarter is not None]
    if len(quarters) != 4 or len(known) != 4 or known[0] < 0:
        return False
    climbs = all(later > earlier or (later == earlier and not strictly) for earlier, later in pairwise(known))
    return climbs and known[3] > 0 and known[3] >= CLIMB * known[0]


def is_like_a_year_end(outturn: Decimal | None, quarters: Sequence[Decimal | None]) -> bool:
    """Whether the last whole year's figure is nearer to Q4 than to Q1: then the quarters lead up to a year's total.

    An outturn of 4261 before 1072 ... 5007 referrals is. One school in special measures last year, before 1, 1, 8, 9,
    is not: the number of schools grew.
    """
    if outturn is None or not quarters or quarters[0] is None or quarters[-1] is None:
        return False
    return 2 * outturn > quarters[0] + quarters[-1]


def moves_with(rate: Sequence[Decimal | None], count: Sequence[Decimal | None]) -> bool:
    """Whether a rate grows over the quarters as the count above it does: then both run up, or neither.

    1072 to 5007 referrals beside 681 to 795 per 10,000 do not move together: the rate is scaled up to a full year.
    True where there are not two quarters to tell by.
    """
    pairs = [(r, c) for r, c in zip(rate, count, strict=False) if r and c]
    if len(pairs) < 2:
        return True
    (first_rate, first_count), (last_rate, last_count) = pairs[0], pairs[-1]
    return 4 * last_rate * first_count >= 3 * last_count * first_rate


def runs_up_so_far(quarters: Sequence[Decimal | None], whole_year: Decimal) -> bool:
    """Whether the first two or three quarters run up as a total since April does: 80 and 160 on the way to 320.

    Each is above the last by at least half of Q1, which is the pace that `climbs_from_the_start` asks for at Q4.
    """
    known = [quarter for quarter in quarters if quarter is not None]
    if len(known) < 2 or list(quarters[: len(known)]) != known or 2 * known[0] > whole_year:
        return False
    steady = all(2 * each >= known[0] * (2 + place) for place, each in enumerate(known))
    return known[0] > 0 and steady and all(later > earlier for earlier, later in pairwise(known))


def are_parts_of(quarters: Sequence[Decimal | None], whole_year: Decimal) -> bool:
    """Whether each quarter is so far below a whole year (half of it at most) that it can only be a part of it."""
    known = [quarter for quarter in quarters if quarter is not None]
    return bool(known) and whole_year > 0 and all(0 <= 2 * quarter <= whole_year for quarter in known)


def is_count(title: str, unit: str, printed: Sequence[Decimal]) -> bool:
    """Whether a line counts things or money, so that quarters can add up: whole numbers, and no average or rate."""
    if unit == "%" or unit.startswith("per ") or _NO_COUNT.search(f"{title} {unit}".lower()):
        return False
    return unit == "£" or all(number == number.to_integral_value() for number in printed)


def settle_count(quarters: Sequence[Decimal | None], whole_year: Decimal | None) -> Settled:
    """How a line of counts adds up of which nothing is said, by its last whole year or, without one, its target.

    80 and 75 after 320 are counts of each quarter alone: not even a bad quarter undoes the one before it. 80 and 160
    are a running total. 584 after 561 is a count on a day.
    """
    if whole_year is None:
        return Settled(Accumulation.POINT, assumed=False)
    if runs_up_so_far(quarters, whole_year):
        return Settled(Accumulation.CUMULATIVE, assumed=True)
    if are_parts_of(quarters, whole_year):
        return Settled(Accumulation.PER_PERIOD, assumed=True)
    return Settled(Accumulation.POINT, assumed=False)


def settle(
    said: Accumulation | None, quarters: Sequence[Decimal | None], outturn: Decimal | None, unit: str
) -> Settled:
    """How a line accumulates: as said, unless its figures show a running total that was not said.

    Worked examples, all of Nottingham City 2013/14:

    * "12 month rolling total", 96, 206, 306, 392 after 451: CUMULATIVE, assumed (a rolling total does not start low);
    * nothing said, 258, 417, 695, 1119 after 988: CUMULATIVE, assumed;
    * a label of its own needs no outturn: "12 month rolling total", 35, 68, 99, 135 after 26 is CUMULATIVE, assumed;
    * a percentage never runs up: 25.0%, 25.0%, 35.1%, 45.5% is POINT.
    """
    if unit == "%" or said not in {None, Accumulation.ROLLING}:
        return Settled(said or Accumulation.POINT, assumed=False)
    if said is None:
        shown = climbs_from_the_start(quarters) and is_like_a_year_end(outturn, quarters)
    else:
        shown = climbs_from_the_start(quarters, strictly=False)
    return (
        Settled(Accumulation.CUMULATIVE, assumed=True) if shown else Settled(said or Accumulation.POINT, assumed=False)
    )


def settle_rate(
    said: Accumulation | None,
    quarters: Sequence[Decimal | None],
    count: Sequence[Decimal | None],
    above: Settled,
    outturn: Decimal | None = None,
) -> Settled:
    """How a rate accumulates that stands under its count.

    * "per annum": ANNUALISED, said;
    * under a running total, 35, 62, 99, 157 beside 222, 392, 626, 987: as its count, for it runs up too;
    * under a running total, 681, 727, 757, 795 beside 1072, 2291, 3577, 5007: ANNUALISED, assumed;
    * under counts of each quarter alone, 24 and 23 after 96: as its count; 95 and 94 after 96: ANNUALISED, assumed.
    """
    if said is not None and said is not above.accumulation:
        return Settled(said, assumed=False)
    if above.accumulation is Accumulation.CUMULATIVE and not moves_with(quarters, count):
        return Settled(Accumulation.ANNUALISED, assumed=True)
    if above.accumulation is Accumulation.PER_PERIOD and not (outturn and are_parts_of(quarters, outturn)):
        return Settled(Accumulation.ANNUALISED, assumed=True)
    return above
