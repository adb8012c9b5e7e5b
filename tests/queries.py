"""The queries that pass while something is done: how many, and which."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

Query = tuple[str, Any]  # the statement and what it is given


@contextmanager
def counted(engine: Engine) -> Iterator[list[Query]]:
    """The SELECTs that pass while it is open."""
    seen: list[Query] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
