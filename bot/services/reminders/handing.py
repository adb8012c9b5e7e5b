"""Not mine, it is ...: asked by whoever is wrongly asked for a figure, decided by an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import WhoseIsIt
from bot.domain.nudges import NotMineForm, NudgeTold
from bot.services.reminders.acting import begun, harmless, item
from bot.services.reminders.deciding import rounds_of
from bot.services.reminders.requests import ask
from store import people
from store.requests import HAND_OVER

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.services.reminders.listing import Key
    from bot.workspace import Workspace


def not_mine_form(workspace: Workspace, someone: Someone, key: Key) -> NotMineForm:
    with workspace.reading() as work:
        _, owed = item(rounds_of(workspace, work), someone, *key)
        held = people.organisations(work)
    return NotMineForm(item=owed, organisations=tuple(held.items()))


def not_mine(
    workspace: Workspace, someone: Someone, key: Key, *, slack_user: str = "", organisation: int | None = None,
    why: str = "",
) -> NudgeTold:  # fmt: skip
    """Ask the officers to hand the indicator over to a person or to an organisation. WhoseIsIt, NotYours, AlreadyIn."""
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        round_, owed = act.item(*key)
        known = organisation is None or organisation in people.organisations(work)
        if bool(slack_user) is (organisation is not None) or not known:
            raise WhoseIsIt
        harmless(why, act.at.date())
        wanted = {"slack_user": slack_user} if slack_user else {"organisation": organisation}
        ask(act, round_, owed, HAND_OVER, wanted, why)
    return NudgeTold(about="handed")
