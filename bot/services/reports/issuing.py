"""The papers of a published report: what they say, that they are to go out, and that they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import freezing
from bot.domain.composing.correcting import put_right, recounted
from bot.domain.composing.uncounted import uncounted
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.model import Missing
from bot.domain.reporting import ReportState
from bot.services.reports import composing, posts, wording
from bot.services.reports.acting import Desk, corrected_of, with_words
from bot.services.reports.composing import last_for
from bot.services.reports.supplementing import came_after, key_of
from store import covers, figures, outbox, reports
from store.outbox import FILE, UNDER, Planned, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.covers import Cover
    from bot.domain.disclosure import Rule
    from bot.domain.model import Figure
    from bot.domain.published import Paper, Report
    from bot.domain.report_posts import Corrected, Late
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace
    from store.figures import BySeries
    from store.outbox import Delivery

PAPERS = (posts.WORD, posts.EXCEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToIssue:
    """One paper that is to be made: which, of what, and under which name."""

    kind: str
    version: int
    name: str
    report: Report
    facts: ReportFacts
    cover: Cover
    corrected: tuple[Corrected, ...]  # what was put right in it
    came: tuple[Late, ...]  # what a supplementary sheet adds to it
    begun: Paper | None  # the same on its way, or out, before


def freeze_for_papers(held: Desk, report: Report, told: ReportFacts) -> None:
    """Keep what its papers say: as the board is `told` it, but without what the public may not see.

    Officers write their headlines with the board's figures before them. Where the public sees fewer, their words could
    tell a hidden one, so that a paper says what was found instead. Of other words those are left out that seem to,
    unless somebody has looked at them.
    """
    facts = composing.facts(
        held.workspace,
        held.work,
        period=report.period,
        board=report.board,
        meeting=report.meeting,
        audience=Audience.PUBLIC.value,
        last=held.last(report),
    )
    public = with_words(facts, report) if facts.figures == told.figures else facts
    seemly = wording.for_papers(held, report, told, public)
    reports.keep_public(held.work, report.id, freezing.freeze(seemly))


def planned(report: Report, version: int = 1) -> Iterator[Planned]:
    """Each paper goes into the report's thread, once that is there."""
    first = posts.opening_key(report.id)
    for kind in PAPERS:
        key = f"{first}:paper:{kind}:{version}"
        facts = {"report": report.id, "paper": kind, "version": version, UNDER: first}
        yield Planned(key=key, kind=FILE, channel=report.channel, facts=facts)


def issue_anew(held: Desk, report: Report, told: ReportFacts) -> int:
    """Put the papers right as the board is `told` now, and issue their next version, whose number it is.

    0: what the public sees has not changed. What was hidden in a paper stays hidden in the next.
    """
    kept = reports.public(held.work, report.id)
    files = (each for each in posts.of_report(held, report) if each.kind == FILE)
    before = [each for each in files if each.facts["paper"] != posts.SUPPLEMENT_SHEET]
    if not kept or not before:
        return 0
    facts, rule = freezing.thawed(kept), rule_of(held.round.plan, Audience.PUBLIC)
    last = held.last(report)
    seen = last_for(rule, held.round.catalogue, last) if last else None
    changed = tuple(_changed(facts, _public_figures(held, told, rule)))
    if not changed:
        return 0
    for figure in changed:
        facts = put_right(facts, figure, seen)
    facts = recounted(facts, told.uncounted)
    reports.keep_public(held.work, report.id, freezing.freeze(facts))
    for each in before:
        if each.state is State.PLANNED:
            outbox.drop(held.work, each.id)
    version = 1 + max(int(each.facts["version"]) for each in before)
    posts.plan(held, *planned(report, version))
    return version


def counted_as_papers(held: Desk, told: ReportFacts) -> ReportFacts:
    """What the board is `told` after a correction, counted as its papers are: a line is in both or in neither."""
    public = _public_figures(held, told, rule_of(held.round.plan, Audience.PUBLIC))
    return recounted(told, told.uncounted | uncounted(told.catalogue, told.figures, public))


def _public_figures(held: Desk, told: ReportFacts, rule: Rule) -> BySeries:
    """What the public may see of the report's figures, weighed among all of the plan's."""
    every = figures.of_plan(held.work, held.round.plan.id, held.at, approved=True)
    theirs = {number: held for number, held in told.figures.items() if all(map(_is_told, held))}
    return protect(held.round.catalogue, {**every, **theirs}, rule)


def _is_told(figure: Figure) -> bool:
    return figure.missing is not Missing.SUPPRESSED


def _changed(facts: ReportFacts, now: BySeries) -> Iterator[Figure]:
    for number, before in facts.figures.items():
        by_period = {each.period: each for each in now.get(number, ())}
        for was in before:
            figure = by_period.get(was.period)
            if figure and was.has_value and (was.value, was.text) != (figure.value, figure.text):
                yield figure


def to_issue(workspace: Workspace, delivery: Delivery) -> ToIssue | None:
    """None of a report that was withdrawn, nor of a supplement of which the public may see nothing."""
    kind, version = str(delivery.facts["paper"]), int(delivery.facts["version"])
    with workspace.reading() as work:
        report = reports.get(work, int(delivery.facts["report"]))
        round_ = rounds.of(workspace, work)
        kept = reports.public(work, report.id) if report else None
        if report is None or round_ is None or not kept or report.state is not ReportState.PUBLISHED:
            return None
        cover = covers.cover(work, report.plan_id, report.board, report.meeting)
        held = (each for each in reports.papers(work, report.id) if (each.kind, each.version) == (kind, version))
        begun = next(held, None)
        facts = freezing.thawed(kept)
        held_by = Desk(workspace=workspace, work=work, round=round_, at=workspace.now())
        told = held_by.said(report)
        cover = wording.cover_for_papers(held_by, report, told, cover) if told else cover
        corrected = tuple(each for each in corrected_of(work, report, facts) if _is_seen(facts, each))
        these = {(int(series), str(period)) for series, period in delivery.facts.get("figures", ())}
        late = came_after(held_by, report, facts)
        came = tuple(each for each in late if key_of(each.figure) in these)
    if kind == posts.SUPPLEMENT_SHEET and not came:
        return None
    return ToIssue(
        kind=kind,
        version=version,
        name=file_name(report, kind, version),
        report=report,
        facts=facts,
        cover=cover,
        corrected=corrected,
        came=came,
        begun=begun,
    )


def _is_seen(facts: ReportFacts, corrected: Corrected) -> bool:
    held = facts.figures.get(corrected.series.id, ())
    return any(each.has_value for each in held if each.period == corrected.correction.period)


def file_name(report: Report, kind: str, version: int) -> str:
    """By its meeting and period, as council papers are filed; a corrected one says which version it is."""
    filed = f"{report.meeting.isoformat()} {report.period.label.replace('/', '-')}"
    if kind == posts.SUPPLEMENT_SHEET:
        return f"{filed} supplement {version}.xlsx"
    corrected = f" version {version}" if version > 1 else ""
    return f"{filed}{corrected}.{'docx' if kind == posts.WORD else 'xlsx'}"
