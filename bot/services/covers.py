"""The cover of a board paper: shown and filled in, for one board's meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.acts import Act
from bot.domain.covers import Cover, CoverField, Entry
from bot.domain.errors import FieldTooLong, FieldUnfit, NoPlanHeld, NoSuchField, NoSuchPlan, NothingSuch
from store import audit, plan
from store import covers as stored

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.rounds import Body
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

BY = "steward cover"
_MOST_INITIALS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What somebody fills in: a field, its words, and who signed it where it is a comment."""

    field: str
    text: str
    initials: str = ""
    on: date | None = None


def cover(
    workspace: Workspace, *, board: str | None = None, meeting: date | None = None, plan_name: str | None = None
) -> Cover:
    """The cover for a meeting: the next one, of the plan's first board, where none is named.

    NoPlanHeld, NoSuchPlan, and NothingSuch for a board or where no meeting is known.
    """
    with workspace.reading() as work:
        round_ = _round(workspace, work, plan_name)
        body, on = _place(round_, board, meeting)
        return stored.cover(work, round_.plan.id, body.name, on)


def fill(
    workspace: Workspace,
    *fillings: Filling,
    board: str | None = None,
    meeting: date | None = None,
    plan_name: str | None = None,
    who: str = BY,
) -> Cover:
    """Fill in fields, all or none; the cover as it then stands.

    An empty text empties the field, also of what would be carried over. Raises NoSuchField, FieldTooLong, FieldUnfit
    and what `cover` raises.
    """
    given = dict(map(_entry, fillings))
    with workspace.begin() as work:
        round_ = _round(workspace, work, plan_name)
        body, on = _place(round_, board, meeting)
        before = stored.cover(work, round_.plan.id, body.name, on)
        _check_objectives(round_, given)
        now = workspace.now()
        stored.fill(work, round_.plan.id, before, given, now, who)
        audit.add(work, *(_change(workspace, round_, before, field, entry, who) for field, entry in given.items()))
        return stored.cover(work, round_.plan.id, body.name, on)


def _entry(filling: Filling) -> tuple[CoverField, Entry]:
    name = filling.field.strip().casefold().replace("-", "_").replace(" ", "_")
    field = next((each for each in CoverField if name in {each.value, each.label.casefold().replace(" ", "_")}), None)
    if field is None:
        raise NoSuchField(name=filling.field, known=", ".join(each.value for each in CoverField))
    text = "\n".join(line.rstrip() for line in filling.text.strip().splitlines())
    if len(text) > field.room:
        raise FieldTooLong(label=field.label, room=f"{field.room:,}", length=f"{len(text):,}")
    initials = filling.initials.strip()
    if (initials or filling.on) and not field.is_comment:
        raise FieldUnfit(label=field.label, problem="only comments are signed with initials and a date")
    if bool(initials) != bool(filling.on):
        raise FieldUnfit(label=field.label, problem="initials and date go together: give both or neither")
    if len(initials) > _MOST_INITIALS:
        raise FieldUnfit(label=field.label, problem=f"initials have at most {_MOST_INITIALS} letters")
    return field, Entry(text=text, initials=initials, on=filling.on)


def _check_objectives(round_: Round, given: dict[CoverField, Entry]) -> None:
    """Ticks are numbers of objectives that stand under no other."""
    entry = given.get(CoverField.OBJECTIVES)
    if entry is None or not entry.text:
        return
    known = {str(each.number) for each in round_.catalogue.objectives if each.parent_id is None}
    unknown = [each for each in entry.text.replace(",", " ").split() if each not in known]
    if unknown:
        held = ", ".join(sorted(known, key=int)) or "none"
        raise FieldUnfit(label=CoverField.OBJECTIVES.label, problem=f'"{unknown[0]}" is not one of {held}')


def _round(workspace: Workspace, work: Work, plan_name: str | None) -> Round:
    held = rounds.of(workspace, work, plan_name)
    if held is None:
        if plan_name is None:
            raise NoPlanHeld
        raise NoSuchPlan(name=plan_name, held=", ".join(each.short_name or each.name for each in plan.plans(work)))
    return held


def _place(round_: Round, board: str | None, meeting: date | None) -> tuple[Body, date]:
    """The body and the day: the next meeting, else the last one that was."""
    found = [each for each in round_.bodies if board is None or each.name.casefold() == board.casefold().strip()]
    if not found:
        names = ", ".join(f'"{each.name}"' for each in round_.bodies)
        raise NothingSuch(what="board", name=board or "", near=f"Boards: {names}")
    body = found[0]
    if meeting is not None:
        return body, meeting
    coming = [on for on in body.meetings if on >= round_.today]
    if not body.meetings:
        raise NothingSuch(what="meeting", name=body.name, near="Set one with: steward timetable meet DATE")
    return body, min(coming) if coming else max(body.meetings)


def _change(
    workspace: Workspace, round_: Round, before: Cover, field: CoverField, entry: Entry, who: str
) -> audit.Change:
    return audit.Change(
        at=workspace.now(),
        who=who,
        what=Act.COVER_CHANGED,
        subject="plan",
        subject_id=round_.plan.id,
        old=before.text(field),
        new=entry.text,
        reason=f"{field.label}, {before.board}, {before.meeting}",
        origin="command" if who == BY else "form",
    )
