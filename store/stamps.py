"""The workspace's stamp: a number that goes up with every write to its plan, figures or aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

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


def alone(work: Work) -> int:
    """The stamp, once nobody else changes this workspace's plan; nobody begins to before this transaction ends.

    For whoever reads what is held and writes the difference: without it two first imports would both find nothing.
    """
    row = work.first(select(_workspace.stamp).where(_workspace.id == MINE).with_for_update())
    return row.stamp if row else 0
