"""On PostgreSQL whoever holds a lock may be on a machine that stands still: nobody waits for it for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import DatabaseAway, TablesTaken
from store import engines, migrating, stamps
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

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


def test_who_starts_waits_for_nobody_where_the_tables_are_made_and_not_for_ever_where_they_are_not(
    database: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        pytest.skip("SQLite has no other machines")
    assert workspace
    url = engines.database(request.getfixturevalue("postgresql_tables"))
    monkeypatch.setattr(engines, "MIGRATING_ON_A_SERVER", ("lock_timeout = '50ms'",))
    asleep = engines.migrating(url)
    with asleep.begin() as connection:
        migrating._one_at_a_time(connection)
        migrating.migrate(url)
        monkeypatch.setattr(migrating, "_is_up_to_date", lambda _: False)
        with pytest.raises(TablesTaken, match="Another process has been at this database's tables"):
            migrating.migrate(url)


def test_who_stands_still_over_the_tables_loses_them(
    database: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        pytest.skip("SQLite has no other machines")
    assert workspace
    url = engines.database(request.getfixturevalue("postgresql_tables"))
    hurried = ("lock_timeout = '10s'", "idle_in_transaction_session_timeout = '50ms'")
    monkeypatch.setattr(engines, "MIGRATING_ON_A_SERVER", hurried)
    with pytest.raises(DBAPIError, match="idle-in-transaction"):
        _sleep_over_the_tables(url)


def _sleep_over_the_tables(url: URL) -> None:
    with engines.migrating(url).begin() as asleep:
        migrating._one_at_a_time(asleep)
        with engines.migrating(url).begin() as other:
            migrating._one_at_a_time(other)  # once the first has lost it
        asleep.execute(text("SELECT 1"))


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


def test_a_turn_is_one_processs_at_a_time_and_whoever_waits_for_it_does_not_wait_for_long(
    database: str, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        pytest.skip("SQLite has no other machines")
    hasty: Store = request.getfixturevalue("hasty")
    with hasty.turn("T1", wait=False) as ours:
        assert ours
        with hasty.turn("T2", wait=False) as another:
            assert another
        with hasty.turn("T1", wait=False) as theirs:
            assert not theirs
        with pytest.raises(DatabaseAway), hasty.turn("T1", wait=True):
            pass
    with hasty.turn("T1", wait=True) as ours:
        assert ours


def test_a_server_that_is_cut_off_is_found_out_in_seconds_unless_the_address_says_otherwise() -> None:
    given: dict[str, object] = {}

    def caught(*connecting: object) -> None:
        given.update(connecting[3])  # type: ignore[call-overload]  # libpq's parameters
        raise ConnectionError

    engine = engines.serving(engines.database("postgresql://steward@192.0.2.1/n?connect_timeout=9"))
    event.listen(engine, "do_connect", caught)
    with pytest.raises(ConnectionError):
        engine.connect()
    assert (given["connect_timeout"], given["tcp_user_timeout"], given["keepalives_idle"]) == ("9", "15000", "10")
