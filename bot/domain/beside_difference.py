"""What a file would change of the actions, risks, agendas, statements and comparisons held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.beside_differing import NOTHING, Linked, Listed, Merged, as_kept, changed_fields, listed, match, merge
from bot.domain.commitments import FileComparator
from bot.domain.planfile import text_key
from bot.domain.statements import Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.commitments import Beside, FileAction, FileRisk
    from bot.domain.comparators import Comparator
    from bot.domain.differing import FieldChange
    from bot.domain.model import Indicator
    from bot.domain.risks import Risk, RiskScore

_ACTION = (
    "kind", "title", "reference", "objective", "owner", "owner_printed", "due", "due_printed", "state", "progress",
    "barrier", "overcome", "decided_on", "basis", "item", "completed_on",
)  # fmt: skip
_RISK = (
    "title", "reference", "description", "mitigation", "objective", "owner", "owner_printed", "trend_printed",
    "closed_on",
)  # fmt: skip
_STATEMENT = (
    "text", "number", "title", "sort", "accountable", "lead", "cadence", "figure", "answer", "on", "when",
)  # fmt: skip
_TITLED = {StatementKind.INITIATIVE, StatementKind.GOVERNANCE, StatementKind.OVERARCHING}
_BY_MEETING = {StatementKind.RECOMMENDATION}  # those put to another meeting stand
_COMPARATOR = ("value", "as_printed", "exceeds", "note", "source")
INDICATORS, SCORE = "indicators", "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBeside:
    """What is held; `printed` is what the last sheet said of each action and risk, by its id."""

    actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    printed: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    agenda: tuple[AgendaItem, ...] = ()
    forward: tuple[ForwardItem, ...] = ()
    statements: tuple[Statement, ...] = ()
    comparators: tuple[Comparator, ...] = ()


NOTHING_HELD = HeldBeside()


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


def beside_difference(read: Beside, held: HeldBeside, matched: Mapping[int, Indicator]) -> BesideDifference:
    """What the file would change; `matched` are the indicators held, by their place in the file."""
    actions = _actions(read, held, matched)
    risks = _risks(read, held)
    known_actions = {each.held.id for each in actions if each.held}
    known_risks = {each.held.id for each in risks if each.held}
    return BesideDifference(
        actions=actions,
        risks=risks,
        agenda=_agenda(read, held),
        forward=_forward(read, held),
        statements=_statements(read, held),
        comparators=_comparators(read, held, matched),
        lacking_actions=tuple(each for each in held.actions if read.actions and each.id not in known_actions),
        lacking_risks=tuple(each for each in held.risks if read.risks and each.id not in known_risks),
    )


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


def _agenda(read: Beside, held: HeldBeside) -> Listed[AgendaItem, AgendaItem]:
    meetings = {each.on for each in read.agenda}
    return listed(
        read.agenda,
        held.agenda,
        key_of_read=lambda one: (one.on, one.number),
        key_of_held=lambda each: (each.on, each.number),
        fields=lambda one, each: changed_fields(one, each, ("title", "pages", "report_of")),
        replaces=lambda each: each.on in meetings,
    )


def _forward(read: Beside, held: HeldBeside) -> Listed[ForwardItem, ForwardItem]:
    return listed(
        read.forward or (),
        held.forward,
        key_of_read=lambda one: text_key(one.title),
        key_of_held=lambda each: text_key(each.title),
        fields=lambda one, each: changed_fields(one, each, ("title", "number", "group", "on")),
        replaces=lambda _: read.forward is not None,
    )


def _statements(read: Beside, held: HeldBeside) -> Listed[Statement, Statement]:
    meetings = {each.on for each in read.statements if each.kind in _BY_MEETING}
    return listed(
        read.statements,
        held.statements,
        key_of_read=_known_by,
        key_of_held=_known_by,
        fields=lambda one, each: changed_fields(one, each, _STATEMENT),
        replaces=lambda each: each.kind in read.kinds and (each.kind not in _BY_MEETING or each.on in meetings),
    )


def _known_by(each: Statement) -> tuple[object, ...]:
    name = each.title if each.kind in _TITLED else each.text
    on = each.on if each.kind in _BY_MEETING else None
    return each.kind, each.objective, text_key(each.about), text_key(name), on


def _comparators(
    read: Beside, held: HeldBeside, matched: Mapping[int, Indicator]
) -> Listed[FileComparator, Comparator]:
    sources = {one.comparator.source for one in read.comparators}

    def of_read(one: FileComparator) -> tuple[object, ...]:
        known = matched.get(one.indicator) if one.indicator is not None else None
        measure = known.id if known else None if one.indicator is None else -1
        return one.comparator.against, text_key(one.comparator.title), one.comparator.period, measure

    return listed(
        read.comparators,
        held.comparators,
        key_of_read=of_read,
        key_of_held=lambda each: (each.against, text_key(each.title), each.period, each.measure_id),
        fields=lambda one, each: changed_fields(one.comparator, each, _COMPARATOR),
        replaces=lambda each: each.source in sources,
    )


def scored_on(read: FileRisk, held: Risk | None, today: date) -> date:
    """The day that a risk's score is of where the sheet says none.

    The first that is held is of the day that the plan was reported up to; a later one came in today.
    """
    return read.scored or (today if held else min(read.presumed or today, today))


def named(row: AgendaItem | ForwardItem | Statement | FileComparator | Comparator) -> str:
    """What a row of a list is called where a change of it is told."""
    one = row.comparator if isinstance(row, FileComparator) else row
    return one.title or one.text if isinstance(one, Statement) else one.title
