"""The meetings of a plan's bodies: shown, set and taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import acts
from bot.domain.errors import NoMeetingThen, NothingSuch
from bot.domain.misfits import already_past
from bot.services.timetables.acting import BY, Shown, begun, plain, round_of, shown
from store import bodies

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.rounds import Body
    from bot.rounds import Round
    from bot.services.timetables.acting import Act
    from bot.workspace import Workspace

_FAR = timedelta(days=5 * 366)  # from today, or from the plan's own years


def show(workspace: Workspace, plan_name: str | None = None) -> Shown:
    """As things stand; NoPlanHeld, NoSuchPlan."""
    with workspace.reading() as work:
        held = round_of(workspace, work, plan_name)
    return shown(held)


def meet(
    workspace: Workspace, on: date, body_name: str | None = None, plan_name: str | None = None, *, who: str = BY
) -> Shown:
    """Let a body meet on a day; shows that meeting alone, and which of its days are past already.

    NothingSuch for a body that is not held, NoMeetingThen.
    """
    with workspace.begin() as work:
        act = begun(workspace, work, plan_name, who)
        body = _body(act.held, body_name)
        plan, today = act.held.plan, act.held.today
        first, last = min(plan.starts, today - _FAR), max(plan.ends, today) + _FAR
        if not first <= on <= last:
            raise NoMeetingThen(day=on, body=body.name, why=f"give a day from {first} to {last}")
        if on in body.meetings:
            raise NoMeetingThen(day=on, body=body.name, why="it meets on that day already")
        bodies.meet(work, _kept(act, body), on)
        act.note(acts.Act.MEETING_SET, new=f"{body.name}: {on}")
        after = act.after()
    new = tuple(each for each in after.timetables if each.meeting == on and each.body.name == body.name)
    told = tuple(each for each in after.misfits if each.facts.get("meeting") == on and each.facts["body"] == body.name)
    return replace(after, timetables=new, misfits=already_past(new[0], after.today) + told)


def cancel(
    workspace: Workspace, on: date, body_name: str | None = None, plan_name: str | None = None, *, who: str = BY
) -> Shown:
    """Take a meeting away: of the body named, or of the only one that meets on that day. NothingSuch."""
    with workspace.begin() as work:
        act = begun(workspace, work, plan_name, who)
        meeting = [each for each in act.held.bodies if on in each.meetings]
        if body_name is None and not meeting:
            known = ", ".join(str(each.meeting) for each in act.held.timetables) or "none"
            raise NothingSuch(what="meeting", name=on, near=f"Meetings: {known}")
        body = _body(act.held, body_name) if body_name is not None or len(meeting) != 1 else meeting[0]
        if not bodies.cancel(work, _kept(act, body), on):
            raise NothingSuch(what="meeting", name=on, near=f"{body.name} does not meet on that day")
        act.note(acts.Act.MEETING_CANCELLED, old=f"{body.name}: {on}")
        return act.after()


def _body(held: Round, name: str | None) -> Body:
    """The body of that name, or the only one."""
    found = [each for each in held.bodies if name is None or plain(each.name) == plain(name)]
    if len(found) != 1:
        names = ", ".join(f'"{each.name}"' for each in held.bodies)
        raise NothingSuch(what="body", name=name or "", near=f"Say which with --body: {names}")
    return found[0]


def _kept(act: Act, body: Body) -> int:
    """The body's id; the plan's own board is kept as a body the first time that it is changed."""
    return body.id if body.id is not None else bodies.put(act.work, act.held.plan.id, body)
