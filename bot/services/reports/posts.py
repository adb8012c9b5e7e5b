"""What is sent of a report, written down to be sent: the officers' messages, its posts, and their changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import freshening
from bot.domain.report_pages import Part, pages
from store import outbox
from store.ids import new_id
from store.outbox import FILE, FILE_REMOVAL, REMOVAL, UNDER, Planned, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.people import Person
    from bot.domain.published import Paper, Report
    from bot.domain.reporting import ReportFacts
    from bot.services.reports.acting import Desk
    from store.outbox import Delivery

DRAFT, PREVIEW = "report_draft", "report_preview"  # to officers
WORD, EXCEL, SUPPLEMENT_SHEET = "word", "excel", "supplement"  # kinds of papers
POST = "report"  # each message of the report in its channel
UNSIGNED, HELD, NO_CHANNEL, LAPSED = "unsigned", "held", "no channel", "lapsed"  # why nothing went out
BRIEF = "report_brief"  # to the chair
UNSENT, CORRECTED, WITHDRAWN, SUPPLEMENT = "report_unsent", "report_corrected", "report_withdrawn", "report_supplement"


def opening_key(report_id: int) -> str:
    """The key of the first message; those of its thread have it before a colon."""
    return f"{POST}:{report_id}"


def draft_key(report_id: int, officer: int) -> str:
    return f"{DRAFT}:{report_id}:{officer}"


def officers(held: Desk) -> tuple[Person, ...]:
    return tuple(each for each in held.round.officers() if each.reachable)


def tell_officers(held: Desk, report: Report) -> None:
    """Each officer has one message of the report, which is changed with it; their Homes too."""
    for officer in officers(held):
        key = draft_key(report.id, officer.id)
        for message in outbox.keyed(held.work, key):
            if message.key == key and message.state is not State.PLANNED:
                plan(held, _change(message))
        plan(held, Planned(key=key, kind=DRAFT, person_id=officer.id, facts={"report": report.id}))
    freshening.officers_homes(held.work, held.at)


def tell_after(held: Desk, report: Report, seen: str) -> int:
    """The officers' messages say that figures came after; `seen` stands for which, so that each is said once."""
    messages = (
        message
        for officer in officers(held)
        for message in outbox.keyed(held.work, draft_key(report.id, officer.id))
        if message.state is not State.PLANNED
    )
    told = [replace(_change(message), key=after_key(report.id, seen, message.person_id)) for message in messages]
    return plan(held, *told)


def after_key(report_id: int, seen: str, officer: int | None) -> str:
    return f"report_after:{report_id}:{seen}:{officer}"


def tell_unsent(held: Desk, report: Report, why: str) -> int:
    """Once for each reason: the time has come, and nothing went out."""
    told = (
        Planned(
            key=unsent_key(report.id, why, officer.id),
            kind=UNSENT,
            person_id=officer.id,
            facts={"report": report.id, "why": why},
        )
        for officer in officers(held)
    )
    return plan(held, *told)


def unsent_key(report_id: int, why: str, officer: int) -> str:
    return f"{UNSENT}:{report_id}:{why}:{officer}"


def post(held: Desk, report: Report, facts: ReportFacts, papers: Iterable[Planned] = ()) -> None:
    """Every message of the report, the first opening the thread of the others, and after them its papers."""
    plan(held, *_posts(report, [each.key for each in pages(facts)]), *papers)


def renew(held: Desk, report: Report, facts: ReportFacts) -> None:
    """Every message that is out is changed to what the report says now; what is new in it is posted."""
    out = (each for each in of_report(held, report) if each.kind != FILE and each.state in {State.SENT, State.IN_HAND})
    plan(held, *map(_change, out))
    post(held, report, facts)


def remove(held: Desk, report: Report, papers: Iterable[Paper]) -> None:
    """Every message that is out is taken away, and every file; what waits is never sent."""
    for each in of_report(held, report):
        if each.state in {State.SENT, State.IN_HAND} and each.kind != FILE:
            plan(held, _removal(each))
        elif each.state in {State.PLANNED, State.FAILED}:
            outbox.drop(held.work, each.id)
    plan(
        held,
        *(
            Planned(
                key=f"{FILE_REMOVAL}:{paper.file_id}",
                kind=FILE_REMOVAL,
                channel=report.channel,
                facts={"report": report.id, "file": paper.file_id},
            )
            for paper in papers
            if paper.file_id and paper.withdrawn_at is None
        ),
    )


def tell_readers(held: Desk, report: Report, kind: str, key: str, facts: dict[str, Any]) -> None:
    """In its channel, to each officer, and to whoever was briefed from it."""
    briefed = {each.person_id for each in outbox.keyed(held.work, brief_key(report.id)) if each.state is State.SENT}
    runs = {each.id for each in officers(held)}
    plan(held, Planned(key=key, kind=kind, channel=report.channel, facts=facts))
    for number in sorted(runs | {each for each in briefed if each}):
        told = facts | ({"officer": True} if number in runs else {})
        plan(held, Planned(key=f"{kind}:{key}:{number}", kind=kind, person_id=number, facts=told))


def brief_key(report_id: int) -> str:
    """The key of what the chair is told of it, with more behind a colon."""
    return f"{BRIEF}:{report_id}"


def of_report(held: Desk, report: Report) -> tuple[Delivery, ...]:
    """What was written down for its channel: the first message and its thread, in order."""
    return outbox.keyed(held.work, opening_key(report.id))


def removal_key(message: Delivery) -> str:
    return f"{REMOVAL}:{message.id}"


def plan(held: Desk, *planned: Planned) -> int:
    return outbox.plan(held.work, held.at, *planned)


def _posts(report: Report, keys: Iterable[str]) -> Iterator[Planned]:
    first = opening_key(report.id)
    for key in keys:
        is_first = key == Part.OPENING
        facts = {"report": report.id, "page": key} | ({} if is_first else {UNDER: first})
        named = first if is_first else f"{first}:{key}"
        yield Planned(key=named, kind=POST, channel=report.channel, facts=facts)


def _change(message: Delivery) -> Planned:
    """A key of its own: one that is changed, and changed again at once, is changed twice."""
    return Planned(
        key=f"{message.kind} update:{new_id()}",
        kind=message.kind,
        person_id=message.person_id,
        channel=message.channel,
        facts=message.facts,
        updates_id=message.id,
    )


def _removal(message: Delivery) -> Planned:
    return Planned(
        key=removal_key(message),
        kind=REMOVAL,
        channel=message.channel,
        facts=message.facts,
        updates_id=message.id,
    )
