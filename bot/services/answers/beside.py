"""Answers about what a plan holds beside its figures; None where it holds none about what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain import seeking
from bot.domain.answers_beside import Actions, Agenda, ForwardPlan, Risks
from bot.domain.asking import Held, Intent, Sought
from bot.domain.composing.commitments import of_objective
from bot.domain.supplying import may_change
from bot.domain.understanding.beside_topics import MINE
from bot.domain.understanding.spoken_of import speaks_of
from bot.services.answers.meetings import next_meeting
from store import actions as stored_actions
from store import agendas
from store import risks as stored_risks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.agendas import AgendaItem
    from bot.domain.answers import Answer
    from bot.domain.risks import Risk
    from bot.services.answers.inquiry import Inquiry


def actions(inquiry: Inquiry) -> Actions | None:
    """Actions, milestones or decisions; with the states of all that were looked at."""
    sought = sought_of(inquiry)
    held = seeking.of_kind(stored_actions.actions(inquiry.work, inquiry.catalogue.plan.id), sought.of)
    looked_at = _named(inquiry, held)
    if not looked_at and is_about_something(inquiry):
        return None
    of_days, meeting = _of_days(inquiry, looked_at)
    until = next_meeting(inquiry) if sought.meeting == "next" else None
    found = tuple(each for each in of_days if seeking.in_state(each, sought, inquiry.today, until))
    if sought.state in {"overdue", "due"} or until:
        found = tuple(sorted(found, key=lambda each: (each.due is None, each.due)))
    if sought.starts and not of_days:
        meeting = seeking.last_decided(looked_at, inquiry.today)
    return Actions(
        **said(inquiry, is_known=bool(of_days)),
        actions=found,
        by_state=seeking.by_state(of_days),
        of=len(of_days),
        undated=sum(each.kind.is_to_do and each.state.is_open and each.due is None for each in of_days),
        today=inquiry.today,
        meeting=until or meeting,
        theirs=frozenset(each.id for each in found if each.kind.is_to_do and may_change(inquiry.viewer, each)),
    )


def _named(inquiry: Inquiry, held: tuple[Action, ...]) -> tuple[Action, ...]:
    """Those of the objective, the indicator, the owner or the words that were named."""
    understood, sought = inquiry.understood, sought_of(inquiry)
    if sought.by == MINE:
        return tuple(each for each in held if _is_of(inquiry, each))
    if sought.by:
        return seeking.whose(held, speaks_of(inquiry.knowledge.index, sought.by))
    if understood.objective is not None:
        placed = tuple(each for each in held if each.objective in family(inquiry))
        placed = placed or of_objective(held, understood.objective, _indicators_of(inquiry))
        if placed or not sought.words:
            return placed
    wanted = {match.indicator.id for match in understood.members}
    if not sought.words and not wanted:
        return held
    speaks = speaks_of(inquiry.knowledge.index, sought.words) if sought.words else lambda _: False
    found = tuple(each for each in held if wanted.intersection(each.measure_ids) or speaks(seeking.text_of(each)))
    return found or seeking.whose(held, speaks)


def _is_of(inquiry: Inquiry, of: Action | Risk) -> bool:
    """Whether it is the asker's own, or their organisation's; of somebody whom no post is matched to nothing is."""
    person = inquiry.viewer.person if inquiry.viewer else None
    if person is None:
        return False
    if of.owner_person_id is not None:
        return of.owner_person_id == person.id
    named = {person.label, person.organisation} - {""}
    return seeking.owner_of(of) in named or of.owner_printed in named


def _of_days(inquiry: Inquiry, held: tuple[Action, ...]) -> tuple[tuple[Action, ...], date | None]:
    """Those that the last meeting agreed, or that were agreed in the days named, with that meeting's day."""
    sought = sought_of(inquiry)
    if sought.meeting == "last":
        last = seeking.last_decided(held, inquiry.today)
        return tuple(each for each in held if last is None or each.decided_on == last), last
    if sought.starts and sought.state != "due":
        by_decision = [each for each in held if each.decided_on and seeking.is_between(each.decided_on, sought)]
        if by_decision or sought.of == Held.DECISIONS:
            return tuple(by_decision), next((each.decided_on for each in by_decision), None)
        return tuple(each for each in held if seeking.is_between(each.due, sought)), None
    return held, None


def _indicators_of(inquiry: Inquiry) -> tuple[Any, ...]:
    wanted = inquiry.understood.objective
    return tuple(each for each in inquiry.catalogue.indicators if wanted is not None and wanted.id in each.objectives)


def risks(inquiry: Inquiry) -> Risks | None:
    sought = sought_of(inquiry)
    held = [each for each in stored_risks.risks(inquiry.work, inquiry.catalogue.plan.id) if each.closed_on is None]
    if inquiry.understood.objective is not None:
        held = [each for each in held if each.objective in family(inquiry)]
    if sought.by == MINE:
        held = [each for each in held if _is_of(inquiry, each)]
    if sought.words:
        held = [each for each in held if speaks_of(inquiry.knowledge.index, sought.words)(_text_of(each))]
    if not held and is_about_something(inquiry):
        return None
    theirs = frozenset(each.id for each in held if may_change(inquiry.viewer, each))
    found = seeking.risks_sought(held, sought)
    return Risks(**said(inquiry, is_known=bool(held)), risks=found, of=len(held), theirs=theirs)


def _text_of(risk: Risk) -> str:
    return " ; ".join((risk.reference, risk.title, risk.description, risk.mitigation, seeking.owner_of(risk)))


def agenda(inquiry: Inquiry) -> Agenda | None:
    """The agenda of the next meeting that has one, of the last, or of the days named."""
    held = agendas.agenda(inquiry.work, inquiry.catalogue.plan.id)
    on = _meeting_of(inquiry, held)
    sought = sought_of(inquiry)
    items = [item for item in held if item.on == on and seeking.is_between(item.on, sought)]
    found = items
    if sought.words:
        speaks = speaks_of(inquiry.knowledge.index, sought.words)
        found = [item for item in items or held if speaks(f"{item.title} ; {item.report_of}")]
        if not found:
            return None
    if on is None:
        return None
    return Agenda(**said(inquiry, is_known=bool(found)), on=on, items=tuple(found), of=len(items), today=inquiry.today)


def _meeting_of(inquiry: Inquiry, held: Sequence[AgendaItem]) -> date | None:
    days = sorted({item.on for item in held})
    between = [day for day in days if seeking.is_between(day, sought_of(inquiry))] or days
    past = [day for day in between if day < inquiry.today]
    to_come = [day for day in between if day >= inquiry.today]
    if sought_of(inquiry).meeting == "last" and past:
        return past[-1]
    return next(iter(to_come), past[-1] if past else None)


def forward(inquiry: Inquiry) -> Answer | None:
    """What the board will take up later; what is on an agenda already is told of there."""
    sought = sought_of(inquiry)
    items = agendas.forward(inquiry.work, inquiry.catalogue.plan.id)
    found = items
    if sought.words:
        speaks = speaks_of(inquiry.knowledge.index, sought.words)
        found = tuple(each for each in items if speaks(f"{each.title} ; {each.group}"))
    if not found:
        return agenda(inquiry) if sought.words and Held.AGENDA in inquiry.catalogue.holds else None
    undated = sum(each.on is None for each in found)
    found = tuple(each for each in found if seeking.is_between(each.on, sought))
    return ForwardPlan(**said(inquiry, is_known=bool(found)), items=found, of=len(items), undated=undated)


def sought_of(inquiry: Inquiry) -> Sought:
    return inquiry.understood.sought or Sought()


def is_about_something(inquiry: Inquiry) -> bool:
    """Whether words, somebody or an indicator were named, so that finding nothing says that the plan has nothing."""
    sought = sought_of(inquiry)
    return bool(sought.words or sought.by or inquiry.understood.members)


def family(inquiry: Inquiry) -> set[tuple[str, int]]:
    """The keys of the objective that was named and of its parts."""
    wanted = inquiry.understood.objective
    return {each.key for each in inquiry.catalogue.objectives if wanted and wanted.id in {each.id, each.parent_id}}


def said(inquiry: Inquiry, *, is_known: bool = True, intent: Intent | None = None) -> dict[str, Any]:
    """What all these answers carry."""
    understood = inquiry.understood
    return {
        "question": understood.text,
        "plan": inquiry.catalogue.plan,
        "intent": intent or understood.intent,
        "outcome": "answer" if is_known else "unknown",
        "indicators": tuple(match.indicator for match in understood.members),
        "objective": understood.objective,
        "sought": sought_of(inquiry),
    }
