"""When a plan's bodies meet and by which rules their rounds run: shown with what does not fit, and changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import naming, ruling
from bot.domain.errors import BadRule, NoMeetingThen, NoPlanHeld, NoSuchPlan, NothingSuch
from bot.domain.kinds import Frequency
from bot.domain.misfits import already_past, misfits
from bot.domain.rounds import Body
from bot.domain.timetables import CADENCES
from store import audit, bodies, plan, schedules, stamps
from store import rules as kept_rules

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.model import Indicator, Plan
    from bot.domain.rounds import Misfit, Rules, Timetable
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

BY = "steward timetable"
_FAR = timedelta(days=5 * 366)  # from today, or from the plan's own years
_MOST_LAG = 400


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


def show(workspace: Workspace, plan_name: str | None = None) -> Shown:
    """As things stand; NoPlanHeld, NoSuchPlan."""
    with workspace.reading() as work:
        held = _round(workspace, work, plan_name)
    return _shown(held)


def meet(workspace: Workspace, on: date, body_name: str | None = None, plan_name: str | None = None) -> Shown:
    """Let a body meet on a day; shows that meeting alone, and which of its days are past already.

    NothingSuch for a body that is not held, NoMeetingThen.
    """
    with workspace.begin() as work:
        held = _alone(workspace, work, plan_name)
        body = _body(held, body_name)
        first, last = min(held.plan.starts, held.today - _FAR), max(held.plan.ends, held.today) + _FAR
        if not first <= on <= last:
            raise NoMeetingThen(day=on, body=body.name, why=f"give a day from {first} to {last}")
        if on in body.meetings:
            raise NoMeetingThen(day=on, body=body.name, why="it meets on that day already")
        bodies.meet(work, _kept(work, held, body), on)
        _note(workspace, work, held, "meeting set", new=f"{body.name}: {on}")
        after = _round(workspace, work, plan_name)
    shown = _shown(after)
    new = tuple(each for each in shown.timetables if each.meeting == on and each.body.name == body.name)
    told = tuple(each for each in shown.misfits if each.facts.get("meeting") == on and each.facts["body"] == body.name)
    return replace(shown, timetables=new, misfits=already_past(new[0], after.today) + told)


def cancel(workspace: Workspace, on: date, body_name: str | None = None, plan_name: str | None = None) -> Shown:
    """Take a meeting away: of the body named, or of the only one that meets on that day. NothingSuch."""
    with workspace.begin() as work:
        held = _alone(workspace, work, plan_name)
        meeting = [each for each in held.bodies if on in each.meetings]
        if body_name is None and not meeting:
            known = ", ".join(str(each.meeting) for each in held.timetables) or "none"
            raise NothingSuch(what="meeting", name=on, near=f"Meetings: {known}")
        body = _body(held, body_name) if body_name is not None or len(meeting) != 1 else meeting[0]
        if not bodies.cancel(work, _kept(work, held, body), on):
            raise NothingSuch(what="meeting", name=on, near=f"{body.name} does not meet on that day")
        _note(workspace, work, held, "meeting cancelled", old=f"{body.name}: {on}")
        after = _round(workspace, work, plan_name)
    return _shown(after)


def set_rule(workspace: Workspace, name: str, text: str, plan_name: str | None = None) -> Shown:
    """Change one rule of the plan's rounds; "default" puts it back. NothingSuch, BadRule."""
    with workspace.begin() as work:
        held = _alone(workspace, work, plan_name)
        changed = ruling.with_rule(held.rules, name, text)
        kept_rules.set_rules(work, held.plan.id, changed)
        shown = (
            (each, ruling.shown(getattr(held.rules, each)), ruling.shown(getattr(changed, each)))
            for each in ruling.NAMES
        )
        changes = tuple((each, old, new) for each, old, new in shown if old != new)
        for each, old, new in changes:
            _note(workspace, work, held, "rule changed", f"{each} {old}", f"{each} {new}")
        after = _round(workspace, work, plan_name)
    return replace(_shown(after), changed=changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be changed of a body; None: stays as it is."""

    cadence: str | None = None
    audience: str | None = None
    objectives: tuple[str, ...] | None = None  # as typed: "operational 1"; none at all: every indicator
    leads: dict[str, int] | None = None  # working days of its own timetable


def put_body(workspace: Workspace, name: str, change: Change, plan_name: str | None = None) -> Shown:
    """Add a body, or change the one of that name. NothingSuch for an objective, BadRule for a cadence or a gap."""
    with workspace.begin() as work:
        held = _alone(workspace, work, plan_name)
        body = next((each for each in held.bodies if _plain(each.name) == _plain(name)), None)
        changed = _changed(body or Body(id=None, name=" ".join(name.split())), change, held)
        if body is None and held.bodies[0].id is None:
            bodies.put(work, held.plan.id, held.bodies[0])  # the plan's own board stays, now that there are two
        bodies.put(work, held.plan.id, changed)
        old, new = _as_text(body) if body else "", _as_text(changed)
        name = changed.name
        _note(
            workspace, work, held, "body changed" if body else "body added", old and f"{name}: {old}", f"{name}: {new}"
        )
        after = _round(workspace, work, plan_name)
    return replace(_shown(after), changed=((changed.name, old, new),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is to be changed of an indicator's reporting; None: stays. A lag or month below 0 puts it back."""

    frequency: str | None = None
    lag_days: int | None = None
    release_month: int | None = None


def schedule(workspace: Workspace, code: str, given: Schedule, plan_name: str | None = None) -> Indicator:
    """Say how often an indicator is reported and when its figure can be had; the indicator as it is then."""
    with workspace.begin() as work:
        held = _alone(workspace, work, plan_name)
        indicator = naming.indicator_named(code, held.catalogue.indicators)
        measure = indicator.measure
        frequency = _frequency(given.frequency) if given.frequency else None
        lag = _chosen(given.lag_days, measure.lag_days, _MOST_LAG, "lag_days")
        month = _chosen(given.release_month, measure.release_month, 12, "release_month")
        changed = replace(measure, frequency=frequency or measure.frequency, lag_days=lag, release_month=month)
        if month is not None and changed.frequency is not Frequency.ANNUAL:
            raise BadRule(rule="release_month", must=f"of an annual indicator; this one is {changed.frequency}")
        schedules.reschedule(work, measure.id, frequency=frequency, lag_days=lag, release_month=month)
        for name in ("frequency", "lag_days", "release_month"):
            old, new = getattr(measure, name), getattr(changed, name)
            if old != new:
                said = f"{name} {_said(old)}", f"{name} {_said(new)}"
                _note(workspace, work, held, "schedule changed", *said, measure_id=measure.id)
    return replace(indicator, measure=changed)


def _round(workspace: Workspace, work: Work, plan_name: str | None) -> Round:
    held = rounds.of(workspace, work, plan_name)
    if held is None:
        if plan_name:
            raise NoSuchPlan(name=plan_name, held=", ".join(each.short_name or each.name for each in plan.plans(work)))
        raise NoPlanHeld
    return held


def _alone(workspace: Workspace, work: Work, plan_name: str | None) -> Round:
    """The round, which nobody else changes before this transaction ends."""
    stamps.alone(work)
    return _round(workspace, work, plan_name)


def _shown(held: Round) -> Shown:
    return Shown(
        plan=held.plan,
        bodies=held.bodies,
        timetables=held.timetables,
        misfits=misfits(held.books, held.bodies, held.today),
        rules=held.rules,
        today=held.today,
    )


def _body(held: Round, name: str | None) -> Body:
    """The body of that name, or the only one."""
    found = [each for each in held.bodies if name is None or _plain(each.name) == _plain(name)]
    if len(found) != 1:
        names = ", ".join(f'"{each.name}"' for each in held.bodies)
        raise NothingSuch(what="body", name=name or "", near=f"Say which with --body: {names}")
    return found[0]


def _kept(work: Work, held: Round, body: Body) -> int:
    """The body's id; the plan's own board is kept as a body the first time that it is changed."""
    return body.id if body.id is not None else bodies.put(work, held.plan.id, body)


def _changed(body: Body, change: Change, held: Round) -> Body:
    if change.cadence is not None:
        body = replace(body, cadence=_word(change.cadence, tuple(CADENCES), "cadence"))
    if change.audience is not None:
        body = replace(body, audience=" ".join(change.audience.split()))
    if change.objectives is not None:
        found = (naming.objective_named(each, held.catalogue.objectives) for each in change.objectives)
        body = replace(body, objectives=tuple(dict.fromkeys((each.level, each.number) for each in found)))
    if change.leads is not None:
        gaps = {name: _fitting(days, _MOST_LAG, name) for name, days in change.leads.items()}
        body = replace(body, leads=body.leads | gaps)
    return body


def _as_text(body: Body) -> str:
    objectives = ", ".join(f"{level} {number}".strip() for level, number in body.objectives) or "every indicator"
    gaps = "".join(f", {name} {days}" for name, days in body.leads.items())
    return f"{body.cadence}, {body.audience or 'no audience said'}, {objectives}{gaps}"


def _frequency(text: str) -> Frequency:
    return Frequency(_word(text, tuple(Frequency), "frequency"))


def _word(text: str, known: tuple[str, ...], name: str) -> str:
    if (plain := _plain(text)) not in known:
        raise BadRule(rule=name, must=f"one of {', '.join(known)}")
    return plain


def _chosen(given: int | None, held: int | None, most: int, name: str) -> int | None:
    """The number given, none where it is below 0, or else as it is."""
    if given is None:
        return held
    return None if given < 0 else _fitting(given, most, name)


def _fitting(number: int, most: int, name: str) -> int:
    least = 1 if name == "release_month" else 0
    if not least <= number <= most:
        raise BadRule(rule=name, must=f"a whole number from {least} to {most}")
    return number


def _said(value: object) -> str:
    return "as the plan says" if value is None else str(value)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _note(
    workspace: Workspace,
    work: Work,
    held: Round,
    what: str,
    old: str = "",
    new: str = "",
    *,
    measure_id: int | None = None,
) -> None:
    change = audit.Change(
        at=workspace.now(),
        who=BY,
        what=what,
        subject="plan" if measure_id is None else "measure",
        subject_id=held.plan.id if measure_id is None else measure_id,
        old=old,
        new=new,
        measure_id=measure_id,
        origin="command",
    )
    audit.add(work, change)
