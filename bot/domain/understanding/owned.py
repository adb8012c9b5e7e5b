"""What somebody answers for: "what is Police responsible for", "which indicators does Probation own", "Police"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.asking import Intent, Match, Stage, Understood
from bot.domain.understanding.intents import filter_of
from bot.domain.understanding.owners import SOMEBODY
from bot.domain.understanding.told import reply

if TYPE_CHECKING:
    from bot.domain.understanding.hearing import Heard
    from bot.domain.understanding.owners import Owned


def answer(owned: Owned, asked: str, rest: Heard, *, otherwise_unknown: bool) -> Understood | None:
    """The list of what they answer for, where the rest of the question names nothing else.

    A name that is also a word of the plan counts as an owner's only where owning is asked about, or where the
    plan has nothing else for it.
    """
    owns = rest.says("intent:owner")
    if not owns and not (otherwise_unknown and (owned.bare or rest.says("list", "all", "which", "measure"))):
        return None
    if rest.codes or rest.numbered or rest.asked.words or set(rest.wanted.hard) - {SOMEBODY} or rest.of("aim:"):
        return None
    members = tuple(Match(indicator=each, stage=Stage.WORDS, phrase=owned.phrase) for each in owned.indicators)
    return replace(reply(rest, Intent.LIST, members=members, filter=filter_of(rest)), text=asked)
