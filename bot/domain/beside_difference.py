"""What a file would change of the actions, risks, agendas, statements and comparisons held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain import list_differences
from bot.domain.beside_differing import NOTHING, Linked, Listed, Merged, as_kept, match, merge
from bot.domain.planfile import text_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.commitments import Beside, FileAction, FileComparator, FileRisk
    from bot.domain.comparators import Comparator
    from bot.domain.differing import FieldChange
    from bot.domain.list_differences import HeldBeside
    from bot.domain.model import Indicator
    from bot.domain.risks import Risk, RiskScore
    from bot.domain.statements import Statement

_ACTION = (
    "kind", "title", "reference", "objective", "owner", "owner_printed", "due", "due_printed", "state", "progress",
    "barrier", "overcome", "decided_on", "basis", "item", "completed_on",
)  # fmt: skip
_RISK = (
    "title", "reference", "description", "mitigation", "objective", "owner", "owner_printed", "trend_printed",
    "closed_on",
)  # fmt: skip
INDICATORS, SCORE = "indicators", "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDifference:
    read: FileAction
    held: Action | None = None
    merged: Merged

    @property
    def is_empty(self) -> bool:
        return self.held is not None and not self.merged.changes and not self.merged.reprinted


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskDifference:
    """`score` is one that the risk was not known to have."""

    read: FileRisk
    held: Risk | None = None
    merged: Merged
    score: RiskScore | None = None

    @property
    def is_empty(self) -> bool:
        return self.held is not None and not self.merged.changes and not self.merged.reprinted and self.score is None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideDifference:
    """Actions and risks that the file lacks stay as they are; lists that it has are replaced by its own."""

    actions: tuple[ActionDifference, ...] = ()
    risks: tuple[RiskDifference, ...] = ()
    agenda: Listed[AgendaItem, AgendaItem] = NOTHING
    forward: Listed[ForwardItem, ForwardItem] = NOTHING
    statements: Listed[Statement, Statement] = NOTHING
    comparators: Listed[FileComparator, Comparator] = NOTHING
    lacking_actions: tuple[Action, ...] = ()
    lacking_risks: tuple[Risk, ...] = ()
    loosened: tuple[Action | Risk | Statement, ...] = ()  # of an objective that a new version has not: of none, then

    @property
    def lists(self) -> tuple[tuple[str, Listed[Any, Any]], ...]:
        """Each with what one row of it is called."""
        return (
            ("agenda item", self.agenda),
            ("forward plan item", self.forward),
            ("statement", self.statements),
            ("comparison", self.comparators),
        )

    @property
    def spoken_of(self) -> tuple[ActionDifference | RiskDifference, ...]:
        """Actions and risks: what people speak of in Steward too."""
        return (*self.actions, *self.risks)

    @property
    def is_empty(self) -> bool:
        return all(each.is_empty for each in self.spoken_of) and all(each.is_empty for _, each in self.lists)

    @property
    def overruled(self) -> tuple[tuple[str, FieldChange], ...]:
        """What somebody said in Steward and the sheet now says otherwise, with what it is said of: needs a reason."""
        return tuple((each.read.label, change) for each in self.spoken_of for change in each.merged.overruled)

    @property
    def kept(self) -> tuple[tuple[str, FieldChange], ...]:
        """What somebody said in Steward, while the sheet prints what it printed before."""
        return tuple((each.read.label, change) for each in self.spoken_of for change in each.merged.kept)


NO_DIFFERENCE = BesideDifference()


def beside_difference(
    read: Beside,
    held: HeldBeside,
    matched: Mapping[int, Indicator],
    left_behind: frozenset[tuple[str, int]] = frozenset(),
) -> BesideDifference:
    """What the file would change; `matched` are the indicators held, by their place in the file.

    `left_behind` are objectives that a new version has no more, or has another in the place of.
    """
    actions = _actions(read, held, matched)
    risks = _risks(read, held)
    listed_statements = list_differences.statements(read, held)
    known_actions = {each.held.id for each in actions if each.held}
    known_risks = {each.held.id for each in risks if each.held}
    return BesideDifference(
        actions=actions,
        risks=risks,
        agenda=list_differences.agenda(read, held),
        forward=list_differences.forward(read, held),
        statements=listed_statements,
        comparators=list_differences.comparators(read, held, matched),
        lacking_actions=tuple(each for each in held.actions if read.actions and each.id not in known_actions),
        lacking_risks=tuple(each for each in held.risks if read.risks and each.id not in known_risks),
        loosened=_loosened(held, left_behind, known_actions | known_risks, listed_statements),
    )


def _loosened(
    held: HeldBeside,
    left_behind: frozenset[tuple[str, int]],
    known: set[int],
    of_words: Listed[Statement, Statement],
) -> tuple[Action | Risk | Statement, ...]:
    """What stays and hangs on an objective that does not: under its number it would speak of another one."""
    spoken = known | {each.held.id for each in of_words.pairs if each.held} | {each.id for each in of_words.gone}
    everything: tuple[Action | Risk | Statement, ...] = (*held.actions, *held.risks, *held.statements)
    return tuple(each for each in everything if each.objective in left_behind and each.id not in spoken)


def _actions(read: Beside, held: HeldBeside, matched: Mapping[int, Indicator]) -> tuple[ActionDifference, ...]:
    def told(each: Action, name: str) -> object:
        return held.printed.get(each.id, {}).get(name) or as_kept(getattr(each, name)) or ""

    def title(each: Action) -> str:
        return text_key(str(told(each, "title")))

    def same_meeting(one: FileAction, each: Action) -> bool:
        """The minutes of two meetings number and name alike what is not the same."""
        said = as_kept(one.action.decided_on) or ""
        return not said or not told(each, "decided_on") or said == told(each, "decided_on")

    found = match(
        read.actions,
        held.actions,
        [
            (
                lambda one: (one.action.kind, one.action.objective, one.action.reference, text_key(one.action.title)),
                lambda each: (each.kind, each.objective, told(each, "reference"), title(each)),
            ),
            (
                lambda one: (one.action.reference, text_key(one.action.title)),
                lambda each: (told(each, "reference"), title(each)),
            ),
            (lambda one: text_key(one.action.title), title),
            (lambda one: one.action.reference, lambda each: str(told(each, "reference"))),
        ],
        same_meeting,
    )
    return tuple(_action(one, found.get(place), held, matched) for place, one in enumerate(read.actions))


def _action(
    one: FileAction, same: Action | None, held: HeldBeside, matched: Mapping[int, Indicator]
) -> ActionDifference:
    said: dict[str, object] = {name: getattr(one.action, name) for name in _ACTION}
    ids = tuple(matched[place].id if place in matched else 0 for place in one.indicators)
    said[INDICATORS] = Linked(ids, one.names)
    known: dict[str, object] = {name: getattr(same, name) if same else "" for name in _ACTION}
    held_ids = same.measure_ids if same else ()
    labels = {each.id: each.code or each.title for each in matched.values()}
    known[INDICATORS] = Linked(held_ids, tuple(labels.get(each, "another indicator") for each in held_ids))
    printed = held.printed.get(same.id, {}) if same else {}
    return ActionDifference(read=one, held=same, merged=merge(said, known, printed))


def _risks(read: Beside, held: HeldBeside) -> tuple[RiskDifference, ...]:
    found = match(
        read.risks,
        held.risks,
        [
            (lambda one: one.risk.reference, lambda each: each.reference),
            (lambda one: text_key(one.risk.title), lambda each: text_key(each.title)),
        ],
    )
    return tuple(_risk(one, found.get(place), held) for place, one in enumerate(read.risks))


def _risk(one: FileRisk, same: Risk | None, held: HeldBeside) -> RiskDifference:
    printed = held.printed.get(same.id, {}) if same else {}
    scored = one.risk.scores[-1]
    marked: dict[str, object] = {SCORE: f"{scored.likelihood} x {scored.impact}"}
    said = {name: getattr(one.risk, name) for name in _RISK} | marked
    known: dict[str, object] = {name: getattr(same, name) if same else "" for name in _RISK}
    last = same.scores[-1] if same else None
    merged = merge(said, known | {SCORE: f"{last.likelihood} x {last.impact}" if last else ""}, printed)
    rescored = same is not None and any(change.field == SCORE for change in merged.changes)
    return RiskDifference(read=one, held=same, merged=merged, score=scored if rescored else None)


def scored_on(read: FileRisk, held: Risk | None, today: date) -> date:
    """The day that a risk's score is of where the sheet says none.

    The first that is held is of the day that the plan was reported up to; a later one came in today.
    """
    return read.scored or (today if held else min(read.presumed or today, today))
