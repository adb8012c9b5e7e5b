"""Every function of the store that works in a transaction, called with what another workspace holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.asking import Context, Intent
from bot.domain.commitments import Beside
from bot.domain.difference import difference
from bot.domain.kinds import State
from bot.domain.model import Owner
from bot.domain.phrases import Alias
from bot.domain.planfile import FileAlias, FileFigure, FileIndicator, FileSeries, PlanFile, PlanHead
from bot.domain.statements import Statement, StatementKind
from store import (
    aliases,
    asked,
    audit,
    bulk,
    conversations,
    figures,
    holdings,
    import_people,
    import_rows,
    importing,
    inbox,
    people,
    personal,
    placements,
    plan,
    stamps,
    tables,
    workspaces,
)
from store.figures import Provenance
from store.inbox import Outcome
from tests.builders import a_figure, a_period
from tests.conftest import MORNING
from tests.store import calls_commitments, calls_links, calls_outbox, calls_report, calls_round
from tests.store.planting import Planted, plant

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.difference import Difference
    from store.work import Work

LATER = MORNING + timedelta(days=1)
LEASE = timedelta(minutes=5)
THEIRS = "Theirs alone"  # stands in every text of the other workspace


@dataclass(frozen=True, slots=True)
class Held:
    """What a workspace was given, all of which the other one now guesses."""

    planted: Planted
    alias: int
    difference: Difference  # between a file and their plan
    slack_user: str = "U1"
    place: str = "D1"
    event: str = "Ev1"
    waiting: str = "Ev2"
    outbox: calls_outbox.Held = field(kw_only=True)
    round: calls_round.Held = field(kw_only=True)
    report: calls_report.Held = field(kw_only=True)


CALLS: dict[str, Callable[[Work, Held], object]] = {
    "aliases.add": lambda work, held: aliases.add(
        work, Alias(phrase=THEIRS, measure_id=held.planted.measures[0]), LATER
    ),
    "aliases.approved": lambda work, _: aliases.approved(work),
    "aliases.propose": lambda work, held: aliases.propose(work, f"{THEIRS} too", held.planted.measures[0], "U1", LATER),
    "aliases.proposed": lambda work, _: aliases.proposed(work),
    "aliases.settle": lambda work, held: aliases.settle(work, held.alias, aliases.REFUSED, LATER),
    "asked.days_kept": lambda work, _: asked.days_kept(work),
    "asked.record": lambda work, held: asked.record(
        work, text="x", asker="U1", intent="help", outcome="answer", at=LATER, place=held.place
    ),
    "asked.since": lambda work, _: asked.since(work, MORNING),
    "asked.trim": lambda work, _: asked.trim(work, LATER),
    "bulk.delete_each": lambda work, held: bulk.delete_each(
        work, tables.Line, [{"placement_id": held.planted.placements[0]}], key=("placement_id",)
    ),
    "bulk.update_each": lambda work, held: bulk.update_each(
        work, tables.Measure, [{"id": held.planted.measures[0], "title": "x"}]
    ),
    "audit.add": lambda work, _: audit.add(work, audit.Change(at=LATER, who="x", what="x", subject="plan")),
    "audit.of": lambda work, held: audit.of(work, "plan", held.planted.plan),
    "conversations.recall": lambda work, held: conversations.recall(work, held.place),
    "conversations.remember": lambda work, held: conversations.remember(
        work, held.place, Context(intent=Intent.HELP), LATER
    ),
    "conversations.trim": lambda work, _: conversations.trim(work, LATER),
    "figures.add": lambda work, held: figures.add(work, a_figure("9", "Q1 2013/14", held.planted.series[0][0]), LATER),
    "figures.add_all": lambda work, held: figures.add_all(
        work, [a_figure("9", "Q1 2013/14", each) for each in held.planted.series[0]], LATER
    ),
    "figures.every_of_measures": lambda work, held: figures.every_of_measures(work, [held.planted.measures[0]]),
    "figures.history": lambda work, held: figures.history(work, held.planted.series[0][0]),
    "figures.move": lambda work, held: figures.move(
        work, a_figure("7", "Q1 2013/14", held.planted.series[0][0]), State.SENT_BACK
    ),
    "figures.of_measures": lambda work, held: figures.of_measures(work, held.planted.measures, LATER),
    "figures.of_plan": lambda work, held: figures.of_plan(work, held.planted.plan, LATER),
    "import_people.ensure": lambda work, _: list(
        import_people.ensure(
            work,
            [
                Owner(post=f"{THEIRS}: officer 01", organisation=f"{THEIRS}: Health"),
                Owner(post=f"{THEIRS}: chair"),
            ],
        ).values()
    ),
    "import_rows.add_aliases": lambda work, held: import_rows.add_aliases(
        work, [FileAlias(phrase=THEIRS, indicator=0)], held.planted.measures, LATER
    ),
    "import_rows.next_version": lambda work, held: import_rows.next_version(work, held.planted.plan),
    "import_rows.versions": lambda work, held: import_rows.versions(work, held.planted.plan),
    "importing.held": lambda work, _: importing.held(work, THEIRS, LATER),
    "importing.write": lambda work, held: importing.write(work, held.difference, by="x", at=LATER, reason="x"),
    "inbox.answering": lambda work, held: inbox.answering(work, held.waiting),
    "inbox.claim": lambda work, held: [inbox.claim(work, key, {}, LATER, LEASE) for key in (held.event, held.waiting)],
    "inbox.expired": lambda work, _: inbox.expired(work, LATER, 10),
    "inbox.press": lambda work, held: inbox.press(work, held.event, LATER, LATER + LEASE, LATER),
    "inbox.renew": lambda work, held: inbox.renew(work, held.waiting, 1, LATER),
    "inbox.settle": lambda work, held: inbox.settle(work, held.waiting, Outcome.FAILED, LATER),
    "inbox.trim": lambda work, _: inbox.trim(work, LATER),
    "inbox.unanswered": lambda work, held: (
        inbox.answering(work, held.waiting) | inbox.unanswered(work, held.waiting, 1)
    ),
    "people.away": lambda work, held: people.away(work, held.planted.person, LATER.date()),
    "people.by_slack": lambda work, held: people.by_slack(work, held.slack_user),
    "people.everyone": lambda work, _: people.everyone(work),
    "people.join": lambda work, held: people.join(work, held.planted.person, held.planted.plan, "chair"),
    "people.leave": lambda work, held: people.leave(work, held.planted.person, held.planted.plan, "owner"),
    "people.link": lambda work, held: people.link(work, held.planted.person, None),
    "people.members": lambda work, held: people.members(work, held.planted.plan),
    "people.organisation": lambda work, _: people.organisation(work, f"{THEIRS}: Health"),
    "people.person": lambda work, held: people.person(work, f"{THEIRS}: officer 01", held.planted.organisation),
    "placements.indicators": lambda work, held: placements.indicators(work, held.planted.version),
    "placements.next_embargo_ends": lambda work, held: placements.next_embargo_ends(
        work, held.planted.version, MORNING
    ),
    "placements.periods": lambda work, held: placements.periods(work, held.planted.version, LATER),
    "holdings.held": lambda work, held: holdings.held(work, held.planted.plan),
    "plan.catalogue": lambda work, held: plan.catalogue(work, held.planted.plan, LATER),
    "plan.current": lambda work, _: plan.current(work),
    "plan.named": lambda work, _: plan.named(work, THEIRS),
    "plan.plans": lambda work, _: plan.plans(work),
    "plan.stamp": lambda work, _: plan.stamp(work),
    "plan.standing": lambda work, _: plan.standing(work),
    "plan.use": lambda work, held: plan.use(work, held.planted.plan),
    "stamps.alone": lambda work, _: stamps.alone(work),
    "stamps.bump": lambda work, _: stamps.bump(work),
    "workspaces.set_charts_work": lambda work, _: workspaces.set_charts_work(work, works=True),
    **calls_commitments.CALLS,
    "personal.forget": lambda work, held: personal.forget(work, held.planted.person, held.slack_user, "erased person"),
    "personal.held": lambda work, held: personal.held(work, held.planted.person, held.slack_user),
    **calls_links.CALLS,
    **calls_outbox.CALLS,
    **calls_round.CALLS,
    **calls_report.CALLS,
}


def fill(work: Work, name: str) -> Held:
    """Something in every table, with the name in every text of it."""
    planted = plant(work, name)
    series = planted.series[0][0]
    figures.add(work, a_figure("7", "Q1 2013/14", series, comment=name), MORNING)
    figures.add(work, a_figure("8", "Q2 2013/14", series, note=name), MORNING, Provenance(embargoed_until=LATER))
    people.link(work, planted.person, "U1")
    people.person(work, f"{name}: chair")
    people.join(work, planted.person, planted.plan, "owner")
    aliases.add(work, Alias(phrase=name, measure_id=planted.measures[0]), MORNING)
    aliases.propose(work, f"{name} too", planted.measures[0], "U1", MORNING)
    conversations.remember(work, "D1", Context(intent=Intent.STATUS, measure_ids=planted.measures), MORNING)
    asked.record(work, text=name, asker="U1", intent="status", outcome="answer", at=MORNING)
    inbox.claim(work, "Ev1", {"text": name}, MORNING, LEASE)
    inbox.settle(work, "Ev1", Outcome.DONE, MORNING)
    inbox.claim(work, "Ev2", {"text": name}, MORNING, LEASE)
    audit.add(work, audit.Change(at=MORNING, who=name, what="plan imported", subject="plan", subject_id=planted.plan))
    calls_links.fill(work, planted, name)
    (proposal,) = aliases.proposed(work)
    return Held(
        planted=planted,
        alias=proposal.id,
        difference=changed_file(work, name),
        outbox=calls_outbox.fill(work, planted, name),
        round=calls_round.fill(work, planted, name),
        report=calls_report.fill(work, planted, name),
    )


def changed_file(work: Work, name: str) -> Difference:
    """What an import would do that knows one of the plan's indicators, with another figure, and a new one."""
    held = importing.held(work, name, MORNING)
    assert held.catalogue is not None
    figure = FileFigure(period=a_period("Q1 2013/14"), as_printed="9", value=Decimal(9))
    known, new = (
        FileIndicator(title=title, at=at, code=code, series=(FileSeries(name=line, figures=(figure,)),))
        for title, at, code, line in ((f"{name} 0", 2, "CP-0", ""), ("New", 3, "CP-9", ""))
    )
    head = PlanHead(name=name, starts=held.catalogue.plan.starts, ends=held.catalogue.plan.ends, version="2013/14")
    said = Statement(id=0, kind=StatementKind.HEADLINE, text="New")
    read = PlanFile(plan=head, indicators=(known, new), beside=Beside(statements=(said,)))
    return difference(read, held.catalogue, held.figures)
