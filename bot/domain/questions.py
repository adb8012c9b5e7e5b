"""What a question means: from a person's words and a plan's index to an intent and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.asking import Context, Gap, Intent, Understood
from bot.domain.understanding import coded, followups, listed, summed, told
from bot.domain.understanding.hearing import Heard, hear
from bot.domain.understanding.intents import NEEDS_SUBJECT, intent_of
from bot.domain.understanding.naming import compared, decide_on, name
from bot.domain.understanding.told import reply
from bot.domain.understanding.wanting import strangers
from bot.domain.understanding.words import tidy

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.matching import Index

LONGEST = 2_000  # characters; whatever is longer is not a question
_SHOWN = 200
_MOST_STRANGE = 2


def understand(text: str, index: Index, *, today: date, context: Context | None = None) -> Understood:
    """What the text asks of the plan on a day, leaning on what the conversation was about. Never raises."""
    if len(text) > LONGEST:
        return Understood(text=tidy(text[:_SHOWN]), intent=Intent.UNKNOWN, gap=Gap.TOO_LONG)
    plain = tidy(text)
    if not any(letter.isalnum() for letter in plain):
        return Understood(text=plain, intent=Intent.UNKNOWN, gap=Gap.NOTHING_SAID)
    heard = hear(plain, index, today)
    followed = followups.follow(heard, index, context) if context else None
    return followed or _alone(heard, index)


def _alone(heard: Heard, index: Index) -> Understood:
    """The question by itself."""
    if heard.codes:
        return coded.answer(heard, index)
    if heard.numbered or heard.of("aim:"):
        return summed.by_number(heard, index)
    if not heard.wanted:
        return _without_subject(heard)
    if _is_talk(heard, index):
        whole = _without_subject(heard)
        if whole.gap is None and not whole.greeting:
            return whole
    if listed.is_list(heard):
        return listed.about_part(heard, index)
    if heard.says("intent:meaning", "bare what"):
        told_meaning = told.meaning(heard, index)
        if told_meaning is not None:
            return told_meaning
    if heard.says("compare"):
        both = _comparison(heard, index)
        if both is not None:
            return both
    summary = summed.by_words(heard, index)
    return summary or told.told(heard, name(index, heard.wanted, heard.pieces))


def _comparison(heard: Heard, index: Index) -> Understood | None:
    """Two indicators side by side, unless one title answers to all of it: "non-SEN v SEN gap"."""
    whole = decide_on(index, heard.wanted).one
    if whole is not None and whole.holds("gap"):
        return None
    both = compared(index, heard.pieces)
    return reply(heard, Intent.COMPARE, found=both) if len(both) == 2 else None


def _is_talk(heard: Heard, index: Index) -> bool:
    """Whether the words that name something are ones that neither the plan nor the vocabulary knows: talk, perhaps."""
    strange = strangers(index.shelves, heard.wanted)
    return len(strange) == len(heard.wanted.hard) <= _MOST_STRANGE and not heard.wanted.measures


def _without_subject(heard: Heard) -> Understood:
    """A question that names nothing of the plan: about all of it, about the bot, or a fragment."""
    if heard.says("intent:help") and not heard.says("rag:red", "rag:green"):
        return reply(heard, Intent.HELP)
    if listed.is_list(heard) and not summed.is_progress_of_plan(heard):
        return listed.whole_plan(heard)
    if heard.says("intent:actions") and not heard.says("summary"):
        return reply(heard, Intent.ACTIONS, gap=Gap.NOT_HELD)
    if heard.says("intent:overdue"):
        return reply(heard, Intent.OVERDUE)
    if heard.says("intent:meeting"):
        return reply(heard, Intent.MEETING)
    if summed.is_whole_plan(heard):
        return reply(heard, Intent.PLAN)
    if heard.says("all", "measure", "explicit") and not heard.says("it", "follow"):
        return summed.everything(heard)
    if intent_of(heard) in NEEDS_SUBJECT or heard.asked.words or heard.says("why", "it", "compare", "moved", "follow"):
        return reply(heard, Intent.UNKNOWN, gap=Gap.NO_CONTEXT)
    if heard.says("greet"):
        return reply(heard, Intent.HELP, greeting=True)
    return reply(heard, Intent.UNKNOWN, gap=Gap.NOTHING_SAID)
