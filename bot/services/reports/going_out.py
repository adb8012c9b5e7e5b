"""A report drafted, published and lapsed: each in the transaction that decides it, and once whoever comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import publishing, queueing
from bot.domain import freezing
from bot.domain.acts import Act
from bot.domain.reporting import ReportState
from bot.publishing import Publisher
from bot.services.reports import composing, issuing, posts, wording
from bot.services.reports.acting import BY, with_words
from store import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.model import Indicator
    from bot.domain.published import Report
    from bot.domain.report_days import ReportDays
    from bot.domain.reporting import ReportFacts
    from bot.services.reports.acting import Desk
    from store.figures import Revision

BY_ITSELF = Publisher(BY, origin="timetable")


def draft(held: Desk, days: ReportDays) -> bool:
    """Begin the report to a meeting and tell the officers; False where it was begun already.

    One that is late, as nobody was there to draft it, goes out when it is signed off: nobody could have by its time.
    """
    body, meeting = days.timetable.body, days.timetable.meeting
    plan_id = held.round.plan.id
    before = reports.last_published(held.work, plan_id, body.name, meeting)
    facts = composing.facts(
        held.workspace, held.work, board=body.name, meeting=meeting, last=held.said(before) if before else None
    )
    number = reports.draft(
        held.work,
        plan_id,
        body.name,
        meeting,
        facts.period,
        held.at,
        publish_at=days.published if held.at < days.published else None,
        body_id=body.id,
    )
    report = reports.get(held.work, number) if number is not None else None
    if report is None:
        return False
    reports.keep_snapshot(held.work, report.id, freezing.freeze(facts), held.at)
    held.note(BY_ITSELF, report, Act.REPORT_DRAFTED)
    posts.tell_officers(held, report)
    return True


def composed(held: Desk, report: Report) -> ReportFacts:
    """What the report says as things stand, kept in the place of what it said before."""
    facts = composing.facts(
        held.workspace,
        held.work,
        period=report.period,
        board=report.board,
        meeting=report.meeting,
        last=held.last(report),
    )
    before = held.said(report)
    facts = replace(with_words(facts, report), checked=before.checked if before else frozenset())
    facts = replace(facts, left_out=len(wording.unchecked(held, report, facts)))
    reports.keep_snapshot(held.work, report.id, freezing.freeze(facts), held.at)
    return facts


def publish(held: Desk, report: Report, channel: str, by: Publisher, *, unsigned: bool = False) -> bool:
    """Post the report and freeze what it says; False where somebody was quicker.

    Its figures are shown to readers in the same transaction: nobody reads in a channel what an answer keeps back.
    """
    to = {"state": ReportState.PUBLISHED, "published_at": held.at, "channel": channel, "unsigned": unsigned, "ts": ""}
    if not reports.move(held.work, report, **to):
        return False
    after = reports.get(held.work, report.id) or report
    publishing.show(held.work, _reported(held, report), by, held.at)
    facts = composed(held, after)
    issuing.freeze_for_papers(held, after, facts)
    posts.post(held, after, facts, issuing.planned(after))
    posts.tell_officers(held, after)
    held.note(by, after, Act.REPORT_PUBLISHED_UNSIGNED if unsigned else Act.REPORT_PUBLISHED)
    return True


def lapse(held: Desk, report: Report) -> bool:
    """Its meeting went by, or is no longer to be: it does not go out any more. Whoever signed it off counts on it."""
    if not reports.move(held.work, report, state=ReportState.LAPSED):
        return False
    after = reports.get(held.work, report.id) or report
    held.note(BY_ITSELF, after, Act.REPORT_LAPSED)
    posts.tell_officers(held, after)
    if report.state is ReportState.SIGNED_OFF:
        posts.tell_unsent(held, after, posts.LAPSED)
    return True


def _reported(held: Desk, report: Report) -> Iterator[tuple[Indicator, Revision]]:
    """The figures that are to be published with it: of what its board is told, up to its period."""
    body = next((each for each in held.round.bodies if each.name == report.board), None)
    told = composing.reported_to(held.round.catalogue, body) if body else held.round.catalogue
    named = {each.id for each in told.indicators}
    for indicator, revision in queueing.publishable(held.round, held.at):
        if indicator.id in named and revision.figure.period.ends <= report.period.ends:
            yield indicator, revision
