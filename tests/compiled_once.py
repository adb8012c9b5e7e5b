"""Statements compiled once for all tests of a process, as in a server that stands: each test has its own engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

from store import engines

if TYPE_CHECKING:
    from sqlalchemy import URL, Dialect, Engine
    from sqlalchemy.engine.interfaces import CompiledCacheType

_compiled: CompiledCacheType = {}  # SQLAlchemy keys them by the dialect as well as by the statement
_dialects: dict[str, Dialect] = {}  # by the kind of database, from the first engine of it that was connected


def share() -> None:
    """From now on the store's engines know what others of this process have compiled."""
    engines.create_engine = _sharing


def _sharing(url: URL, **given: Any) -> Engine:  # noqa: ANN401  whatever an engine is made with
    engine, kind = create_engine(url, **given), url.get_backend_name()
    if url.host:  # none of the tests' own: how it would be connected, a test may ask of its own dialect
        return engine
    engine.update_execution_options(compiled_cache=_compiled)
    if kind in _dialects:
        engine.dialect = _dialects[kind]
    else:  # what a dialect must know of its database it asks when it first connects
        event.listen(engine, "connect", lambda *_: _dialects.setdefault(kind, engine.dialect))
    return engine
