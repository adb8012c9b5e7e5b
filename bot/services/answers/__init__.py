"""Answering: from a person's words to the facts of the plan. Whatever is said stands in a stored row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import questions
from bot.domain.answers import NoPlan
from bot.domain.asking import Intent
from bot.domain.disclosure import Audience
from bot.domain.errors import OldButton
from bot.services.answers import (
    beside,
    earlier,
    frozen,
    knowledge,
    lists,
    meetings,
    memory,
    openings,
    single,
    summaries,
    told,
)
from bot.services.answers.inquiry import Inquiry
from bot.services.answers.reopening import Pointer, reopened
from store import conversations

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.domain.answers import Answer
    from bot.domain.people import Someone
    from bot.services.answers.frozen import Frozen
    from bot.services.answers.knowledge import Knowledge
    from bot.workspace import Workspace
    from store.work import Work

_ABOUT: dict[Intent, Callable[[Inquiry], Answer]] = {
    Intent.LIST: lists.listing,
    Intent.OVERDUE: lists.overdue,
    Intent.OBJECTIVE: summaries.objective,
    Intent.PLAN: summaries.plan,
    Intent.MEETING: meetings.meeting,
    Intent.MEANING: openings.meaning,
    Intent.HELP: openings.help_,
}
_BESIDE: dict[Intent, Callable[[Inquiry], Answer | None]] = {
    Intent.ACTIONS: beside.actions,
    Intent.RISKS: beside.risks,
    Intent.MEETING: beside.agenda,
    Intent.FORWARD: beside.forward,
    Intent.STATEMENTS: told.statements,
    Intent.COMPARATORS: told.comparators,
    Intent.GOVERNANCE: told.governance,
}


def answer(  # noqa: PLR0913  the circumstances of a question, all named at the call
    workspace: Workspace,
    text: str,
    *,
    asker: str = "",
    place: str | None = None,
    event: str | None = None,
    turn: int | None = None,
    plan: str | None = None,
    on: date | None = None,
    viewer: Someone | None = None,
    private: bool = False,
    audience: Audience = Audience.BOARD,
) -> Answer:
    """The answer to a question asked in words.

    `asker` is for the question log ("" logs nothing). `place` names the conversation whose earlier subject "it" may
    mean. `event` is the inbox's key, marked as being answered in the same transaction; OvertakenError where it is in
    other hands by now than those that had it as their `turn`. `plan` names another plan than the current one; `on` asks
    as if on another day. `viewer` is who asks, as they stand: somebody let in from outside is answered from what was
    ticked for them; with `private`, where nobody else reads the answer, suppliers and officers are told what is pending
    as well. `audience` is as whom it is asked: people let in from outside are the public, whatever it says.
    """
    reads_only = not (asker or place or event)
    at = workspace.now()
    with workspace.reading() if reads_only else workspace.begin() as work:
        report, known = _known(workspace, work, place, viewer, plan)
        if known is None:
            said: Answer = NoPlan(question=text, plan=None, intent=Intent.UNKNOWN, outcome="unknown")
        else:
            today = report.facts.as_at if report else on or at.date()
            context = conversations.recall(work, place, at) if place else None
            understood = questions.understand(text, known.index, today=today, context=context)
            known, understood = earlier.meant(known, understood, text, today, context)
            inquiry = Inquiry(
                workspace=workspace,
                work=work,
                knowledge=known,
                understood=understood,
                at=at,
                today=today,
                viewer=viewer,
                private=private,
                audience=audience,
                frozen=report,
            )
            said = _respond(inquiry)
        if not reads_only:
            asker = asker if _is_logged(workspace, work, report, known) else ""
            memory.keep(work, said, asker=asker, place=place, at=at, event=event, turn=turn)
    return said


def again(
    workspace: Workspace,
    pointer: Pointer,
    *,
    asker: str = "",
    place: str | None,
    picked: bool = False,
    viewer: Someone | None = None,
    private: bool = False,
) -> Answer:
    """The answer to a button: what it points at is named by ids, not by words.

    `picked` says that the reader chose this for the words in the pointer's phrase: a proposed alias. `viewer` and
    `private` are as in `answer`.
    Raises OldButton where the plan no longer holds it.
    """
    at = workspace.now()
    with workspace.begin() as work:
        report, known = _known(workspace, work, place, viewer)
        understood = reopened(known, pointer) if known else None
        if known and understood is None and (past := known.past):
            known, understood = past, reopened(past, pointer)
        if known is None or understood is None:
            raise OldButton
        inquiry = Inquiry(
            workspace=workspace,
            work=work,
            knowledge=known,
            understood=understood,
            at=at,
            today=report.facts.as_at if report else at.date(),
            viewer=viewer,
            private=private,
            frozen=report,
        )
        said = _respond(inquiry)
        if picked:
            for measure in pointer.measures:
                memory.picked(work, phrase=pointer.phrase, measure_id=measure, asker=asker, at=at)
        logged = asker if _is_logged(workspace, work, report, known) else ""
        memory.keep(work, said, asker=logged, place=place, at=at)
    return said


def goes_on_in(workspace: Workspace, answer: Answer, *places: str) -> None:
    """What was answered is what "it" means in these places too: the threads that may be opened under the answer."""
    if answer.outcome != "unknown":
        with workspace.begin() as work:
            for place in places:
                conversations.remember(work, place, memory.context_of(answer), workspace.now())


def _known(
    workspace: Workspace, work: Work, place: str | None, viewer: Someone | None, plan: str | None = None
) -> tuple[Frozen | None, Knowledge | None]:
    """The report in whose thread it is asked, if any, and what is known of its plan or of the one that answers."""
    ticked = viewer.ticked if viewer else None
    report = frozen.of_place(workspace, work, place, ticked) if plan is None else None
    return report, report.knowledge if report else knowledge.of_plan(workspace, work, plan, ticked)


def _is_logged(workspace: Workspace, work: Work, report: Frozen | None, known: Knowledge | None) -> bool:
    """Whether the plan keeps questions: as its rules are now, and not as they were when a report was frozen."""
    catalogue = known.stored if known and report is None else workspace.catalogue(work)
    return catalogue is None or catalogue.plan.questions_kept > 0


def _respond(inquiry: Inquiry) -> Answer:
    said = _responded(inquiry)
    if inquiry.frozen is None or said.outcome != "answer" or not said.indicators:
        return said
    return replace(said, as_published=inquiry.frozen.said(inquiry.workspace.zone))


def _responded(inquiry: Inquiry) -> Answer:
    understood = inquiry.understood
    if understood.gap is not None:
        return openings.unknown(inquiry)
    if understood.sought is not None and understood.intent in _BESIDE:
        return _beside_figures(inquiry)
    if understood.choices:
        return openings.choices(inquiry)
    if understood.found:
        return earlier.linked(single.answer(inquiry), inquiry.catalogue)
    return _ABOUT.get(understood.intent, openings.unknown)(inquiry)


def _beside_figures(inquiry: Inquiry) -> Answer:
    """What was sought; what the words mean too, where the plan says nothing of it; or that it does not."""
    found = _BESIDE[inquiry.understood.intent](inquiry)
    if found is not None:
        return found
    rather = inquiry.understood.otherwise
    return _respond(replace(inquiry, understood=rather)) if rather else openings.unsaid(inquiry)


__all__ = ["Pointer", "again", "answer", "goes_on_in"]
