"""Which channel a body's reports go to: the form, with what is set now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import AdminsOnly
from bot.domain.report_posts import ChannelForm
from bot.services.reports.acting import desk

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.workspace import Workspace


def channel_form(workspace: Workspace, someone: Someone) -> ChannelForm:
    """AdminsOnly, NoPlanHeld."""
    if not someone.is_admin:
        raise AdminsOnly
    with workspace.reading() as work:
        held = desk(workspace, work)
    return ChannelForm(bodies=tuple((each.name, each.channel) for each in held.round.bodies))
