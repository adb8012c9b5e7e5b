"""The boards and committees that a plan is reported to, added and changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import acts, naming
from bot.domain.errors import NotAChannel
from bot.domain.rounds import Body
from bot.domain.timetables import CADENCES
from bot.services.timetables.acting import BY, MOST_DAYS, begun, fitting, plain, word
from store import bodies

if TYPE_CHECKING:
    from bot.rounds import Round
    from bot.services.timetables.acting import Shown
    from bot.workspace import Workspace

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}")
EVERY = "every indicator"
NO_AUDIENCE = "no audience said"
CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be changed of a body; None: stays as it is."""

    cadence: str | None = None
    audience: str | None = None
    objectives: tuple[str, ...] | None = None  # as typed: "operational 1"; none at all: every indicator
    leads: dict[str, int] | None = None  # working days of its own timetable
    channel: str | None = None  # that its reports are posted to; "" is none


def put_body(workspace: Workspace, name: str, change: Change, plan_name: str | None = None, *, who: str = BY) -> Shown:
    """Add a body, or change the one of that name. NothingSuch for an objective, BadRule for a cadence or a gap."""
    with workspace.begin() as work:
        act = begun(workspace, work, plan_name, who)
        held = act.held
        body = next((each for each in held.bodies if plain(each.name) == plain(name)), None)
        changed = _changed(body or Body(id=None, name=" ".join(name.split())), change, held)
        if body is None and held.bodies[0].id is None:
            bodies.put(work, held.plan.id, held.bodies[0])  # the plan's own board stays, now that there are two
        bodies.put(work, held.plan.id, changed)
        old, new = _as_text(body) if body else "", _as_text(changed)
        named = changed.name
        act.note(acts.Act.BODY_CHANGED if body else acts.Act.BODY_ADDED, old and f"{named}: {old}", f"{named}: {new}")
        return replace(act.after(), changed=((named, old, new),))


def _changed(body: Body, change: Change, held: Round) -> Body:
    if change.cadence is not None:
        body = replace(body, cadence=word(change.cadence, tuple(CADENCES), "cadence"))
    if change.audience is not None:
        body = replace(body, audience=" ".join(change.audience.split()))
    if change.objectives is not None:
        found = (naming.objective_named(each, held.catalogue.objectives) for each in change.objectives)
        body = replace(body, objectives=tuple(dict.fromkeys((each.level, each.number) for each in found)))
    if change.leads is not None:
        gaps = {name: fitting(days, MOST_DAYS, name) for name, days in change.leads.items()}
        body = replace(body, leads=body.leads | gaps)
    if change.channel is not None:
        body = replace(body, channel=channel_id(change.channel))
    return body


def channel_id(text: str) -> str:
    """A channel's id as Slack writes them; "" for none. NotAChannel."""
    given = text.strip()
    if given and not _CHANNEL.fullmatch(given):
        raise NotAChannel(channel=given)
    return given


def _as_text(body: Body) -> str:
    objectives = ", ".join(f"{level} {number}".strip() for level, number in body.objectives) or EVERY
    gaps = "".join(f", {name} {days}" for name, days in body.leads.items())
    posted = f", {CHANNEL} {body.channel}" if body.channel else ""
    return f"{body.cadence}, {body.audience or NO_AUDIENCE}, {objectives}{gaps}{posted}"
