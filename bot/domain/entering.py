"""What somebody typed for a figure, read to the figure it is, or to what is wrong with it; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.domain import cells
from bot.domain.field_problems import Fault, FieldProblem
from bot.domain.model import Missing, TargetKind
from bot.domain.numbers import plain_text, read_number
from bot.domain.problems import Fault as CellFault
from bot.domain.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.numbers import Number

VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
MOST_TYPED = 100  # characters of a judgement in words; numbers are far shorter
_KEPT_DECIMALS = 12  # of a rate worked out: exact to any display, though a third never ends
_SHOWN_AS_IT_IS = 4  # decimals that a printed figure may have; one with more is rounded wherever it is shown
_ENOUGH = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The words in the fields of one series."""

    series_id: int
    value: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.value.strip() or self.numerator.strip() or self.denominator.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The figure that was meant. Just one of `value`, `text` and `missing` is given."""

    series_id: int
    as_printed: str
    value: Decimal | None = None
    text: str = ""
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    decimals: int | None = None  # as typed; None: worked out, or no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of the fields of one series; neither: they were left empty."""

    entered: Entered | None = None
    problems: tuple[FieldProblem, ...] = ()


def field(name: str, series_id: int) -> str:
    """What the field of a series is called in forms and problems: "value:17"."""
    return f"{name}:{series_id}"


def is_in_words(indicator: Indicator, series: Series, figures: Sequence[Figure]) -> bool:
    """Whether a series is a judgement in words: its target is one, or its figures so far are."""
    if any(each.kind is TargetKind.JUDGEMENT for each in indicator.targets if each.series_id == series.id):
        return True
    held = [figure for figure in figures if figure.has_value]
    return bool(held) and all(figure.value is None for figure in held)


def rate_of(series: Series) -> int | None:
    """How many of the whole a rate is per: 100 of a percentage, 10,000 of "per 10,000"; None: it is no rate."""
    if series.unit == "%":
        return 100
    if not series.unit.startswith("per "):
        return None
    number = read_number(series.unit.removeprefix("per "))
    whole = number is not None and not number.unit and number.value == number.value.to_integral_value()
    return int(number.value) if number and whole and number.value > 0 else None


def read_figure(typed: Typed, series: Series, *, in_words: bool = False) -> Reading:
    """One series' figure: a value, or the two numbers that a rate is worked out from, or words for a judgement."""
    if typed.is_empty:
        return Reading()
    if in_words:
        return _read_words(typed)
    if not (typed.numerator.strip() or typed.denominator.strip()):
        return _read_value(typed, series)
    return _read_rate(typed, series)


def _read_words(typed: Typed) -> Reading:
    text = " ".join(typed.value.split())
    if not text:
        return _wrong(VALUE, Fault.NOTHING, typed)
    if missing := _not_applicable(typed, text):
        return missing
    if read_number(text) is not None:
        return _wrong(VALUE, Fault.WORDS_WANTED, typed)
    if len(text) > MOST_TYPED:
        return _wrong(VALUE, Fault.TOO_LONG, typed)
    return Reading(entered=Entered(series_id=typed.series_id, as_printed=text, text=text))


def _read_value(typed: Typed, series: Series) -> Reading:
    text = _as_written(typed.value)
    if missing := _not_applicable(typed, text):
        return missing
    number, fault = _number(text, series)
    if number is None:
        return _wrong(VALUE, fault, typed)
    entered = Entered(series_id=typed.series_id, as_printed=text, value=number.value, decimals=number.decimals)
    return Reading(entered=entered)


def _read_rate(typed: Typed, series: Series) -> Reading:
    """The rate of two numbers; a value beside them must be what they come to."""
    per = rate_of(series)
    if per is None:
        return _wrong(NUMERATOR, Fault.NO_RATE, typed)
    read = {name: _plain_number(getattr(typed, name)) for name in (NUMERATOR, DENOMINATOR)}
    problems = [
        _problem(name, Fault.HALF_A_RATE if not getattr(typed, name).strip() else Fault.NOT_A_NUMBER, typed)
        for name, number in read.items()
        if number is None
    ]
    part, whole = read[NUMERATOR], read[DENOMINATOR]
    if part is None or whole is None:
        return Reading(problems=tuple(problems))
    if fault := _misfit(part, whole, per):
        return _wrong(DENOMINATOR if fault is Fault.NO_DENOMINATOR else NUMERATOR, fault, typed)
    value = _worked_out(part, whole, per, series.decimals)
    if typed.value.strip() and not _agrees(typed.value, value, series):
        return _wrong(VALUE, Fault.DISAGREES, typed, series=series, value=value)
    shown = f"{rounded(value, series.decimals):f}{'%' if series.unit == '%' else ''}"
    entered = Entered(series_id=typed.series_id, as_printed=shown, value=value, numerator=part, denominator=whole)
    return Reading(entered=entered)


def _misfit(part: Decimal, whole: Decimal, per: int) -> Fault | None:
    if part < 0 or whole < 0:
        return Fault.NEGATIVE
    if whole == 0:
        return Fault.NO_DENOMINATOR
    return Fault.PART_LARGER if per == 100 and part > whole else None


def _worked_out(part: Decimal, whole: Decimal, per: int, decimals: int) -> Decimal:
    """The rate, exact where it ends; one that needs more decimals than its series has is kept with many.

    >>> _worked_out(Decimal(33), Decimal(120), 100, 1), _worked_out(Decimal(1), Decimal(8), 100, 0)
    (Decimal('27.5'), Decimal('12.50000'))
    """
    exact = Fraction(part) * per / Fraction(whole)
    with localcontext(_ENOUGH):
        value = rounded(Decimal(exact.numerator) / Decimal(exact.denominator), _KEPT_DECIMALS)
        for kept in (decimals, _SHOWN_AS_IT_IS + 1):
            short = rounded(value, kept)
            if Fraction(short) == exact:
                return short
    return value


def _agrees(text: str, value: Decimal, series: Series) -> bool:
    number, _ = _number(_as_written(text), series)
    return number is not None and rounded(value, number.decimals) == number.value


def _not_applicable(typed: Typed, text: str) -> Reading | None:
    """What stands for no figure: "n/a" is one; what is only late is promised elsewhere, not entered."""
    missing = cells.read_cell(text).missing
    if missing is None or missing is Missing.SUPPRESSED:
        return None
    if missing is not Missing.NOT_APPLICABLE:
        return _wrong(VALUE, Fault.NOT_AVAILABLE, typed)
    return Reading(entered=Entered(series_id=typed.series_id, as_printed=text, missing=missing))


def _number(text: str, series: Series) -> tuple[Number | None, Fault]:
    """The number in a series' unit, or why it is none."""
    number = read_number("0" if text.lower() in {"nil", "zero"} else text)
    if number is None or number.bracketed:
        comma = cells.fault_of(cells.read_cell(text)) is CellFault.DECIMAL_COMMA
        return None, Fault.DECIMAL_COMMA if comma else Fault.NOT_A_NUMBER
    if number.rest and number.rest.casefold() != series.unit.casefold():
        return None, Fault.DECIMAL_COMMA if number.rest.startswith(",") else Fault.NOT_A_NUMBER
    if number.unit and number.unit != series.unit:
        return None, Fault.WRONG_UNIT
    return number, Fault.NOT_A_NUMBER


def _plain_number(text: str) -> Decimal | None:
    number = read_number(_as_written(text))
    plain = number is not None and not (number.rest or number.unit or number.bracketed)
    return number.value if number and plain else None


def _as_written(text: str) -> str:
    """One kind of space and digit; a raised point is a point: "6·5"."""
    plain = plain_text(text)
    found = plain.partition("\N{MIDDLE DOT}")
    between = found[0][-1:].isdigit() and found[2][:1].isdigit()
    return f"{found[0]}.{found[2]}" if between else plain


def _problem(name: str, fault: Fault, typed: Typed, **facts: object) -> FieldProblem:
    return FieldProblem(field=field(name, typed.series_id), fault=fault, **facts)  # type: ignore[arg-type]  # its own fields


def _wrong(name: str, fault: Fault, typed: Typed, **facts: object) -> Reading:
    return Reading(problems=(_problem(name, fault, typed, **facts),))
