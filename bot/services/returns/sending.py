"""What an organisation, a post or a person owes, as a return to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import MayNotSupply, NothingOwed
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


def owed_by_someone(workspace: Workspace, someone: Someone, of: int | None = None) -> Return:
    """The return of whoever asks; for an officer also that of a post or an organisation by its id. NothingOwed."""
    with workspace.reading() as work:
        round_ = whose.round_of(workspace, work)
        asked = whose.by_id(work, round_, of) if someone.is_officer and of is not None else None
    return _made(workspace, round_, asked or whose.of_someone(round_, someone))


def may_hand_in(workspace: Workspace, someone: Someone) -> None:
    """MayNotSupply for whoever owns nothing and is no officer."""
    with workspace.reading() as work:
        round_ = whose.round_of(workspace, work)
    if not (someone.is_officer or whose.of_someone(round_, someone).measures):
        raise MayNotSupply


def _made(workspace: Workspace, round_: Round, of: Whose) -> Return:
    lines = lines_of(round_.owed, whose.told(workspace, round_), of.measures)
    if not lines:
        raise NothingOwed(whose=of.label or "you")
    return Return(workspace_id=workspace.id, plan=round_.plan, whose=of.label, made_on=workspace.today(), lines=lines)
