"""One of each form for actions, risks and highlights, and of what is said once they are saved."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.answers import Tally
from bot.domain.field_problems import Fault, FieldProblem
from bot.domain.highlight_forms import HighlightForm, HighlightSaved, QuarterFacts, Written
from bot.domain.highlights import Highlight, Rating
from bot.domain.personal_details import Detail
from bot.domain.risks import Risk, RiskScore
from bot.domain.rounds import Owed
from bot.domain.task_forms import ActionFilled, ActionForm, RiskFilled, RiskForm, TaskSaved, of_action, of_risk
from bot.domain.tasks import TaskKind, highlight_key
from tests.builders import a_period, a_reading, an_indicator, an_objective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import View

TODAY, DUE = date(2014, 5, 19), date(2014, 5, 27)
Q4 = a_period("Q4 2013/14")
LONG = "Schools told us late which pupils had moved, so the team could not reach every family in the autumn term. "
ACTION = Action(
    id=7, kind=ActionKind.ACTION, title="Train the staff", reference="43(1)", due=TODAY, owner_printed="Schools",
    state=ActionState.DELAYED, progress="Half are trained", barrier="Snow", overcome="Trained online", decided_on=TODAY,
)  # fmt: skip
RISK = Risk(
    id=3, title="Posts stay unfilled", reference="ORG0009", description="Nobody applies", mitigation="Pay more",
    scores=tuple(RiskScore(on=date(2014, month, 1), likelihood=month, impact=5) for month in (1, 2, 3, 4, 5)),
)  # fmt: skip
PERSONAL = FieldProblem(field="progress", fault=Fault.PERSONAL, details=(Detail.NHS_NUMBER, Detail.POSTCODE))


def facts(count: int = 1) -> QuarterFacts:
    tally = Tally(
        indicators=count * 4, met=count, near=count, missed=count, better=count, same=count, worse=count, no_figure=0,
        with_target=count * 3,
    )  # fmt: skip
    readings = tuple(a_reading(f"Indicator {number}") for number in range(count))
    owed = Owed(indicator=an_indicator(), period=Q4, due=TODAY)
    return QuarterFacts(tally=tally, missed=readings, worse=readings, missing=(owed,) * count, late=(ACTION,) * count)


def a_highlight(text: str = LONG) -> Highlight:
    return Highlight(
        objective=("operational", 1), period=a_period("Q3 2013/14"), achievements=text, barriers=text, overcome=text,
        next_steps=text, rating=Rating.AMBER, rating_why=text, help_wanted=text, revision=2,
    )  # fmt: skip


def a_form(**given: object) -> HighlightForm:
    plain = {"key": highlight_key(("operational", 1), Q4.key), "objective": an_objective(), "period": Q4, "seen": 0}
    plain |= {"written": Written(), "facts": facts(), "today": TODAY, "due": DUE, "meeting": date(2014, 7, 2)}
    return HighlightForm(**(plain | given))  # type: ignore[arg-type]  any field of the value


def views(text: str = LONG) -> Iterator[View]:
    yield a_form()
    nothing = dataclasses.replace(facts(0))
    yield a_form(facts=nothing, due=None, meeting=None)
    whole = (text * 100)[:2_000]
    full = Written(
        achievements=whole, barriers=whole, overcome=whole, next_steps=whole, rating="red", rating_why=whole,
        help_wanted=whole,
    )  # fmt: skip
    wrong = [FieldProblem(field=name, fault=Fault.TOO_MUCH, count=2_000) for name in ("barriers", "help_wanted")]
    wrong += [FieldProblem(field="achievements", fault=Fault.NOTHING_WRITTEN)]
    wrong += [FieldProblem(field="rating_why", fault=Fault.RATED)]
    yield a_form(written=full, facts=facts(12), before=a_highlight(text * 20), lead="Head of service", restored=True)
    yield a_form(written=full, problems=tuple(wrong), before=a_highlight(text))
    yield a_form(written=full, overtaken=a_highlight(text * 20), seen=1, before=a_highlight(text * 20))
    yield a_form(written=full, saved=True)
    yield a_form(seen=1)
    for rating in Rating:
        yield HighlightSaved(objective=an_objective(), period=Q4, rating=rating, facts=facts(3), meeting=TODAY)
    yield HighlightSaved(objective=an_objective(), period=Q4, rating=Rating.NONE, facts=nothing)
    yield from _actions()
    yield from _risks()


def _actions() -> Iterator[View]:
    many = tuple(dataclasses.replace(an_objective(), id=number) for number in range(1, 121))
    for officers in (False, True):
        held = {"key": "action:7", "seen": 1, "today": TODAY, "for_officers": officers, "action": ACTION}
        form = ActionForm(**held, filled=of_action(ACTION, "U1"), objective=an_objective(), of="Head")  # type: ignore[arg-type]
        yield form
        says = {"state": "completed", "progress": LONG, "barrier": "", "overcome": "", "due": "2014-06-02"}
        yield dataclasses.replace(form, overtaken=says)
        yield dataclasses.replace(
            form,
            problems=(
                PERSONAL,
                *(FieldProblem(field="due", fault=fault) for fault in (Fault.WRONG_DAY, Fault.LATER_DAY)),
            ),
        )
    unsaid = dataclasses.replace(ACTION, state=ActionState.NOT_SAID, due=None, due_printed="in 6 months' time")
    yield ActionForm(key="action:7", seen=1, today=TODAY, filled=of_action(unsaid), action=unsaid)
    yield ActionForm(
        key="new", seen=0, today=TODAY, filled=ActionFilled(objective="7"), for_officers=True, objectives=many
    )
    for state in ActionState:
        yield TaskSaved(kind=TaskKind.ACTION, title="Train the staff", state=state, due=TODAY)
    yield TaskSaved(kind=TaskKind.ACTION, title="Train the staff", unchanged=True)
    yield TaskSaved(kind=TaskKind.ACTION, title="Train the staff", added=True, state=ActionState.NOT_STARTED)


def _risks() -> Iterator[View]:
    for officers in (False, True):
        held = {"key": "risk:3", "seen": 1, "today": TODAY, "for_officers": officers, "risk": RISK}
        form = RiskForm(**held, filled=of_risk(RISK, "U1"), objective=an_objective(), of="Head")  # type: ignore[arg-type]
        yield form
        yield dataclasses.replace(form, overtaken={"likelihood": "5", "impact": "5", "mitigation": ""})
        yield dataclasses.replace(form, filled=RiskFilled(close=True))
        yield dataclasses.replace(form, problems=(FieldProblem(field="impact", fault=Fault.NO_SCORE, count=5),))
    yield RiskForm(key="new", seen=0, today=TODAY, filled=RiskFilled(), for_officers=True, objectives=(an_objective(),))
    yield TaskSaved(kind=TaskKind.RISK, title="Posts stay unfilled", score=25, before=20)
    yield TaskSaved(kind=TaskKind.RISK, title="Posts stay unfilled", score=20, before=20, unchanged=True)
    yield TaskSaved(kind=TaskKind.RISK, title="Posts stay unfilled", score=20, before=20, closed=True)
    yield TaskSaved(kind=TaskKind.RISK, title="Posts stay unfilled", score=20, added=True)
