"""On PostgreSQL whoever holds a lock may be on a machine that stands still: nobody waits for it for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseAway
from store import engines, stamps
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.workspace import Workspace


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, postgresql_tables: str, workspace: Workspace) -> Iterator[Store]:
    """A store whose patience is a fraction of a second."""
    assert workspace
    hurried = ("lock_timeout = '50ms'", "idle_in_transaction_session_timeout = '200ms'")
    monkeypatch.setattr(engines, "ON_A_SERVER", hurried)
    store = Store(postgresql_tables)
    yield store
    store.close()


def test_a_lock_that_somebody_sleeps_on_is_told_and_comes_free(
    database: str, workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        pytest.skip("SQLite has no other machines")
    hasty: Store = request.getfixturevalue("hasty")
    with pytest.raises(DatabaseAway):
        _sleep_on_it(hasty, workspace.id)


def _sleep_on_it(store: Store, board: int) -> None:
    with store.begin(board) as sleeper:
        stamps.alone(sleeper)
        assert not _taken(store, board)
        assert any(_taken(store, board) for _ in range(100))  # each waits a little, until the sleeper has lost it
        sleeper.connection.execute(text("SELECT 1"))  # it wakes, and is told that what it was at is undone


def _taken(store: Store, board: int) -> bool:
    try:
        with store.begin(board) as work:
            stamps.alone(work)
    except DatabaseAway:
        return False
    return True
