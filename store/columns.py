"""Kinds of column that every database must keep alike: people's words, exact decimals, moments in time."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Dialect, String, TypeDecorator
from sqlmodel import Field

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Words(TypeDecorator[str]):
    """Text that people typed. PostgreSQL refuses a NUL, and no database takes half a surrogate pair."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's
        if value is None or (value.isascii() and "\0" not in value):
            return value
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", REPLACEMENT)


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


# What stands behind a field's name in the tables. (SQLModel reads the kind of column from the outermost Annotated
# alone, so that "or nothing" is part of the kind.)
Text = Annotated[str, Field(sa_type=Words)]
OptionalText = Annotated[str | None, Field(sa_type=Words)]
Number = Annotated[Decimal | None, Field(sa_type=Exact)]
Id = Annotated[int, Field(sa_type=BigInteger)]
OptionalId = Annotated[int | None, Field(sa_type=BigInteger)]
PartOfKey = Annotated[int, Field(sa_type=BigInteger, primary_key=True)]
When = Annotated[datetime, Field(sa_type=Moment)]
OptionalWhen = Annotated[datetime | None, Field(sa_type=Moment)]
