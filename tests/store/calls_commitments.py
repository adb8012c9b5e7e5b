"""Actions, risks, agendas, statements and comparators, called with what another workspace holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.actions import Action, ActionKind
from bot.domain.people import Holder
from bot.domain.risks import Risk, RiskScore
from store import actions, agendas, comparators, import_beside, import_rows, risks, statements
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.work import Work
    from tests.store import calls

SCORED = RiskScore(on=date(2014, 7, 2), likelihood=2, impact=5)


def holder(held: calls.Held) -> Holder:
    return Holder(person_id=held.planted.person, organisation_id=held.planted.organisation)


CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "actions.actions": lambda work, held: actions.actions(work, held.planted.plan),
    "actions.add": lambda work, held: actions.add(
        work, held.planted.plan, [Action(id=0, kind=ActionKind.ACTION, title="x")], MORNING
    ),
    "actions.change": lambda work, held: actions.change(work, held.report.action, 1, MORNING, progress="x"),
    "actions.get": lambda work, held: actions.get(work, held.report.action),
    "actions.next_place": lambda work, held: actions.next_place(work, held.planted.plan),
    "actions.open_of": lambda work, held: actions.open_of(work, held.planted.plan, holder(held)),
    "agendas.agenda": lambda work, held: agendas.agenda(work, held.planted.plan),
    "agendas.forward": lambda work, held: agendas.forward(work, held.planted.plan),
    "comparators.comparators": lambda work, held: comparators.comparators(work, held.planted.plan),
    "risks.add": lambda work, held: risks.add(
        work, held.planted.plan, [Risk(id=0, title="x", scores=(SCORED,))], MORNING
    ),
    "risks.change": lambda work, held: risks.change(work, held.report.risk, 1, MORNING, mitigation="x"),
    "risks.get": lambda work, held: risks.get(work, held.report.risk),
    "import_beside.held": lambda work, held: import_beside.held(work, held.planted.plan).actions,
    "import_beside.write": lambda work, held: import_beside.write(
        work, held.difference, import_rows.Ids(plan=held.planted.plan), MORNING
    ),
    "risks.next_place": lambda work, held: risks.next_place(work, held.planted.plan),
    "risks.open_of": lambda work, held: risks.open_of(work, held.planted.plan, holder(held)),
    "risks.risks": lambda work, held: risks.risks(work, held.planted.plan),
    "risks.score": lambda work, held: risks.score(work, held.report.risk, SCORED, MORNING),
    "statements.statements": lambda work, held: statements.statements(work, held.planted.plan),
}
