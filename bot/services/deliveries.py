"""What is to be sent, was sent or failed, and why: for whoever sends it, and for the officer who looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.acts import Act
from bot.domain.delivering import NO_OPENER, DeliveryFailed
from bot.domain.errors import NoSuchDelivery, NotToBeDropped, NotToBeRetried
from bot.domain.people import Account
from bot.domain.rounds import Rules
from bot.domain.working_days import Calendar
from store import admissions, audit, outbox, people, plan, rules, standing
from store.outbox import Delivery, Planned, State

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import tzinfo

    from bot.domain.people import Person
    from bot.workspace import Workspace
    from store.admissions import Admission
    from store.work import Work

BY = "steward run"
FAILED = "failed delivery"
MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom something is for, when they work, and to what they were let in."""

    person: Person | None
    rules: Rules
    calendar: Calendar
    admission: Admission | None = None

    def lets_in(self, account: Account) -> bool:
        """Whether somebody with such an account may be told anything: the same as the door lets in to ask."""
        if account is Account.MEMBER:
            return True
        if self.admission is None:
            return False
        return account is Account.GUEST or self.admission.ticked is not None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Deliveries with the people they are for; `counts` are of all there are, by state."""

    deliveries: tuple[Delivery, ...]
    people: Mapping[int, Person]
    counts: Mapping[State, int]


def addressee(workspace: Workspace, delivery: Delivery) -> Addressee:
    with workspace.reading() as work:
        found = people.by_ids(work, [delivery.person_id]) if delivery.person_id is not None else {}
        current = plan.standing(work).plan_id
        in_force = rules.rules(work, current) if current is not None else Rules()
        person = found.get(delivery.person_id or 0)
        admission = admissions.of(work, person.slack_user) if person and person.slack_user else None
    return Addressee(person, in_force, Calendar(workspace.nation), admission)


def original(workspace: Workspace, delivery: Delivery) -> Delivery | None:
    """The delivery whose message this one changes."""
    with workspace.reading() as work:
        return outbox.get(work, delivery.updates_id) if delivery.updates_id is not None else None


def opener(workspace: Workspace, delivery: Delivery) -> Delivery | None:
    """The message in whose thread this one belongs; None where it belongs in none, or that one is not known."""
    key = delivery.facts.get(outbox.UNDER)
    if not key:
        return None
    with workspace.reading() as work:
        return next((each for each in outbox.keyed(work, str(key)) if each.key == key), None)


def is_for_officer(workspace: Workspace, delivery: Delivery) -> bool:
    """Whether it is for somebody who runs a round at this moment: what is for officers is said to nobody else."""
    with workspace.reading() as work:
        return standing.runs_a_round(work, delivery.person_id or 0)


def gone(workspace: Workspace, person_id: int) -> None:
    """Slack has closed the person's account; who hears in their place is told by whoever asks this."""
    with workspace.begin() as work:
        if people.set_gone(work, person_id):
            what, at = Act.ACCOUNT_CLOSED, workspace.now()
            about = audit.Change(at=at, who=BY, what=what, subject="person", subject_id=person_id, person_id=person_id)
            audit.add(work, about)


def fail(workspace: Workspace, delivery: Delivery, why: str, *, tell: bool = True) -> bool:
    """It will never arrive: the plan's officers are told, once each; False where it is in other hands by now."""
    now = workspace.now()
    with workspace.begin() as work:
        if not outbox.fail(work, delivery, why):
            return False
        if tell and delivery.kind != FAILED:
            told = [
                each.id
                for each in standing.officers(work, plan.standing(work).plan_id)
                if each.id != delivery.person_id
            ]
            outbox.plan(work, now, *(_to_officer(delivery, each) for each in told))
    return True


def failed_delivery(workspace: Workspace, delivery: Delivery) -> DeliveryFailed | None:
    """What an officer is told of a delivery that failed; None once it was dropped or sent after all."""
    with workspace.reading() as work:
        failed = outbox.get(work, int(delivery.facts["delivery"]))
        named = people.by_ids(work, [failed.person_id]) if failed and failed.person_id is not None else {}
    if failed is None or failed.state is not State.FAILED:
        return None
    return told_of(failed, named, workspace.zone)


def told_of(failed: Delivery, named: Mapping[int, Person], zone: tzinfo) -> DeliveryFailed:
    person = named.get(failed.person_id or 0)
    return DeliveryFailed(
        number=failed.id,
        kind=failed.kind,
        to=person.label if person else "",
        channel=failed.channel if person is None else "",
        why=failed.error,
        planned_at=failed.planned_at.astimezone(zone),
    )


def ledger(workspace: Workspace, states: Collection[State] = tuple(State), limit: int = MOST_LISTED) -> Ledger:
    """What the outbox holds, the latest first."""
    with workspace.reading() as work:
        found = outbox.every(work, states, limit)
        named = people.by_ids(work, {each.person_id for each in found if each.person_id is not None})
        return Ledger(found, named, outbox.counts(work))


def retry(workspace: Workspace, number: int, by: str) -> Delivery:
    """Send one that failed or was dropped after all, with what belongs under it. NoSuchDelivery, NotToBeRetried."""
    with workspace.begin() as work:
        before = _held(work, number)
        if not outbox.retry(work, number, workspace.now()):
            raise NotToBeRetried(number=number, state=before.state)
        outbox.revive(work, before.key, NO_OPENER, workspace.now())
        _note(work, workspace, before, Act.DELIVERY_RETRIED, by)
    return before


def drop(workspace: Workspace, number: int, by: str) -> Delivery:
    """Never send one that is planned or failed. NoSuchDelivery, NotToBeDropped."""
    with workspace.begin() as work:
        before = _held(work, number)
        if not outbox.drop(work, number):
            raise NotToBeDropped(number=number, state=before.state)
        _note(work, workspace, before, Act.DELIVERY_DROPPED, by)
    return before


def _held(work: Work, number: int) -> Delivery:
    found = outbox.get(work, number)
    if found is None:
        raise NoSuchDelivery(number=number)
    return found


def _note(work: Work, workspace: Workspace, before: Delivery, what: Act, by: str) -> None:
    change = audit.Change(
        at=workspace.now(),
        who=by,
        what=what,
        subject="delivery",
        subject_id=before.id,
        old=before.state,
        new=State.DROPPED if what is Act.DELIVERY_DROPPED else State.PLANNED,
        person_id=before.person_id,
    )
    audit.add(work, change)


def _to_officer(delivery: Delivery, officer: int) -> Planned:
    key = f"{FAILED}:{delivery.id}:{officer}"
    return Planned(key=key, kind=FAILED, person_id=officer, facts={"delivery": str(delivery.id)})
