"""A form looked at: what must be put right, what must be confirmed, and what would come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import submitting
from bot.domain import judging, personal_details, plausibility
from bot.domain.entering import VALUE, Reading, is_in_words, read_figure
from bot.domain.entering import field as named
from bot.domain.field_problems import Doubt, Fault, FieldProblem, says_something
from bot.domain.figure_forms import COMMENT, EMBARGO, PERIOD, REASON, SOURCE, SUPPLIER
from bot.domain.judgement import Verdict
from bot.domain.model import Marker, Missing
from bot.submitting import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.domain import judgement
    from bot.domain.entering import Entered
    from bot.domain.filled_forms import Filled
    from bot.domain.model import Figure, Series
    from bot.domain.periods import Period
    from bot.services.figures.case import Case

_LINK = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@.]+(?:[/?#]\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found. Without problems there is a submission, and how its figures would be judged."""

    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()
    submission: Submission | None = None
    readings: tuple[judgement.Reading, ...] = ()
    gaps: tuple[Series, ...] = ()


@dataclass(slots=True)
class _Look:
    """What is found on the way."""

    case: Case
    filled: Filled
    period: Period
    at: datetime
    problems: list[FieldProblem] = field(default_factory=list)
    warnings: list[FieldProblem] = field(default_factory=list)

    def note(self, *found: FieldProblem) -> None:
        for each in found:
            (self.warnings if each.may_be_confirmed else self.problems).append(each)

    def wrong(self, where: str, fault: Fault, **facts: object) -> None:
        self.problems.append(FieldProblem(field=where, fault=fault, **facts))  # type: ignore[arg-type]  # its own fields


def check(case: Case, filled: Filled, at: datetime) -> Checked:
    """Look at every field; nothing is taken from the form but the words in it."""
    period = case.period(filled.period)
    if period is None:
        return Checked(problems=(FieldProblem(field=PERIOD, fault=Fault.WRONG_PERIOD),))
    look = _Look(case, filled, period, at)
    early = plausibility.of_period(period, case.round.today, PERIOD)
    look.note(*([early] if early else []))
    entered = tuple(_figures(look))
    _about(look)
    submission = _submission(look, entered)
    new = submitting.changes(submission, case.held(period))
    readings = _readings(look, new)
    if entered and not look.problems:
        _wanted(look, entered, new, readings)
    if look.problems:
        return Checked(problems=tuple(look.problems))
    series = {each.id: each for each in case.indicator.series}
    gaps = tuple(series[each.series_id] for each in entered if each.missing is not None)
    return Checked(warnings=tuple(look.warnings), submission=submission, readings=readings, gaps=gaps)


def _figures(look: _Look) -> Iterator[Entered]:
    """What each series' fields say; at least one of them says something."""
    case = look.case
    anything = False
    for series in case.indicator.series:
        figures = case.figures(series.id)
        read = _read(look, series, figures)
        look.note(*read.problems)
        anything = anything or bool(read.problems or read.entered)
        if read.entered:
            yield read.entered
            jump = case.round.rules.jump
            look.note(*plausibility.checked(case.indicator, series, look.period, read.entered, figures, jump=jump))
    if not anything:
        look.wrong(named(VALUE, case.indicator.series[0].id), Fault.NOTHING)


def _read(look: _Look, series: Series, figures: tuple[Figure, ...]) -> Reading:
    in_words = is_in_words(look.case.indicator, series, figures)
    read = read_figure(look.filled.of(series.id), series, in_words=in_words)
    words = read.entered.text if read.entered else ""
    if details := personal_details.noticed(words, look.case.round.today):
        where = named(VALUE, series.id)
        return Reading(problems=(FieldProblem(field=where, fault=Fault.PERSONAL, details=details),))
    return read


def _about(look: _Look) -> None:
    """The fields beside the figures."""
    filled, case = look.filled, look.case
    for where, text in ((COMMENT, filled.comment), (REASON, filled.reason), (SOURCE, filled.source)):
        if details := personal_details.noticed(text, case.round.today):
            look.wrong(where, Fault.PERSONAL, details=details)
        elif where != SOURCE and text.strip() and not says_something(text):
            look.wrong(where, Fault.NO_SENTENCE)
    link = filled.source.strip()
    if link and not _LINK.fullmatch(link):
        look.wrong(SOURCE, Fault.SPACED_LINK if _LINK.fullmatch("".join(link.split())) else Fault.NO_LINK)
    until = filled.embargoed_until
    if filled.embargo is not None and (until is None or until <= look.at):
        look.wrong(EMBARGO, Fault.PAST)
    if case.suppliers and filled.supplier not in {str(person.id) for person in case.suppliers}:
        look.wrong(SUPPLIER, Fault.NO_SUPPLIER)


def _submission(look: _Look, entered: tuple[Entered, ...]) -> Submission:
    case, filled = look.case, look.filled
    theirs = case.person.id if case.is_theirs else None
    chosen = next((each.id for each in case.suppliers if str(each.id) == filled.supplier), None)
    return Submission(
        indicator=case.indicator,
        period=look.period,
        entered=entered,
        who=case.someone.slack_user,
        supplied_by=theirs if theirs is not None else chosen,
        entered_by=case.person.id,
        provisional=filled.provisional,
        comment=filled.comment.strip(),
        source=filled.source.strip(),
        reason=filled.reason.strip(),
        embargoed_until=filled.embargoed_until,
    )


def _readings(look: _Look, new: tuple[Figure, ...]) -> tuple[judgement.Reading, ...]:
    """Each new figure judged, beside all that stands."""
    case = look.case
    figures = {
        series.id: tuple(each for each in case.figures(series.id) if each.period != look.period)
        for series in case.indicator.series
    }
    given = {figure.series_id: figure for figure in new if figure.has_value}
    for series_id, figure in given.items():
        figures[series_id] = (*figures[series_id], figure)
    read = judging.read_all(case.indicator, figures, asked=look.period)
    return tuple(each for each in read if each.series.id in given)


def _wanted(
    look: _Look, entered: tuple[Entered, ...], new: tuple[Figure, ...], readings: tuple[judgement.Reading, ...]
) -> None:
    """What figures that are right in themselves ask for: a comment, the reason of a revision."""
    filled, held = look.filled, look.case.held(look.period)
    if not new:
        look.wrong(named(VALUE, entered[0].series_id), Fault.UNCHANGED)
    if not filled.comment.strip() and (why := _comment_for(look, entered, readings)):
        look.wrong(COMMENT, why)
    changed = [held[figure.series_id] for figure in new if figure.series_id in held]
    final = not filled.provisional and all(Marker.PROVISIONAL in each.figure.markers for each in changed)
    if not filled.reason.strip() and submitting.needs_reason(changed) and not final:
        look.wrong(REASON, Fault.REVISED)


def _comment_for(look: _Look, entered: tuple[Entered, ...], readings: tuple[judgement.Reading, ...]) -> Fault | None:
    if any(each.judgement.verdict is Verdict.MISSED and not each.judgement.is_early for each in readings):
        return Fault.MISSED
    if any(each.fault is Doubt.JUMPS for each in look.warnings):
        return Fault.JUMPED
    return Fault.NO_REASON if any(each.missing is Missing.NOT_APPLICABLE for each in entered) else None
