"""One of each answer about what stands beside the figures, and every value that their rules can give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.domain import answers, answers_beside
from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.agendas import AgendaItem, ForwardItem
from bot.domain.asking import Gap, Intent, Sought
from bot.domain.besides import Mention, Words
from bot.domain.comparators import Against, Comparator
from bot.domain.model import Owner
from bot.domain.reporting import Beside, Compared
from bot.domain.risks import Risk, RiskScore, Trend
from bot.domain.statements import Statement, StatementKind
from tests.builders import a_period, a_plan, a_reading, a_tally, an_objective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.render import Said

TODAY, MEETING = date(2014, 7, 1), date(2014, 7, 2)
ASKED: dict[str, Any] = {"question": "overdue actions", "plan": a_plan()}


def an_action(title: str = "Set up the joint group", **given: Any) -> Action:  # noqa: ANN401  any field
    said = {"kind": ActionKind.ACTION, "due": date(2014, 6, 30), "due_printed": "in 6 months' time"}
    told = {"owner": Owner(organisation="Police"), "owner_printed": "The police", "progress": "Begun", "basis": "noted"}
    return Action(**({"id": 1, "title": title} | said | told | given))


def a_risk(title: str = "Safeguarding Children", *scores: int, **given: Any) -> Risk:  # noqa: ANN401  any field
    held = tuple(RiskScore(on=date(2014, at + 1, 1), likelihood=of, impact=5) for at, of in enumerate(scores or (4,)))
    told = {"reference": "ORG0009", "description": "Not secured", "mitigation": "Watched", "owner_printed": "SLT"}
    return Risk(**({"id": 1, "title": title, "scores": held} | told | given))


def a_statement(kind: StatementKind = StatementKind.PROGRESS, **given: Any) -> Statement:  # noqa: ANN401  any field
    told = {"title": "A title", "about": "Girls", "sort": "concern", "accountable": "The board", "lead": "Police"}
    more = {"cadence": "quarterly", "figure": "about 40", "answer": "Agreed", "on": MEETING, "when": "in May"}
    return Statement(**({"id": 1, "kind": kind, "text": "More to do"} | told | more | given))


def actions(count: int = 12, **given: Any) -> answers_beside.Actions:  # noqa: ANN401  any field
    held = tuple(an_action(f"Action {number}") for number in range(count))
    states = tuple((state, 1) for state in ActionState)
    facts: dict[str, Any] = {"intent": Intent.ACTIONS, "sought": Sought(state="overdue", words="police"), "of": 24}
    told = {"actions": held, "by_state": states, "undated": 2, "today": TODAY, "meeting": MEETING}
    told["theirs"] = frozenset(each.id for each in held)
    return answers_beside.Actions(**(ASKED | facts | told | given))


def risks(count: int = 9, **given: Any) -> answers_beside.Risks:  # noqa: ANN401  any field
    held = tuple(a_risk(f"Risk {number}", 2, 4) for number in range(count))
    facts = {"intent": Intent.RISKS, "sought": Sought(least=15, state="up", words="care"), "risks": held, "of": 20}
    facts["theirs"] = frozenset(each.id for each in held)
    return answers_beside.Risks(**(ASKED | facts | given))


def agenda(count: int = 16, of: int = 20) -> answers_beside.Agenda:
    items = tuple(
        AgendaItem(id=n, on=MEETING, number=n, title=f"Item {n}", pages="3 - 10", report_of="Chair")
        for n in range(count)
    )
    of_it = {"sought": Sought(of="agenda", words="care"), "on": MEETING, "items": items, "of": of, "today": TODAY}
    return answers_beside.Agenda(**ASKED, intent=Intent.MEETING, **of_it)  # type: ignore[arg-type]


def forward(count: int = 16, on: date | None = MEETING) -> answers_beside.ForwardPlan:
    items = tuple(ForwardItem(id=n, number=n, title=f"Item {n}", group="partner updates", on=on) for n in range(count))
    return answers_beside.ForwardPlan(**ASKED, intent=Intent.FORWARD, sought=Sought(words="care"), items=items, of=20)


def statements(count: int = 11, kind: str = "progress", state: str = "concern") -> answers_beside.Statements:
    held = tuple(a_statement(text=f"Said {number}") for number in range(count))
    sought = Sought(of=kind, state=state, words="care")
    return answers_beside.Statements(**ASKED, intent=Intent.STATEMENTS, sought=sought, statements=held, of=20)


def a_comparator(**given: Any) -> Comparator:  # noqa: ANN401  any field
    value = {"value": Decimal("5.5"), "as_printed": "5.5%", "period": a_period("Q4 2013/14"), "note": "provisional"}
    return Comparator(**({"id": 1, "against": Against.NATIONAL, "title": "NEET"} | value | given))


def comparators(count: int = 11, *, better: bool | None = True) -> answers_beside.Comparators:
    claim = Beside(reading=None, comparator=a_comparator(value=None, as_printed="yes"), better=better)
    held = (claim, *(Beside(reading=a_reading(), comparator=a_comparator(), better=better) for _ in range(count)))
    counted = tuple(Compared(against=against, indicators=16, above=8, below=4) for against in Against)
    apart = (a_comparator(period=None), *(a_comparator(title=f"Other {number}") for number in range(5)))
    told = {"beside": held, "compared": counted, "apart": apart, "printed": (a_statement(),) * 4}
    return answers_beside.Comparators(**ASKED, intent=Intent.COMPARATORS, sought=Sought(state="better"), **told)  # type: ignore[arg-type]


def words(count: int = 7) -> Words:
    held, told = (an_action(),) * count, (a_statement(), a_statement(sort="improvement")) * count
    return Words(today=TODAY, actions=held, by_state=((ActionState.COMPLETED, 2),), overdue=2, progress=told, lead="PO")


def a_led_objective() -> Any:  # noqa: ANN401  an objective
    return an_objective(delivery_group="Delivery board", lead_printed="Head", sponsor="Chair", cadence="quarterly")


def governance(lead: str = "Programme manager", roles: int = 9) -> answers_beside.Governance:
    told = (a_statement(StatementKind.GOVERNANCE),) * roles
    return answers_beside.Governance(
        **ASKED, intent=Intent.GOVERNANCE, objective=a_led_objective(), lead=lead, roles=told
    )


def said() -> Iterator[Said]:
    """At least one of each class, all texts filled in, in lists that go on."""
    yield actions()
    yield actions(objective=an_objective())
    yield risks()
    yield agenda()
    yield forward()
    yield statements()
    yield comparators()
    yield governance()
    dated = Sought(words="care", starts="2015-02-01", ends="2015-02-28")
    for undated in (0, 1, 15):
        none = answers_beside.ForwardPlan(
            **ASKED, intent=Intent.FORWARD, sought=dated, items=(), of=20, undated=undated, outcome="unknown"
        )
        yield none
    for state in ("accepted", "rejected", "unanswered"):
        sought = Sought(of="recommendation", state=state)
        yield answers_beside.Statements(
            **ASKED, intent=Intent.STATEMENTS, sought=sought, statements=(), of=20, outcome="unknown"
        )
    yield answers.Meeting(**ASKED, intent=Intent.MEETING, on=MEETING, past=True, next=MEETING)
    yield answers.Meeting(**ASKED, intent=Intent.MEETING, on=MEETING, items=12, others=(("Scrutiny", MEETING),) * 6)
    yield _an_objective_in_words()
    yield _a_plan_in_words()
    mentions = tuple(Mention(intent=intent, text="The pathway", on=MEETING) for intent in Intent)
    for gap in (Gap.NOT_IN_PLAN, Gap.NOT_SAID):
        yield answers.Unknown(**ASKED, intent=Intent.ACTIONS, gap=gap, about="pathway", mentions=mentions)


def _an_objective_in_words() -> answers.ObjectiveSummary:
    return answers.ObjectiveSummary(
        **ASKED, intent=Intent.OBJECTIVE, objective=a_led_objective(), tally=a_tally(0), readings=(), words=words()
    )


def _a_plan_in_words() -> answers.PlanSummary:
    told = tuple((an_objective(f"Programme {number}", number), words(2)) for number in range(1, 8))
    none = a_tally(0)
    return answers.PlanSummary(
        **ASKED, intent=Intent.PLAN, tally=none, objectives=tuple((each, none) for each, _ in told),
        headlines=("Demand still high",) * 9, words=told,
    )  # fmt: skip


def varieties() -> Iterator[Said]:
    """Every state, kind, trend and sort; and lists that are empty, whole, or of one."""
    for state in ("", "open", "overdue", "due", *ActionState):
        for count in (0, 1, 2, 24):
            yield actions(count, sought=Sought(state=state))
    for of in ("decisions", "milestone", "report-back"):
        yield actions(2, sought=Sought(of=of, by="police"), of=2)
    yield actions(0, of=0, sought=Sought(starts="2014-07-01", ends="2014-07-31"))
    yield actions(2, sought=Sought(state="due", starts="2014-07-01", ends="2014-07-31"))
    for meeting in (MEETING, None):
        yield actions(1, sought=Sought(meeting="next"), meeting=meeting)
    for kind in ActionKind:
        for action_state in ActionState:
            each = an_action(kind=kind, state=action_state, due=None, basis="", progress="", completed_on=MEETING)
            yield actions(actions=(each,), sought=Sought(), of=1, undated=1, by_state=((action_state, 1),))
    for trend in Trend:
        for count in (0, 1):
            yield risks(count, sought=Sought(state=trend))
    yield risks(0, of=0, sought=Sought())
    yield risks(risks=(a_risk("One", 2, 2), a_risk("Two", 4, 2)))
    yield from (agenda(0), agenda(1), agenda(1, 1), agenda(3, 3), forward(1, None))
    yield from (
        statements(count, kind, state) for kind in StatementKind for count in (0, 1, 2) for state in ("", "good")
    )
    yield from (comparators(1, better=better) for better in (None, True, False))
    yield answers_beside.Comparators(**ASKED, intent=Intent.COMPARATORS, sought=Sought(), beside=(), compared=())
    yield governance("", 0)
    yield answers_beside.Governance(**ASKED, intent=Intent.GOVERNANCE, objective=an_objective())
    for intent in Intent:
        yield answers.Unknown(**ASKED, intent=intent, gap=Gap.NOT_SAID, about="police")
        yield answers.Unknown(**ASKED, intent=intent, gap=Gap.NOT_SAID, about="me")
