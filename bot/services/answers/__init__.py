"""Answering: from a person's words to the facts of the plan. Whatever is said stands in a stored row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import questions
from bot.domain.answers import NoPlan
from bot.domain.asking import Intent, Match, Stage, Understood
from bot.domain.errors import OldButton
from bot.domain.periods import from_key
from bot.services.answers import knowledge, lists, memory, openings, reopening, single, summaries
from bot.services.answers.inquiry import Inquiry
from store import conversations

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.domain.answers import Answer
    from bot.services.answers.knowledge import Knowledge
    from bot.workspace import Workspace
    from store.work import Work

_ABOUT: dict[Intent, Callable[[Inquiry], Answer]] = {
    Intent.LIST: lists.listing,
    Intent.OVERDUE: lists.overdue,
    Intent.OBJECTIVE: summaries.objective,
    Intent.PLAN: summaries.plan,
    Intent.MEETING: summaries.meeting,
    Intent.HELP: openings.help_,
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
) -> Answer:
    """The answer to a question asked in words.

    `asker` is who asked, for the question log ("" logs nothing). `place` names the conversation whose earlier
    subject "it" may mean. `event` is the inbox's key, marked as being answered in the same transaction; OvertakenError
    where it is in other hands by now than those that had it as their `turn`.
    `plan` names another plan than the current one; `on` asks as if on another day.
    """
    reads_only = not (asker or place or event)
    with workspace.reading() if reads_only else workspace.begin() as work:
        known = knowledge.of_plan(workspace, work, plan)
        if known is None:
            said: Answer = NoPlan(question=text, plan=None, intent=Intent.UNKNOWN, outcome="unknown")
        else:
            today = on or workspace.today()
            context = conversations.recall(work, place, workspace.now()) if place else None
            understood = questions.understand(text, known.index, today=today, context=context)
            said = _respond(_inquiry(workspace, work, known, understood, today))
        if not reads_only:
            memory.keep(work, said, asker=asker, place=place, at=workspace.now(), event=event, turn=turn)
    return said


def about(  # noqa: PLR0913  a button's parts, all named at the call
    workspace: Workspace,
    measure_id: int,
    intent: Intent,
    *,
    asker: str,
    place: str | None,
    period_key: str = "",
    phrase: str = "",
    picked: bool = False,
    why: bool = False,
) -> Answer:
    """The answer to a button: what it is about is named by ids, not by words.

    `picked` says that the reader chose this indicator for the words in `phrase`: a proposed alias.
    """
    with workspace.begin() as work:
        known = knowledge.of_plan(workspace, work)
        if known is None or measure_id not in known.places:
            return NoPlan(question=phrase, plan=None, intent=Intent.UNKNOWN, outcome="unknown")
        understood = _pointed_at(known, measure_id, intent, phrase=phrase, period_key=period_key)
        said = _respond(_inquiry(workspace, work, known, replace(understood, why=why), workspace.today()))
        if picked:
            memory.picked(work, phrase=phrase, measure_id=measure_id, asker=asker, at=workspace.now())
        memory.keep(work, said, asker=asker, place=place, at=workspace.now())
    return said


def again(
    workspace: Workspace, pointer: reopening.Pointer, *, asker: str = "", place: str | None, picked: bool = False
) -> Answer:
    """The answer to what a button points at, lists and comparisons too; `picked` as in `about`.

    Raises OldButton where the plan no longer holds it.
    """
    with workspace.begin() as work:
        known = knowledge.of_plan(workspace, work)
        understood = reopening.understood(known, pointer) if known else None
        if known is None or understood is None:
            raise OldButton
        said = _respond(_inquiry(workspace, work, known, understood, workspace.today()))
        if picked:
            for measure in pointer.measures:
                memory.picked(work, phrase=pointer.phrase, measure_id=measure, asker=asker, at=workspace.now())
        memory.keep(work, said, asker=asker, place=place, at=workspace.now())
    return said


def goes_on_in(workspace: Workspace, answer: Answer, *places: str) -> None:
    """What was answered is what "it" means in these places too: the threads that may be opened under the answer."""
    if answer.outcome != "unknown":
        with workspace.begin() as work:
            for place in places:
                conversations.remember(work, place, memory.context_of(answer), workspace.now())


def _pointed_at(known: Knowledge, measure_id: int, intent: Intent, *, phrase: str, period_key: str) -> Understood:
    indicator = known.index.catalogue.indicators[known.places[measure_id]]
    match = Match(indicator=indicator, stage=Stage.PICK, phrase=phrase)
    first_month = known.index.catalogue.plan.first_month
    period = from_key(period_key, first_month) if period_key else None
    return Understood(text=phrase or indicator.title, intent=intent, found=(match,), period=period)


def _inquiry(workspace: Workspace, work: Work, known: Knowledge, understood: Understood, today: date) -> Inquiry:
    return Inquiry(work=work, knowledge=known, understood=understood, at=workspace.now(), today=today)


def _respond(inquiry: Inquiry) -> Answer:
    understood = inquiry.understood
    if understood.gap is not None:
        return openings.unknown(inquiry)
    if understood.choices:
        return openings.choices(inquiry)
    if understood.found:
        return single.answer(inquiry)
    return _ABOUT.get(understood.intent, openings.unknown)(inquiry)
