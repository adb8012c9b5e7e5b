"""A note to an objective's lead: drafted for the officers, sent or left out once, by whichever of them decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.acts import Act as Doing
from bot.domain.errors import AlreadyDecided, OfficersOnly, OldButton, OwnersHearToday
from bot.domain.nudges import NudgeEscalation
from bot.domain.rounds import Step
from bot.services.reminders.acting import begun, is_officer
from bot.services.reminders.deciding import last_told, rounds_of
from bot.services.reminders.listing import is_reached, still_out, warned_on
from bot.services.reminders.planning import ESCALATION, officers_of
from store import outbox, told
from store.outbox import Planned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from bot.domain.people import Person, Someone
    from bot.domain.rounds import NudgeItem
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work

ESCALATION_TOLD = "escalation_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as it stands: what of it is still out, and what was decided."""

    delivery_id: int
    key: str  # under which it is decided
    lead: Person | None
    items: tuple[NudgeItem, ...]
    warned: dict[tuple[int, str], date]  # when the owners were told that the lead would hear of it, before today
    by_email: frozenset[tuple[int, str]]  # of these, by an email that the officers were to pass on
    decided: dict[str, Any] | None  # the facts of what was decided; None: nothing yet

    @property
    def sendable(self) -> tuple[NudgeItem, ...]:
        """Those whose owners had at least a day to do something about it."""
        return tuple(item for item in self.items if item.owed.key in self.warned)

    def notice(self, today: date) -> NudgeEscalation:
        return NudgeEscalation(
            delivery_id=self.delivery_id,
            lead=self.lead.label if self.lead else "",
            reachable=bool(self.lead and self.lead.reachable),
            items=self.items,
            today=today,
            warned=self.warned,
            by_email=self.by_email,
            settled=self._settled(),
            by=self.decided["by"] if self.decided else "",
        )

    def _settled(self) -> str:
        if self.decided is None:
            return "" if self.items else "empty"
        return "omitted" if self.decided["left_out"] else "sent"


def read(workspace: Workspace, work: Work, delivery: Delivery) -> Draft:
    """The draft that a delivery carries, or the one that it changes in place."""
    return _read(workspace, work, rounds_of(workspace, work), delivery)


def decide_escalation(workspace: Workspace, someone: Someone, delivery_id: int, *, send: bool) -> None:
    """Send the note as it stands, or leave it out. OfficersOnly; AlreadyDecided; OldButton for what is no draft.

    The owners hear first: what they were not told of before today is not sent, OwnersHearToday if that is all. Where
    is left to tell, nothing is sent, and the draft says so.
    """
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        theirs = [each for each in act.running if is_officer(each, someone)]
        if not theirs:
            raise OfficersOnly
        delivery = outbox.get(work, delivery_id)
        if delivery is None or delivery.kind != ESCALATION:
            raise OldButton
        if not any(each.indicator(measure_id) for each in theirs for measure_id, _ in delivery.facts["items"]):
            raise OfficersOnly
        draft = _read(workspace, work, act.running, delivery)
        if send and (draft.lead is None or not draft.lead.reachable):
            raise OldButton
        items = draft.sendable if send else draft.items
        if send and draft.items and not items and not draft.decided:
            raise OwnersHearToday
        keys = [list(item.owed.key) for item in items]
        facts = {"on": delivery.facts["on"], "items": keys, "left_out": not send, "by": someone.slack_user}
        decision = Planned(key=draft.key, kind=ESCALATION_TOLD, facts=facts, person_id=delivery.facts["lead"])
        if draft.decided or (keys and not outbox.plan(work, act.at, decision)):
            raise AlreadyDecided
        for item in items:
            act.note(
                Doing.TOLD_TO_LEAD if send else Doing.LEFT_OUT,
                measure_id=item.owed.indicator.id,
                person_id=delivery.facts["lead"],
                new=item.owed.period.key,
            )
        same = delivery.facts["lead"], delivery.facts["on"]
        act.change(officers_of(act.running), ESCALATION, lambda sent: (sent.facts["lead"], sent.facts["on"]) == same)


def _read(workspace: Workspace, work: Work, running: Sequence[Round], delivery: Delivery) -> Draft:
    facts = delivery.facts
    lead = next((each.people.get(facts["lead"] or 0) for each in running), None)
    key = f"{ESCALATION_TOLD}:{facts['lead']}:{facts['on']}"
    decided = told.keyed(work, key)
    items = still_out(running, decided["items"] if decided else facts["items"], Step.ESCALATE)
    last = last_told(work, workspace.today(), running)
    warned = {item.owed.key: warned_on(running, item, last) for item in items}
    return Draft(
        delivery_id=delivery.updates_id or delivery.id,
        key=key,
        lead=lead,
        items=items,
        warned={key: day for key, day in warned.items() if day},
        by_email=frozenset(item.owed.key for item in items if not is_reached(running, item)),
        decided=decided,
    )
