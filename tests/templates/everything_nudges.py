"""One of everything that is said while figures are chased."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.actions import Action, ActionKind
from bot.domain.nudges import (
    AwayForm,
    DeferForm,
    Letter,
    NotMineForm,
    NudgeAnswered,
    NudgeDone,
    NudgeEscalation,
    NudgeLead,
    NudgeMessage,
    NudgeOfficerList,
    NudgePassOn,
    NudgeReplaced,
    NudgeRequest,
    NudgeTold,
    NudgeUndelivered,
)
from bot.domain.nudging import NO_LEAD, NO_OWNER
from bot.domain.people import Person
from bot.domain.risks import Risk, RiskScore
from bot.domain.rounds import NudgeItem, Owed, Promise, Step, Wanting
from bot.domain.tasks import Task, TaskItem
from tests.builders import a_period, an_indicator, an_objective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import Notice, View

TODAY = date(2014, 5, 19)
OWNER = Person(id=1, post="Named officer 03", organisation="Schools", slack_user="U1")
DEPUTY = Person(id=2, post="Named officer 04", organisation="Schools", slack_user="U2")


def an_owed(title: str = "NEET", due: date = TODAY, **given: object) -> Owed:
    facts = {"indicator": an_indicator(title, code="NI 117"), "period": a_period("Q4 2013/14"), "due": due}
    return Owed(**(facts | given))  # type: ignore[arg-type]  # any field of the value


def an_item(title: str = "NEET", due: date = TODAY, step: Step = Step.DUE, **given: object) -> NudgeItem:
    late = max(0, (TODAY - due).days)
    return NudgeItem(owed=an_owed(title, due, **given), step=step, days_late=late, of=OWNER)


def some_items(count: int) -> tuple[NudgeItem, ...]:
    """Late ones first, then of today, then to come."""
    days = [date(2014, 5, 8), date(2014, 5, 16), TODAY, date(2014, 5, 23)]
    return tuple(an_item(f"Indicator {n}", days[n * len(days) // count]) for n in range(count))


def a_task(title: str = "Train the staff", due: date = TODAY, **given: object) -> TaskItem:
    action = Action(id=7, kind=ActionKind.ACTION, title=title, reference="43(1)", due=due, owner_printed="Schools")
    facts = {"due": due, "holder": None, "action": action}
    task = Task(**(facts | given))  # type: ignore[arg-type]  any field of the value
    return TaskItem(task=task, step=Step.DUE, days_late=max(0, (TODAY - due).days), of=OWNER)


def some_tasks(count: int = 3) -> tuple[TaskItem, ...]:
    """One of each kind, in turn."""
    scored = RiskScore(on=date(2014, 2, 1), likelihood=4, impact=5)
    risk = Risk(id=3, title="Posts stay unfilled", reference="ORG0009", scores=(scored,))
    written = {"action": None, "objective": an_objective(), "period": a_period("Q4 2013/14"), "meeting": TODAY}
    late = date(2014, 5, 8)
    kinds = (a_task(due=late), a_task(action=None, risk=risk), a_task(due=date(2014, 5, 23), **written))
    return tuple(kinds[n % 3] for n in range(count))


def _of_tasks() -> Iterator[Notice]:
    each = some_tasks()
    yield from (NudgeMessage(items=(), tasks=(one,), today=TODAY) for one in each)
    for figures, count in ((1, 1), (3, 6), (0, 6), (30, 40)):
        yield NudgeMessage(
            items=some_items(figures), tasks=some_tasks(count), today=TODAY, tasks_done=2,
            postponed={each[0].task.key: date(2014, 5, 20)},
        )  # fmt: skip
    yield NudgeDone(figures_in=0, tasks_done=1)
    yield NudgeDone(figures_in=2, tasks_done=2, put_off=1)
    yield NudgeDone(figures_in=0, tasks_done=2, away_until=TODAY)
    unasked = tuple(dataclasses.replace(one, why=NO_OWNER) for one in each)
    for count in (0, 1, 5):
        yield NudgeOfficerList(items=some_items(count), tasks=(*some_tasks(40), *unasked), today=TODAY)
    yield NudgeOfficerList(items=some_items(2), tasks=unasked, today=TODAY)
    yield NudgeOfficerList(items=(), tasks=unasked[:1], today=TODAY)


def notices() -> Iterator[Notice]:
    yield from _of_tasks()
    items = some_items(5)
    final = an_item(wanting=Wanting.FINAL, sent_back="Which quarter is this?")
    for count in (1, 5, 30):
        came = {"figures_in": count - 1, "put_off": count // 5}
        yield NudgeMessage(items=some_items(count), today=TODAY, leads_hear_on=date(2014, 5, 21), **came)
    for times in (0, 1, 3):
        promise = Promise(measure_id=1, period=a_period("Q4 2013/14"), until=TODAY, times=times)
        item = dataclasses.replace(an_item(promise=promise), of=DEPUTY)
        yield NudgeMessage(items=(final, item), today=TODAY, snoozed={item.owed.key: date(2014, 5, 20)})
    beyond = {"leads_told": {items[0].owed.key: TODAY}, "with_officers": {items[0].owed.key: TODAY}}
    yield NudgeMessage(
        items=items, today=TODAY, leads_hear_on=TODAY, leads_hear_of=(TODAY, date(2014, 5, 23)), **beyond
    )
    yield NudgeReplaced(on=TODAY)
    yield NudgeDone(figures_in=2, away_until=TODAY, instead=DEPUTY.label)
    yield NudgeDone(figures_in=0, elsewhere=1, away_until=TODAY)
    yield NudgeOfficerList(items=(), today=TODAY)
    yield NudgeDone(figures_in=7)
    yield NudgeDone(figures_in=1)
    yield NudgeDone(figures_in=1, put_off=2, elsewhere=1)
    yield NudgeDone(figures_in=0, put_off=2)
    yield NudgeDone(figures_in=0, elsewhere=1)
    for settled in ("", "sent", "omitted", "empty"):
        late = some_items(20)
        told, emailed = late[0].owed.key, late[1].owed.key
        yield NudgeEscalation(
            delivery_id=7, lead=OWNER.label, reachable=True, items=late, today=TODAY, settled=settled,
            by="U1" if settled else "", warned={told: TODAY, emailed: TODAY}, by_email=frozenset({emailed}),
        )  # fmt: skip
    yield NudgeEscalation(delivery_id=7, lead=OWNER.label, reachable=False, items=items, today=TODAY)
    yield NudgeLead(items=items, today=TODAY)
    listed = [dataclasses.replace(items[0], why=why) for why in (NO_OWNER, NO_LEAD)]
    yield NudgeOfficerList(items=(*items, *listed) * 4, today=TODAY)
    letter = Letter(to=OWNER.label, post=OWNER.post, items=items, more=4, leads_hear_on=TODAY, holder=OWNER.id)
    yield NudgePassOn(letters=(letter, letter), plan="City CYPP", today=TODAY)
    yield NudgePassOn(letters=(Letter(to="Health", items=items[:1]),), plan="City CYPP", today=TODAY)
    also = ("Head of performance", "Second officer", "Third officer", "Fourth officer")
    yield NudgePassOn(letters=(letter, letter), plan="City CYPP", today=TODAY, part=2, of=6, also=also)
    yield NudgePassOn(letters=(letter,), plan="City CYPP", today=TODAY, part=6, of=6, also=also[:2])
    yield NudgeUndelivered(person=OWNER, gone=True, instead=DEPUTY, items=3)
    yield NudgeUndelivered(person=OWNER, gone=True, instead=None, items=0)
    yield NudgeUndelivered(person=OWNER, gone=False, instead=None, items=3)
    yield NudgeUndelivered(person=OWNER, gone=False, barred=True, instead=None, items=3)
    yield from _requests()


def _requests() -> Iterator[Notice]:
    period = a_period("Q4 2013/14")
    asked = NudgeRequest(
        request_id=7, kind="hand over", indicator=an_indicator(), asked_by=OWNER, slack_user="U2",
        why="We have not had it for years",
    )  # fmt: skip
    put_off = dataclasses.replace(asked, kind="deferral", slack_user="", period=period, until=TODAY, times=2)
    yield asked
    yield dataclasses.replace(asked, post=DEPUTY.label)
    yield dataclasses.replace(asked, slack_user="", organisation="Health")
    yield put_off
    yield dataclasses.replace(put_off, freeze=TODAY)
    for state in ("granted", "refused"):
        yield dataclasses.replace(asked, post=DEPUTY.label, state=state, decided_by="U1")
        yield dataclasses.replace(put_off, state=state, decided_by="U1")
    yield NudgeAnswered(kind="yours now", granted=True, indicator=an_indicator())
    for kind in ("hand over", "deferral", "yours now"):
        for granted in (True, False):
            yield NudgeAnswered(
                kind=kind, granted=granted, indicator=an_indicator(), period=period, until=TODAY, to=DEPUTY.label
            )


def views() -> Iterator[View]:
    owed = tuple(an_owed(f"Indicator {n}") for n in range(120))
    yield DeferForm(items=owed[:1], today=TODAY)
    yield DeferForm(items=owed, today=TODAY, several=True)
    yield NotMineForm(item=owed[0], organisations=((1, "Health"), (2, "Schools")))
    yield NotMineForm(item=owed[0], organisations=())
    yield AwayForm(today=TODAY)
    yield AwayForm(today=TODAY, until=date(2014, 5, 30), deputy="U2")
    for about in ("postponed", "handed", "away", "back"):
        yield NudgeTold(about=about, count=3, often=1, until=TODAY, again=TODAY, to="Health")
    yield NudgeTold(about="postponed", count=1, too_late=1, until=TODAY)
    yield NudgeTold(about="postponed", count=9, often=2, too_late=2, until=TODAY, again=date(2014, 5, 20))
    yield NudgeTold(about="away", until=TODAY)
