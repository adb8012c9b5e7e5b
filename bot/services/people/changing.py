"""The form of a post: its account, roles, absence and deputy, changed together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import ChangedMeanwhile
from bot.services.people.absences import absent
from bot.services.people.acting import admin, begun, officer
from bot.services.people.appointing import GIVEN, set_role
from bot.services.people.matching import matched

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.domain.people_forms import AsFilledIn
    from bot.workspace import Workspace


def change(workspace: Workspace, someone: Someone, person_id: int, wanted: AsFilledIn, shown: AsFilledIn) -> None:
    """Change what differs from what the form showed when it was opened; what somebody else changed meanwhile stays.

    ChangedMeanwhile where both changed the same. Roles are for admins, the rest for officers.
    """
    officer(someone)
    if wanted.roles != shown.roles:
        admin(someone)
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        person = act.person(person_id)
        if wanted.account != shown.account:
            matched(act, person_id, wanted.account, expected=shown.account)
        for role in GIVEN:
            if (role in wanted.roles) is not (role in shown.roles):
                set_role(act, person_id, role, held=role in wanted.roles)
        if (wanted.until, wanted.deputy_id) != (shown.until, shown.deputy_id):
            if (person.away_until, person.deputy_id) != (shown.until, shown.deputy_id):
                raise ChangedMeanwhile
            absent(act, person_id, wanted.until, wanted.deputy_id)
