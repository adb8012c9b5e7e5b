"""A plan moves on: next year's version is made from the one in force, as a sheet to fill in and then to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import freshening, rounds, submitting
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.errors import NoPlanHeld, NoSuchPlan, NotAYearToCome, WhyMoveOn
from bot.domain.kinds import State
from bot.domain.period_words import read_period
from bot.domain.periods import Kind, from_key, quarter_of, year
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.rolling import deciding
from bot.domain.rolling.cells import Desk
from bot.domain.rolling.reading import digest, made_of, read_rollover
from bot.domain.rolling.results import MovedOn, Outlook, Refusal
from bot.domain.rolling.sheet import Rollover, is_open
from store import actions, figures, import_rows, plan, risks, rolling, stamps

if TYPE_CHECKING:
    from bot.domain.periods import Period
    from bot.domain.sheet import Book
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

BY = "steward rollover"


def made(workspace: Workspace, year_said: str = "", plan_name: str | None = None) -> Rollover:
    """The sheet that the next version is made with. NoPlanHeld, NoSuchPlan, NotAYearToCome."""
    with workspace.reading() as work:
        round_ = rounds.of(workspace, work, plan_name)
        if round_ is None and plan_name is None:
            raise NoPlanHeld
        if round_ is None:
            held = ", ".join(each.short_name or each.name for each in plan.plans(work))
            raise NoSuchPlan(name=plan_name, held=held or "none")
        found = _laid_out(workspace, work, round_, _year(work, round_, year_said))
    return Rollover(
        workspace_id=found.workspace_id, catalogue=found.catalogue, year=found.year, made_on=found.made_on,
        things=tuple(filter(is_open, found.things)), figures=found.figures,
    )  # fmt: skip


def difference(workspace: Workspace, book: Book) -> Outlook | Refusal | MovedOn:
    """What the sheet would change; nothing is kept of it."""
    with workspace.reading() as work:
        return _looked(workspace, work, book)


def move_on(workspace: Workspace, book: Book, reason: str) -> Refusal | MovedOn:
    """Take the sheet in, whole or not at all; taken in before, it writes nothing. WhyMoveOn, PersonalDetails."""
    why = submitting.reason_of(reason, workspace.today())
    with workspace.begin() as work:
        stamps.alone(work)
        found = _looked(workspace, work, book)
        if not isinstance(found, Outlook):
            return found
        if not why:
            raise WhyMoveOn
        steps, at = found.steps, workspace.now()
        done = rolling.Done(by=BY, at=at, reason=why, file_name=book.name, digest=digest(book))
        freshening.freshen(work, {each.id for each in steps.ended}, at)  # while those who are asked for it are known
        rolling.write(work, steps, done)
    return MovedOn(file_name=book.name, plan=steps.plan.short_name or steps.plan.name, label=steps.label)


def _looked(workspace: Workspace, work: Work, book: Book) -> Outlook | Refusal | MovedOn:
    origin = made_of(book, workspace.id)
    held = next((each for each in plan.plans(work) if origin and each.id == origin.plan_id), None)
    if origin is None or held is None:
        return _refused(book, Problem(fault=Fault.NOT_A_ROLLOVER, sheet=book.name))
    wanted = from_key(origin.year_key, workspace.first_month)
    before = rolling.taken_from(work, held.id, wanted.label)
    if before == digest(book):
        return MovedOn(file_name=book.name, plan=held.short_name or held.name, label=wanted.label, before=True)
    round_ = rounds.of(workspace, work, held.name)
    if before or origin.version_id != held.version_id or round_ is None:
        facts: dict[str, object] = {"held": quoted(held.version)}
        return _refused(book, Problem(fault=Fault.OLD_ROLLOVER, sheet=book.name, facts=facts))
    return _decided(book, _laid_out(workspace, work, round_, wanted), round_)


def _decided(book: Book, rollover: Rollover, round_: Round) -> Outlook | Refusal:
    read = read_rollover(book, rollover)
    if read.problems:
        return _refused(book, *read.problems)
    desk = Desk(today=round_.today, first_month=rollover.catalogue.plan.first_month)
    steps = deciding.decided(read.rows, rollover, desk, _unpublished(round_))
    if steps is None:
        return _refused(book, *deciding.problems_of(desk))
    gone = {each.id for each in steps.ended}
    out = tuple(each for each in round_.expected if each.series and each.indicator.id in gone)
    return Outlook(file_name=book.name, steps=steps, still_out=out)


def _laid_out(workspace: Workspace, work: Work, round_: Round, wanted: Period) -> Rollover:
    """The plan as it stands, with every action and risk, done or not; small numbers as its board is shown them."""
    of = round_.plan
    seen = figures.of_plan(work, of.id, at=workspace.now(), approved=of.readers_see_approved)
    shown = protect(round_.catalogue, seen, rule_of(of, Audience.BOARD))
    return Rollover(
        workspace_id=workspace.id, catalogue=round_.catalogue, year=wanted, made_on=round_.today,
        things=(*actions.actions(work, of.id), *risks.risks(work, of.id)), figures=shown,
    )  # fmt: skip


def _year(work: Work, round_: Round, said: str) -> Period:
    """The year named, or the one after the plan's last; one that the plan has a version of is none."""
    of, first_month = round_.plan, round_.plan.first_month
    last = quarter_of(of.ends, first_month).plan_year
    following = year(last.year + 1, first_month)
    found = read_period(said, first_month) if said else following
    versions = import_rows.versions(work, of.id)
    if found is None or found.kind is not Kind.YEAR or found.starts <= of.starts or found.label in versions:
        raise NotAYearToCome(shown=said or following.label, held=", ".join(filter(None, versions)), last=last.label)
    return found


def _unpublished(round_: Round) -> dict[int, Period]:
    """By measure, a period whose figure is on its way: once the indicator has ended, nobody could publish it."""
    on_its_way = {State.SUBMITTED} | ({State.APPROVED} if not round_.plan.readers_see_approved else set())
    return {
        indicator.id: each.figure.period
        for indicator in round_.catalogue.indicators
        for series in indicator.series
        for each in round_.figures.get(series.id, ())
        if each.figure.state in on_its_way
    }


def _refused(book: Book, *problems: Problem) -> Refusal:
    return Refusal(file_name=book.name, problems=problems)
