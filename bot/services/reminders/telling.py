"""What each message of the chase says at the moment it is sent or changed; None: there is nothing left to say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.nudges import (
    Letter,
    NudgeAnswered,
    NudgeEscalation,
    NudgeLead,
    NudgeOfficerList,
    NudgePassOn,
    NudgeReplaced,
    NudgeRequest,
    NudgeUndelivered,
)
from bot.domain.rounds import Step
from bot.services.reminders import escalating
from bot.services.reminders.deciding import last_told, rounds_of
from bot.services.reminders.letters import MOST_ITEMS, label_of, person_of
from bot.services.reminders.listing import (
    are_officers,
    leads_hear,
    owed_by,
    owed_under,
    still_out,
    tasks_of_officers,
    with_reasons,
)
from bot.services.reminders.planning import officers_of
from bot.services.reminders.reminding import day_of
from store import admissions, outbox, people, requests
from store.told import OFFICER_LIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from bot.domain.rounds import NudgeItem, Owed
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.requests import Request
    from store.work import Work

YOURS = "yours now"  # told to whoever an indicator was handed over to


def escalation_notice(workspace: Workspace, delivery: Delivery) -> NudgeEscalation | None:
    """The draft as it stands: what came in meanwhile is not in it. None: nothing was left before it went out."""
    with workspace.reading() as work:
        draft = escalating.read(workspace, work, delivery)
    return None if delivery.updates_id is None and not draft.items else draft.notice(workspace.today())


def lead_notice(workspace: Workspace, delivery: Delivery) -> NudgeLead | None:
    """What an officer sent to a lead, as far as it is still out. None where the officer left it out."""
    items = () if delivery.facts.get("left_out") else _told_to_lead(workspace, delivery)
    return NudgeLead(items=items, today=workspace.today()) if items else None


def officer_list_notice(workspace: Workspace, delivery: Delivery) -> NudgeOfficerList | NudgeReplaced | None:
    """What of the list is still the officers' to settle; of one that was followed by another, no more than that."""
    is_changed = delivery.updates_id is not None
    with workspace.reading() as work:
        latest = next(iter(outbox.posted(work, OFFICER_LIST, delivery.person_id or 0)), None)
        running = rounds_of(workspace, work)
    if is_changed and latest and latest.id != delivery.updates_id:
        return NudgeReplaced(on=day_of(workspace, latest))
    items = with_reasons(running, are_officers(running, still_out(running, delivery.facts["items"])))
    tasks = tasks_of_officers(running, delivery.facts.get("tasks", ()))
    said = NudgeOfficerList(items=items, tasks=tasks, today=workspace.today())
    return said if items or tasks or is_changed else None


def pass_on_notice(workspace: Workspace, delivery: Delivery) -> NudgePassOn | None:
    """The emails of one message, each as it should read now; None where nobody of them owes anything any more."""
    with workspace.reading() as work:
        running = rounds_of(workspace, work)
        last = last_told(work, workspace.today(), running)
    letters = tuple(filter(None, (_letter(running, key, last) for key in delivery.facts["keys"])))
    if not letters:
        return None
    plan = running[0].plan
    others = (each.label for each in officers_of(running) if each.id != delivery.person_id)
    return NudgePassOn(
        letters=letters,
        plan=plan.short_name or plan.name,
        today=workspace.today(),
        part=delivery.facts.get("part", 1),
        of=delivery.facts.get("of", 1),
        also=tuple(others),
    )


def undelivered_notice(workspace: Workspace, delivery: Delivery) -> NudgeUndelivered | None:
    facts = delivery.facts
    with workspace.reading() as work:
        held = people.by_ids(work, [facts["person"], facts["instead"] or 0])
        person = held.get(facts["person"])
        owed = owed_by(rounds_of(workspace, work), facts["instead"] or facts["person"]) if person else ()
    if person is None:
        return None
    return NudgeUndelivered(
        person=person, gone=facts["gone"], barred=facts.get("barred", False),
        instead=held.get(facts["instead"] or 0), items=len(owed),
    )  # fmt: skip


def request_notice(workspace: Workspace, delivery: Delivery) -> NudgeRequest | None:
    """What an owner asks, or what was decided. A new message is not sent for what is decided by then."""
    with workspace.reading() as work:
        request = requests.get(work, delivery.facts["request"])
        if request is None or (delivery.updates_id is None and request.state != requests.OPEN):
            return None
        return _request(workspace, work, request)


def answered_notice(workspace: Workspace, delivery: Delivery) -> NudgeAnswered | None:
    with workspace.reading() as work:
        request = requests.get(work, delivery.facts["request"])
        told = _request(workspace, work, request) if request else None
        due = _due(rounds_of(workspace, work), request.measure_id) if request and delivery.facts.get("to") else None
        seen = admissions.ticks(work, [told.asked_by]) if told else {}
    if told is None or request is None or request.state == requests.OPEN:
        return None
    if told.indicator.id not in seen.get(request.asked_by, (told.indicator.id,)):
        return None
    return NudgeAnswered(
        kind=YOURS if delivery.facts.get("to") else told.kind,
        granted=request.state == requests.GRANTED,
        indicator=told.indicator,
        period=due.period if due else told.period,
        until=due.due if due else told.until,
        to=told.organisation or told.post,
    )


def _request(workspace: Workspace, work: Work, request: Request) -> NudgeRequest | None:
    running = rounds_of(workspace, work)
    round_ = next((each for each in running if each.indicator(request.measure_id)), None)
    indicator = round_.indicator(request.measure_id) if round_ else None
    if round_ is None or indicator is None or request.asked_by not in round_.people:
        return None
    wanted: dict[str, Any] = request.wanted
    account = wanted.get("slack_user", "")
    until = date.fromisoformat(wanted["until"]) if "until" in wanted else None
    freeze = wanted.get("freeze")
    decider = round_.people.get(request.decided_by or 0)
    return NudgeRequest(
        request_id=request.id,
        seen=request.seen,
        kind=request.kind,
        indicator=indicator,
        asked_by=round_.people[request.asked_by],
        period=request.period,
        until=until,
        times=wanted.get("times", 0),
        freeze=date.fromisoformat(freeze) if freeze else None,
        organisation=people.organisations(work).get(wanted.get("organisation", 0), ""),
        slack_user=account,
        post=next((each.label for each in round_.people.values() if account and each.slack_user == account), ""),
        why=request.why,
        state=request.state,
        decided_by=decider.slack_user if decider else "",
    )


def _due(running: Sequence[Round], measure_id: int) -> Owed | None:
    """What is wanted of an indicator next."""
    return next((owed for each in running for owed in each.owed if owed.indicator.id == measure_id), None)


def _letter(running: Sequence[Round], key: str, last: Mapping[str, date]) -> Letter | None:
    person_id = person_of(key)
    items = owed_by(running, person_id) if person_id is not None else owed_under(running, label_of(key))
    if not items:
        return None
    held = (round_.people.get(person_id or 0) for round_ in running)
    person = next(filter(None, held), None)
    to = person.label if person else label_of(key)
    holders = (round_.holders.get(items[0].owed.indicator.id) for round_ in running)
    body = next((each.organisation_id for each in holders if each), None)
    hear_on, hear_of = leads_hear(running, items, last)
    return Letter(
        to=to,
        items=items[:MOST_ITEMS],
        post=person.post if person else "",
        more=len(items[MOST_ITEMS:]),
        holder=person.id if person else body,
        leads_hear_on=hear_on,
        leads_hear_of=hear_of,
    )


def _told_to_lead(workspace: Workspace, delivery: Delivery) -> tuple[NudgeItem, ...]:
    """What of it is out still, and may be seen by them at this moment."""
    with workspace.reading() as work:
        running = rounds_of(workspace, work)
    items, lead = still_out(running, delivery.facts["items"], Step.ESCALATE), delivery.person_id or 0
    return tuple(item for item in items if all(each.may_see(lead, item.owed.indicator.id) for each in running))
