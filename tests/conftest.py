"""What every test can ask for: a clock that stands still, a store, and workspaces in it.

Tests in tests/store run on SQLite and on a real PostgreSQL; the others on SQLite, or on both with --every-database.
"""

from __future__ import annotations

import gc
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import settings

from bot.workspace import Workspace, Workspaces
from store import workspaces as stored
from store.tables import metadata
from store.tables.installs import metadata as installs
from store.work import Store
from tests import compiled_once, in_memory, postgres, read_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2014, 7, 2, 9, 0, tzinfo=LONDON)  # of the board's meeting
STORE_TESTS = Path(__file__).parent / "store"
WIPE = "; ".join(  # without triggers, so that neither keys nor the audit object
    [
        "SET lock_timeout = '10s'",
        "SET session_replication_role = replica",
        *(f'DELETE FROM "{name}"' for name in (*metadata.tables, *installs.tables)),  # noqa: S608  the tables' own names
    ]
)

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("quick")  # pytest --hypothesis-profile=thorough takes the other


def pytest_configure() -> None:
    compiled_once.share()
    if memory := in_memory.folder():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))  # where `tmp_path` makes its folders


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-database", action="store_true", help="run every test that stores on PostgreSQL as well")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        of_store = metafunc.definition.path.is_relative_to(STORE_TESTS)
        both = of_store or metafunc.config.getoption("--every-database")
        metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


class StandingClock:
    """A clock that stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment

    def advance(self, **by: float) -> None:
        """Forward by days=, hours=, minutes= of real time, whatever the clocks on the wall do."""
        self.moment = (self.moment.astimezone(UTC) + timedelta(**by)).astimezone(self.moment.tzinfo)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(MORNING)


@pytest.fixture
def store(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with its tables made and nothing in it."""
    if database == "sqlite":
        store = read_before.copied(request.getfixturevalue("sqlite_file"), tmp_path / "steward.sqlite3")
    else:
        address = request.getfixturevalue("postgresql_tables")
        store = Store(address)
    yield store
    store.close()
    if database == "postgresql":
        _wipe(address)


@pytest.fixture
def empty_database(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path}/a folder to be made/steward.sqlite3"
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    name = server.make()
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def bare(empty_database: str) -> Iterator[Store]:
    """A store of which not even the tables are made."""
    store = Store(empty_database)
    yield store
    store.close()


@pytest.fixture
def workspaces(store: Store, clock: Callable[[], datetime]) -> Workspaces:
    workspaces = Workspaces(store, clock)
    read_before.tell(workspaces, store)
    return workspaces


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return workspaces.make_first()


@pytest.fixture
def other_workspace(store: Store, workspaces: Workspaces, workspace: Workspace) -> Workspace:
    """Another partnership in the same database; what it holds is none of the first one's business."""
    with store.all_workspaces(writes=True) as connection:
        stored.make(connection, f"not {workspace.name}", zone="Europe/London", nation="Scotland", first_month=4)
    return workspaces.named(f"not {workspace.name}")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Which kind the test runs on: "sqlite" or "postgresql"."""
    if request.param == "postgresql" and (reason := postgres.why_not()):
        pytest.skip(reason)
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables made, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "tables.sqlite3"
    _made(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """One server for the session; each process of pytest-xdist has its own."""
    with postgres.Server(in_memory.folder() or postgres.SHORT) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: postgres.Server) -> str:
    """The address of a database with the tables made."""
    address = postgresql.address(postgresql.make())
    _made(address)
    return address


def _made(address: str) -> None:
    store = Store(address)
    store.migrate()
    store.close()


def _wipe(address: str) -> None:
    with psycopg.connect(postgres.for_admin(address).replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(WIPE.encode())


def pytest_collection_finish() -> None:
    """What was loaded to collect the tests stays until the end: no use in looking through it for what could go."""
    gc.collect()
    gc.freeze()
