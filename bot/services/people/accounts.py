"""Slack accounts that were closed, or opened again: noticed, kept, and told to the officers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act as Done
from bot.domain.people_forms import AccountGone
from bot.domain.supplying import standing_in
from bot.services.people.acting import BY_SLACK, Act
from bot.services.people.roll import read
from store import outbox, people, plan, standing
from store.outbox import Planned

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.outbox import Delivery

GONE = "account gone"  # the kind of what officers are told


def account_changed(workspace: Workspace, slack_user: str, *, gone: bool) -> bool:
    """Keep that somebody's account is closed, or alive again; False where that was known or nobody here has it.

    Officers are told of a closed one, once for each time that it is closed.
    """
    with workspace.reading() as work:  # every change of every profile comes here
        person = people.by_slack(work, slack_user)
    if person is None or person.slack_gone is gone:
        return False
    with workspace.begin() as work:
        person = people.by_slack(work, slack_user)
        if person is None or not people.set_gone(work, person.id, gone=gone):
            return False
        act = Act(work=work, at=workspace.now(), by=BY_SLACK)
        act.note(Done.ACCOUNT_CLOSED if gone else Done.ACCOUNT_OPENED, person_id=person.id, new=slack_user)
        act.freshen(person.id, *([person.deputy_id] if person.deputy_id is not None else []))
        if gone:
            when = act.at.isoformat(timespec="seconds")
            told = (each.id for each in standing.officers(work, plan.standing(work).plan_id) if each.id != person.id)
            facts = {"person": person.id}
            outbox.plan(
                work,
                act.at,
                *(
                    Planned(key=f"{GONE}:{person.id}:{officer}:{when}", kind=GONE, facts=facts, person_id=officer)
                    for officer in told
                ),
            )
    return True


def account_gone(workspace: Workspace, delivery: Delivery) -> AccountGone | None:
    """What an officer is told, as it stands at the moment of telling; None: the account is alive, or another's."""
    with workspace.reading() as work:
        if plan.standing(work).plan_id is None:
            return None
        held = read(workspace, work)
    person = held.people.get(delivery.facts.get("person", 0))
    if person is None or not person.slack_gone:
        return None
    absent = {
        each.id: each
        for each in held.people.values()
        if each.deputy_id == person.id and standing_in(each, held.people, held.today) is None
    }
    return AccountGone(
        person=person,
        deputy=standing_in(person, held.people, held.today),
        indicators=tuple(
            each
            for each in held.catalogue.indicators
            if each.id in held.holders and held.holders[each.id].person_id == person.id
        ),
        stood_in_for=tuple(absent.values()),
        left=sum(holder.person_id in absent for holder in held.holders.values()),
        leads=tuple(each.objective for each in held.leading if each.person and each.person.id == person.id),
    )
