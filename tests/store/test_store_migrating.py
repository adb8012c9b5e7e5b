"""A database of an earlier version is brought up to date with everything that is in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import MetaData, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from store import engines, migrating
from store.work import Store
from tests.everything import seeing_all

if TYPE_CHECKING:
    from sqlalchemy import Connection

BEFORE_THE_ROUND, BEFORE_THE_REPORT, BEFORE_MANY_BOARDS = "0006", "0007", "0008"
OF_KIND: dict[type, object] = {
    int: 1,
    str: "x",
    bool: True,
    object: {"kept": "é"},  # JSON
    date: date(2014, 5, 1),
    datetime: datetime(2014, 5, 1, 12, tzinfo=UTC),
}
NEW = {  # columns of tables that were there before, and what they are in rows that were
    "figure": {"numerator": None, "denominator": None, "sent_back": "", "one_person": False},
    "measure": {"lag_days": None, "release_month": None, "owner_printed": None},
    "person": {"slack_gone": False, "home_opened": False, "home_page": ""},
    "plan": {"settings": {}},
    "change": {"measure_id": None, "person_id": None, "origin": ""},
}
NEW_WITH_THE_REPORT: dict[str, dict[str, object]] = {
    "objective": {"delivery_group": "", "lead_printed": "", "sponsor": "", "cadence": ""},
    "body": {"channel": ""},
}
NEVER_WRITTEN = {  # by any version until then
    BEFORE_THE_ROUND: {"deferral", "measure_link"},
    BEFORE_THE_REPORT: {"measure_link"},
}


NEW_WITH_MANY_BOARDS: dict[str, dict[str, object]] = {"workspace": {"removed_at": None, "slack_enterprise": None}}


@pytest.mark.parametrize("version", [BEFORE_THE_ROUND, BEFORE_THE_REPORT, BEFORE_MANY_BOARDS])
def test_what_an_earlier_version_held_is_held_by_this_one(empty_database: str, version: str) -> None:
    before = filled(empty_database, version)
    never_written = NEVER_WRITTEN.get(version, set())
    assert all(rows for name, rows in before.items() if name not in never_written)
    store = Store(empty_database)
    store.migrate()
    store.check()
    with seeing_all(store) as connection:
        after = rows_of(connection)
    store.close()
    for name in before.keys() - never_written:
        new = NEW_WITH_MANY_BOARDS.get(name, {})
        new |= NEW_WITH_THE_REPORT.get(name, {}) if version < BEFORE_MANY_BOARDS else {}
        new |= NEW.get(name, {}) if version == BEFORE_THE_ROUND else {}
        expected = [row | new for row in before[name]]
        assert after[name] == expected, name


def test_the_audit_of_an_earlier_version_is_still_refused_to_be_changed(empty_database: str) -> None:
    filled(empty_database, BEFORE_THE_ROUND)
    store = Store(empty_database)
    store.migrate()
    for statement in ("UPDATE change SET origin = 'another'", "DELETE FROM change"):
        with pytest.raises(DBAPIError, match="the audit is only ever added to"), seeing_all(store) as connection:
            connection.execute(text(statement))
    store.close()


def filled(address: str, revision: str) -> dict[str, list[dict[str, Any]]]:
    """A database of that version with a row in every table; what is in it, by table."""
    url = engines.database(address)
    engine = engines.for_writing(engines.migrating(url))
    if url.get_backend_name() == "sqlite":
        migrating._prepare_file(url)
    with engine.begin() as connection:
        command.upgrade(migrating._config(connection), revision)
    with engine.begin() as connection:
        for table in tables_of(connection):
            if table.name not in NEVER_WRITTEN.get(revision, set()):
                connection.execute(insert(table).values({each.name: value_of(each.type) for each in table.columns}))
        held = rows_of(connection)
    engine.dispose()
    return held


def tables_of(connection: Connection) -> list[Table]:
    """As the database describes itself, those that others point at first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def value_of(kind: Any) -> object:  # noqa: ANN401  a column's type
    """Every id is 1, so that every row points at the one row of the other table."""
    return OF_KIND[kind.python_type]


def rows_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in tables_of(connection)
    }
