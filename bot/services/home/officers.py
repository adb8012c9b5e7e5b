"""What waits for an officer: figures to approve, requests to decide, names that readers use."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from bot import queueing
from bot.domain import supplying
from bot.domain.figure_forms import moment_of
from bot.domain.home_places import Section
from bot.domain.homes import NameLine, QueuePart, ReportLine, Unreminded, page
from bot.domain.nudges import NudgeRequest
from bot.domain.reporting import ReportState
from store import aliases, people, reports
from store import requests as asked

if TYPE_CHECKING:
    from bot.domain.home_places import Place
    from bot.domain.homes import Page
    from bot.domain.people import Someone
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.requests import Request
    from store.work import Work

MOST_REPORTS = 3


def queue(workspace: Workspace, round_: Round, someone: Someone, place: Place | None) -> QueuePart | None:
    if place and place.section is not Section.QUEUE:
        return None
    lines = queueing.lines(round_, someone, workspace.zone)
    shown = page(Section.QUEUE, lines, place)
    clean = sum(line.is_clean for line in lines)
    seen = max((moment_of(line.since) for line in lines), default=0)
    return (
        QueuePart(page=shown, clean=clean, seen=seen, approved=queueing.approved(round_, workspace.now()))
        if shown
        else None
    )


def requested(work: Work, round_: Round, place: Place | None) -> Page[NudgeRequest] | None:
    """What owners ask, those who asked first come first."""
    if place and place.section is not Section.REQUESTS:
        return None
    organisations = people.organisations(work)
    found = (_request(round_, each, organisations) for each in asked.open_ones(work, round_.plan.id))
    return page(Section.REQUESTS, [each for each in found if each], place)


def names(work: Work, round_: Round, place: Place | None) -> Page[NameLine] | None:
    """What readers say for an indicator of this plan, the most often picked first."""
    if place and place.section is not Section.NAMES:
        return None
    found = ((each, round_.indicator(each.measure_id)) for each in aliases.proposed(work))
    lines = [
        NameLine(id=each.id, phrase=each.phrase, indicator=indicator, times=each.times)
        for each, indicator in found
        if indicator
    ]
    return page(Section.NAMES, lines, place)


def reported(workspace: Workspace, work: Work, round_: Round) -> tuple[ReportLine, ...]:
    """The reports that may still go out, and the last that each board had."""
    held = reports.of_plan(work, round_.plan.id)
    last = {each.board: each for each in held if each.state is ReportState.PUBLISHED}
    channels = {each.name: each.channel for each in round_.bodies}
    shown = [each for each in held if each.is_open or last.get(each.board) is each]
    return tuple(
        ReportLine(report=each.in_zone(workspace.zone), channel=each.channel or channels.get(each.board, ""))
        for each in shown[-MOST_REPORTS:]
    )


def unreminded(round_: Round) -> Unreminded:
    """Of which indicators nobody is reminded in Slack, as things stand."""
    why = Counter(each.why for each in round_.without_active_owner())
    told = (round_.suppliers(each.id) for each in round_.catalogue.indicators)
    return Unreminded(
        no_account=sum(bool(these) and not any(each.person.reachable for each in these) for these in told),
        nobody=why[supplying.NOBODY],
        away=why[supplying.AWAY],
        gone=why[supplying.GONE],
        unseen=why[supplying.UNSEEN],
        no_owner=why[supplying.NO_OWNER],
    )


def _request(round_: Round, request: Request, organisations: dict[int, str]) -> NudgeRequest | None:
    indicator, asker = round_.indicator(request.measure_id), round_.people.get(request.asked_by)
    if indicator is None or asker is None:
        return None
    until, account = request.wanted.get("until"), request.wanted.get("slack_user", "")
    return NudgeRequest(
        request_id=request.id,
        seen=request.seen,
        kind=request.kind,
        indicator=indicator,
        asked_by=asker,
        period=request.period,
        until=date.fromisoformat(until) if until else None,
        organisation=organisations.get(request.wanted.get("organisation", 0), ""),
        slack_user=account,
        post=next((each.label for each in round_.people.values() if account and each.slack_user == account), ""),
        why=request.why,
    )
