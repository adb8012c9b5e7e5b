"""What every table shares: the workspace stands first in its key, its unique keys, its indexes and its references."""

import re
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint
from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from store.columns import PartOfKey
from store.ids import new_id

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Row(SQLModel, DeferredReflection):
    """A row; it never leaves the store.

    The store works with the tables themselves, so that mapping classes to them, which takes a third of the time to
    load them, is put off for ever: no Session knows a Row.
    """

    model_config = {"defer_build": True}  # nothing validates rows, and validators take start-up time to build
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
    __table__: ClassVar[Table]

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        """PlanVersion is kept in plan_version."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Scoped(Row):
    """A row of one workspace."""

    workspace_id: PartOfKey


class Numbered(Scoped):
    """A row of one workspace, known by a number."""

    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BigInteger)


def in_workspace() -> ForeignKeyConstraint:
    """The row's workspace exists; needed where no other reference implies it."""
    return ForeignKeyConstraint(["workspace_id"], ["workspace.id"])


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """The row points at a row of its own workspace, and cannot at one of another."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def unique(*columns: str) -> UniqueConstraint:
    return UniqueConstraint("workspace_id", *columns)


def index(*columns: str) -> Index:
    return Index(None, "workspace_id", *columns)
