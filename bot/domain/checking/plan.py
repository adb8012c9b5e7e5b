"""Checks a plan's targets, owners and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.checking.findings import Finding, Line, Rule, said
from bot.domain.checking.polarity import expected, way
from bot.domain.comparing import outturn
from bot.domain.model import Polarity, TargetKind
from bot.domain.periods import Kind, year
from bot.domain.targets import gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.model import Figure, Target

_ONE_WAY = frozenset({Polarity.HIGHER, Polarity.LOWER})
_NEED_A_WAY = frozenset({TargetKind.VALUE, TargetKind.BETTER})


def targets(line: Line) -> Iterator[Finding]:
    """Targets that nothing can be judged by, for want of a good way, and targets easier than what was reached.

    Where the plan names no good way, the usual one is good enough to ask whether a target is easy.
    """
    wanted = expected(line.indicator.title, line.series)
    usual = wanted.polarity if wanted and wanted.polarity in _ONE_WAY else None
    polarity = line.series.polarity if line.series.polarity in _ONE_WAY else usual
    for target in line.indicator.targets:
        if target.series_id != line.series.id or target.kind not in _NEED_A_WAY:
            continue
        if line.series.polarity not in _ONE_WAY:
            as_a_rule = f"; as a rule {way(usual)}" if usual else ""
            detail = f'The target "{target.as_printed}" cannot be judged: the plan names no good way{as_a_rule}.'
            yield line.finding(Rule.TARGET_WITHOUT_POLARITY, detail, period=target.period)
        before = _before(line, target)
        if polarity and before and _is_easier(target, before, polarity):
            detail = (
                f"The target of {target.as_printed} for {target.period.label} is easier than {said(before)}, "
                f"already reached, as {way(polarity)}."
            )
            yield line.finding(Rule.TARGET_EASIER, detail, period=target.period)


def owners(lines: Sequence[Line]) -> Iterator[Finding]:
    """Indicators that nobody answers for."""
    for line in _first_of_each(lines):
        owner = line.indicator.measure.owner
        if owner is None or not owner.label:
            yield line.finding(Rule.NO_OWNER, "Nobody is named who answers for it.")


def titles(lines: Sequence[Line]) -> Iterator[Finding]:
    """Two indicators with one title, which nobody can tell apart in an answer."""
    seen: dict[str, Line] = {}
    for line in _first_of_each(lines):
        first = seen.setdefault(" ".join(line.indicator.title.casefold().split()), line)
        if first is not line:
            place = f" in row {first.series.row}" if first.series.row else ""
            yield line.finding(Rule.DUPLICATE_TITLE, f"Another indicator{place} has the same title.")


def _before(line: Line, target: Target) -> Figure | None:
    """What had been reached when the target was set: the outturn of the year before its own, or of one more."""
    if target.period.kind is not Kind.YEAR:
        return None
    this = target.period
    earlier = (outturn(line.held, year(this.year - years, this.first_month), line.series) for years in (1, 2))
    return next((figure for figure in earlier if figure), None)


def _is_easier(target: Target, before: Figure, polarity: Polarity) -> bool:
    if target.value is None or before.value is None:
        return False
    distance = gap(before.value, target.value, polarity)
    return distance is not None and distance > 0


def _first_of_each(lines: Sequence[Line]) -> list[Line]:
    """One line for each indicator, the first as printed."""
    return list({line.indicator.id: line for line in reversed(lines)}.values())[::-1]
