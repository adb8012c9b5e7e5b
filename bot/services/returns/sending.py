"""What an organisation, a post or a person owes, as a return to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import NothingOwed
from bot.domain.returning import Return, lines_of
from bot.services.returns import whose

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.rounds import Round
    from bot.services.returns.whose import Whose
    from bot.workspace import Workspace


def owed_by(workspace: Workspace, *, organisation: str = "", post: str = "", plan_name: str | None = None) -> Return:
    """The return of an organisation, with all its posts, or of one post; NothingOwed, NoSuchHolder, NoPlanHeld."""
    with workspace.reading() as work:
        round_ = whose.round_of(workspace, work, plan_name)
        of = whose.named(work, round_, organisation=organisation, post=post)
    return _made(workspace, round_, of)


def owed_by_someone(workspace: Workspace, someone: Someone) -> Return:
    """The return of whoever asks; NothingOwed."""
    with workspace.reading() as work:
        round_ = whose.round_of(workspace, work)
    return _made(workspace, round_, whose.of_someone(round_, someone))


def _made(workspace: Workspace, round_: Round, of: Whose) -> Return:
    lines = lines_of(round_.owed, whose.told(workspace, round_), of.measures)
    if not lines:
        raise NothingOwed(whose=of.label or "you")
    return Return(workspace_id=workspace.id, plan=round_.plan, whose=of.label, made_on=workspace.today(), lines=lines)
