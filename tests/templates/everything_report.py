"""The report with one of everything that it can say, all texts filled in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.agendas import AgendaItem, ForwardItem
from bot.domain.checking.findings import Finding, Rule
from bot.domain.comparators import Against, Comparator
from bot.domain.highlights import Highlight, Rating
from bot.domain.judgement import Movement, Verdict
from bot.domain.model import Catalogue, Owner
from bot.domain.periods import quarter
from bot.domain.report_notices import Headlines, ReportInFull
from bot.domain.reporting import (
    Beside,
    Compared,
    Counts,
    Crossed,
    Missing,
    ObjectivePart,
    ReportFacts,
    Revised,
    Thing,
    ThingKind,
)
from bot.domain.risks import Risk, RiskScore
from bot.domain.statements import Statement, StatementKind
from tests.builders import a_figure, a_plan, a_reading, a_target, an_objective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.render import Said

Q4 = quarter(2013, 4)
JULY, APRIL = date(2014, 7, 2), date(2014, 4, 2)


def notices() -> Iterator[Said]:
    for facts in (a_report(), a_report(headlines=("Fewer children wait.",), to_decide=("Fund it.", "Stop it."))):
        yield ReportInFull(facts=facts)
        yield Headlines(facts=facts)
    yield ReportInFull(facts=a_bare_report())
    yield Headlines(facts=a_bare_report())
    yield ReportInFull(facts=a_report(things=all_things()[5:], as_printed=True, crossed=(), revised=()))
    yield Headlines(facts=a_report(things=(*all_things()[5:], an_overarching_thing())))


def a_report(**given: Any) -> ReportFacts:  # noqa: ANN401  any field of the value
    """Of one objective with one indicator that is red, and of everything else one."""
    objective, reading = an_objective(), a_missed_reading()
    action, risk = an_action(), a_risk()
    counts = Counts(objective=None, indicators=1, better_or_equal=0, with_target=1, target_met=0, compared=1)
    own = Counts(objective=objective, indicators=1, better_or_equal=0, with_target=1, target_met=0, compared=1)
    held: dict[str, Any] = {
        "catalogue": Catalogue(plan=a_plan(), objectives=(objective,), indicators=(reading.indicator,)),
        "board": "Children's Partnership Board",
        "period": Q4,
        "as_at": JULY,
        "meeting": JULY,
        "counts": (counts, own),
        "parts": (a_part(objective, own, reading),),
        "readings": (reading,),
        "figures": {reading.series.id: (reading.judgement.figure,)},
        "things": all_things()[:5],
        "improved": (a_reading(direction=_moved(Movement.BETTER)),),
        "worsened": (reading,),
        "crossed": (
            Crossed(reading=reading, met_before=True, met_now=False),
            Crossed(reading=a_reading(verdict=Verdict.MET, target=a_target("7.0%")), met_before=False, met_now=True),
        ),
        "revised": (_revised(reading, "late returns"), _revised(reading, "")),
        "unacted": (reading,),
        "missing": tuple(_missing()),
        "contradictions": (_finding(12, "CIN-2"), _finding(None, "")),
        "late_actions": (action,),
        "risks": (risk,),
        "risks_up": (risk,),
        "beside": tuple(_beside()),
        "compared": tuple(Compared(against=each, indicators=16, above=8, below=4) for each in Against),
        "decisions": (an_action(kind=ActionKind.REPORT_BACK, reference="43(1)(iii)"),),
        "undated": (an_action(kind=ActionKind.REPORT_BACK, due=None, due_printed="in 6 months' time"),),
        "agenda": (AgendaItem(id=1, on=JULY, number=5, title="Performance review", report_of="Corporate Director"),),
        "forward": (
            ForwardItem(id=1, number=1, title="CAF report", group="to be scheduled"),
            ForwardItem(id=2, number=2, title="Teenage pregnancy plan", on=date(2014, 10, 1)),
        ),
        "next_meetings": (date(2014, 10, 1),),
        "statements": tuple(_statements()),
        "last": APRIL,
    }
    return ReportFacts(**(held | given))


def a_bare_report(**given: Any) -> ReportFacts:  # noqa: ANN401  any field of the value
    """Of a plan that holds nothing but its name: the first one it makes."""
    held: dict[str, Any] = {
        "catalogue": Catalogue(plan=a_plan(), objectives=(), indicators=()),
        "board": "Children's Partnership Board",
        "period": Q4,
        "as_at": JULY,
        "counts": (Counts(objective=None, indicators=0, better_or_equal=0, with_target=0, target_met=0),),
        "parts": (),
        "readings": (),
        "figures": {},
    }
    return ReportFacts(**(held | given))


def all_things() -> tuple[Thing, ...]:
    """One of each kind."""
    reading = a_missed_reading()
    about: dict[ThingKind, dict[str, Any]] = {
        ThingKind.COUNTS: {
            "counts": Counts(
                objective=None, indicators=111, better_or_equal=62, with_target=47, target_met=23, compared=94
            )
        },
        ThingKind.COMPARED: {"against": Against.NATIONAL, "count": 8, "of": 16},
        ThingKind.LATE_ACTIONS: {"count": 3},
        ThingKind.RISK_UP: {"risk": a_risk(), "count": 2},
        ThingKind.UNACTED: {"count": 2, "of": 25},
        ThingKind.ACTIONS: {"count": 1, "of": 1},
        ThingKind.RISK: {"risk": a_risk(), "count": 4},
        ThingKind.PROGRESS: {"sorts": (("improvement", 33), ("concern", 19)), "count": 52},
        ThingKind.STATED: {"statement": Statement(id=1, kind=StatementKind.HEADLINE, text="Results still rising")},
    }
    return tuple(Thing(kind=kind, **(about.get(kind) or {"reading": reading})) for kind in ThingKind)


def an_overarching_thing() -> Thing:
    said = Statement(id=1, kind=StatementKind.OVERARCHING, title="Red", text="", figure="3")
    return Thing(kind=ThingKind.STATED, statement=said)


def a_missed_reading(title: str = "NEET") -> Any:  # noqa: ANN401  a reading
    return a_reading(title, verdict=Verdict.MISSED, target=a_target("6.0%"), gap=Decimal("-0.5"))


def an_action(**given: Any) -> Action:  # noqa: ANN401  any field of the value
    held: dict[str, Any] = {
        "id": 1,
        "kind": ActionKind.ACTION,
        "title": "Ask surgeries to avoid school hours",
        "objective": ("operational", 1),
        "owner": Owner(post="Named officer 03", organisation="Health"),
        "due": date(2014, 5, 30),
        "state": ActionState.DELAYED,
        "barrier": "No answer yet",
    }
    return Action(**(held | given))


def a_risk(**given: Any) -> Risk:  # noqa: ANN401  any field of the value
    held: dict[str, Any] = {
        "id": 1,
        "title": "Safeguarding Children",
        "reference": "ORG0009",
        "mitigation": "A recovery plan is in place",
        "owner_printed": "SLT and the Cabinet Member",
        "scores": (
            RiskScore(on=APRIL, likelihood=4, impact=4),
            RiskScore(on=JULY, likelihood=4, impact=5),
        ),
    }
    return Risk(**(held | given))


def a_part(objective: Any, counts: Counts, reading: Any) -> ObjectivePart:  # noqa: ANN401  values of the plan
    highlight = Highlight(
        objective=objective.key,
        period=Q4,
        achievements="A new front door opened.",
        barriers="Vacancies.",
        overcome="Agency cover.",
        next_steps="Recruit.",
        rating=Rating.AMBER,
        rating_why="Demand is still high.",
        help_wanted="Partners to second staff.",
    )
    progress = Statement(id=2, kind=StatementKind.PROGRESS, text="Services mapped", sort="improvement", figure="5")
    return ObjectivePart(
        objective=objective,
        counts=counts,
        readings=(reading,),
        highlight=highlight,
        lead="Named officer 01",
        actions=tuple(an_action(id=number, state=state) for number, state in enumerate(ActionState)),
        by_state=tuple((state, 1) for state in ActionState),
        statements=(progress,),
    )


def _moved(movement: Movement) -> Any:  # noqa: ANN401  a direction
    direction = a_reading().judgement.direction
    return type(direction)(movement=movement, against=direction.against, change=Decimal("-1.0"))


def _revised(reading: Any, why: str) -> Revised:  # noqa: ANN401  a reading
    was, now = a_figure("6.8%", "Q1 2013/14"), a_figure("6.4%", "Q1 2013/14", revision=2)
    return Revised(indicator=reading.indicator, series=reading.series, was=was, now=now, why=why)


def _missing() -> Iterator[Missing]:
    indicator = a_reading("Infant mortality").indicator
    about: dict[str, Any] = {"indicator": indicator, "period": Q4, "organisation": "Health", "owner": "Health - A"}
    yield Missing(**about, expected=date(2014, 5, 31), promised="May 2014", late=True)
    yield Missing(**about, expected=date(2015, 5, 31), promised="May 2015")
    yield Missing(**about, expected=date(2014, 5, 19), late=True)
    yield Missing(**about, expected=date(2014, 8, 1))
    yield Missing(**about)
    yield Missing(**(about | {"organisation": "", "owner": ""}), handed_in=True)


def _beside() -> Iterator[Beside]:
    reading = a_reading()
    figure = {"period": Q4, "value": Decimal("5.9"), "as_printed": "5.9%"}
    for better, against in zip((True, False, None), Against, strict=True):
        comparator = Comparator(id=1, against=against, title="NEET", series_id=reading.series.id, **figure)
        yield Beside(reading=reading, comparator=comparator, better=better)
    claimed = Comparator(id=2, against=Against.NATIONAL, title="Obesity in Reception", exceeds=True)
    yield Beside(reading=None, comparator=claimed, better=True)


def _statements() -> Iterator[Statement]:
    for number, kind in enumerate(StatementKind):
        yield Statement(id=number, kind=kind, text="Three red", title="Dashboard", about="Mansfield", answer="Agreed")
    yield Statement(id=99, kind=StatementKind.CHALLENGE, text="Absence is high", figure="4.8%")


def _finding(row: int | None, code: str) -> Finding:
    return Finding(
        rule=Rule.MARK_CONTRADICTS,
        code=code,
        title="Number of Referrals",
        row=row,
        series="",
        period=Q4,
        test=None,
        detail="5,007 (Q4 2013/14) against the target 4,729 is marked as met.",
    )
