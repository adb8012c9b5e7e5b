"""The covers of board papers: what was filled in for each meeting, over what earlier meetings had."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, update

from bot.domain.covers import Cover, CoverField, Entry, carried_over
from store import tables
from store.ids import new_id
from store.stamps import alone
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from store.work import Work

_cover = tables.Cover.__table__.c


def cover(work: Work, plan_id: int, board: str, meeting: date) -> Cover:
    """The cover for that meeting: its own fields, and the latest earlier meeting's word for each it does not have."""
    until = select(_cover.meeting, _cover.fields).where(
        mine(tables.Cover), _of(plan_id, board), _cover.meeting <= meeting
    )
    entries: dict[CoverField, Entry] = {}
    for row in work.rows(until.order_by(_cover.meeting)):
        is_own = row.meeting == meeting
        for of, entry in _read(row.fields).items():
            if is_own or of.is_carried:
                entries[of] = entry if is_own else carried_over(entry, row.meeting)
    return Cover(board=board, meeting=meeting, entries={of: each for of, each in entries.items() if _says(each)})


def fill(work: Work, plan_id: int, to: Cover, given: Mapping[CoverField, Entry], at: datetime, by: str) -> None:
    """Keep what was given for the meeting of that cover; its other fields stay as they are.

    An empty entry is kept too: it ends what would be carried over.
    """
    alone(work)  # two who fill in a cover at once would each write back what the other had not yet filled in
    this = and_(_of(plan_id, to.board), _cover.meeting == to.meeting)
    row = work.first(select(_cover.fields).where(mine(tables.Cover), this))
    fields = (dict(row.fields) if row else {}) | {of.value: _written(entry) for of, entry in given.items()}
    about: dict[str, Any] = {"fields": fields, "changed_at": at, "changed_by": by}
    if row:
        work.change(update(tables.Cover.__table__).where(mine(tables.Cover), this).values(**about))
    else:
        key = {"id": new_id(), "plan_id": plan_id, "board": to.board, "meeting": to.meeting}
        work.add(tables.Cover, key | about)


def _of(plan_id: int, board: str) -> ColumnElement[bool]:
    return and_(_cover.plan_id == plan_id, _cover.board == board)


def _says(entry: Entry) -> bool:
    return bool(entry.text or entry.initials)


def _written(entry: Entry) -> dict[str, str]:
    said = {"text": entry.text, "initials": entry.initials, "on": entry.on.isoformat() if entry.on else ""}
    return {name: words for name, words in said.items() if words}


def _read(fields: Mapping[str, Any]) -> dict[CoverField, Entry]:
    """The fields that this program knows; a later one may have written others."""
    known = {of.value: of for of in CoverField}
    return {known[name]: _entry(said) for name, said in fields.items() if name in known and isinstance(said, dict)}


def _entry(said: Mapping[str, str]) -> Entry:
    on = said.get("on", "")
    return Entry(
        text=said.get("text", ""), initials=said.get("initials", ""), on=date.fromisoformat(on) if on else None
    )
