"""Another name that readers use for an indicator: an officer says whether Steward answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act
from bot.domain.errors import ChangedMeanwhile, OfficersOnly
from store import aliases, audit
from store.audit import Change

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.workspace import Workspace


def settle_name(workspace: Workspace, someone: Someone, alias_id: int, *, accept: bool) -> None:
    """Answer to the name from now on, or never. OfficersOnly; ChangedMeanwhile: another officer was quicker."""
    if not someone.is_officer:
        raise OfficersOnly
    with workspace.begin() as work:
        at = workspace.now()
        proposal = next((each for each in aliases.proposed(work) if each.id == alias_id), None)
        state = aliases.APPROVED if accept else aliases.REFUSED
        if proposal is None or not aliases.settle(work, alias_id, state, at, was=aliases.PROPOSED):
            raise ChangedMeanwhile
        change = Change(
            at=at,
            who=someone.slack_user,
            what=Act.NAME_ACCEPTED if accept else Act.NAME_REFUSED,
            subject="alias",
            subject_id=alias_id,
            new=proposal.phrase,
            measure_id=proposal.measure_id,
            origin="Home",
        )
        audit.add(work, change)
