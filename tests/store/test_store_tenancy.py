"""Two workspaces in one database never see or touch each other's rows, through any function of the store."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.exc import IntegrityError

import store as package
from bot.workspace import Workspaces
from store import plan, tables
from store import workspaces as stored
from store.fences import keep_to
from store.work import MINE, Store
from tests.conftest import MORNING
from tests.store.calls import CALLS, THEIRS, Held, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column, ColumnElement, CompoundSelect, Connection

    from bot.workspace import Workspace
    from store.work import Work

Seen = TypeVar("Seen")
Rows = dict[str, list[str]]  # by table


def public_functions() -> Iterator[str]:
    """Every function of the store that works in a transaction."""
    for module in pkgutil.walk_packages(package.__path__, "store."):
        if "migrations" in module.name:
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if first == "work" and not name.startswith("_") and function.__module__ == module.name:
                yield f"{module.name.removeprefix('store.')}.{name}"


def test_no_function_of_the_store_is_left_out() -> None:
    assert sorted(public_functions()) == sorted(CALLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Two workspaces of one database. What is done in them is undone, so that all tests of a database share them."""

    store: Store
    ours: Workspace
    theirs: Workspace
    held: Held  # by the other one
    never_held: Held  # by anybody: what was filled in and then undone
    rows: Rows  # of the other one


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Two]]:
    """By the kind of database."""
    found: dict[str, Two] = {}
    yield found
    for two in found.values():
        two.store.close()


@pytest.fixture
def two(database: str, made: dict[str, Two], request: pytest.FixtureRequest, tmp_path_factory: Any) -> Two:  # noqa: ANN401  pytest's
    if database not in made:
        made[database] = two_workspaces(
            f"sqlite:///{tmp_path_factory.mktemp('tenancy')}/steward.sqlite3"
            if database == "sqlite"
            else (server := request.getfixturevalue("postgresql")).address(server.make())
        )
    return made[database]


def two_workspaces(address: str) -> Two:
    store = Store(address)
    store.migrate()
    workspaces = Workspaces(store, lambda: MORNING)
    ours = workspaces.make_first()
    with store.all_workspaces(writes=True) as connection:
        stored.make(connection, "theirs", zone="Europe/London", nation="Scotland", first_month=4)
    theirs = workspaces.named("theirs")
    never_held = undone(theirs, lambda work: fill(work, THEIRS))
    assert not isinstance(never_held, IntegrityError)
    with theirs.begin() as work:
        held = fill(work, THEIRS)
    rows = rows_of(theirs)
    assert all(rows.values()), "something in every table"
    return Two(store=store, ours=ours, theirs=theirs, held=held, never_held=never_held, rows=rows)


@pytest.mark.parametrize("name", CALLS)
def test_nothing_of_another_workspace_is_seen_touched_or_felt_even_by_guessed_ids(name: str, two: Two) -> None:
    assert outcome(name, two, two.held) == outcome(name, two, two.never_held)
    assert rows_of(two.theirs) == two.rows


@pytest.mark.parametrize("name", CALLS)
def test_the_same_call_in_its_own_workspace_finds_or_changes_something(name: str, two: Two) -> None:
    def tried(work: Work) -> bool:
        seen = CALLS[name](work, two.held)
        return bool(seen) or rows_in(work.connection, two.theirs) != two.rows

    assert undone(two.theirs, tried) is True


HELD: dict[int, Held] = {}  # by its plan


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(CALLS)), min_size=2, max_size=6))
def test_no_sequence_of_calls_reaches_another_workspace(
    names: list[str], workspace: Workspace, other_workspace: Workspace
) -> None:
    with other_workspace.begin() as work:  # the examples share their workspaces: what one did must not help another
        theirs = plan.current(work)
        held = HELD[theirs.id] if theirs else fill(work, THEIRS)
        HELD[held.planted.plan] = held
    before = rows_of(other_workspace)
    seen = [call(name, workspace, held) for name in names]
    assert rows_of(other_workspace) == before
    assert not ids_in(rows_of(workspace)) & ids_in(before)
    assert not ids_in(seen) & ids_in(before)


def test_each_workspace_has_its_own_catalogue_in_one_process(workspace: Workspace, other_workspace: Workspace) -> None:
    with workspace.begin() as work:
        mine = fill(work, "Mine")
    with other_workspace.begin() as work:
        theirs = fill(work, THEIRS)
    for _ in range(2):  # read, and then kept
        for each, held in ((workspace, mine), (other_workspace, theirs)):
            with each.reading() as work:
                catalogue = each.catalogue(work)
            assert catalogue is not None
            assert [indicator.id for indicator in catalogue.indicators] == list(held.planted.measures)


def test_the_workspace_stands_first_in_every_key_index_and_reference() -> None:
    for table in tables.metadata.tables.values():
        if table.name == "workspace":
            continue
        for constraint in table.constraints:
            if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint | ForeignKeyConstraint):
                assert constraint.columns.keys()[0] == "workspace_id", constraint
        for index in table.indexes:
            assert isinstance(index, Index)
            assert index.columns.keys()[0] == "workspace_id", index


def test_every_table_hangs_on_its_workspace() -> None:
    for table in tables.metadata.tables.values():
        assert table.name == "workspace" or any(key.elements for key in table.foreign_key_constraints), table


def call(name: str, workspace: Workspace, held: Held) -> object:
    """What the call gives; None where the database refuses to point at another workspace's row."""
    try:
        with workspace.begin() as work:
            return CALLS[name](work, held)
    except IntegrityError:
        return None


def outcome(name: str, two: Two, held: Held) -> str:
    """What our call gives, and the rows it would leave behind, without regard to the numbers of rows."""

    def tried(work: Work) -> object:
        seen = [CALLS[name](work, held), CALLS[name](work, held)]  # the second may find what the first left
        ours = rows_in(work.connection, two.ours)
        assert rows_in(work.connection, two.theirs) == two.rows
        assert THEIRS not in repr(seen)
        assert not (ids_in(seen) | ids_in(ours)) & ids_in(two.rows)
        return masked(seen), sorted(masked(f"{table} {row}") for table, rows in ours.items() for row in rows)

    seen = undone(two.ours, tried)
    return "refused" if isinstance(seen, IntegrityError) else repr(seen)


def masked(value: object) -> str:
    return re.sub(r"\d{12,}", "#", repr(value))


def undone(workspace: Workspace, act: Callable[[Work], Seen]) -> Seen | IntegrityError:
    """What is done in a transaction that comes to nothing."""

    class UndoneError(Exception):
        pass

    seen: Seen | IntegrityError
    with suppress(UndoneError), workspace.begin() as work:
        try:
            seen = act(work)
        except IntegrityError as refused:
            seen = refused
        raise UndoneError
    return seen


def rows_of(workspace: Workspace) -> Rows:
    """Every row of the workspace in every table."""
    with workspace.reading() as work:
        return rows_in(work.connection, workspace)


def rows_in(connection: Connection, workspace: Workspace) -> Rows:
    """The same within a transaction of another's, which is about that workspace from then on."""
    keep_to(connection, workspace.id)
    found: Rows = {name: [] for name in tables.metadata.tables}
    for name, row in connection.execute(every_row(), {"mine": workspace.id}):
        found[name].append(row)
    return {name: sorted(rows) for name, rows in found.items()}


@cache
def every_row() -> CompoundSelect[Any]:
    """In one statement: the name of its table, and all that stands in it as text."""
    return union_all(
        *(
            select(literal(name), reduce(add, (said(column) for column in table.c))).where(
                (table.c.id if name == "workspace" else table.c.workspace_id) == MINE
            )
            for name, table in tables.metadata.tables.items()
        )
    )


def said(column: Column[Any]) -> ColumnElement[str]:
    return literal(f" {column.name}: ") + func.coalesce(cast(column, String), "nothing")


def ids_in(value: object) -> set[int]:
    """Numbers that only an id can be, wherever they stand in what was given."""
    return {int(word) for word in re.findall(r"\d{12,}", repr(value))}
