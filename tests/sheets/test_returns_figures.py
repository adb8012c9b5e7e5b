"""What the cells of a sheet come to, by the rules of the form: new, changed, the same, promised, or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.field_problems import Doubt
from bot.domain.field_problems import Fault as FieldFault
from bot.domain.handing_in import Handed, Place
from bot.domain.kinds import State
from bot.domain.model import Marker, Missing, Polarity
from bot.domain.problems import Fault
from bot.domain.returning import Column
from bot.domain.rounds import Promise
from bot.domain.taking_in import Outcome, Taken, Terms, judged
from tests.builders import a_figure, a_period, a_series, a_target, an_indicator

if TYPE_CHECKING:
    from bot.domain.model import Figure
    from bot.domain.taking_in import Wrong

Q4 = a_period("Q4 2013/14")
SERIES = a_series(Polarity.HIGHER, unit="%", decimals=1)
INDICATOR = an_indicator("Early access", [SERIES], code="NI 126", targets=[a_target("90.0%", series_id=SERIES.id)])


def terms(*figures: Figure, **given: Any) -> Terms:  # noqa: ANN401  any field of the value
    held = next((each for each in figures if each.period == Q4), None)
    facts = {
        "figures": figures, "held": held, "secret": False, "promise": None, "today": date(2014, 5, 20), "jump": 3,
        "first_month": 4, "periods": {Q4},
    }  # fmt: skip
    return Terms(**(facts | given))


def handed(value: str = "", **cells: str) -> Handed:
    held = {Column.VALUE: value} | {Column[name.upper()]: text for name, text in cells.items()}
    places = {column: Place("Return", 4, number) for number, column in enumerate(Column)}
    texts = {column: text for column, text in held.items() if text}
    return Handed(indicator=INDICATOR, series=SERIES, period=Q4, cells=texts, places=places, at=places[Column.VALUE])


def taken(of: Handed, on: Terms | None = None) -> Taken:
    found, wrong = judged(of, on or terms())
    assert found, wrong
    assert not wrong
    return found


def refused(of: Handed, on: Terms | None = None) -> list[tuple[str, object]]:
    """The cell and the fault of each problem."""
    found, wrong = judged(of, on or terms())
    assert found is None
    return [(each.where.split(",", maxsplit=1)[0], _fault(each)) for each in wrong]


def _fault(wrong: Wrong) -> object:
    return wrong.field.fault if wrong.field else wrong.problem.fault if wrong.problem else None


def a_held(printed: str, **given: Any) -> Figure:  # noqa: ANN401  any field of the value
    return a_figure(printed, "Q4 2013/14", SERIES.id, **given)


@pytest.mark.parametrize(
    ("value", "read"),
    [("91.5%", "91.5"), ("91.5", "91.5"), ("100%", "100"), ("95 %", "95"), ("91·5", "91.5")],
)
def test_a_number_is_taken_as_the_form_takes_it(value: str, read: str) -> None:
    found = taken(handed(value))
    assert found.entered
    assert (found.outcome, found.entered.value) == (Outcome.NEW, Decimal(read))


def test_nought_is_a_figure() -> None:
    found = taken(handed("0", comment="The service was closed."))
    assert found.entered
    assert (found.entered.value, found.entered.missing) == (0, None)


def test_a_rate_is_worked_out_from_its_two_numbers() -> None:
    found = taken(handed(numerator="183", denominator="200"))
    assert found.entered
    assert (found.entered.value, found.entered.as_printed) == (Decimal("91.5"), "91.5%")


@pytest.mark.parametrize("value", ["0.065", "1", "0.9"])
def test_a_part_of_one_may_be_a_percentage_and_is_not_guessed_at(value: str) -> None:
    assert refused(handed(value)) == [("Return!J4", Fault.PERCENT_OR_PART)]
    assert taken(handed(f"{value}%", comment="A fault in the count.")).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"value": "about 90"}, [("Return!J4", FieldFault.NOT_A_NUMBER)]),
        ({"value": "tbc"}, [("Return!J4", Fault.NOT_YET)]),
        ({"value": "91,5"}, [("Return!J4", FieldFault.DECIMAL_COMMA)]),
        ({"value": "£91"}, [("Return!J4", FieldFault.WRONG_UNIT)]),
        ({"value": "130%"}, [("Return!J4", FieldFault.OUT_OF_RANGE)]),
        ({"numerator": "5"}, [("Return!L4", FieldFault.HALF_A_RATE)]),
        ({"comment": "No news."}, [("Return!N4", FieldFault.NOTHING)]),
        ({"value": "n/a"}, [("Return!N4", FieldFault.NO_REASON)]),
        ({"value": "86%"}, [("Return!N4", FieldFault.MISSED)]),
        ({"value": "91%", "provisional": "maybe"}, [("Return!M4", Fault.NOT_YES_OR_NO)]),
        ({"value": "91%", "available": "May 2014"}, [("Return!P4", Fault.FIGURE_AND_PROMISE)]),
        ({"value": "91%", "comment": "x" * 1001}, [("Return!N4", Fault.TOO_LONG)]),
        ({"value": "91%", "comment": "Ask a.b@example.org"}, [("Return!N4", FieldFault.PERSONAL)]),
        ({"value": "91%", "source": "NHS number 943 476 5919"}, [("Return!O4", FieldFault.PERSONAL)]),
        (
            {"value": "abc", "provisional": "maybe", "comment": "a.b@example.org"},
            [("Return!N4", FieldFault.PERSONAL), ("Return!M4", Fault.NOT_YES_OR_NO),
             ("Return!J4", FieldFault.NOT_A_NUMBER)],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_with_its_cell(cells: dict[str, str], expected: list[tuple[str, object]]) -> None:
    found = refused(handed(**cells))
    assert [fault for _, fault in found] == [fault for _, fault in expected]
    assert [where for where, fault in found if fault is not FieldFault.NOTHING] == [
        where for where, fault in expected if fault is not FieldFault.NOTHING
    ]


@pytest.mark.parametrize(("said", "is_so"), [("yes", True), ("Y", True), ("p", True), ("no", False), ("", False)])
def test_provisional_is_said_in_a_word(said: str, is_so: bool) -> None:  # noqa: FBT001  a parameter of the test
    assert taken(handed("91%", provisional=said)).provisional is is_so


def test_not_applicable_is_taken_with_its_reason() -> None:
    found = taken(handed("n/a", comment="The service ended."))
    assert found.entered
    assert found.entered.missing is Missing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("held", "cells", "outcome"),
    [
        (a_held("91.5%", state=State.APPROVED), {"value": "91.5%"}, Outcome.SAME),
        (a_held("91.5%", state=State.APPROVED, comment="Why"), {"value": "91.50%"}, Outcome.SAME),
        (a_held("91.5%", state=State.APPROVED), {"value": "91.5%", "comment": "New."}, Outcome.CHANGED),
        (a_held("91.5%", state=State.APPROVED), {"value": "91.5%", "provisional": "yes"}, Outcome.CHANGED),
        (a_held("91.4%", state=State.PUBLISHED), {"value": "91.5%"}, Outcome.CHANGED),
        (a_held("91.4%", state=State.SUBMITTED), {"value": "91.5%"}, Outcome.REPLACED),
        (a_held("91.5%", state=State.SENT_BACK), {"value": "91.5%"}, Outcome.NEW),
        (a_held("~", state=State.PUBLISHED), {"value": "91.5%"}, Outcome.NEW),
        (
            a_held("91.5%", state=State.APPROVED, markers=frozenset({Marker.PROVISIONAL})), {"value": "91.5%"},
            Outcome.CHANGED,
        ),
    ],
)  # fmt: skip
def test_beside_what_is_held_it_is_new_changed_or_the_same(
    held: Figure, cells: dict[str, str], outcome: Outcome
) -> None:
    assert taken(handed(**cells), terms(held)).outcome is outcome


def test_what_is_held_already_needs_no_comment_though_it_misses_its_target() -> None:
    assert taken(handed("86%"), terms(a_held("86%", state=State.APPROVED))).outcome is Outcome.SAME


def test_a_jump_is_to_be_looked_at_and_explained() -> None:
    history = [
        a_figure(f"{value}%", f"Q{n % 4 + 1} {2012 + n // 4}/{13 + n // 4}", SERIES.id)
        for n, value in enumerate((90.1, 90.3, 90.2, 90.4, 90.5, 90.3, 90.4))
    ]
    assert refused(handed("99%"), terms(*history)) == [("Return!N4", FieldFault.JUMPED)]
    found = taken(handed("99%", comment="A new system counts all."), terms(*history))
    assert [doubt.fault for doubt in found.doubts] == [Doubt.JUMPS]


def test_a_workbook_without_a_place_for_comments_is_not_asked_for_one() -> None:
    assert taken(replace(handed("86%"), has_comments=False)).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("August 2014", date(2014, 8, 31)),
        ("Q1 2014/15", date(2014, 6, 30)),
        ("14 June 2014", date(2014, 6, 14)),
        ("2014-06-14", date(2014, 6, 14)),
        ("14/06/2014", date(2014, 6, 14)),
        ("autumn 2014", date(2014, 12, 31)),
    ],
)
def test_a_promise_is_for_the_last_day_that_it_can_mean(said: str, until: date) -> None:
    found = taken(handed(available=said))
    assert (found.outcome, found.until, found.entered) == (Outcome.PROMISED, until, None)


@pytest.mark.parametrize("said", ["soon", "April 2014", "20 May 2014", "31/02/2015", "2014-13-01", "5"])
def test_a_promise_that_says_no_day_to_come_is_refused(said: str) -> None:
    assert refused(handed(available=said)) == [("Return!P4", Fault.BAD_PROMISE)]


@pytest.mark.parametrize("said", ["31/12/9999", "22 May 2015", "June 2015", "2016-01-04"])
def test_nothing_is_promised_for_longer_than_a_year(said: str) -> None:
    assert refused(handed(available=said)) == [("Return!P4", Fault.FAR_PROMISE)]
    assert taken(handed(available="21 May 2015")).until == date(2015, 5, 21)


def test_a_figure_for_a_time_that_the_indicator_is_not_reported_for_is_refused() -> None:
    assert refused(handed("91%"), terms(periods={a_period("2013/14")})) == [("Return!J4", Fault.PERIOD_NOT_ASKED)]


def test_what_is_in_is_not_promised_and_a_promise_that_stands_is_not_made_again() -> None:
    assert refused(handed(available="August 2014"), terms(a_held("91%"))) == [("Return!P4", Fault.ALREADY_IN)]
    promise = Promise(measure_id=INDICATOR.id, period=Q4, until=date(2014, 8, 31))
    assert taken(handed(available="August 2014"), terms(promise=promise)).outcome is Outcome.SAME
    assert taken(handed(available="July 2014"), terms(promise=promise)).outcome is Outcome.PROMISED
