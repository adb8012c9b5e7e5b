"""One of everything that is said while figures are taken and approved."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.entering import Typed
from bot.domain.field_problems import Doubt, Fault, FieldProblem
from bot.domain.figure_forms import (
    FigureForm,
    FigureQueue,
    FigureQueueDone,
    FigureQueueForm,
    FigureSaved,
    FigureSentBack,
    FigureTaken,
    FormLine,
    Handled,
    Hindrance,
    OneMoment,
    PeriodChoice,
    QueueLine,
    SendBackForm,
)
from bot.domain.kinds import State
from bot.domain.model import Accumulation
from bot.domain.people import Person
from bot.domain.personal_details import Detail
from bot.domain.rounds import Owed
from tests.builders import a_figure, a_period, a_reading, a_series, a_target, an_indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.model import Indicator
    from bot.domain.notices import Notice, View

PERIOD = a_period("Q4 2013/14")
AT = datetime(2014, 5, 14, 9, 30, tzinfo=UTC)
PERSON = Person(id=7, post="Named officer 03", organisation="Health", slack_user="U3")


def notices() -> Iterator[Notice]:
    """One message of each class about figures, all texts filled in."""
    reading = a_reading()
    told = {"indicator": reading.indicator, "period": PERIOD}
    figure = (reading.series, a_figure("6.5%", "Q4 2013/14"))
    yield a_problem(Doubt.JUMPS)
    yield FigureTaken(
        **told, readings=(reading, reading), state=State.SUBMITTED, officers=(PERSON,) * 4, next=an_owed()
    )
    yield FigureSentBack(**told, figures=(figure, figure), reason="The count is of the wrong term.")
    yield FigureQueue(lines=(a_line(hindrance=Hindrance.ONE_PERSON),) * 12, approved=3)
    yield FigureQueue(lines=(a_line(),), approved=1, is_over=True)
    yield FigureQueue(lines=(), approved=2, is_over=True)
    yield FigureQueueDone()


def varieties() -> Iterator[Notice]:
    """The same in every variety that a rule can give them."""
    yield from (a_problem(fault) for fault in (*Fault, *Doubt))
    yield dataclasses.replace(a_problem(Doubt.JUMPS), alone=True)
    yield dataclasses.replace(a_problem(Doubt.JUMPS), usual=Decimal(0))
    reading = a_reading()
    told = {"indicator": reading.indicator, "period": PERIOD}
    for state in State:
        yield FigureTaken(**told, readings=(reading,), state=state)
        yield FigureTaken(**told, readings=(reading,), state=state, on=AT.date())
    yield FigureTaken(**told, readings=(reading,), state=State.SUBMITTED, embargoed_until=AT)
    figure = (reading.series, a_figure("6.5%", "Q4 2013/14"))
    yield FigureSentBack(**told, figures=(figure,), reason="The count is of the wrong term.")
    for hindrance in (None, *Hindrance):
        yield FigureQueue(lines=(a_line(hindrance=hindrance),))
    yield FigureQueue(lines=(a_line(warnings=(), entered_by="", supplied_by="", readings=()),))


def views() -> Iterator[View]:
    """Every form and view about figures."""
    yield OneMoment()
    yield a_form()
    yield a_form(lines=6, checks=2, warnings=tuple(a_problem(doubt) for doubt in Doubt), preview=(a_reading(),) * 6)
    yield a_form(problems=(a_problem(Fault.REVISED),), asks_embargo=True, embargo=1_400_000_000, sent_back="Wrong term")
    yield a_form(gaps=(a_series(),), checks=1, suppliers=(PERSON,) * 3, supplier=7, for_others=True, restored=True)
    reading = a_reading()
    told = {"indicator": reading.indicator, "period": PERIOD, "readings": (reading, reading)}
    yield FigureSaved(**told, approval=True, next=an_owed(), left=2)
    yield FigureSaved(**told, approval=False)
    every = tuple(a_line(hindrance=hindrance, embargoed_until=AT) for hindrance in (None, *Hindrance))
    done = Handled(approved=2, sent_back=1, published=3, overtaken=1, own=1, without_source=1)
    yield FigureQueueForm(
        lines=every, start=8, earlier=1, later=17, total=30, clean=4, approved=2, seen=1, handled=done
    )
    yield FigureQueueForm(lines=(), handled=Handled())
    yield SendBackForm(line=a_line(), reason="The count is of the wrong term.")


def a_problem(fault: Fault | Doubt) -> FieldProblem:
    series = a_series(unit="%", decimals=1, name="Percentage")
    return FieldProblem(
        field="value:1", fault=fault, series=series, period=PERIOD, value=Decimal("12.55"), count=6,
        against=a_figure("6.5%", "Q3 2013/14", series.id), step=Decimal("6.05"), usual=Decimal("0.3"),
        day=date(2014, 4, 1), details=tuple(Detail),
    )  # fmt: skip


def a_form(lines: int = 1, **given: object) -> FigureForm:
    series = [
        a_series(name="" if lines == 1 else f"Part {n}", unit="%", decimals=1, position=n, headline=n == 0)
        for n in range(lines)
    ]
    facts = {
        "indicator": _full(an_indicator("NEET", series, code="NI 117")),
        "period": PERIOD,
        "choices": (PeriodChoice(period=PERIOD, due=date(2014, 5, 14)), PeriodChoice(period=a_period("2013/14"))),
        "lines": tuple(
            FormLine(
                series=each, typed=Typed(series_id=each.id, value="6.5%", numerator="33", denominator="120"), per=100,
                recent=tuple(a_figure(f"6.{n}%", f"Q{n} 2013/14", each.id) for n in (1, 2, 3)),
                target=a_target("6.0%", series_id=each.id),
            )
            for each in series
        ),
        "today": date(2014, 5, 14), "comment": "A new centre opened.", "source": "https://example.org/neet",
        "reason": "A school reported late.", "asks_reason": True,
    }  # fmt: skip
    return FigureForm(**(facts | given))  # type: ignore[arg-type]  # its own fields


def a_line(**given: object) -> QueueLine:
    facts = {
        "indicator": an_indicator("NEET", code="NI 117"), "period": PERIOD, "readings": (a_reading(), a_reading()),
        "seen": 2, "since": AT, "supplied_by": "Health - Named officer 03", "entered_by": "Named officer 01",
        "comment": "A new centre opened.", "source": "https://example.org/neet", "reason": "A school was late.",
        "warnings": tuple(a_problem(doubt) for doubt in Doubt),
    }  # fmt: skip
    return QueueLine(**(facts | given))  # type: ignore[arg-type]  # its own fields


def an_owed() -> Owed:
    indicator = an_indicator("Absence", [a_series(accumulation=Accumulation.CUMULATIVE)], code="NI 87")
    return Owed(indicator=indicator, period=PERIOD, due=date(2014, 5, 14), series=indicator.series)


def _full(indicator: Indicator) -> Indicator:
    measure = dataclasses.replace(
        indicator.measure, meaning="Young people without a place", method="Head count", caveat="Small group"
    )
    return dataclasses.replace(indicator, measure=measure)
