"""Questions that name nothing of the plan: about all of it, about the bot, or fragments of a conversation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Intent, Understood
from bot.domain.phrases import AliasKind
from bot.domain.understanding import listed, summed
from bot.domain.understanding.intents import NEEDS_SUBJECT, intent_of
from bot.domain.understanding.told import reply
from bot.domain.understanding.wanting import strangers

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.matching import Index
    from bot.domain.understanding.hearing import Heard

_MOST_STRANGE = 2  # words nobody knows that may stand beside a question about the whole plan


def answer(heard: Heard, index: Index) -> Understood | None:
    """What is understood without a subject; None where one is named after all.

    Words that neither the plan nor the vocabulary knows are taken for talk where the rest says clearly what is wanted
    and they stand apart from it: "transport update" asks about transport.
    """
    if not heard.wanted:
        return _understood(heard)
    if not _is_talk(heard, index):
        return None
    whole = _understood(heard)
    vague = whole.intent is Intent.PLAN and not heard.says("whole", "summary", "plan")
    return None if whole.gap is not None or whole.greeting or vague else whole


def _is_talk(heard: Heard, index: Index) -> bool:
    strange = strangers(index.shelves, heard.wanted)
    if heard.wanted.measures or not len(strange) == len(heard.wanted.hard) <= _MOST_STRANGE:
        return False
    return not any(
        other.does(AliasKind.ASKING) and strange.intersection(one.terms)
        for pair in pairwise(heard.wanted.order)
        for one, other in (pair, pair[::-1])
    )


def _understood(heard: Heard) -> Understood:
    found = next((understood for is_meant, understood in _MEANT if is_meant(heard)), None)
    return found(heard) if found else reply(heard, Intent.UNKNOWN, gap=Gap.NOTHING_SAID)


def _asks_for_help(heard: Heard) -> bool:
    return heard.says("intent:help") and heard.of("rag:") is None


def _sets_conditions(heard: Heard) -> bool:
    if not listed.is_list(heard) or summed.is_progress_of_plan(heard):
        return False
    of_people = bool(heard.wanted.people) and not heard.says("which", "list", "all", "measure", "count")
    return not of_people or heard.of("rag:") is not None or heard.of("target:") is not None


def _asks_for_actions(heard: Heard) -> bool:
    return heard.says("intent:actions") and not heard.says("summary")


def _asks_for_everything(heard: Heard) -> bool:
    return heard.says("all", "measure", "explicit") and not heard.says("it", "follow")


def _is_fragment(heard: Heard) -> bool:
    """Whether it leans on something said before that is not known: "and last year?", "why?", "who owns it?"."""
    return (
        intent_of(heard) in NEEDS_SUBJECT
        or bool(heard.asked.words)
        or heard.says("why", "it", "compare", "moved", "follow")
    )


def _everything(heard: Heard) -> Understood:
    """All indicators, or all objectives: "what are our priorities"."""
    return reply(heard, Intent.PLAN if heard.says("explicit") else Intent.LIST)


def _plainly(intent: Intent, gap: Gap | None = None, *, greeting: bool = False) -> Callable[[Heard], Understood]:
    return lambda heard: reply(heard, intent, gap=gap, greeting=greeting)


_MEANT: tuple[tuple[Callable[[Heard], bool], Callable[[Heard], Understood]], ...] = (
    (_asks_for_help, _plainly(Intent.HELP)),
    (_sets_conditions, listed.whole_plan),
    (_asks_for_actions, _plainly(Intent.ACTIONS, Gap.NOT_HELD)),
    (lambda heard: heard.says("intent:overdue"), _plainly(Intent.OVERDUE)),
    (lambda heard: heard.says("intent:meeting"), _plainly(Intent.MEETING)),
    (summed.is_whole_plan, _plainly(Intent.PLAN)),
    (_asks_for_everything, _everything),
    (_is_fragment, _plainly(Intent.UNKNOWN, Gap.NO_CONTEXT)),
    (lambda heard: heard.says("greet"), _plainly(Intent.HELP, greeting=True)),
)
