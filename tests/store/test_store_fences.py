"""On PostgreSQL a query of ours that forgot its workspace still sees and touches that workspace's rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bot.workspace import Workspaces
from store import fences, migrating
from store.fences import Reach
from store.tables import metadata
from store.work import Store
from tests import postgres
from tests.conftest import MORNING
from tests.everything import seeing_all
from tests.store.calls import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import ColumnElement, Connection

    from bot.workspace import Workspace
    from store.work import Work

OURS, THEIRS = "Ours alone", "Theirs alone"
TABLES = sorted(metadata.tables)
ONLY_ADDED = "change"  # the audit: nothing of it is changed or deleted, whosever it is
REFUSED = "new row violates row-level security policy"


class UndoneError(Exception):
    pass


@pytest.fixture(scope="module")
def store(postgresql: postgres.Server) -> Iterator[Store]:
    """A database of two workspaces with something in every table; what the tests do in it is undone."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    found = Store(postgresql.address(postgresql.make()))
    found.migrate()
    boards = Workspaces(found, lambda: MORNING)
    for team, name in (("T1", OURS), ("T2", THEIRS)):
        with boards.welcome(team, name).begin() as work:
            fill(work, name)
    yield found
    found.close()


@pytest.fixture(scope="module")
def ours(store: Store) -> Workspace:
    return Workspaces(store, lambda: MORNING).for_team("T1")


@pytest.fixture(scope="module")
def theirs(store: Store) -> Workspace:
    return Workspaces(store, lambda: MORNING).for_team("T2")


def undone(workspace: Workspace, act: Callable[[Work], None]) -> None:
    def act_and_undo() -> None:
        with workspace.begin() as work:
            act(work)
            raise UndoneError

    with pytest.raises(UndoneError):
        act_and_undo()


def whose(table: Table) -> ColumnElement[int]:
    return table.c.id if table.name == "workspace" else table.c.workspace_id


def seen(connection: Connection, table: Table) -> set[int]:
    return set(connection.scalars(select(whose(table)).distinct()))


@pytest.mark.parametrize("name", TABLES)
def test_a_query_that_names_no_workspace_sees_only_that_of_its_transaction(
    name: str, store: Store, ours: Workspace, theirs: Workspace
) -> None:
    table = metadata.tables[name]
    for each in (ours, theirs):
        with each.reading() as work:
            assert seen(work.connection, table) == {each.id}
        with each.begin() as work:
            assert seen(work.connection, table) == {each.id}
    with seeing_all(store) as connection:
        assert seen(connection, table) == {ours.id, theirs.id}, "without the fence it would"


@pytest.mark.parametrize("name", [each for each in TABLES if each != ONLY_ADDED])
def test_what_names_no_workspace_changes_and_deletes_nothing_of_another(
    name: str, ours: Workspace, theirs: Workspace
) -> None:
    table = metadata.tables[name]
    to_itself = {whose(table).key: whose(table)}
    other = whose(table) == theirs.id

    def act(work: Work) -> None:
        held = work.connection.scalar(select(func.count()).select_from(table))
        assert work.connection.execute(update(table).values(to_itself)).rowcount == held
        assert work.connection.execute(update(table).where(other).values(to_itself)).rowcount == 0
        assert work.connection.execute(delete(table).where(other)).rowcount == 0

    undone(ours, act)


@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_put_into_another_workspace(name: str, ours: Workspace, theirs: Workspace) -> None:
    table = metadata.tables[name]

    def add(work: Work) -> None:
        row = work.connection.execute(select(table)).mappings().first()
        assert row is not None
        work.connection.execute(insert(table).values({**row, whose(table).key: theirs.id}))

    def move(work: Work) -> None:
        work.connection.execute(update(table).values({whose(table).key: theirs.id}))

    for act in (add, move) if name != ONLY_ADDED else (add,):
        with pytest.raises(ProgrammingError, match=REFUSED), ours.begin() as work:
            act(work)


def test_a_pooled_connection_carries_nothing_into_the_next_transaction(store: Store, ours: Workspace) -> None:
    plan = metadata.tables["plan"]

    def after(act: Callable[[], None]) -> None:
        act()
        with store.engine.connect() as connection:
            assert seen(connection, plan) == set()
            assert connection.scalar(text("SELECT current_setting('steward.workspace', true)")) in (None, "")
            assert connection.scalar(text("SELECT current_setting('steward.reach', true)")) in (None, "")

    def read() -> None:
        with ours.reading() as work:
            assert seen(work.connection, plan) == {ours.id}

    def fail() -> None:
        with pytest.raises(DBAPIError), ours.begin() as work:
            work.connection.execute(text("SELECT 1 / 0"))

    def list_boards() -> None:
        with store.all_workspaces() as connection:
            assert len(seen(connection, metadata.tables["workspace"])) == 2

    for act in (read, fail, lambda: undone(ours, lambda _: None), list_boards):
        after(act)


@pytest.mark.parametrize("reach", list(Reach))
def test_a_transaction_of_no_workspace_sees_what_it_reaches_for_and_nothing_else(reach: Reach, store: Store) -> None:
    reached = {Reach.BOARDS: "workspace", Reach.OUTBOX: "delivery"}[reach]
    with store.all_workspaces(writes=True, reach=reach) as connection:
        found = {name for name, table in metadata.tables.items() if seen(connection, table)}
        assert found == {reached}
        delivery = metadata.tables["delivery"]
        assert connection.execute(update(delivery).values(kind="x")).rowcount == 0, "only to be read"


def test_whoever_says_nothing_sees_nothing(store: Store) -> None:
    with store.engine.connect() as connection:
        assert not any(seen(connection, table) for table in metadata.tables.values())


def test_the_fence_is_known_to_stand_for_an_ordinary_role_and_not_for_a_superuser(store: Store) -> None:
    assert store.why_open() == ""
    with seeing_all(store) as connection:
        assert 'the role "admin" is above row-level security' in fences.why_open(connection)


def test_a_fence_that_was_taken_down_is_told_by_its_table(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.execute(text("ALTER TABLE figure NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text("ALTER TABLE plan DISABLE ROW LEVEL SECURITY"))
        assert "does not hold for figure, plan;" in fences.why_open(connection)
        connection.rollback()


def test_sqlite_is_said_to_have_none(sqlite_file: object) -> None:
    store = Store(f"sqlite:///{sqlite_file}")
    assert "SQLite has no row-level security" in store.why_open()
    store.close()


def test_whoever_changes_the_tables_sees_all_rows_until_that_is_done(store: Store, ours: Workspace) -> None:
    figure = metadata.tables["figure"]
    with store.engine.connect() as connection:
        with fences.open_to_owner(connection):
            assert len(seen(connection, figure)) == 2
        assert seen(connection, figure) == set()
        assert fences.why_open(connection) == ""
        connection.rollback()
    migrating.migrate(store.url)
    with ours.reading() as work:
        assert seen(work.connection, figure) == {ours.id}
