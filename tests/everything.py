"""A look at every row of a database, whosever it is, as nobody in Steward has one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from store import engines
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from store.work import Store


@contextmanager
def seeing_all(store: Store) -> Iterator[Connection]:
    """A transaction as the one who runs the database server, whom no policy holds back; SQLite has none."""
    address = postgres.for_admin(store.url.render_as_string(hide_password=False))
    engine = create_engine(engines.database(address), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
    engine.dispose()
