"""What a file would change of the lists that a sheet replaces: agendas, forward plan, statements, comparisons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.beside_differing import changed_fields, listed
from bot.domain.commitments import FileComparator
from bot.domain.planfile import text_key
from bot.domain.statements import Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.actions import Action
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.beside_differing import Listed
    from bot.domain.commitments import Beside
    from bot.domain.comparators import Comparator
    from bot.domain.model import Indicator
    from bot.domain.risks import Risk

_STATEMENT = (
    "text", "number", "title", "sort", "accountable", "lead", "cadence", "figure", "answer", "on", "when",
)  # fmt: skip
_TITLED = {StatementKind.INITIATIVE, StatementKind.GOVERNANCE, StatementKind.OVERARCHING}
_BY_MEETING = {StatementKind.RECOMMENDATION}  # those put to another meeting stand
_COMPARATOR = ("value", "as_printed", "exceeds", "note", "source")


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


def agenda(read: Beside, held: HeldBeside) -> Listed[AgendaItem, AgendaItem]:
    meetings = {each.on for each in read.agenda}
    return listed(
        read.agenda,
        held.agenda,
        key_of_read=lambda one: (one.on, one.number),
        key_of_held=lambda each: (each.on, each.number),
        fields=lambda one, each: changed_fields(one, each, ("title", "pages", "report_of")),
        replaces=lambda each: each.on in meetings,
    )


def forward(read: Beside, held: HeldBeside) -> Listed[ForwardItem, ForwardItem]:
    return listed(
        read.forward or (),
        held.forward,
        key_of_read=lambda one: text_key(one.title),
        key_of_held=lambda each: text_key(each.title),
        fields=lambda one, each: changed_fields(one, each, ("title", "number", "group", "on")),
        replaces=lambda _: read.forward is not None,
    )


def statements(read: Beside, held: HeldBeside) -> Listed[Statement, Statement]:
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


def comparators(read: Beside, held: HeldBeside, matched: Mapping[int, Indicator]) -> Listed[FileComparator, Comparator]:
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


def named(row: AgendaItem | ForwardItem | Statement | FileComparator | Comparator) -> str:
    """What a row of a list is called where a change of it is told."""
    one = row.comparator if isinstance(row, FileComparator) else row
    return one.title or one.text if isinstance(one, Statement) else one.title
