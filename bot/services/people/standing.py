"""Who makes a request: decided anew for each one, so that what was taken away is gone at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import OFFICER, NotForGuests, NotForOutsiders
from bot.domain.people import Account, Someone, let_in
from store import admissions, plan, standing

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work


def who(workspace: Workspace, slack_user: str, account: Account = Account.MEMBER) -> Someone:
    """Whoever has that account, as they stand now.

    NotForGuests or NotForOutsiders where the account is no member's and no officer has let it in.
    """
    with workspace.reading() as work:
        found = standing.someone(work, slack_user, lambda: _plan_of(work), workspace.today())
        if account is Account.MEMBER:
            return let_in(found, account, as_guest=False, ticked=())
        admission = admissions.of(work, slack_user)
        if admission is None:
            refusal = NotForGuests if account is Account.GUEST else NotForOutsiders
            raise refusal(_whom_to_ask(work, _plan_of(work)))
    as_guest = admission.kind == admissions.GUEST
    return let_in(found, account, as_guest=as_guest, ticked=admission.measure_ids)


def _plan_of(work: Work) -> int | None:
    return plan.standing(work).plan_id


def _whom_to_ask(work: Work, plan_id: int | None) -> str:
    """The officers by their posts; in words alone where there is none yet."""
    posts = [person.label for person in standing.officers(work, plan_id) if person.reachable][:3]
    return f"{OFFICER} ({', '.join(posts)})" if posts else OFFICER
