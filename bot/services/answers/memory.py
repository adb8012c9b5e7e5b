"""What is kept of a question: the log that aliases are learnt from, and what a conversation is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.asking import Context, Intent
from bot.domain.errors import OvertakenError
from store import aliases, asked, conversations, inbox

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.answers import Answer
    from store.work import Work

SUBJECTS = 5  # enough for a comparison or the choices offered


def keep(
    work: Work,
    answer: Answer,
    *,
    asker: str,
    place: str | None,
    at: datetime,
    event: str | None = None,
    turn: int | None = None,
) -> None:
    """Write the question log, the conversation and the inbox's mark, all in the answer's own transaction.

    The mark counts the post that is to follow, and begins the lease anew for it.
    Raises OvertakenError where the event is in other hands by now: then nothing of this is kept.
    """
    if asker:
        _log(work, answer, asker=asker, place=place, at=at)
    if place and answer.outcome != "unknown" and answer.intent is not Intent.HELP:
        conversations.remember(work, place, context_of(answer), at)
    if event and not inbox.answering(work, event, turn, at + inbox.LEASE):
        raise OvertakenError


def _log(work: Work, answer: Answer, *, asker: str, place: str | None, at: datetime) -> None:
    match = getattr(answer, "match", None)
    asked.record(
        work,
        text=answer.question,
        asker=asker,
        intent=answer.intent,
        outcome=answer.outcome,
        at=at,
        place=place,
        gap=getattr(answer, "gap", ""),
        stage=match.stage if match else "",
        measure_ids=[indicator.id for indicator in answer.indicators[:SUBJECTS]],
        plan_id=answer.plan.id if answer.plan else None,
    )


def picked(work: Work, *, phrase: str, measure_id: int, asker: str, at: datetime) -> None:
    """A reader chose an indicator for their words: a proposal for the officer, not yet an alias."""
    if phrase:
        aliases.propose(work, phrase, measure_id, asker, at)


def context_of(answer: Answer) -> Context:
    """What a follow-up may lean on."""
    return Context(
        intent=answer.intent,
        measure_ids=tuple(indicator.id for indicator in answer.indicators[:SUBJECTS]),
        objective_id=answer.objective.id if answer.objective else None,
        period_key=answer.period.key if answer.period else "",
        filter=answer.filter,
        sought=getattr(answer, "sought", None),
    )
