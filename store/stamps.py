"""The workspace's stamp: a number that goes up with every write to its plan, figures or aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from store.tables import Workspace
from store.work import MINE

if TYPE_CHECKING:
    from store.work import Work

_workspace = Workspace.__table__.c


def bump(work: Work) -> None:
    """Say that plan, figures or aliases change; once a transaction, and before what it changes.

    It also makes those who change the same workspace's plan wait for each other.
    """
    if not work.stamped:
        raised = update(Workspace.__table__).where(_workspace.id == MINE).values(stamp=_workspace.stamp + 1)
        work.change(raised)
        work.stamped = True
