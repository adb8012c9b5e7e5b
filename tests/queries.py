"""The queries that pass while something is done: how many, and which."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from store.fences import KEEP_TO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

Query = tuple[str, Any]  # the statement and what it is given


@contextmanager
def counted(engine: Engine) -> Iterator[list[Query]]:
    """The SELECTs that pass while it is open, but for the one with which a transaction says whose it is."""
    seen: list[Query] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT") and statement != KEEP_TO:
            seen.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
