"""Guests and people of other organisations: let in by an officer, and to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act as Done
from bot.domain.errors import ChangedMeanwhile, MemberAnyway, NothingTicked, NotLetIn
from bot.domain.people import Account
from bot.services.people import matching
from bot.services.people.acting import begun, officer, plan_of
from store import admissions, homes, owners, people

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.people import Someone
    from bot.workspace import Workspace

ABOUT = "admission"


def admit(
    workspace: Workspace, someone: Someone, slack_user: str, measure_ids: Collection[int] | None, account: Account
) -> None:
    """Let an account in: to these indicators; or, None and only for a guest of the workspace, to what readers see.

    MemberAnyway, NothingTicked, BadSlackId; ChangedMeanwhile where the plan holds none of an indicator.
    """
    officer(someone)
    matching.checked(slack_user)
    if account is Account.MEMBER:
        raise MemberAnyway
    if not measure_ids and (measure_ids is not None or account is Account.OUTSIDER):
        raise NothingTicked
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        ticked = frozenset(measure_ids or ())
        if not ticked <= owners.holders(work, plan_of(work)).keys():
            raise ChangedMeanwhile
        before = admissions.of(work, slack_user)
        kind = admissions.GUEST if measure_ids is None else admissions.OUTSIDER
        admissions.admit(
            work,
            admissions.Admission(
                slack_user=slack_user, kind=kind, measure_ids=ticked, admitted_by=someone.slack_user, at=act.at
            ),
        )
        if person := people.by_slack(work, slack_user):  # what they were told of and what their Home shows may be less
            act.freshen(person.id)
        act.note(Done.LET_IN, about=ABOUT, old=_said(slack_user, before), new=_to(slack_user, kind, ticked))


def withdraw(workspace: Workspace, someone: Someone, slack_user: str) -> None:
    """Let the account in no longer, from its next request on. NotLetIn where it was not."""
    officer(someone)
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        before = admissions.of(work, slack_user)
        if before is None or not admissions.withdraw(work, slack_user):
            raise NotLetIn(account=slack_user)
        homes.close(work, slack_user)
        act.note(Done.NO_LONGER_LET_IN, about=ABOUT, old=_said(slack_user, before), new=slack_user)


def _said(slack_user: str, before: admissions.Admission | None) -> str:
    return _to(slack_user, before.kind, before.measure_ids) if before else ""


def _to(slack_user: str, kind: str, ticked: Collection[int]) -> str:
    return f"{slack_user}, {kind}" + (f": {', '.join(map(str, sorted(ticked)))}" if ticked else "")
