"""What officers do about a report on its way: sign it off, hold it, let it go, write its headlines, look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import freezing, personal_details
from bot.domain.acts import Act
from bot.domain.errors import OldButton
from bot.domain.published import HEADLINES, OPENING
from bot.domain.report_pages import pages
from bot.domain.report_posts import OTHERS_NOW, PERSONAL, TOO_LONG, HeadlinesForm, QuestionsForm, ReportProblem
from bot.domain.reporting import ReportState
from bot.services.reports import going_out, posts, wording
from bot.services.reports.acting import alone_at_desk, by_of, desk, moved, seen_by, with_words
from store import outbox, reports
from store.ids import new_id
from store.outbox import Planned

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.domain.published import Report
    from bot.publishing import Publisher
    from bot.services.reports.acting import Desk
    from bot.workspace import Workspace

DECIDE = "decide"  # the field; those of the headlines are "headline:1" ...
HEADLINE = "headline"
LOOKED = "looked"  # the tick that what was shown has been looked at


def sign_off(
    workspace: Workspace, someone: Someone, report_id: int, revision: int, looked: str = ""
) -> tuple[ReportProblem, ...]:
    """Let it go out at its time, or at once where that is past. Refusals as in `seen_by`.

    Not while a text in it seems to say a hidden number, unless `looked` stands for just what was shown of these.
    """
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        seen = seen_by(held, someone, report_id, revision)
        if seen.state is not ReportState.DRAFT or seen.held:
            raise OldButton
        facts = held.said(seen)
        found = wording.to_look_at(held, seen, facts) if facts else ()
        if not wording.is_of(found, looked):
            return (ReportProblem(field=LOOKED, fault=OTHERS_NOW),)
        by = by_of(someone)
        report = moved(held, seen, state=ReportState.SIGNED_OFF, signed_off_by=by.person_id, signed_off_at=held.at)
        if facts and found:
            reports.keep_snapshot(work, report.id, freezing.freeze(wording.looked_at(facts, found)), held.at)
            held.note(by, report, Act.WORDS_LOOKED_AT, new=str(len(found)))
        held.note(by, report, Act.REPORT_SIGNED_OFF)
        _go_if_due(held, report, by)
    return ()


def hold(workspace: Workspace, someone: Someone, report_id: int, revision: int) -> None:
    """Let it not go out, whatever the timetable says."""
    _set_held(workspace, someone, report_id, revision, to=True)


def release(workspace: Workspace, someone: Someone, report_id: int, revision: int) -> None:
    """Let it go out again: at once where it is signed off and its time is past."""
    _set_held(workspace, someone, report_id, revision, to=False)


def headlines_form(workspace: Workspace, someone: Someone, report_id: int, revision: int) -> HeadlinesForm:
    with workspace.reading() as work:
        held = desk(workspace, work)
        report = seen_by(held, someone, report_id, revision)
        facts = held.said(report)
    if facts is None or not report.is_open:
        raise OldButton
    return HeadlinesForm(report=report, facts=facts)


def questions_form(workspace: Workspace, someone: Someone, report_id: int) -> QuestionsForm:
    """What a careful officer would question in it. Refusals as in `seen_by`; OldButton where nothing is held of it."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        report = seen_by(held, someone, report_id)
        facts = held.said(report)
    if facts is None:
        raise OldButton
    return QuestionsForm(report=report, found=facts.contradictions)


def edit(
    workspace: Workspace, someone: Someone, report_id: int, revision: int, headlines: list[str], decide: str
) -> tuple[ReportProblem, ...]:
    """Keep the headlines and what the board must decide; what is wrong, by its field, where they cannot stand.

    What was signed off has to be signed off again: whoever signs has seen what goes out.
    """
    if problems := _problems(workspace, headlines, decide):
        return problems
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        seen = seen_by(held, someone, report_id, revision)
        if not seen.is_open:
            raise OldButton
        said = [each for each in headlines if each]
        decisions = [line for each in decide.splitlines() if (line := each.strip())]
        back = {"state": ReportState.DRAFT, "signed_off_by": None, "signed_off_at": None}
        report = moved(held, seen, headlines=said, decisions=decisions, **back)
        old, new = (" | ".join((*each.headlines, *each.decisions)) for each in (seen, report))
        held.note(by_of(someone), report, Act.HEADLINES_EDITED, old=old, new=new)
        if facts := held.said(seen):
            reports.keep_snapshot(work, report.id, freezing.freeze(with_words(facts, report)), held.at)
        posts.tell_officers(held, report)
    return ()


def preview(workspace: Workspace, someone: Someone, report_id: int) -> int:
    """Send the officer every message just as it would be posted now, in the thread of theirs; how many it is."""
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        report = seen_by(held, someone, report_id)
        if not report.is_open or someone.person is None:
            raise OldButton
        facts = going_out.composed(held, report)
        key = posts.draft_key(report.id, someone.person.id)
        message = next((each for each in outbox.keyed(work, key) if each.key == key), None)
        look = new_id()
        found = [
            Planned(
                key=f"{posts.PREVIEW}:{look}:{page.key}",
                kind=posts.PREVIEW,
                person_id=someone.person.id,
                thread=message.ts if message else "",
                facts={"report": report.id, "page": page.key},
            )
            for page in pages(facts)
        ]
        return posts.plan(held, *found)


def _set_held(workspace: Workspace, someone: Someone, report_id: int, revision: int, *, to: bool) -> None:
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        seen = seen_by(held, someone, report_id, revision)
        if not seen.is_open or seen.held is to:
            raise OldButton
        by = by_of(someone)
        report = moved(held, seen, held=to)
        held.note(by, report, Act.REPORT_HELD if to else Act.REPORT_RELEASED)
        _go_if_due(held, report, by)


def _go_if_due(held: Desk, report: Report, by: Publisher) -> None:
    """Publish what may go out and whose time has come; else the officers see how it stands."""
    days = held.days.get((report.board, report.meeting))
    is_time = days is not None and days.published <= held.at < days.over
    channel = held.channel(report.board)
    if is_time and channel and report.state is ReportState.SIGNED_OFF and not report.held:
        going_out.publish(held, report, channel, by)
    else:
        posts.tell_officers(held, report)


def _problems(workspace: Workspace, headlines: list[str], decide: str) -> tuple[ReportProblem, ...]:
    found = []
    for number, text in enumerate([*headlines[:HEADLINES], decide], 1):
        if details := personal_details.noticed(text, workspace.today()):
            field = DECIDE if number > len(headlines[:HEADLINES]) else f"{HEADLINE}:{number}"
            found.append(ReportProblem(field=field, fault=PERSONAL, details=tuple(details)))
    count = sum(len(text) for text in (*headlines, decide))
    if count > OPENING:
        found.append(ReportProblem(field=DECIDE if decide else f"{HEADLINE}:1", fault=TOO_LONG, count=count))
    return tuple(found)
