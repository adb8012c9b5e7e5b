"""What owners ask of the officers: written down, told to each, and decided once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.acts import Act as Doing
from bot.domain.errors import AlreadyDecided, AlreadyIn, ChangedMeanwhile, NotMatchedYet, NotYours, OldButton
from bot.freshening import freshen, officers_homes
from bot.services.reminders.acting import begun, officers_only
from bot.services.reminders.promising import promised
from store import owners, people, requests
from store.requests import HAND_OVER, Request

if TYPE_CHECKING:
    from typing import Any

    from bot.domain.people import Holder, Someone
    from bot.domain.periods import Period
    from bot.domain.rounds import Owed
    from bot.rounds import Round
    from bot.services.reminders.acting import Act
    from bot.workspace import Workspace

REQUEST, REQUEST_ANSWERED = "request", "request_answered"


def ask(act: Act, round_: Round, owed: Owed, kind: str, wanted: dict[str, Any], why: str) -> None:
    """Ask the officers of the plan; the same asked again while it is open changes what was asked."""
    person = act.by.person
    if person is None:
        raise NotYours
    period = None if kind == HAND_OVER else owed.period
    made = Request(
        plan_id=round_.plan.id, kind=kind, measure_id=owed.indicator.id, period=period, asked_by=person.id,
        wanted=wanted, why=why,
    )  # fmt: skip
    number = requests.ask(act.work, made, act.at)
    act.note(
        Doing.ASKED_OF_OFFICER, measure_id=owed.indicator.id, person_id=person.id, new=_said(kind, wanted, period),
        reason=why, origin="form",
    )  # fmt: skip
    act.change(round_.officers(), REQUEST, lambda sent: sent.facts["request"] == number)
    act.tell(round_.officers(), REQUEST, f"{REQUEST}:{number}", {"request": number})
    officers_homes(act.work, act.at)


def decide_request(workspace: Workspace, someone: Someone, request_id: int, seen: int, *, granted: bool) -> None:
    """Grant or refuse what an owner asked, as `seen` stands for what was read of it.

    OfficersOnly, AlreadyDecided, NotMatchedYet; ChangedMeanwhile where it asks something else by now; OldButton where
    there is no such.

    Whoever asked is told, and every officer's message says what came of it.
    """
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        request = requests.get(work, request_id)
        round_ = next((each for each in act.running if request and each.plan.id == request.plan_id), None)
        if request is None or round_ is None or round_.indicator(request.measure_id) is None:
            raise OldButton
        officers_only(round_, someone)
        if request.state == requests.OPEN and request.seen != seen:
            raise ChangedMeanwhile
        by = someone.person.id if someone.person else None
        if not requests.decide(work, request_id, granted=granted, by=by, at=act.at):
            raise AlreadyDecided
        also: set[int] = {request.asked_by}
        if granted:
            also |= _grant(act, round_, request)
        act.note(
            Doing.GRANTED if granted else Doing.REFUSED, measure_id=request.measure_id,
            person_id=request.asked_by, new=_said(request.kind, request.wanted, request.period),
        )  # fmt: skip
        act.change(round_.officers(), REQUEST, lambda sent: sent.facts["request"] == request_id)
        asker = people.by_ids(work, [request.asked_by])
        act.tell(asker.values(), REQUEST_ANSWERED, f"{REQUEST_ANSWERED}:{request_id}", {"request": request_id})
        freshen(work, [request.measure_id], act.at, also)


def _grant(act: Act, round_: Round, request: Request) -> set[int]:
    """Do what was asked; whose messages it concerns beside the owner's."""
    if request.kind == HAND_OVER:
        return _hand_over(act, round_, request)
    owed = round_.item(request.measure_id, request.period.key) if request.period else None
    if owed is None or not owed.series:
        raise AlreadyIn
    until = date.fromisoformat(request.wanted["until"])
    promised(act, owed, until, request.why, person_id=request.asked_by)
    return set()


def _hand_over(act: Act, round_: Round, request: Request) -> set[int]:
    before = round_.holders.get(request.measure_id)
    account, organisation_id = request.wanted.get("slack_user"), request.wanted.get("organisation")
    person = people.by_slack(act.work, account) if account else None
    if account and person is None:
        raise NotMatchedYet
    to = (person.id, person.organisation_id) if person else (None, organisation_id)
    owners.assign(act.work, request.measure_id, *to)
    act.note(
        Doing.OWNER_CHANGED, measure_id=request.measure_id, person_id=person.id if person else None,
        old=_holder(act, before), new=person.label if person else people.organisations(act.work).get(to[1] or 0, ""),
    )  # fmt: skip
    if person:
        act.tell([person], REQUEST_ANSWERED, f"{REQUEST_ANSWERED}:{request.id}:to", {"request": request.id, "to": True})
    return {before.person_id} if before and before.person_id is not None else set()


def _holder(act: Act, holder: Holder | None) -> str:
    if holder is None:
        return ""
    person = people.by_ids(act.work, [holder.person_id or 0]).get(holder.person_id or 0)
    return person.label if person else people.organisations(act.work).get(holder.organisation_id or 0, "")


def _said(kind: str, wanted: dict[str, Any], period: Period | None) -> str:
    """In the audit: "hand over, slack_user U1"; "deferral, Q2013.4, until 2014-06-02"."""
    named = (f"{name} {value}" for name, value in wanted.items() if name not in {"times", "freeze"})
    return ", ".join([kind, *([period.key] if period else []), *named])
