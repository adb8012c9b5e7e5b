"""Phrases that people use for an indicator: those approved are heard, those proposed wait for the officer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from bot.domain.phrases import Alias
from store.ids import new_id
from store.stamps import bump
from store.tables import Alias as AliasRow
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from store.work import Work

PROPOSED, APPROVED, REFUSED = "proposed", "approved", "refused"
_alias = AliasRow.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A phrase that readers used and then chose an indicator for."""

    id: int
    phrase: str
    measure_id: int
    by: str  # the Slack user who came first
    times: int
    at: datetime | None  # when it was last proposed


def approved(work: Work) -> tuple[Alias, ...]:
    """The phrases that are heard, in the order of the alphabet."""
    query = select(_alias.phrase, _alias.measure_id, _alias.means).where(mine(AliasRow), _alias.state == APPROVED)
    rows = work.rows(query.order_by(_alias.phrase_key, _alias.id))
    return tuple(Alias(phrase=row.phrase, measure_id=row.measure_id, means=row.means) for row in rows)


def add(work: Work, alias: Alias, at: datetime) -> bool:
    """An approved phrase, as a board's own file gives it; False where the same stands already."""
    bump(work)
    known = work.first(
        select(_alias.id, _alias.state).where(
            mine(AliasRow),
            _alias.phrase_key == key(alias.phrase),
            _alias.means == alias.means,
            _alias.measure_id.is_(None) if alias.measure_id is None else _alias.measure_id == alias.measure_id,
        )
    )
    if known:
        return settle(work, known.id, APPROVED, at) if known.state != APPROVED else False
    work.add(AliasRow, _as_row(alias, at) | {"state": APPROVED})
    return True


def propose(work: Work, phrase: str, measure_id: int, by: str, at: datetime) -> None:
    """A reader meant this indicator by that phrase. The same again is counted; what was settled stays settled."""
    row = _as_row(Alias(phrase=phrase, measure_id=measure_id), at) | {"state": PROPOSED, "proposed_by": by}
    if work.add_once(AliasRow, **row):
        return
    this = (_alias.phrase_key == key(phrase), _alias.measure_id == measure_id)
    again = update(AliasRow.__table__).where(mine(AliasRow), *this)
    work.change(again.values(times=_alias.times + 1, changed_at=at))


def proposed(work: Work) -> tuple[Proposal, ...]:
    """What waits for the officer, the most often proposed first."""
    query = select(_alias.id, _alias.phrase, _alias.measure_id, _alias.proposed_by, _alias.times, _alias.changed_at)
    query = query.where(mine(AliasRow), _alias.state == PROPOSED).order_by(_alias.times.desc(), _alias.phrase_key)
    return tuple(
        Proposal(
            id=row.id,
            phrase=row.phrase,
            measure_id=row.measure_id,
            by=row.proposed_by,
            times=row.times,
            at=row.changed_at,
        )
        for row in work.rows(query)
    )


def settle(work: Work, alias_id: int, state: str, at: datetime, *, was: str | None = None) -> bool:
    """Approve or refuse a phrase; False where it is not here, or no longer in the state it was read in."""
    bump(work)
    change = update(AliasRow.__table__).where(mine(AliasRow), _alias.id == alias_id, _alias.state != state)
    if was is not None:
        change = change.where(_alias.state == was)
    return work.change(change.values(state=state, changed_at=at)) == 1


def key(phrase: str) -> str:
    """A phrase without regard to case and spacing."""
    return " ".join(phrase.casefold().split())


def _as_row(alias: Alias, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "phrase": alias.phrase,
        "phrase_key": key(alias.phrase),
        "measure_id": alias.measure_id,
        "means": alias.means,
        "changed_at": at,
    }
