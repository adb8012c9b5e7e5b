"""What people wrote for a report that its papers print, where each of it stands, and the report without some of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.domain.disclosure.wording import sentence_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.domain.actions import Action
    from bot.domain.covers import Cover
    from bot.domain.disclosure.wording import Secret
    from bot.domain.highlights import Highlight
    from bot.domain.model import Indicator, Objective
    from bot.domain.reporting import ObjectivePart, ReportFacts
    from bot.domain.risks import Risk

OF_HIGHLIGHT = ("achievements", "barriers", "overcome", "next_steps", "rating_why", "help_wanted")
OF_ACTION = ("title", "progress", "barrier")
OF_RISK = ("title", "mitigation")


class Where(StrEnum):
    HEADLINE = "headline"
    DECISION = "decision"
    HIGHLIGHT = "highlight"
    ACTION = "action"
    RISK = "risk"
    COVER = "cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One text: where it stands, and beside which indicators; None: beside none, so that it has to name one."""

    where: Where
    of: str  # which field, or the title of what it is of
    number: int = 0  # of an action or a risk: its id
    objective: Objective | None = None
    text: str
    beside: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence that seems to say a hidden number, and of which indicator."""

    written: Written
    indicator: Indicator
    sentence: str

    @property
    def key(self) -> str:
        """The same for as long as the text says the same, in the same place."""
        held = self.written
        place = (held.where.value, held.of, held.number, held.objective.key if held.objective else None)
        return sha256(repr((place, held.text, self.indicator.id)).encode()).hexdigest()[:16]


def tellings(texts: Iterable[Written], secrets: Collection[Secret]) -> tuple[Telling, ...]:
    """Of each text the indicators whose hidden numbers it seems to say."""
    return tuple(
        Telling(written=each, indicator=secret.indicator, sentence=sentence)
        for each in texts
        for secret in secrets
        if _is_about(each, secret) and (sentence := sentence_with(each.text, secret))
    )


def digest_of(found: Iterable[Telling]) -> str:
    """Stands for these and no others, and tells nothing of them."""
    return sha256(repr(sorted(each.key for each in found)).encode()).hexdigest()[:16]


def _is_about(written: Written, secret: Secret) -> bool:
    if written.beside is not None and secret.indicator.id in written.beside:
        return True
    return secret.is_named_in(written.text)


def written(facts: ReportFacts, cover: Cover) -> Iterator[Written]:
    """Every text, in the order in which an officer would look: what opens it, its objectives, the rest, the cover.

    Left out is what the plan's own files print of progress and findings: the board has published that itself.
    """
    for where, texts in ((Where.HEADLINE, facts.headlines), (Where.DECISION, facts.to_decide)):
        yield from (Written(where=where, of=str(number), text=text) for number, text in enumerate(texts, 1))
    seen: set[int] = set()
    for part in facts.parts:
        yield from _of_part(part, seen)
    yield from _of_actions((*facts.late_actions, *facts.decisions, *facts.unplaced), None, seen)
    for risk in facts.risks:
        for text in (risk.title, risk.mitigation):
            if text:
                yield Written(where=Where.RISK, of=risk.title, number=risk.id, text=text)
    for of, entry in sorted(cover.entries.items()):
        if entry.text:
            yield Written(where=Where.COVER, of=of.label, text=entry.text)


def _of_part(part: ObjectivePart, seen: set[int]) -> Iterator[Written]:
    beside = frozenset(each.indicator.id for each in part.readings)
    if part.highlight:
        for name in OF_HIGHLIGHT:
            if text := getattr(part.highlight, name):
                yield Written(where=Where.HIGHLIGHT, of=name, objective=part.objective, text=text, beside=beside)
    yield from _of_actions(part.actions, part.objective, seen, beside)


def _of_actions(
    actions: Iterable[Action], objective: Objective | None, seen: set[int], beside: frozenset[int] | None = None
) -> Iterator[Written]:
    """Each once, under the first objective that it stands under, or under none."""
    for each in actions:
        if each.id in seen:
            continue
        seen.add(each.id)
        near = frozenset(each.measure_ids) or beside
        texts = (getattr(each, name) for name in OF_ACTION)
        for text in filter(None, texts):
            yield Written(
                where=Where.ACTION, of=each.title, number=each.id, objective=objective, text=text, beside=near
            )


def without(facts: ReportFacts, found: Collection[Telling]) -> ReportFacts:
    """The report without these texts.

    A highlight is without that part of it, an action or a risk without its words, or gone where its title is a text.
    """
    if not found:
        return facts
    gone = [each.written for each in found]
    texts = {(each.where, each.number, each.text) for each in gone}
    return replace(
        facts,
        headlines=_kept(facts.headlines, Where.HEADLINE, gone),
        to_decide=_kept(facts.to_decide, Where.DECISION, gone),
        parts=tuple(_part_without(each, gone, texts) for each in facts.parts),
        late_actions=_actions_without(facts.late_actions, texts),
        decisions=_actions_without(facts.decisions, texts),
        unplaced=_actions_without(facts.unplaced, texts),
        risks=_risks_without(facts.risks, texts),
        risks_up=_risks_without(facts.risks_up, texts),
        things=tuple(each for each in facts.things if not each.risk or _risks_without((each.risk,), texts)),
    )


def cover_without(cover: Cover, found: Iterable[Telling]) -> Cover:
    """The cover without these fields."""
    gone = {each.written.of for each in found if each.written.where is Where.COVER}
    return replace(cover, entries={of: each for of, each in cover.entries.items() if of.label not in gone})


_Texts = set[tuple[Where, int, str]]


def _kept(texts: tuple[str, ...], where: Where, gone: Iterable[Written]) -> tuple[str, ...]:
    said = {each.text for each in gone if each.where is where}
    return tuple(each for each in texts if each not in said)


def _part_without(part: ObjectivePart, gone: Iterable[Written], texts: _Texts) -> ObjectivePart:
    fields = {each.of for each in gone if each.where is Where.HIGHLIGHT and each.objective == part.objective}
    return replace(
        part, highlight=_highlight_without(part.highlight, fields), actions=_actions_without(part.actions, texts)
    )


def _highlight_without(highlight: Highlight | None, fields: Collection[str]) -> Highlight | None:
    bare: dict[str, Any] = dict.fromkeys(fields, "")
    return replace(highlight, **bare) if highlight else None


def _actions_without(actions: Iterable[Action], texts: _Texts) -> tuple[Action, ...]:
    found = []
    for each in actions:
        bare = _emptied(each, OF_ACTION, Where.ACTION, texts)
        if "title" not in bare:
            found.append(replace(each, **bare))
    return tuple(found)


def _risks_without(risks: Iterable[Risk], texts: _Texts) -> tuple[Risk, ...]:
    found = []
    for each in risks:
        bare = _emptied(each, OF_RISK, Where.RISK, texts)
        if "title" not in bare:
            found.append(replace(each, **bare))
    return tuple(found)


def _emptied(of: Action | Risk, names: Iterable[str], where: Where, texts: _Texts) -> dict[str, Any]:
    """The fields that say one of the texts, each with nothing in it."""
    return {name: "" for name in names if (where, of.id, getattr(of, name)) in texts}
