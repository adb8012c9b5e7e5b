"""Kinds of column that every database must keep alike: exact decimals and moments in time."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, String, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as its digits: SQLite's NUMERIC is a float, and 91.70 must not come back as 91.7."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002  SQLAlchemy's
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, in UTC on the way in and out; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone", value)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  theirs
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
