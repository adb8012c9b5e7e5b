"""On PostgreSQL whoever listens hears of every workspace that was written to, and knows when nobody can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from store import drafts, outbox, people, plan
from store.outbox import Planned
from store.work import Store
from tests import postgres
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.workspace import Workspace

NOTHING: frozenset[int] = frozenset()
KILL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND datname = current_database() AND query LIKE '%NOTIFY%'"
)


class UndoneError(Exception):
    pass


@pytest.fixture(scope="module")
def store(postgresql: postgres.Server) -> Iterator[Store]:
    if reason := postgres.why_not():
        pytest.skip(reason)
    found = Store(postgresql.address(postgresql.make()))
    found.migrate()
    yield found
    found.close()


@pytest.fixture
def listener(store: Store, workspace: Workspace) -> Iterator[Store]:
    """Another process on the same database, which has begun to listen."""
    assert workspace.id
    other = Store(store.url.render_as_string(hide_password=False))
    assert other.news.since() is None
    yield other
    other.close()


def write(workspace: Workspace, key: str = "k1") -> None:
    with workspace.begin() as work:
        outbox.plan(work, workspace.now(), Planned(key=key, kind="nudge", channel="C1"))


def fail_after_writing(workspace: Workspace) -> None:
    with workspace.begin() as work:
        people.person(work, "Director")
        raise UndoneError


def test_what_was_committed_is_heard_once_by_each_who_listens(
    listener: Store, store: Store, workspace: Workspace, other_workspace: Workspace
) -> None:
    store.news.since()
    assert (listener.news.since(), store.news.since()) == (NOTHING, NOTHING)
    write(workspace)
    write(other_workspace)
    write(other_workspace, "k2")
    for each in (listener, store):
        assert each.news.since() == {workspace.id, other_workspace.id}
        assert each.news.since() == NOTHING


def test_nothing_is_heard_before_it_is_committed_nor_of_what_is_undone(listener: Store, workspace: Workspace) -> None:
    with workspace.begin() as work:
        people.person(work, "Head of Service")
        assert listener.news.since() == NOTHING
    assert listener.news.since() == {workspace.id}
    with pytest.raises(UndoneError):
        fail_after_writing(workspace)
    assert listener.news.since() == NOTHING


def test_of_what_decides_nothing_nobody_is_told(listener: Store, workspace: Workspace) -> None:
    with workspace.begin() as work:
        drafts.trim(work, MORNING)
    with workspace.reading() as work:
        plan.standing(work)
    assert listener.news.since() == NOTHING


def test_after_a_break_of_the_line_nobody_can_say_and_then_it_is_heard_again(
    listener: Store, store: Store, workspace: Workspace
) -> None:
    with store.for_others.begin() as connection:
        assert connection.execute(text(KILL)).all()
    write(workspace)
    assert listener.news.since() is None  # it is noticed
    assert listener.news.since() is None  # the line is new
    write(workspace, "k2")
    assert listener.news.since() == {workspace.id}


def test_behind_a_pooler_that_keeps_words_to_itself_nobody_can_say(listener: Store) -> None:
    assert listener.news.since() == NOTHING
    line = listener.news._line
    assert line
    line.dbapi_connection.execute("UNLISTEN *")  # as where it is handed another connection to the server each time
    assert listener.news.since() is None


def test_on_sqlite_nobody_can_say(sqlite_file: Path) -> None:
    other = Store(f"sqlite:///{sqlite_file}")
    assert other.news.since() is None
    assert other.news.since() is None
    other.close()
