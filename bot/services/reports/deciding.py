"""What is due of the reports by now and not done yet: asked often, by anybody, and done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.reporting import ReportState
from bot.services.reports import briefing, going_out, posts, supplementing
from bot.services.reports.acting import Desk, alone_at_desk
from store import outbox, placements, plan, reports
from store.outbox import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.published import Report
    from bot.domain.report_days import ReportDays
    from bot.workspace import Workspace

_looked: dict[int, object] = {}  # by report, the plan's stamp when late figures were last looked for


class Step(StrEnum):
    DRAFT = "draft"
    PUBLISH = "publish"
    UNSENT = "unsent"
    LAPSE = "lapse"
    NOTE_POST = "note post"
    CLEAR_AWAY = "clear away"  # what went out while it was being withdrawn
    BRIEF = "brief"  # the chair, on the morning of the meeting
    CAME_AFTER = "came after"  # figures that it had none for


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One step that is due of one meeting's report."""

    step: Step
    days: ReportDays | None = None
    report: Report | None = None
    why: str = ""


def plan_for_today(workspace: Workspace) -> int:
    """Do what is due by now, each step in a transaction of its own; how many were done.

    Asked again, or by several at once, nothing is done twice: each step begins with the change that only one can make.
    Most times there is nothing, which is found out without keeping anybody from writing. After a while without anybody
    to ask, only the latest step of each report is done.
    """
    with workspace.reading() as work:
        held = rounds.of(workspace, work)
        wanted = len(tuple(due(Desk(workspace=workspace, work=work, round=held, at=workspace.now())))) if held else 0
    done = 0
    for _ in range(wanted):
        with workspace.begin() as work:
            desk = alone_at_desk(workspace, work)
            step = next(due(desk), None)
            if step is None:
                break
            _take(desk, step)
            done += 1
    return done


def next_hour(workspace: Workspace, at: datetime) -> datetime:
    """The first moment after that one at which the clock alone makes something due: of a report, or with a new day."""
    midnight = datetime.combine(at.date() + timedelta(days=1), time.min, workspace.zone)
    with workspace.reading() as work:
        held = rounds.of(workspace, work)
        if held is None:
            return midnight
        desk = Desk(workspace=workspace, work=work, round=held, at=at)
        ends = placements.next_embargo_ends(work, held.plan.version_id, at)
        kept = [each.publish_at for each in reports.of_plan(work, held.plan.id)]
    hours = (hour for each in desk.days.values() for hour in (each.drafted, each.published, each.briefed, each.over))
    return min(hour for hour in (midnight, ends, *kept, *hours) if hour and hour > at)


def due(held: Desk) -> Iterator[Due]:
    """Each step that is due at this moment, of each report at most one."""
    kept = {(each.board, each.meeting): each for each in reports.of_plan(held.work, held.round.plan.id)}
    days = held.days
    for key, each in days.items():
        if key not in kept and each.wants_draft(held.at):
            yield Due(step=Step.DRAFT, days=each)
    newest = {each.board: each.id for each in kept.values() if each.state is ReportState.PUBLISHED}
    for key, report in kept.items():
        step = _of_open(held, report, days.get(key)) if report.is_open else _of_posted(held, report)
        if step is None and report.state is ReportState.PUBLISHED:
            step = _of_chair(held, report, days.get(key))
        if step is None and newest.get(report.board) == report.id:
            step = _of_late_figures(held, report)
        if step:
            yield step


def _of_open(held: Desk, report: Report, days: ReportDays | None) -> Due | None:
    if days is None or held.at >= days.over:
        return Due(step=Step.LAPSE, report=report)
    signed = report.state is ReportState.SIGNED_OFF
    if held.at < days.published or not (signed or report.publish_at):
        return None
    may = signed or held.round.rules.report_unsigned
    if may and not report.held and held.channel(report.board):
        return Due(step=Step.PUBLISH, report=report)
    why = posts.HELD if report.held else posts.NO_CHANNEL if may else posts.UNSIGNED
    told = (outbox.is_planned(held.work, posts.unsent_key(report.id, why, each.id)) for each in posts.officers(held))
    return Due(step=Step.UNSENT, report=report, why=why) if not all(told) else None


def _of_posted(held: Desk, report: Report) -> Due | None:
    if report.state is ReportState.PUBLISHED and not report.ts and _first_ts(held, report):
        return Due(step=Step.NOTE_POST, report=report)
    if report.state is ReportState.WITHDRAWN and any(_is_left(held, each) for each in posts.of_report(held, report)):
        return Due(step=Step.CLEAR_AWAY, report=report)
    return None


def _of_chair(held: Desk, report: Report, days: ReportDays | None) -> Due | None:
    """On the morning of the meeting, and that day only."""
    if days is None or not days.briefed <= held.at < days.over or not briefing.unbriefed(held, report):
        return None
    return Due(step=Step.BRIEF, report=report)


def _of_late_figures(held: Desk, report: Report) -> Due | None:
    """Looked for again only where the plan has changed since this process looked last."""
    stamp = plan.standing(held.work).stamp
    if _looked.get(report.id) == stamp:
        return None
    facts = held.said(report)
    posted = supplementing.posted_in(held, report)
    found = supplementing.came_after(held, report, facts) if facts else ()
    new = sorted(key for each in found if (key := supplementing.key_of(each.figure)) not in posted)
    seen = sha256(repr(new).encode()).hexdigest()[:16]
    told = (outbox.is_planned(held.work, posts.after_key(report.id, seen, each.id)) for each in posts.officers(held))
    if new and not all(told):
        return Due(step=Step.CAME_AFTER, report=report, why=seen)
    _looked[report.id] = stamp
    return None


def _is_left(held: Desk, message: outbox.Delivery) -> bool:
    is_out = message.kind != outbox.FILE and message.state is State.SENT
    return is_out and not outbox.is_planned(held.work, posts.removal_key(message))


def _first_ts(held: Desk, report: Report) -> str:
    first = posts.of_report(held, report)[:1]
    return first[0].ts if first and first[0].state is State.SENT else ""


def _take(held: Desk, step: Due) -> None:
    report = step.report
    if step.days is not None:
        going_out.draft(held, step.days)
    if report is None:
        return
    match step.step:
        case Step.PUBLISH:
            unsigned = report.state is not ReportState.SIGNED_OFF
            going_out.publish(held, report, held.channel(report.board), going_out.BY_ITSELF, unsigned=unsigned)
        case Step.UNSENT:
            posts.tell_unsent(held, report, step.why)
        case Step.LAPSE:
            going_out.lapse(held, report)
        case Step.NOTE_POST:
            reports.note_post(held.work, report.id, _first_ts(held, report))
        case Step.BRIEF:
            briefing.tell_chairs(held, report)
        case Step.CAME_AFTER:
            posts.tell_after(held, report, step.why)
        case Step.CLEAR_AWAY:
            posts.remove(held, report, ())
