"""What an admin changes from Home: the forms, with what stands in them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.errors import AdminsOnly, NoPlanHeld
from bot.domain.homes import MeetingForm, RulesForm

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.rounds import Round
    from bot.workspace import Workspace


def rules_form(workspace: Workspace, someone: Someone) -> RulesForm:
    """The rules of the plan's rounds; AdminsOnly, NoPlanHeld."""
    round_ = _round(workspace, someone)
    return RulesForm(rules=round_.rules, plan=round_.plan)


def meeting_form(workspace: Workspace, someone: Someone) -> MeetingForm:
    """The bodies that may meet; AdminsOnly, NoPlanHeld."""
    round_ = _round(workspace, someone)
    return MeetingForm(bodies=tuple(body.name for body in round_.bodies), today=round_.today)


def _round(workspace: Workspace, someone: Someone) -> Round:
    if not someone.is_admin:
        raise AdminsOnly
    with workspace.reading() as work:
        round_ = rounds.of(workspace, work)
    if round_ is None:
        raise NoPlanHeld
    return round_
