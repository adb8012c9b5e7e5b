"""Checks a printed report's own marks against its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.checking.findings import Finding, Line, Rule, said
from bot.domain.checking.polarity import expected, way
from bot.domain.comparing import moved, outturn
from bot.domain.judgement import Direction, Movement, Verdict, Why
from bot.domain.model import Polarity, TargetKind, Test
from bot.domain.periods import year
from bot.domain.targets import gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.model import Figure, Mark
    from bot.domain.periods import Period

_WORDS = {
    (Test.BETTER, True): "better or equal",
    (Test.BETTER, False): "not better",
    (Test.MET, True): "met",
    (Test.MET, False): "not met",
}
_MOVES = {Movement.BETTER: True, Movement.SAME: True, Movement.WORSE: False}
_VERDICTS = {Verdict.MET: True, Verdict.NEAR: False, Verdict.MISSED: False}
_NO_POLARITY = frozenset({Why.NO_POLARITY, Why.NO_BAND})
_TOO_EARLY = frozenset({Why.UNTIL_YEAR_END, Why.PART_OF_YEAR, Why.NOT_COMPARABLE})


def claim(line: Line, test: Test) -> bool | None:
    """What our own rules would mark; None where they judge nothing."""
    if test is Test.BETTER:
        return _MOVES.get(line.judgement.direction.movement)
    return _VERDICTS.get(line.judgement.verdict)


def marks_against_figures(line: Line) -> Iterator[Finding]:
    """Marks that the figures contradict, and marks that they cannot bear out."""
    for mark in line.marks:
        ours = claim(line, mark.test)
        if ours is None:
            yield _unsupported(line, mark)
        elif ours != mark.says:
            yield line.finding(
                Rule.MARK_CONTRADICTS,
                f"Marked {_WORDS[mark.test, mark.says]}, but {_ours(line, mark.test)}.",
                period=_period(line),
                test=mark.test,
            )


def unmarked(lines: Sequence[Line]) -> Iterator[Finding]:
    """Lines that the figures decide and the report does not mark; nothing where a report marks no line at all."""
    if not any(line.marks for line in lines):
        return
    for line in lines:
        marked = {mark.test for mark in line.marks}
        for test in Test:
            ours = claim(line, test)
            if ours is not None and test not in marked:
                detail = f"Not marked, though by the figures it is {_WORDS[test, ours]}: {_ours(line, test)}."
                yield line.finding(Rule.MARK_MISSING, detail, period=_period(line), test=test)


def _unsupported(line: Line, mark: Mark) -> Finding:
    """A mark where our rules judge nothing: by a plain comparison it may still be contradicted."""
    why = line.judgement.direction.why if mark.test is Test.BETTER else line.judgement.why
    words = f"Marked {_WORDS[mark.test, mark.says]}"
    if why in _NO_POLARITY:
        rule, rest = Rule.MARK_WITHOUT_POLARITY, _without_polarity(line, mark)
    elif why in _TOO_EARLY:
        rule, rest = _too_early(line, mark)
    else:
        rule, rest = Rule.MARK_WITHOUT_FIGURES, "but there is nothing to judge it by"
    return line.finding(rule, f"{words}, {rest}.", period=_period(line), test=mark.test)


def _without_polarity(line: Line, mark: Mark) -> str:
    change = line.judgement.direction
    figures = f": {_said(line.judgement.figure)}"
    if mark.test is Test.BETTER and change.against:
        figures += f" after {said(change.against)}"
    wanted = expected(line.indicator.title, line.series)
    if wanted is None or mark.test is Test.MET or change.change is None:
        return f"but the plan names no good way{figures}"
    good = (change.change > 0) is (wanted.polarity is Polarity.HIGHER)
    usual = "which is the usual reading" if good is mark.says else "against the usual reading"
    return f"but the plan names no good way{figures}; {usual}, as {way(wanted.polarity)}"


def _too_early(line: Line, mark: Mark) -> tuple[Rule, str]:
    """By plain arithmetic the mark may be wrong besides: 206 in half a year is not better than 211 in a full one."""
    plain = _plain_direction(line) if mark.test is Test.BETTER else None
    if plain and plain.against:
        than = "the same as" if plain.movement is Movement.SAME else f"{plain.movement} than"
        figures = f"{_said(line.judgement.figure)} is {than} {said(plain.against)}"
        if _MOVES.get(plain.movement) is not mark.says:
            return Rule.MARK_CONTRADICTS, f"but {figures}, and the two are not for stretches of time that compare"
        return Rule.MARK_TOO_EARLY, f"but the two are not for stretches of time that compare: {figures}"
    settled = _settled_already(line)
    if settled is not None and settled is not mark.says:
        return Rule.MARK_CONTRADICTS, f"but {_said(line.judgement.figure)} has passed the year's target already"
    part = "is part of a year's running total"
    if line.judgement.why is Why.PART_OF_YEAR:
        part = "counts that quarter alone, and the target is for the year"
    return Rule.MARK_TOO_EARLY, f"but {_said(line.judgement.figure)} {part}"


def _plain_direction(line: Line) -> Direction | None:
    figure = line.judgement.figure
    if figure is None:
        return None
    this = figure.period.plan_year
    befores = (outturn(line.held, year(this.year - years, this.first_month)) for years in (1, 2))
    then = next((before for before in befores if before), None)
    return moved(line.series, figure, then) if then else None


def _settled_already(line: Line) -> bool | None:
    """Whether a running total has met or missed the year's target for good, as it can only rise; None while open."""
    figure, target, polarity = line.judgement.figure, line.target, line.series.polarity
    if figure is None or figure.value is None or target is None or target.value is None:
        return None
    distance = gap(figure.value, target.value, polarity)
    if polarity is Polarity.HIGHER and distance is not None and distance >= 0:
        return True
    return False if polarity is Polarity.LOWER and distance is not None and distance < 0 else None


def _ours(line: Line, test: Test) -> str:
    """What the figures say, with the numbers: "7.17% (Q4 2013/14) meets the target of 8.3%, as lower is better"."""
    judgement, good = line.judgement, way(line.series.polarity)
    now = _said(judgement.figure)
    against = judgement.direction.against
    if test is Test.BETTER and against:
        if judgement.direction.movement is Movement.SAME:
            return f"{now} equals {said(against)}"
        return f"{now} is {judgement.direction.movement} than {said(against)}, as {good}"
    verb = "meets" if judgement.verdict is Verdict.MET else "misses"
    printed = judgement.target.as_printed if judgement.target else ""
    if judgement.target and judgement.target.kind is not TargetKind.VALUE:
        return f'{now} {verb} the target "{printed}"'
    return f"{now} {verb} the target of {printed}, as {good}"


def _said(figure: Figure | None) -> str:
    return said(figure) if figure else "no figure"


def _period(line: Line) -> Period | None:
    return line.judgement.figure.period if line.judgement.figure else None
