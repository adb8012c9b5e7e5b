"""The chair's brief: what the report opens with, what is on the agenda and what must be decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.errors import BriefForTheBoard
from bot.domain.people import Account, Role
from bot.domain.report_posts import Brief, NoBrief
from bot.domain.reporting import ReportState
from bot.services.reports import posts
from bot.services.reports.acting import Desk, corrected_of, desk
from store import outbox, reports
from store.ids import new_id
from store.outbox import Planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.people import Person, Someone
    from bot.domain.published import Report
    from bot.workspace import Workspace
    from store.outbox import Delivery

_ASKED = re.compile(r"(?:please )?(?:brief(?:ing)?|brief (?:me|us|the chair))(?: please)?[.!?]*", re.IGNORECASE)


def asks_for_brief(words: str) -> bool:
    """Whether that is all that was asked: "Brief me".

    >>> asks_for_brief("Brief me, please!"), asks_for_brief("brief history of NEET")
    (True, False)
    """
    return bool(_ASKED.fullmatch(" ".join(words.replace(",", " ").split())))


def brief(workspace: Workspace, someone: Someone) -> Brief | NoBrief:
    """From the last report that was published: nothing of one that is still to come. BriefForTheBoard, NoPlanHeld."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        _must_be_let_see(held, someone)
        return _of_last(held)


def send_brief(workspace: Workspace, someone: Someone) -> None:
    """The same by direct message, for who asks in Home."""
    if someone.person is None:
        raise BriefForTheBoard
    with workspace.begin() as work:
        held = desk(workspace, work)
        _must_be_let_see(held, someone)
        key = f"{posts.BRIEF}:asked:{new_id()}"
        posts.plan(held, Planned(key=key, kind=posts.BRIEF, person_id=someone.person.id, facts={"asked": True}))


def brief_notice(workspace: Workspace, delivery: Delivery) -> Brief | NoBrief | None:
    """What the chair is told at that moment; on the morning of a meeting nothing of a report that was withdrawn."""
    with workspace.reading() as work:
        held_round = rounds.of(workspace, work)
        if held_round is None:
            return None
        held = Desk(workspace=workspace, work=work, round=held_round, at=workspace.now())
        if "asked" in delivery.facts:
            return _of_last(held)
        report = reports.get(work, int(delivery.facts["report"]))
        still = delivery.person_id in {each.id for each in chairs(held)}
        return _brief(held, report) if report and still and report.state is ReportState.PUBLISHED else None


def chairs(held: Desk) -> Iterator[Person]:
    """Those who chair the board and can be written to."""
    for number, roles in held.round.roles.items():
        person = held.round.people.get(number)
        if Role.CHAIR in roles and person and person.reachable and number not in held.round.ticks:
            yield person


def unbriefed(held: Desk, report: Report) -> tuple[Person, ...]:
    return tuple(each for each in chairs(held) if not outbox.is_planned(held.work, _key(report, each)))


def tell_chairs(held: Desk, report: Report) -> None:
    told = (
        Planned(key=_key(report, each), kind=posts.BRIEF, person_id=each.id, facts={"report": report.id})
        for each in unbriefed(held, report)
    )
    posts.plan(held, *told)


def _key(report: Report, person: Person) -> str:
    return f"{posts.brief_key(report.id)}:{person.id}"


def _must_be_let_see(held: Desk, someone: Someone) -> None:
    """Guests who do not chair the board are told what the public is: no brief that holds more. BriefForTheBoard."""
    if someone.ticked is not None:
        raise BriefForTheBoard
    if someone.account is Account.MEMBER or Role.CHAIR in someone.roles:
        return
    report = _last(held)
    facts = held.said(report) if report else None
    if facts and protect(facts.catalogue, facts.figures, rule_of(held.round.plan, Audience.PUBLIC)) != facts.figures:
        raise BriefForTheBoard


def _of_last(held: Desk) -> Brief | NoBrief:
    report = _last(held)
    return (_brief(held, report) if report else None) or _no_brief(held)


def _last(held: Desk) -> Report | None:
    """The one to the next meeting, or else the last there was."""
    out = [each for each in reports.of_plan(held.work, held.round.plan.id) if each.state is ReportState.PUBLISHED]
    coming = [each for each in out if each.meeting >= held.round.today]
    return coming[0] if coming else out[-1] if out else None


def _brief(held: Desk, report: Report) -> Brief | None:
    facts = held.said(report)
    if facts is None:
        return None
    corrected = corrected_of(held.work, report, facts)
    return Brief(report=report.in_zone(held.workspace.zone), facts=facts, corrected=corrected)


def _no_brief(held: Desk) -> NoBrief:
    due = [each.published for each in held.days.values() if each.published > held.at]
    return NoBrief(next=min(due, default=None))
