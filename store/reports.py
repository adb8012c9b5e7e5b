"""Reports: drafted once for each meeting, moved on from the state they were seen in, frozen, corrected, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, cast, literal, or_, select, update

from bot.domain.periods import from_key
from bot.domain.published import Correction, Paper, Report
from bot.domain.reporting import ReportState
from store import tables
from store.ids import new_id
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row

    from bot.domain.periods import Period
    from store.work import Work

_report = tables.Report.__table__.c
_correction = tables.Correction.__table__.c
_paper = tables.Paper.__table__.c
_delivery = tables.Delivery.__table__.c
POST = "report"  # the kind of its messages in the outbox, and what their keys begin with
EMPTY = {None, "{}", "null"}
_KEPT = tuple(Report.__dataclass_fields__)  # all but the snapshot, which is large


def draft(  # noqa: PLR0913  what a report is known by, all named at the call
    work: Work,
    plan_id: int,
    board: str,
    meeting: date,
    period: Period,
    at: datetime,
    *,
    publish_at: datetime | None,
    body_id: int | None = None,
) -> int | None:
    """Begin the report to that meeting; its id, or None where it was begun before.

    Without a time it goes out when it is signed off.
    """
    number = new_id()
    about = {"plan_id": plan_id, "body_id": body_id, "board": board, "meeting": meeting, "period": period.key}
    added = work.add_once(tables.Report, id=number, composed_at=at, publish_at=publish_at, **about)
    return number if added else None


def of_plan(work: Work, plan_id: int) -> tuple[Report, ...]:
    """Every report of the plan, by its meeting."""
    query = select(*(_report[name] for name in _KEPT)).where(mine(tables.Report), _report.plan_id == plan_id)
    return tuple(_as_report(work, row) for row in work.rows(query.order_by(_report.meeting, _report.id)))


def get(work: Work, report_id: int) -> Report | None:
    row = work.first(select(*(_report[name] for name in _KEPT)).where(mine(tables.Report), _report.id == report_id))
    return _as_report(work, row) if row else None


def posted_at(work: Work, channel: str, ts: str) -> Report | None:
    """The report whose first message that is; None where it is none's."""
    if not ts:
        return None
    posted = (_delivery.kind == POST, _delivery.channel == channel, _delivery.ts == ts)
    sent = select(_delivery.key).where(mine(tables.Delivery), *posted)  # before its timestamp is noted
    named = literal(f"{POST}:").concat(cast(_report.id, String)).in_(sent)
    where = or_(and_(_report.channel == channel, _report.ts == ts), and_(_report.channel == channel, named))
    out = (mine(tables.Report), _report.state == ReportState.PUBLISHED, where)
    row = work.first(select(*(_report[name] for name in _KEPT)).where(*out))
    return _as_report(work, row) if row else None


def last_published(work: Work, plan_id: int, board: str, before: date) -> Report | None:
    """The last one that this board had before that day and that was not withdrawn since."""
    where = (_report.plan_id == plan_id, _report.board == board, _report.meeting < before)
    query = select(*(_report[name] for name in _KEPT)).where(
        mine(tables.Report), *where, _report.state == ReportState.PUBLISHED
    )
    row = work.first(query.order_by(_report.meeting.desc()).limit(1))
    return _as_report(work, row) if row else None


def move(work: Work, seen: Report, **to: object) -> bool:
    """Change the report as it was seen; False where somebody was quicker, and nothing is changed."""
    as_seen = (_report.id == seen.id, _report.state == seen.state, _report.revision == seen.revision)
    changed = to | {"revision": seen.revision + 1}
    return work.change(update(tables.Report.__table__).where(mine(tables.Report), *as_seen).values(changed)) == 1


def note_post(work: Work, report_id: int, ts: str) -> None:
    """Keep which message is its first, so that its thread is known for good."""
    this = (mine(tables.Report), _report.id == report_id)
    work.change(update(tables.Report.__table__).where(*this).values(ts=ts))


def snapshot(work: Work, report_id: int) -> str:
    """What it says, as it was last composed, as JSON; "": it was not yet."""
    return _text_of(work, report_id, _report.snapshot)


def keep_snapshot(work: Work, report_id: int, snapshot: Mapping[str, Any], at: datetime) -> None:
    """Keep what it says. Of a published one only a correction changes it."""
    values = {"snapshot": dict(snapshot), "composed_at": at}
    work.change(update(tables.Report.__table__).where(mine(tables.Report), _report.id == report_id).values(values))


def public(work: Work, report_id: int) -> str:
    """What its papers say, which are public documents, as JSON; "": it was not published yet."""
    return _text_of(work, report_id, _report.public)


def keep_public(work: Work, report_id: int, snapshot: Mapping[str, Any]) -> None:
    """Keep what its papers say. Of a published one only a correction changes it."""
    this = (mine(tables.Report), _report.id == report_id)
    work.change(update(tables.Report.__table__).where(*this).values(public=dict(snapshot)))


def correct(work: Work, *corrections: Correction) -> None:
    """Keep what was put right."""
    names = [name for name in Correction.__dataclass_fields__ if name != "period"]
    rows = [{name: getattr(each, name) for name in names} | {"period": each.period.key} for each in corrections]
    work.add(tables.Correction, *({"id": new_id()} | row for row in rows))


def corrections(work: Work, report_id: int) -> tuple[Correction, ...]:
    """What was put right in it, in order."""
    names = tuple(Correction.__dataclass_fields__)
    query = select(*(_correction[name] for name in names)).where(
        mine(tables.Correction), _correction.report_id == report_id
    )
    rows = (dict(row._mapping) for row in work.rows(query.order_by(_correction.at, _correction.id)))  # noqa: SLF001  SQLAlchemy's
    return tuple(Correction(**row | {"period": from_key(row["period"], work.first_month)}) for row in rows)


def keep_paper(work: Work, paper: Paper) -> None:
    """Keep which file it is in Slack; of a kind and version there is one, and the last that was kept counts."""
    held = {name: getattr(paper, name) for name in Paper.__dataclass_fields__}
    if not work.add_once(tables.Paper, id=new_id(), **held):
        work.change(update(tables.Paper.__table__).where(mine(tables.Paper), *_this(paper)).values(**held))


def note_issue(work: Work, paper: Paper, at: datetime) -> bool:
    """Keep that it stands in its thread; False where another file is the paper by now."""
    this = (*_this(paper), _paper.file_id == paper.file_id)
    return work.change(update(tables.Paper.__table__).where(mine(tables.Paper), *this).values(issued_at=at)) == 1


def papers(work: Work, report_id: int) -> tuple[Paper, ...]:
    """The files of a report in order: those issued with it, the withdrawn ones too, and those on their way."""
    query = select(*(_paper[name] for name in Paper.__dataclass_fields__)).where(
        mine(tables.Paper), _paper.report_id == report_id
    )
    return tuple(
        Paper(**row._mapping)  # noqa: SLF001  SQLAlchemy's
        for row in work.rows(query.order_by(_paper.version, _paper.id))
    )


def withdraw_papers(work: Work, report_id: int, file_ids: Collection[str], at: datetime) -> int:
    """Keep that these files were taken away; how many it was."""
    these = (_paper.report_id == report_id, _paper.file_id.in_(list(file_ids)), _paper.withdrawn_at.is_(None))
    return work.change(update(tables.Paper.__table__).where(mine(tables.Paper), *these).values(withdrawn_at=at))


def _text_of(work: Work, report_id: int, column: ColumnElement[Any]) -> str:
    """As it is stored: whoever reads the same text again need not make a report of it again."""
    row = work.first(select(cast(column, String)).where(mine(tables.Report), _report.id == report_id))
    return str(row[0]) if row and row[0] not in EMPTY else ""


def _this(paper: Paper) -> tuple[ColumnElement[bool], ...]:
    return _paper.report_id == paper.report_id, _paper.kind == paper.kind, _paper.version == paper.version


def _as_report(work: Work, row: Row[Any]) -> Report:
    held = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's
    return Report(
        **held
        | {
            "state": ReportState(row.state),
            "period": from_key(row.period, work.first_month),
            "headlines": tuple(row.headlines),
            "decisions": tuple(row.decisions),
        }
    )
