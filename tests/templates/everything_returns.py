"""One of everything that is said of sheets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.entering import Entered
from bot.domain.field_problems import Doubt, FieldProblem
from bot.domain.field_problems import Fault as FieldFault
from bot.domain.handing_in import Handed, Place
from bot.domain.model import Missing
from bot.domain.problems import Fault, Problem
from bot.domain.return_notices import (
    ReturnDifference,
    ReturnDropped,
    ReturnReasonForm,
    ReturnRefused,
    ReturnSent,
    ReturnSettled,
    ReturnTaken,
)
from bot.domain.returning import Column
from bot.domain.taking_in import Outcome, Taken, Wrong
from tests.builders import a_figure, a_period, a_series, an_indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import Notice, View

FILE = "return Health 2014-05-13.xlsx"


def notices() -> Iterator[Notice]:
    """Each class, in each of its varieties."""
    for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.REPLACED):
        held = None if outcome is Outcome.NEW else a_figure("6.1%", "Q4 2013/14")
        yield ReturnDifference(file_name=FILE, taken=(a_taken(outcome, held=held),), intake_id=4)
        yield ReturnDifference(file_name=FILE, taken=(a_taken(outcome, held=held, secret=True),), stale=True)
    yield ReturnDifference(
        file_name=FILE, taken=(a_taken(), a_promise(), not_applicable()) * 20, same=2, blank=3, left_out=1,
        not_read=("Notes",) * 7, known_as="Quarterly dashboard", intake_id=4,
    )  # fmt: skip
    yield ReturnDifference(file_name=FILE, taken=())
    yield ReturnRefused(file_name=FILE, wrong=tuple(wrongs()))
    yield ReturnRefused(file_name=FILE, wrong=tuple(wrongs()) * 20)
    yield ReturnTaken(file_name=FILE, figures=3, promises=1, asked=2)
    yield ReturnTaken(file_name=FILE, figures=0, promises=0, approval=False)
    yield ReturnSettled(file_name=FILE, was_taken=True)
    yield ReturnSettled(file_name=FILE, was_taken=False)
    yield ReturnDropped(file_name=FILE)
    yield ReturnSent(rows=6, whose="Health", first_due=date(2014, 5, 19))


def views() -> Iterator[View]:
    yield ReturnReasonForm(intake_id=4, file_name=FILE, changed=1)
    yield ReturnReasonForm(intake_id=4, file_name=FILE, changed=2)


def wrongs() -> Iterator[Wrong]:
    yield Wrong(where="Return!J5, NI 117, Q4 2013/14", field=FieldProblem(field="value", fault=FieldFault.NOT_A_NUMBER))
    yield Wrong(problem=Problem(fault=Fault.ROW_TWICE, sheet="Return", row=7, column="column Q (Row id)"))


def a_taken(outcome: Outcome = Outcome.NEW, **given: object) -> Taken:
    series = a_series(unit="%", decimals=1)
    doubt = FieldProblem(field="value", fault=Doubt.DECIMALS, series=series, value=Decimal("6.55"), count=1)
    entered = Entered(series_id=series.id, as_printed="6.55%", value=Decimal("6.55"))
    facts: dict[str, object] = {"entered": entered, "doubts": (doubt,), "provisional": True}
    return Taken(handed=a_handed(), outcome=outcome, **(facts | given))  # type: ignore[arg-type]  # its own fields


def a_promise() -> Taken:
    return Taken(handed=a_handed(), outcome=Outcome.PROMISED, until=date(2014, 8, 31))


def not_applicable() -> Taken:
    return a_taken(entered=Entered(series_id=1, as_printed="n/a", missing=Missing.NOT_APPLICABLE), doubts=())


def a_handed() -> Handed:
    lines = [a_series(unit="%", decimals=1), a_series(name="number", headline=False)]
    indicator = an_indicator(series=lines, code="NI 117")
    at = Place("Return", 7, 9)
    return Handed(
        indicator=indicator, series=lines[0], period=a_period("Q4 2013/14"), cells={Column.VALUE: "6.55%"}, at=at
    )
