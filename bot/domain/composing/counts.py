"""The table of counts: the plan as a whole and each objective, by our own judgement or from the printed marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.counting import as_printed, members, printed_lines
from bot.domain.judgement import Movement, Reading, Verdict
from bot.domain.judging import judge
from bot.domain.reporting import Counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.domain.model import Catalogue, Figure, Indicator, Objective

NOT_WORSE = frozenset({Movement.BETTER, Movement.SAME})
COMPARED = NOT_WORSE | {Movement.WORSE}
JUDGED = frozenset({Verdict.MET, Verdict.NEAR, Verdict.MISSED})


def lines(
    catalogue: Catalogue, readings: Iterable[Reading], figures: Mapping[int, Sequence[Figure]]
) -> dict[int, tuple[Reading, ...]]:
    """What is counted, by measure: the plan's own numbered lines (the City's 111), else each indicator's headline."""
    by_headline = {reading.series.id: reading for reading in readings}
    found: dict[int, list[Reading]] = {}
    for line in printed_lines(catalogue.indicators):
        series = line.series if line.series.pi is not None else line.indicator.headline
        reading = by_headline.get(series.id) or Reading(
            indicator=line.indicator,
            series=series,
            judgement=judge(line.indicator, series, figures.get(series.id, ())),
        )
        found.setdefault(line.indicator.id, []).append(reading)
    return {number: tuple(held) for number, held in found.items()}


def table(
    catalogue: Catalogue,
    counted: Mapping[int, tuple[Reading, ...]],
    uncounted: Collection[int] = (),
    *,
    from_marks: bool,
) -> tuple[Counts, ...]:
    """Overall first, then each objective in the plan's order; a strategic one counts all that is under it.

    A printed report's marks are public already, so that none of them is `uncounted`.
    """
    whole: list[tuple[Objective | None, tuple[Indicator, ...]]] = [(None, catalogue.indicators)]
    whole += [(each, members(catalogue, each)) for each in in_tree(catalogue.objectives)]
    return tuple(
        printed(objective, found) if from_marks else judged(objective, found, counted, uncounted)
        for objective, found in whole
    )


def judged(
    objective: Objective | None,
    indicators: Iterable[Indicator],
    counted: Mapping[int, tuple[Reading, ...]],
    uncounted: Collection[int] = (),
) -> Counts:
    """By our judgement. Better or equal is out of all lines; met is out of those whose target was judged."""
    told = [reading for each in indicators for reading in counted.get(each.id, ())]
    judgements = [reading.judgement for reading in told if reading.series.id not in uncounted]
    return Counts(
        objective=objective,
        indicators=len(judgements),
        better_or_equal=sum(each.direction.movement in NOT_WORSE for each in judgements),
        with_target=sum(each.verdict in JUDGED for each in judgements),
        target_met=sum(each.verdict is Verdict.MET for each in judgements),
        compared=sum(each.direction.movement in COMPARED for each in judgements),
        uncounted=len(told) - len(judgements),
    )


def printed(objective: Objective | None, indicators: Iterable[Indicator]) -> Counts:
    """From the ticks and crosses of the printed report: equals its own summary, figure by figure."""
    tally = as_printed(indicators)
    return Counts(
        objective=objective,
        indicators=tally.indicators,
        better_or_equal=tally.better,
        with_target=tally.with_target,
        target_met=tally.met,
        compared=tally.compared,
    )


def in_tree(objectives: Sequence[Objective]) -> tuple[Objective, ...]:
    """Each objective followed by those under it, as the City's summary lists them."""
    known = {each.id for each in objectives}
    under: dict[int | None, list[Objective]] = {}
    for each in objectives:
        under.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    found: list[Objective] = []

    def add(parent: int | None) -> None:
        for each in under.get(parent, ()):
            found.append(each)
            add(each.id)

    add(None)
    return tuple(found)
