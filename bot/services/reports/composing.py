"""Composes a plan's report: one bounded read of all that it holds, then the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.composing import Material, composed
from bot.domain.composing.periods import has_period, meeting_of, period_of, periods_held
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.errors import NoPlanHeld, NoSuchPeriod, NoSuchPlan, NothingSuch
from bot.domain.freezing import thawed
from bot.domain.model import Missing
from bot.domain.narrowing import narrowed
from bot.domain.timetables import takes
from bot.services.reports.gathering import with_promises
from store import covers, figures, people
from store import plan as plans
from store import reports as published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.domain.covers import Cover
    from bot.domain.disclosure import Rule
    from bot.domain.model import Catalogue, Figure
    from bot.domain.periods import Period
    from bot.domain.reporting import ReportFacts
    from bot.domain.rounds import Body, Timetable
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work


def compose(  # noqa: PLR0913  what a report is of, all named at the call
    workspace: Workspace,
    *,
    period: Period | None = None,
    board: str | None = None,
    meeting: date | None = None,
    audience: str | None = None,
    plan_name: str | None = None,
    as_printed: bool = False,
    last: ReportFacts | None = None,
    on: date | None = None,
) -> ReportFacts:
    """The report as it would go out now; nothing is kept. See `facts`."""
    with workspace.reading() as work:
        return facts(
            workspace,
            work,
            period=period,
            board=board,
            meeting=meeting,
            audience=audience,
            plan_name=plan_name,
            as_printed=as_printed,
            last=last,
            on=on,
        )


def facts(  # noqa: PLR0913  what a report is of, all named at the call
    workspace: Workspace,
    work: Work,
    *,
    period: Period | None = None,
    board: str | None = None,
    meeting: date | None = None,
    audience: str | None = None,
    plan_name: str | None = None,
    as_printed: bool = False,
    last: ReportFacts | None = None,
    on: date | None = None,
) -> ReportFacts:
    """All that the report of a period to a board says, as things stand; a fixed number of queries.

    Without a board it is the plan's first; without a period the one that the meeting takes, else the latest whose
    figures can be had by now; without a meeting the first that can take the period. Figures are those that are
    published and those that officers have approved to be; what is under embargo now, waits for approval or was sent
    back is not among them. Small numbers are hidden from the audience, the board's own unless it is named, by the
    plan's rules. `last` is the report before, as it was published; else the one that this board had last. `on` reports
    as if on another day, with what is held now. Raises NoPlanHeld, NoSuchPlan, NoSuchPeriod; NothingSuch for a board.
    """
    round_ = _round(workspace, work, plan_name, on)
    body = _body(round_.bodies, board)
    catalogue = reported_to(round_.catalogue, body)
    timetable, period = _when(round_, body, meeting, period)
    held_on = timetable.meeting if timetable else meeting
    plan, told = round_.plan, audience or body.audience or Audience.BOARD.value
    rule = rule_of(plan, told)
    every = figures.of_plan(work, plan.id, workspace.now(), approved=True)
    seen = protect(round_.catalogue, every, rule)
    material = Material(
        catalogue=catalogue,
        figures=_of(catalogue, seen),
        others=_of(catalogue, protect(round_.catalogue, every, rule_of(plan, rule.audience.other))),
        board=body.name,
        audience=told,
        period=period,
        as_at=round_.today,
        meeting=held_on,
        as_printed=as_printed,
        books=round_.books,
        owed=round_.expected,
        organisations=_organisations(work, round_),
        leads={key: lead.label for key, lead in round_.leads.items()},
        embargoed=_embargoed(workspace, round_),
        reasons=_reasons(round_, seen),
        meetings=body.meetings,
        last=last_for(rule, round_.catalogue, last or _last(work, plan.id, body.name, held_on or round_.today)),
    )
    return composed(with_promises(work, material, plan.id, whole=not body.objectives))


def _round(workspace: Workspace, work: Work, plan_name: str | None, on: date | None) -> Round:
    found = rounds.of(workspace, work, plan_name)
    if found:
        return replace(found, today=on) if on else found
    if plan_name is None:
        raise NoPlanHeld
    held = ", ".join(each.short_name or each.name for each in plans.plans(work)) or "none"
    raise NoSuchPlan(name=plan_name, held=held)


def _of(catalogue: Catalogue, seen: Mapping[int, tuple[Figure, ...]]) -> dict[int, tuple[Figure, ...]]:
    """Those of the indicators that the board takes: what it may see was weighed among all that can be seen."""
    lines = (series.id for each in catalogue.indicators for series in each.series)
    return {number: seen[number] for number in lines if number in seen}


def last_for(rule: Rule, catalogue: Catalogue, last: ReportFacts | None) -> ReportFacts | None:
    """The report before, which may have been for others, without what this audience may not see of it."""
    return replace(last, figures=protect(catalogue, last.figures, rule)) if last and rule.hides else last


def cover(workspace: Workspace, facts: ReportFacts) -> Cover:
    """The cover of the paper to that meeting; without a meeting, the latest that the board had by then."""
    with workspace.reading() as work:
        return covers.cover(work, facts.catalogue.plan.id, facts.board, facts.meeting or facts.as_at)


def reported_to(catalogue: Catalogue, body: Body) -> Catalogue:
    """The plan as a board takes it: its objectives, those above and under them, and their indicators."""
    if not body.objectives:
        return catalogue
    keys = {each.id: each.key for each in catalogue.objectives}
    taken = frozenset(each.id for each in catalogue.indicators if takes(body, each, keys))
    kept = narrowed(catalogue, taken)
    named = {each.id for each in catalogue.objectives if each.key in body.objectives}
    held = {each.id for each in kept.objectives} | named
    return replace(kept, objectives=tuple(each for each in catalogue.objectives if each.id in held))


def _body(bodies: Sequence[Body], name: str | None) -> Body:
    """The board of that name, or the plan's first; NothingSuch."""
    if name is None:
        return bodies[0]
    wanted = " ".join(name.casefold().split())
    for each in bodies:
        if each.name.casefold() == wanted:
            return each
    raise NothingSuch(what="board", name=name, near=f"It is reported to {', '.join(each.name for each in bodies)}")


def _when(round_: Round, body: Body, meeting: date | None, period: Period | None) -> tuple[Timetable | None, Period]:
    """The meeting's timetable, where one is known, and the period; each found by the other where one is not named."""
    own = [each for each in round_.timetables if each.body == body]
    timetable = next((each for each in own if each.meeting == meeting), None)
    if period is None:
        if meeting is None:
            timetable = next((each for each in own if each.meeting >= round_.today), None)
        period = period_of(round_.catalogue, round_.rules, body.cadence, meeting or round_.today, timetable)
    elif not has_period(round_.catalogue, period):
        raise NoSuchPeriod(period=period.label, held=", ".join(each.label for each in periods_held(round_.catalogue)))
    if timetable is None and meeting is None:
        timetable = meeting_of(own, period, round_.rules)
    return timetable, period


def _last(work: Work, plan_id: int, board: str, before: date) -> ReportFacts | None:
    """The report that the board had last, as it was published."""
    report = published.last_published(work, plan_id, board, before)
    held = published.snapshot(work, report.id) if report else None
    return thawed(held) if held else None


def _organisations(work: Work, round_: Round) -> dict[int, str]:
    """By measure: the organisation that owns it, or that its owner is of; "" where there is none."""
    names = people.organisations(work)
    found = {}
    for measure_id, holder in round_.holders.items():
        owner = round_.people.get(holder.person_id or 0)
        found[measure_id] = names.get(holder.organisation_id or 0, "") or (owner.organisation if owner else "")
    return found


def _embargoed(workspace: Workspace, round_: Round) -> set[tuple[int, Period]]:
    now = workspace.now()
    return {
        (each.figure.series_id, each.figure.period)
        for held in round_.figures.values()
        for each in held
        if each.provenance.embargoed_until and each.provenance.embargoed_until > now
    }


def _reasons(round_: Round, seen: Mapping[int, tuple[Figure, ...]]) -> dict[tuple[int, Period], str]:
    """Why figures were revised; not of an indicator of which something is hidden, for the words could tell it."""
    open_lines = {
        series.id
        for each in round_.catalogue.indicators
        if not any(figure.missing is Missing.SUPPRESSED for line in each.series for figure in seen.get(line.id, ()))
        for series in each.series
    }
    return {
        (number, each.figure.period): each.provenance.reason
        for number, held in round_.figures.items()
        for each in held
        if each.provenance.reason and number in open_lines
    }
