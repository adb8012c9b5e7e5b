"""Reports for tests: one that says something of everything, and what the City's plan would say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.comparators import Against, Comparator
from bot.domain.highlights import Highlight, HighlightState, Rating
from bot.domain.judging import read
from bot.domain.model import Catalogue, Marker
from bot.domain.reporting import Beside, Counts, Crossed, Missing, ObjectivePart, ReportFacts, Revised
from bot.domain.risks import Risk, RiskScore
from bot.services.reports.composing import compose
from tests.builders import (
    a_figure,
    a_period,
    a_plan,
    a_series,
    a_target,
    an_indicator,
    an_objective,
    imported_city,
)

if TYPE_CHECKING:
    from bot.domain.model import Figure, Indicator, Objective
    from bot.workspace import Workspace

MEETING = date(2014, 7, 2)
QUARTERS = ("2011/12", "2012/13", "Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14")


def with_figures(
    title: str, printed: tuple[str, ...], objective: Objective, target: str = "80.0%"
) -> tuple[Indicator, tuple[Figure, ...]]:
    """An indicator of percentages, higher is worse, with a cell for each of six periods."""
    series = a_series(unit="%", decimals=1)
    indicator = an_indicator(
        title, [series], code="CIN-8", primary=(objective.id,), targets=(a_target(target, series_id=series.id),)
    )
    cells = zip(printed, QUARTERS, strict=True)
    return indicator, tuple(a_figure(cell, period, series.id) for cell, period in cells)


def a_report(titles: tuple[str, ...] = ("NEET", "Persistent absence"), **given: Any) -> ReportFacts:  # noqa: ANN401  any field
    """A report of one objective that has something of everything; give its fields to have it otherwise."""
    objective = an_objective()
    made = [with_figures(title, ("95.9%", "91.0%", "85.4%", "~", "76.7%", "70.3%"), objective) for title in titles]
    held = {indicator.headline.id: cells for indicator, cells in made}
    indicators = tuple(indicator for indicator, _ in made)
    readings = tuple(read(indicator, held) for indicator in indicators)
    first = readings[0]
    counts = Counts(objective=objective, indicators=len(made), better_or_equal=1, with_target=1, target_met=1)
    action = Action(
        id=1, kind=ActionKind.ACTION, title="Bring a plan", owner_printed="Police", due=date(2014, 5, 1),
        state=ActionState.DELAYED, progress="Drafted.", barrier="No analyst", objective=objective.key,
    )  # fmt: skip
    scored = (RiskScore(on=date(2014, 1, 1), likelihood=3, impact=4), RiskScore(on=MEETING, likelihood=4, impact=5))
    risk = Risk(id=1, title="Too few social workers", reference="ORG0009", scores=scored, owner_printed="SLT")
    cell = held[indicators[0].headline.id][-1]
    facts: dict[str, Any] = {
        "catalogue": Catalogue(plan=a_plan(), objectives=(objective,), indicators=indicators),
        "board": "Children's Partnership Board",
        "period": a_period("Q4 2013/14"),
        "as_at": MEETING,
        "meeting": MEETING,
        "counts": (Counts(objective=None, indicators=111, better_or_equal=62, with_target=47, target_met=23), counts),
        "parts": (
            ObjectivePart(
                objective=objective, counts=counts, readings=readings, actions=(action,), lead="Director of Children",
                highlight=a_highlight(objective),
            ),
        ),
        "readings": readings,
        "figures": held | {indicators[-1].headline.id: _marked(held[indicators[-1].headline.id])},
        "improved": (first,),
        "worsened": (readings[-1],),
        "crossed": (Crossed(reading=first, met_before=False, met_now=True),),
        "unacted": (readings[-1],),
        "missing": (Missing(indicator=indicators[0], period=a_period("Q2 2013/14"), organisation="Health", late=True),),
        "late_actions": (action,),
        "risks": (risk,),
        "risks_up": (risk,),
        "revised": (
            Revised(indicator=indicators[0], series=indicators[0].headline, was=cell, now=cell, why="Late returns"),
        ),
        "beside": (Beside(reading=first, better=True, comparator=_national()),),
    }  # fmt: skip
    return ReportFacts(**(facts | given))


def a_highlight(objective: Objective, **given: Any) -> Highlight:  # noqa: ANN401  any field
    """Submitted, with words in every part."""
    said = {
        "achievements": "Two teams work together.", "barriers": "Data come late.", "overcome": "A shared sheet.",
        "next_steps": "A visit in May.", "rating": Rating.AMBER, "rating_why": "Nearly there.",
        "help_wanted": "An analyst.", "state": HighlightState.SUBMITTED,
    }  # fmt: skip
    return Highlight(**({"objective": objective.key, "period": a_period("Q4 2013/14")} | said | given))


def _national() -> Comparator:
    printed = {"value": Decimal("8.1"), "as_printed": "8.1%", "period": a_period("2012/13")}
    return Comparator(id=1, against=Against.NATIONAL, title="NEET", **printed)


def _marked(cells: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The last one provisional."""
    last = cells[-1]
    marked = a_figure(last.as_printed, "Q4 2013/14", last.series_id, markers=frozenset({Marker.PROVISIONAL}))
    return (*cells[:-1], marked)


def city_report(workspace: Workspace) -> ReportFacts:
    """The report of the City's plan at the end of its year, counted by its printed marks."""
    imported_city(workspace)
    return compose(workspace, period=a_period("Q4 2013/14"), as_printed=True)
