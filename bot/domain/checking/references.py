"""Checks a plan against a reference dictionary, and lists the percentages whose small numbers nobody can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.checking.findings import Finding, Rule, lines_of
from bot.domain.checking.polarity import way
from bot.domain.dictionary import matched
from bot.domain.disclosure import cannot_be_checked, counted
from bot.domain.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.domain.checking.findings import Line
    from bot.domain.dictionary import Reference
    from bot.domain.model import Catalogue, Figure, Indicator

_ONE_WAY = frozenset({Polarity.HIGHER, Polarity.LOWER})


def against_references(
    catalogue: Catalogue, figures: Mapping[int, Sequence[Figure]], references: Iterable[Reference]
) -> Iterator[Finding]:
    """Indicators whose polarity or unit is not the dictionary's; those of which it says nothing are not questioned."""
    found = matched(catalogue, references)
    lines: dict[int, list[Line]] = {}
    for line in lines_of(catalogue, figures) if found else ():
        lines.setdefault(line.indicator.id, []).append(line)
    by_rule: tuple[list[Finding], list[Finding]] = ([], [])
    for indicator in catalogue.indicators:
        if indicator.id in found:
            by_rule[0].extend(_polarity(lines[indicator.id], found[indicator.id]))
            by_rule[1].extend(_unit(indicator, lines[indicator.id], found[indicator.id]))
    yield from (each for held in by_rule for each in held)


def uncheckable(catalogue: Catalogue, figures: Mapping[int, Sequence[Figure]]) -> Iterator[Finding]:
    """Shares and rates of people without their two counts: whether few people stand behind them cannot be told."""
    for line in lines_of(catalogue, figures):
        kind = counted(line.indicator.measure, line.series)
        these = [each for each in line.in_order if cannot_be_checked(kind, each)]
        if these:
            periods = "1 period" if len(these) == 1 else f"{len(these)} periods"
            detail = f"Without the numerator and the denominator of {periods}, small numbers cannot be looked for."
            yield line.finding(Rule.CANNOT_BE_CHECKED, detail)


def _polarity(lines: Sequence[Line], reference: Reference) -> Iterator[Finding]:
    line = next((each for each in lines if each.series.polarity in _ONE_WAY), lines[0])
    ours, theirs = line.series.polarity, reference.polarity
    if theirs is None or ours is theirs:
        return
    if theirs is Polarity.NONE and ours not in _ONE_WAY:
        return
    said = f"gives {_said(reference)} no good direction" if theirs is Polarity.NONE else f"has {way(theirs)}"
    about = f"the dictionary {said}" + ("" if theirs is Polarity.NONE else f" for {_said(reference)}")
    yield line.finding(Rule.POLARITY_REFERENCE, f"In the plan {_ours(ours)}, but {about}.")


def _ours(polarity: Polarity) -> str:
    return "no way is said to be good" if polarity is Polarity.NONE else way(polarity)


def _unit(indicator: Indicator, lines: Sequence[Line], reference: Reference) -> Iterator[Finding]:
    units = {series.unit for series in indicator.series}
    if reference.unit is None or reference.unit in units:
        return
    ours = ", ".join(sorted(unit or "a plain number" for unit in units))
    theirs = reference.unit or "a plain number"
    yield lines[0].finding(
        Rule.UNIT_REFERENCE, f"Its unit is {ours}, but in the dictionary {_said(reference)} is given as {theirs}."
    )


def _said(reference: Reference) -> str:
    named = f'"{reference.name}"'
    return f"{named} ({reference.source})" if reference.source else named
