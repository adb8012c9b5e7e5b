"""What every change of a timetable begins with, and the line that it leaves in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.errors import BadRule, NoPlanHeld, NoSuchPlan
from bot.domain.misfits import misfits
from store import audit, plan, stamps

if TYPE_CHECKING:
    from datetime import date

    from bot.domain import acts
    from bot.domain.model import Plan
    from bot.domain.rounds import Body, Misfit, Rules, Timetable
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

BY = "steward timetable"
MOST_DAYS = 400  # of a gap or a lag: more than a year is a slip of the hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan's bodies with the days of their meetings, and what does not fit."""

    plan: Plan
    bodies: tuple[Body, ...]
    timetables: tuple[Timetable, ...]
    misfits: tuple[Misfit, ...]
    rules: Rules
    today: date
    changed: tuple[tuple[str, str, str], ...] = ()  # what, and from what to what, as text


def round_of(workspace: Workspace, work: Work, plan_name: str | None) -> Round:
    held = rounds.of(workspace, work, plan_name)
    if held is None:
        if plan_name:
            raise NoSuchPlan(name=plan_name, held=", ".join(each.short_name or each.name for each in plan.plans(work)))
        raise NoPlanHeld
    return held


def shown(held: Round) -> Shown:
    return Shown(
        plan=held.plan,
        bodies=held.bodies,
        timetables=held.timetables,
        misfits=misfits(held.books, held.bodies, held.today),
        rules=held.rules,
        today=held.today,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One change in a transaction, made by a Slack user or by the command; nobody else changes the plan meanwhile."""

    workspace: Workspace
    work: Work
    held: Round
    plan_name: str | None
    who: str

    def note(self, what: acts.Act, old: str = "", new: str = "", measure_id: int | None = None) -> None:
        """Keep who changed what."""
        change = audit.Change(
            at=self.workspace.now(),
            who=self.who,
            what=what,
            subject="plan" if measure_id is None else "measure",
            subject_id=self.held.plan.id if measure_id is None else measure_id,
            old=old,
            new=new,
            measure_id=measure_id,
            origin="command" if self.who == BY else "form",
        )
        audit.add(self.work, change)

    def after(self) -> Shown:
        """How things stand now."""
        return shown(round_of(self.workspace, self.work, self.plan_name))


def begun(workspace: Workspace, work: Work, plan_name: str | None, who: str) -> Act:
    """An act that nobody else's of the same workspace runs beside: what it reads still holds when it writes."""
    stamps.alone(work)
    return Act(workspace, work, round_of(workspace, work, plan_name), plan_name, who)


def word(text: str, known: tuple[str, ...], name: str) -> str:
    if (said := plain(text)) not in known:
        raise BadRule(rule=name, must=f"one of {', '.join(known)}")
    return said


def fitting(number: int, most: int, name: str) -> int:
    least = 1 if name == "release_month" else 0
    if not least <= number <= most:
        raise BadRule(rule=name, must=f"a whole number from {least} to {most}")
    return number


def plain(text: str) -> str:
    return " ".join(text.casefold().split())
