"""Somebody could not be written to: their deputy hears instead, and the officers are told, once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.delivering import NOT_LET_IN
from bot.domain.supplying import standing_in
from bot.freshening import freshen
from bot.services.reminders.deciding import rounds_of
from bot.services.reminders.listing import owed_by
from bot.services.reminders.planning import officers_of
from store import outbox, people, told
from store.outbox import NUDGE, Planned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.people import Person
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery

UNDELIVERED = "undelivered"


def undeliverable(workspace: Workspace, delivery: Delivery, why: str) -> None:
    """Plan what takes the place of a message that cannot be delivered; asked again on the same day, nothing is new.

    That an account is closed was noted before: this reads it, and so finds who stands in.
    """
    with workspace.begin() as work:
        person = people.by_ids(work, [delivery.person_id or 0]).get(delivery.person_id or 0)
        running = rounds_of(workspace, work)
        if person is None or delivery.updates_id is not None or not running:
            return
        deputy = standing_in(person, running[0].people, workspace.today())
        instead = deputy if deputy and deputy.id != person.id and deputy.reachable else None
        outbox.plan(
            work, workspace.now(), *_instead(workspace, running, delivery, person, instead, barred=why == NOT_LET_IN)
        )
        if instead:
            measures = {int(measure_id) for measure_id, _ in delivery.facts.get("items", ())}
            freshen(work, measures, workspace.now(), {instead.id})


def _instead(
    workspace: Workspace,
    running: Sequence[Round],
    delivery: Delivery,
    person: Person,
    instead: Person | None,
    *,
    barred: bool,
) -> Iterator[Planned]:
    """The deputy's nudge, unless they had theirs; a word to each officer; the text of an email where nobody hears."""
    on = workspace.today().isoformat()
    items = delivery.facts.get("items", []) if delivery.kind == NUDGE else []
    if instead and items:
        facts = {"on": on, "items": items}
        yield Planned(key=f"{NUDGE}:{instead.id}:{on}", kind=NUDGE, facts=facts, person_id=instead.id)
    for officer in officers_of(running):
        if officer.id == person.id:
            continue
        facts = {"on": on, "person": person.id, "instead": instead.id if instead else None, "gone": person.slack_gone}
        facts |= {"barred": barred}
        name = f"{person.id}:{officer.id}:{on}"
        yield Planned(key=f"{UNDELIVERED}:{name}", kind=UNDELIVERED, facts=facts, person_id=officer.id)
        if not instead and not person.slack_gone and owed_by(running, person.id):
            facts = {"on": on, "keys": [f"{NUDGE}:{person.id}"], "refused": True}
            yield Planned(key=f"{told.PASS_ON}:{name}", kind=told.PASS_ON, facts=facts, person_id=officer.id)
