"""Words of a report that seem to say what the public may not see: shown before it is signed off, else in no paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.composing.commitments import of_objective
from bot.domain.counting import members
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.disclosure.wording import secrets, sentence_with
from bot.domain.report_posts import WordsForm
from bot.domain.reporting import ReportState
from bot.domain.written import Telling, cover_without, digest_of, tellings, without, written
from bot.services.reports.acting import Desk, desk, seen_by
from store import actions, covers, figures, highlights, risks

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.covers import Cover
    from bot.domain.disclosure.wording import Secret
    from bot.domain.model import Indicator
    from bot.domain.people import Someone
    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace


def words_form(workspace: Workspace, someone: Someone, report_id: int, revision: int) -> WordsForm | None:
    """What is to be looked at before that report is signed off; None: nothing, or it is not to be signed off."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        report = seen_by(held, someone, report_id, revision)
        facts = held.said(report)
        if facts is None or report.state is not ReportState.DRAFT or report.held:
            return None
        found = to_look_at(held, report, facts)
    return WordsForm(report=report, found=found) if found else None


def to_look_at(held: Desk, report: Report, facts: ReportFacts) -> tuple[Telling, ...]:
    """The same of what it would say by now: its leads and owners may have written since it was composed."""
    return unchecked(held, report, _as_written_now(held, report, facts))


def unchecked(held: Desk, report: Report, facts: ReportFacts) -> tuple[Telling, ...]:
    """What nobody has said of that they looked at it, as the words and figures are now."""
    cover = covers.cover(held.work, report.plan_id, report.board, report.meeting)
    found = tellings(written(facts, cover), _secrets(held))
    return tuple(each for each in found if each.key not in facts.checked)


def looked_at(facts: ReportFacts, found: Collection[Telling]) -> ReportFacts:
    """The report with these said to be in order; should one say something else later, it is asked about anew."""
    return replace(facts, checked=facts.checked | {each.key for each in found})


def is_of(found: Collection[Telling], looked: str) -> bool:
    """Whether these are what somebody looked at."""
    return not found or digest_of(found) == looked


def for_papers(held: Desk, report: Report, told: ReportFacts, public: ReportFacts) -> ReportFacts:
    """What a paper may say: without what nobody looked at, as in a report that goes out unsigned."""
    return without(public, unchecked(held, report, told))


def cover_for_papers(held: Desk, report: Report, told: ReportFacts, cover: Cover) -> Cover:
    return cover_without(cover, unchecked(held, report, told))


def in_paper(
    workspace: Workspace, facts: ReportFacts, cover: Cover, plan_name: str | None = None
) -> tuple[Telling, ...]:
    """All that is to be looked at in a paper which somebody makes by hand, as nobody is asked before that one."""
    with workspace.reading() as work:
        held = rounds.of(workspace, work, plan_name)
        if held is None:
            return ()
        found = _secrets(Desk(workspace=workspace, work=work, round=held, at=workspace.now()))
    return tellings(written(facts, cover), found)


def says(held: Desk, text: str, indicator: Indicator) -> bool:
    """Whether that text, which stands beside the indicator, seems to say a hidden number of it or of one it names."""
    secrets_ = _secrets(held)
    return any(
        sentence_with(text, each) for each in secrets_ if each.indicator.id == indicator.id or each.is_named_in(text)
    )


def _as_written_now(held: Desk, report: Report, facts: ReportFacts) -> ReportFacts:
    """With the words as they stand now: what stands under no part of it comes with what stands under none at all."""
    plan, keys = report.plan_id, {each.key for each in facts.catalogue.objectives}
    told = {each.objective: each for each in highlights.highlights(held.work, plan, report.period)}
    theirs = [each for each in actions.actions(held.work, plan) if each.objective is None or each.objective in keys]
    to_do = tuple(each for each in theirs if each.kind.is_to_do)
    parts = tuple(
        replace(
            each,
            highlight=told.get(each.objective.key),
            actions=of_objective(to_do, each.objective, members(facts.catalogue, each.objective)),
        )
        for each in facts.parts
    )
    return replace(facts, parts=parts, late_actions=(), unplaced=to_do, risks=risks.risks(held.work, plan))


def _secrets(held: Desk) -> tuple[Secret, ...]:
    plan = held.round.plan
    every = figures.of_plan(held.work, plan.id, held.at, approved=True)
    return secrets(held.round.catalogue, every, protect(held.round.catalogue, every, rule_of(plan, Audience.PUBLIC)))
