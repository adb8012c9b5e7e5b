"""A promise that stands on a sheet: kept, or put before an officer where the owner may not make it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import freshening
from bot.domain.acts import Act
from bot.domain.returning import Column
from bot.domain.rounds import Promise
from store import audit, outbox, promises, requests
from store.outbox import Planned

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.handing_in import Handed
    from bot.domain.taking_in import Taken
    from bot.rounds import Round
    from bot.services.returns.hands import Hands
    from store.work import Work

KIND = "request"  # of the delivery that tells an officer


def promised(work: Work, round_: Round, taken: Taken, hands: Hands, at: datetime) -> bool:
    """Whether it is kept: an officer may promise anything, an owner so often and up to the freeze; else it is asked."""
    handed, until = taken.handed, taken.until
    if until is None:
        return False
    if not hands.decides and _needs_officer(round_, handed, until):
        _ask(work, round_, handed, until, hands, at)
        return False
    person = hands.supplier(round_, handed.indicator) or hands.enters
    promises.promise(
        work,
        Promise(
            measure_id=handed.indicator.id,
            period=handed.period,
            until=until,
            available=handed.text(Column.AVAILABLE),
            why=handed.text(Column.COMMENT),
            by=person.id if person else None,
        ),
        at,
    )
    before = round_.promises.get((handed.indicator.id, handed.period.key))
    audit.add(
        work,
        audit.Change(
            at=at, who=hands.who, what=Act.FIGURE_PUT_OFF, subject="measure", subject_id=handed.indicator.id,
            old=f"{handed.period.label}: {before.until.isoformat()}" if before else "",
            new=f"{handed.period.label}: {until.isoformat()}", reason=handed.text(Column.COMMENT),
            measure_id=handed.indicator.id, person_id=person.id if person else None, origin=hands.origin(handed),
        ),
    )  # fmt: skip
    return True


def _needs_officer(round_: Round, handed: Handed, until: date) -> bool:
    """The one deferral too many, or one past the freeze of the meeting that the figure is for."""
    before = round_.promises.get((handed.indicator.id, handed.period.key))
    often = before is not None and before.times >= round_.rules.deferrals
    return often or _passed(round_, handed, until) is not None


def _passed(round_: Round, handed: Handed, until: date) -> date | None:
    """The freeze that it would come after; None: it comes in time, or for no meeting."""
    owed = round_.item(handed.indicator.id, handed.period.key)
    return owed.timetable.freeze if owed and owed.timetable and until > owed.timetable.freeze else None


def _ask(work: Work, round_: Round, handed: Handed, until: date, hands: Hands, at: datetime) -> None:
    asker = hands.supplier(round_, handed.indicator) or hands.enters
    if asker is None:
        return
    before = round_.promises.get((handed.indicator.id, handed.period.key))
    request = requests.Request(
        plan_id=round_.plan.id,
        kind=requests.DEFERRAL,
        measure_id=handed.indicator.id,
        period=handed.period,
        asked_by=asker.id,
        wanted=requests.deferral(until, before.times if before else 0, _passed(round_, handed, until)),
        why=handed.text(Column.COMMENT),
    )
    number = requests.ask(work, request, at)
    audit.add(
        work,
        audit.Change(
            at=at, who=hands.who, what=Act.ASKED_OF_OFFICER, subject="measure", subject_id=handed.indicator.id,
            new=f"{handed.period.label}: {until.isoformat()}", reason=request.why, measure_id=handed.indicator.id,
            person_id=asker.id, origin=hands.origin(handed),
        ),
    )  # fmt: skip
    told = (
        Planned(key=f"{KIND}:{number}:{officer.id}", kind=KIND, person_id=officer.id, facts={KIND: number})
        for officer in round_.officers()
        if officer.reachable
    )
    outbox.plan(work, at, *told)
    freshening.officers_homes(work, at)
