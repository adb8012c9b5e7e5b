"""What may go wrong in a plan: its risks with every score that they were given, and changing one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, update

from bot.domain.risks import Risk, RiskScore, Trend
from store import tables
from store.ids import new_id
from store.owned import as_owner, held_by, with_owners
from store.stamps import alone, bump
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from bot.domain.people import Holder
    from store.work import Work

_risk = tables.Risk.__table__.c
_score = tables.RiskScore.__table__.c
_PLAIN = (
    "reference", "title", "description", "mitigation", "owner_printed", "owner_person_id", "owner_organisation_id",
    "closed_on",
)  # fmt: skip


def risks(work: Work, plan_id: int) -> tuple[Risk, ...]:
    """Those of the plan in its order, with their scores; two queries."""
    return _found(work, _risk.plan_id == plan_id)


def open_of(work: Work, plan_id: int, holder: Holder) -> tuple[Risk, ...]:
    """Those that this person watches, or their organisation where nobody is named, and that are not closed."""
    return _found(work, and_(_risk.plan_id == plan_id, _risk.closed_on.is_(None), held_by(tables.Risk, holder)))


def get(work: Work, risk_id: int) -> Risk | None:
    return next(iter(_found(work, _risk.id == risk_id)), None)


def add(work: Work, plan_id: int, fresh: Iterable[Risk], at: datetime) -> tuple[int, ...]:
    """Add them, each with its scores, behind those that the plan has, whatever their ids; their new ones."""
    bump(work)  # a plan that held none holds risks from now on
    place = next_place(work, plan_id)
    numbered = [(new_id(), each) for each in fresh]
    rows = [
        {"id": number, "plan_id": plan_id, "position": place + count, "changed_at": at} | as_row(each)
        for count, (number, each) in enumerate(numbered)
    ]
    work.add(tables.Risk, *rows)
    scores = [_score_row(number, scored, at) for number, each in numbered for scored in each.scores]
    work.add(tables.RiskScore, *scores)
    return tuple(number for number, _ in numbered)


def change(work: Work, risk_id: int, seen_revision: int, at: datetime, **fields: object) -> bool:
    """Set these fields of the risk; False where somebody changed it after that revision was seen, or it is gone."""
    alone(work)  # an import that reads what it will change must not be overtaken
    this = update(tables.Risk.__table__).where(mine(tables.Risk), _risk.id == risk_id, _risk.revision == seen_revision)
    return work.change(this.values(revision=seen_revision + 1, changed_at=at, **fields)) == 1


def score(work: Work, risk_id: int, scored: RiskScore, at: datetime) -> None:
    """Keep what it was held to be on that day; a second score for the day stands in place of the first."""
    alone(work)
    given: dict[str, Any] = {"likelihood": scored.likelihood, "impact": scored.impact, "recorded_at": at}
    same = update(tables.RiskScore.__table__).where(
        mine(tables.RiskScore), _score.risk_id == risk_id, _score.on == scored.on
    )
    if work.change(same.values(**given)) == 0:
        work.add(tables.RiskScore, _score_row(risk_id, scored, at))


def as_row(risk: Risk) -> dict[str, Any]:
    """Its columns, without its scores and those that the store alone knows."""
    level, number = risk.objective or ("", None)
    return {name: getattr(risk, name) for name in _PLAIN} | {
        "trend_printed": risk.trend_printed or "",
        "level": level,
        "number": number,
    }


def _score_row(risk_id: int, scored: RiskScore, at: datetime) -> dict[str, Any]:
    row = {"id": new_id(), "risk_id": risk_id, "recorded_at": at}
    return row | {"on": scored.on, "likelihood": scored.likelihood, "impact": scored.impact}


def next_place(work: Work, plan_id: int) -> int:
    """Behind those that the plan has."""
    last = select(_risk.position).where(mine(tables.Risk), _risk.plan_id == plan_id)
    row = work.first(last.order_by(_risk.position.desc()).limit(1))
    return row.position + 1 if row else 0


def _found(work: Work, which: ColumnElement[bool]) -> tuple[Risk, ...]:
    scores: dict[int, list[RiskScore]] = defaultdict(list)
    of_risk = and_(_risk.workspace_id == _score.workspace_id, _risk.id == _score.risk_id)
    query = select(*_score).join_from(tables.RiskScore.__table__, tables.Risk.__table__, of_risk)
    for row in work.rows(query.where(mine(tables.RiskScore), which).order_by(_score.on)):
        scores[row.risk_id].append(RiskScore(on=row.on, likelihood=row.likelihood, impact=row.impact))
    rows = work.rows(with_owners(tables.Risk).where(which))
    return tuple(_as_risk(row, scores[row.id]) for row in rows if row.id in scores)


def _as_risk(row: Row[Any], scores: Iterable[RiskScore]) -> Risk:
    return Risk(
        id=row.id,
        objective=None if row.number is None else (row.level, row.number),
        owner=as_owner(row),
        scores=tuple(scores),
        trend_printed=Trend(row.trend_printed) if row.trend_printed else None,
        revision=row.revision,
        **{name: getattr(row, name) for name in _PLAIN},
    )
