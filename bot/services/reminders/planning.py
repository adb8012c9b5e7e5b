"""What is to go out today, decided and written down in one transaction: whoever ticks, it happens once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.rounds import NudgeKind
from bot.services.reminders.deciding import decide, rounds_of
from bot.services.reminders.letters import in_messages, to_pass_on
from store import outbox, snoozes, told
from store.outbox import NUDGE, Planned
from store.told import OFFICER_LIST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any

    from bot.domain.people import Person
    from bot.domain.rounds import Nudge
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work

ESCALATION = "escalation"
NINE = time(9)
KEPT = timedelta(days=31)  # how long a snooze that is over is kept
log = logging.getLogger("steward")
_warned: dict[int, date] = {}  # by workspace, the day on which the log was told that nobody runs the round


def plan_for_today(workspace: Workspace) -> int:
    """Plan today's messages; how many are new. Asked again, or by several at once, nothing is planned twice.

    Most times there is nothing new, which is found out without keeping anybody else from writing.
    """
    with workspace.reading() as work:
        if not _planned(workspace, work):
            return 0
    with workspace.begin() as work:
        added = outbox.plan(work, workspace.now(), *_planned(workspace, work))
        snoozes.trim(work, workspace.today() - KEPT)
    return added


def _planned(workspace: Workspace, work: Work) -> list[Planned]:
    """What is decided for today and was not planned yet."""
    today = workspace.today()
    running = rounds_of(workspace, work)
    nudges, officers = decide(workspace, work, running, today), officers_of(running)
    if nudges and not officers:
        _warn(workspace, today)
    starts = min((each.rules.starts_at or NINE for each in running), default=NINE)
    passed_on = {each.key for each in told.passed_on(work) if each.on == today}
    known = told.planned_since(work, datetime.combine(today, time.min, workspace.zone))
    new = Day(officers=officers, on=today, not_before=datetime.combine(today, starts, workspace.zone))
    letters = (each for each in to_pass_on(nudges) if each.key not in passed_on)
    followed = map(_replaced, (*told.overtaken(work), *told.overtaken(work, OFFICER_LIST)))
    anew = _chased_again(work, nudges, officers, today)
    made = [*(each for nudge in nudges for each in new.of(nudge)), *new.to_pass_on(letters), *followed, *anew]
    return [each for each in made if each.key not in known]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What goes out on one day, to whom beside those whom it is for, and from when on."""

    officers: tuple[Person, ...]
    on: date
    not_before: datetime

    def of(self, nudge: Nudge) -> Iterator[Planned]:
        """The messages that a nudge makes; none for those whom none reaches."""
        to, facts = nudge.to, _facts(nudge)
        if nudge.kind is NudgeKind.ESCALATION:
            for officer in self.officers:
                name = f"{nudge.key}:{officer.id}"
                yield self._to(officer, ESCALATION, name, facts | {"lead": to.id if to else None})
        elif to and to.reachable:
            yield self._to(to, NUDGE if nudge.kind is NudgeKind.REMINDER else OFFICER_LIST, nudge.key, facts)

    def to_pass_on(self, nudges: Iterable[Nudge]) -> Iterator[Planned]:
        """The emails for those whom no message reaches, as few messages as hold them, in order, to every officer."""
        parts = tuple(in_messages(nudges))
        for part, keys in enumerate(parts, 1):
            for officer in self.officers:
                facts = {"keys": list(keys), "part": part, "of": len(parts)}
                planned = self._to(officer, told.PASS_ON, f"{told.PASS_ON}:{keys[0]}:{officer.id}", facts)
                yield replace(planned, not_before=self.not_before + timedelta(seconds=part - 1))

    def _to(self, person: Person, kind: str, name: str, facts: dict[str, Any]) -> Planned:
        """The day stands last in the key: by that it is known when each was last told."""
        on = self.on.isoformat()
        key, facts = f"{name}:{on}", facts | {"on": on}
        return Planned(key=key, kind=kind, facts=facts, person_id=person.id, not_before=self.not_before)


def _facts(nudge: Nudge) -> dict[str, Any]:
    """What it lists, as keys."""
    tasks = [item.task.key for item in nudge.tasks]
    return {"items": [list(item.owed.key) for item in nudge.items]} | ({"tasks": tasks} if tasks else {})


def _replaced(nudge: Delivery) -> Planned:
    """An earlier message, of which a later one is the successor: it says so and has nothing to press any more."""
    return Planned(
        key=f"{told.REPLACED}:{nudge.id}",
        kind=nudge.kind,
        facts=nudge.facts,
        person_id=nudge.person_id,
        updates_id=nudge.id,
    )


def _chased_again(work: Work, nudges: Iterable[Nudge], officers: Iterable[Person], today: date) -> Iterator[Planned]:
    """The officers' lists that hold what somebody is reminded of today: whoever was away is asked again."""
    reminders = [nudge for nudge in nudges if nudge.kind is NudgeKind.REMINDER]
    asked = {item.owed.key for nudge in reminders for item in nudge.items}
    again = {item.task.key for nudge in reminders for item in nudge.tasks}
    for officer in officers if asked or again else ():
        for held in outbox.posted(work, OFFICER_LIST, officer.id)[:1]:
            figures = {(int(measure_id), str(key)) for measure_id, key in held.facts["items"]}
            if asked & figures or again.intersection(held.facts.get("tasks", ())):
                yield Planned(
                    key=f"{OFFICER_LIST} anew:{held.id}:{today.isoformat()}", kind=OFFICER_LIST, facts=held.facts,
                    person_id=officer.id, updates_id=held.id,
                )  # fmt: skip


def officers_of(running: Iterable[Round]) -> tuple[Person, ...]:
    """Those of every round that can be written to, each once."""
    found = {officer.id: officer for each in running for officer in each.officers() if officer.reachable}
    return tuple(found.values())


def _warn(workspace: Workspace, today: date) -> None:
    if _warned.get(workspace.id) != today:
        _warned[workspace.id] = today
        log.warning(
            "No performance officer of %s can be reached in Slack: what is for them is not sent, and is kept.",
            workspace.name,
        )
