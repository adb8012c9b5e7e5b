"""An indicator handed to another owner: a post, or an organisation with all its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import freshening
from bot.domain.acts import Act as Done
from bot.domain.errors import ChangedMeanwhile
from bot.domain.people import Holder
from bot.domain.people_forms import holder_value
from bot.services.people.acting import begun, officer, plan_of
from store import owners, people

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.services.people.acting import Act
    from bot.workspace import Workspace


def hand_over(
    workspace: Workspace, someone: Someone, measure_id: int, to: Holder, *, expected: Holder | None = None
) -> None:
    """Let that post, or that organisation, own the indicator. `expected` is who did when the form was opened."""
    officer(someone)
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        held = owners.holders(work, plan_of(work))
        if measure_id not in held or (
            expected is not None and holder_value(held[measure_id]) != holder_value(expected)
        ):
            raise ChangedMeanwhile
        after = _whole(act, to)
        if held[measure_id] == after:
            return
        owners.assign(work, measure_id, after.person_id, after.organisation_id)
        act.note(
            Done.OWNER_CHANGED,
            person_id=after.person_id,
            measure_id=measure_id,
            old=_label(act, held[measure_id]),
            new=_label(act, after),
            about="measure",
        )
        former = held[measure_id].person_id
        freshening.freshen(work, [measure_id], act.at, also=() if former is None else (former,))


def _whole(act: Act, to: Holder) -> Holder:
    """The holder as it is stored: a post with its organisation. ChangedMeanwhile where it is not of this workspace."""
    if to.person_id is not None:
        return Holder(person_id=to.person_id, organisation_id=act.person(to.person_id).organisation_id)
    if to.organisation_id is None or to.organisation_id not in people.organisations(act.work):
        raise ChangedMeanwhile
    return to


def _label(act: Act, holder: Holder) -> str:
    if holder.person_id is not None:
        return act.person(holder.person_id).label
    return people.organisations(act.work).get(holder.organisation_id or 0, "")
