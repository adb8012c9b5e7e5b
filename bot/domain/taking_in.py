"""What was handed in on a sheet, judged as the form judges: new, changed, the same, promised, or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.entering import Entered, Typed, is_in_words, read_figure
from bot.domain.field_problems import Doubt, FieldProblem, says_something
from bot.domain.field_problems import Fault as FieldFault
from bot.domain.holding import is_in
from bot.domain.judgement import Verdict
from bot.domain.judging import judge
from bot.domain.kinds import State
from bot.domain.model import Figure, Marker
from bot.domain.numbers import read_number
from bot.domain.period_words import read_period
from bot.domain.personal_details import noticed
from bot.domain.plausibility import checked, of_period
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.returning import Column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bot.domain.handing_in import Handed
    from bot.domain.periods import Period
    from bot.domain.rounds import Promise

MOST = {Column.COMMENT: 1_000, Column.SOURCE: 500, Column.AVAILABLE: 60}  # characters
_ENTRIES = (Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR)
_YES, _NO = {"yes", "y", "true", "provisional", "p"}, {"no", "n", "false", "final", ""}
_FIELDS = {"value": Column.VALUE, "numerator": Column.NUMERATOR, "denominator": Column.DENOMINATOR}
_FARTHEST = timedelta(days=366)  # that a figure may be promised for, by whichever way
_COUNTS = frozenset({State.APPROVED, State.PUBLISHED})


class Outcome(StrEnum):
    """What becomes of one figure of the sheet."""

    NEW = "new"
    CHANGED = "changed"  # somebody approved what is held: to change it, people say why
    REPLACED = "replaced"  # what is held was not approved yet
    SAME = "same"
    PROMISED = "promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One figure or promise that can be taken."""

    handed: Handed
    outcome: Outcome
    entered: Entered | None = None  # None: a promise
    provisional: bool = False
    held: Figure | None = None  # the latest revision of it
    secret: bool = False  # what is held is under embargo and not told
    doubts: tuple[FieldProblem, ...] = ()
    until: date | None = None  # the last day of what was promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Something to be put right, and in which cell."""

    where: str = ""  # "Return!F7, NI 117"; "": the problem says it
    problem: Problem | None = None
    field: FieldProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is known of one series when its figure is judged."""

    figures: Sequence[Figure]  # those of its latest revisions that stand, and may be told
    held: Figure | None  # the latest revision for the period, of every state
    secret: bool  # it is under embargo: what it says is not told
    promise: Promise | None  # as it stands
    periods: Collection[Period]  # that it may be given for
    today: date
    jump: int
    first_month: int


Judged = tuple[Taken | None, tuple[Wrong, ...]]


def judged(handed: Handed, terms: Terms) -> Judged:
    """The figure that can be taken, or all that is wrong with it; never both."""
    wrong = [*_too_long(handed), *_personal(handed, terms), *_of_other_times(handed, terms)]
    if any(handed.text(column) for column in _ENTRIES):
        taken, more = _figure(handed, terms)
    elif handed.text(Column.AVAILABLE):
        taken, more = _promise(handed, terms)
    else:
        nothing = FieldProblem(field="value", fault=FieldFault.NOTHING, series=handed.series, period=handed.period)
        taken, more = None, (_of_field(handed, nothing),)
    wrong += more
    return (None, tuple(wrong)) if wrong else (taken, ())


def _promise(handed: Handed, terms: Terms) -> Judged:
    """When there will be a figure: a period's last day, or a day; not one that is over."""
    said = handed.text(Column.AVAILABLE)
    until = _until(said, terms.first_month)
    if until is None or until <= terms.today:
        return None, (_wrong(handed, Column.AVAILABLE, Fault.BAD_PROMISE, shown=quoted(said)),)
    if until > terms.today + _FARTHEST:
        return None, (_wrong(handed, Column.AVAILABLE, Fault.FAR_PROMISE, shown=quoted(said)),)
    if terms.held and is_in(terms.held) and Marker.PROVISIONAL not in terms.held.markers:
        return None, (_wrong(handed, Column.AVAILABLE, Fault.ALREADY_IN),)
    same = terms.promise is not None and terms.promise.until == until
    return Taken(handed=handed, outcome=Outcome.SAME if same else Outcome.PROMISED, until=until), ()


def _until(said: str, first_month: int) -> date | None:
    """The last day that the words can mean: "May 2014", "Q1 2014/15", "14 May 2014", "14/05/2014", "2014-05-14"."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", said) or re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", said)
    named = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}) (\d{4})", said)
    month = read_period(f"{named[2]} {named[3]}", first_month) if named else None
    try:
        if found:
            parts = [int(part) for part in found.groups()]
            year, month_number, day = parts if parts[0] > 31 else reversed(parts)
            return date(year, month_number, day)
        if named and month:
            return month.ends.replace(day=int(named[1]))
    except ValueError:
        return None
    period = read_period(said, first_month)
    return period.ends if period else None


def _figure(handed: Handed, terms: Terms) -> Judged:
    wrong = list(_of_entry(handed))
    provisional = handed.text(Column.PROVISIONAL).casefold()
    typed = Typed(
        series_id=handed.series.id,
        value=handed.text(Column.VALUE),
        numerator=handed.text(Column.NUMERATOR),
        denominator=handed.text(Column.DENOMINATOR),
    )
    reading = read_figure(typed, handed.series, in_words=is_in_words(handed.indicator, handed.series, terms.figures))
    wrong += (_of_field(handed, problem) for problem in reading.problems)
    if wrong or reading.entered is None:
        return None, tuple(wrong)
    doubts, wrong = _sound(handed, reading.entered, terms)
    taken = _outcome(handed, reading.entered, terms, provisional=provisional in _YES, doubts=doubts)
    if not wrong and taken.outcome is not Outcome.SAME:
        wrong += _comment_wanted(handed, taken, terms)
    return (None, tuple(wrong)) if wrong else (taken, ())


def _of_entry(handed: Handed) -> Iterator[Wrong]:
    provisional = handed.text(Column.PROVISIONAL)
    if provisional.casefold() not in _YES | _NO:
        yield _wrong(handed, Column.PROVISIONAL, Fault.NOT_YES_OR_NO, shown=quoted(provisional))
    if handed.text(Column.AVAILABLE):
        yield _wrong(handed, Column.AVAILABLE, Fault.FIGURE_AND_PROMISE)
    number = read_number(handed.text(Column.VALUE))
    if handed.series.unit == "%" and number and not number.unit and 0 < abs(number.value) <= 1:
        shown, instead = f"{number.value:f}", f"{(number.value * Decimal(100)).normalize():f}"
        yield _wrong(handed, Column.VALUE, Fault.PERCENT_OR_PART, shown=shown, instead=instead)


def _sound(handed: Handed, entered: Entered, terms: Terms) -> tuple[tuple[FieldProblem, ...], list[Wrong]]:
    """What is to be confirmed, and what cannot be right."""
    found = list(checked(handed.indicator, handed.series, handed.period, entered, terms.figures, jump=terms.jump))
    if early := of_period(handed.period, terms.today, "value"):
        found.append(early)
    doubts = tuple(problem for problem in found if problem.may_be_confirmed)
    return doubts, [_of_field(handed, problem) for problem in found if not problem.may_be_confirmed]


def _outcome(
    handed: Handed, entered: Entered, terms: Terms, *, provisional: bool, doubts: tuple[FieldProblem, ...]
) -> Taken:
    held = terms.held
    outcome = Outcome.NEW
    if held and _says(held) == (entered.value, entered.text, entered.missing, provisional) and _no_news(handed, held):
        outcome = Outcome.SAME
    elif held and held.state in _COUNTS and is_in(held):
        outcome = Outcome.CHANGED
    elif held and held.state is State.SUBMITTED:
        outcome = Outcome.REPLACED
    return Taken(
        handed=handed, outcome=outcome, entered=entered, provisional=provisional, held=held, secret=terms.secret,
        doubts=() if outcome is Outcome.SAME else doubts,
    )  # fmt: skip


def _says(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.text, figure.missing, Marker.PROVISIONAL in figure.markers


def _no_news(handed: Handed, held: Figure) -> bool:
    """Whether the comment adds nothing, and the figure was not sent back: then it is given again on purpose."""
    return held.state is not State.SENT_BACK and handed.text(Column.COMMENT) in {"", held.comment}


def _comment_wanted(handed: Handed, taken: Taken, terms: Terms) -> Iterator[Wrong]:
    """A figure that misses its target or jumps, or stands for none, is given with what is behind it."""
    entered, series, period = taken.entered, handed.series, handed.period
    if says_something(handed.text(Column.COMMENT)) or entered is None or not handed.has_comments:
        return
    fault = FieldFault.JUMPED if any(doubt.fault is Doubt.JUMPS for doubt in taken.doubts) else None
    if entered.missing is not None:
        fault = FieldFault.NO_REASON
    elif _misses(handed, entered, terms):
        fault = FieldFault.MISSED
    if fault:
        yield _of_field(handed, FieldProblem(field="comment", fault=fault, series=series, period=period))


def _misses(handed: Handed, entered: Entered, terms: Terms) -> bool:
    figure = Figure(
        series_id=handed.series.id, period=handed.period, as_printed=entered.as_printed,
        value=entered.value, text=entered.text,
    )  # fmt: skip
    others = [each for each in terms.figures if each.period != handed.period]
    return judge(handed.indicator, handed.series, [*others, figure], asked=handed.period).verdict is Verdict.MISSED


def _too_long(handed: Handed) -> Iterator[Wrong]:
    for column, most in MOST.items():
        if len(handed.text(column)) > most:
            yield _wrong(handed, column, Fault.TOO_LONG, limit=f"{most:,}")


def _of_other_times(handed: Handed, terms: Terms) -> Iterator[Wrong]:
    """A year of what is reported quarterly, a quarter before the plan: nobody would look for it there."""
    if handed.period not in terms.periods:
        yield _wrong(handed, Column.VALUE, Fault.PERIOD_NOT_ASKED, shown=handed.period.label)


def _personal(handed: Handed, terms: Terms) -> Iterator[Wrong]:
    for column in (Column.VALUE, Column.COMMENT, Column.SOURCE, Column.AVAILABLE):
        if details := noticed(handed.text(column), terms.today):
            found = FieldProblem(field=column.value.lower(), fault=FieldFault.PERSONAL, details=details)
            yield Wrong(where=_where(handed, column), field=found)


def _of_field(handed: Handed, problem: FieldProblem) -> Wrong:
    name = problem.field.partition(":")[0]
    column = _FIELDS.get(name, Column.COMMENT)
    if problem.fault is FieldFault.NOT_AVAILABLE:  # the form has a button for it, a sheet a column
        return _wrong(handed, column, Fault.NOT_YET, shown=quoted(handed.text(column)))
    return Wrong(where=_where(handed, column), field=problem)


def _wrong(handed: Handed, column: Column, fault: Fault, **facts: object) -> Wrong:
    return Wrong(where=_where(handed, column), problem=Problem(fault=fault, facts=facts))


def _where(handed: Handed, column: Column) -> str:
    """The cell, and what it is about: "Return!J7, NI 117, Q4 2013/14"."""
    named = handed.indicator.code or handed.indicator.title[:60]
    line = f" ({handed.series.name})" if handed.series.name else ""
    return f"{handed.place(column).label}, {named}{line}, {handed.period.label}"
