"""Transactions: all or nothing, readers that do not write, writers that wait for each other."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.domain.asking import Context, Intent
from store import asked, conversations, plan, tables
from store.work import mine
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Store, Work

WRITERS, ROWS = 4, 40
WRITE = """
import sys
from datetime import UTC, datetime
from store import asked, plan
from store.work import Store
store = Store(sys.argv[1])
for number in range(int(sys.argv[3])):
    with store.begin(int(sys.argv[2])) as work:
        plan.standing(work)
        asked.record(work, text="x", asker="U1", intent="help", outcome="answer", at=datetime(2014, 7, 2, tzinfo=UTC))
        plan.bump(work)
store.close()
"""


class SomethingWrongError(Exception):
    pass


def test_what_an_exception_breaks_off_is_undone_altogether(workspace: Workspace) -> None:
    def half_done() -> None:
        with workspace.begin() as work:
            plant(work)
            record(work)
            raise SomethingWrongError

    with pytest.raises(SomethingWrongError):
        half_done()
    with workspace.reading() as work:
        assert plan.plans(work) == ()
        assert plan.stamp(work) == 0
        assert count(work) == 0


def test_a_transaction_is_seen_by_others_once_it_is_over(workspace: Workspace) -> None:
    with workspace.begin() as work:
        record(work)
        with workspace.reading() as other:
            assert count(other) == 0
    with workspace.reading() as work:
        assert count(work) == 1


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(workspace: Workspace) -> None:
    with workspace.reading() as reader:
        assert count(reader) == 0
        with workspace.begin() as work:
            record(work)
        assert count(reader) == 0


def test_a_transaction_that_reads_does_not_write(workspace: Workspace) -> None:
    with workspace.reading() as work:
        with pytest.raises(RuntimeError, match="only reads"):
            record(work)
        with pytest.raises(RuntimeError, match="only reads"):
            conversations.remember(work, "D1", Context(intent=Intent.HELP), MORNING)
        with pytest.raises(RuntimeError, match="only reads"):
            plan.bump(work)


def test_the_stamp_goes_up_once_for_each_transaction_that_changes_the_plan(workspace: Workspace) -> None:
    with workspace.begin() as work:
        plan.bump(work)
        plan.bump(work)
    with workspace.begin() as work:
        plan.bump(work)
        assert plan.stamp(work) == 2


def test_threads_that_write_at_once_wait_for_each_other(workspace: Workspace) -> None:
    def write(_: int) -> None:
        for _ in range(ROWS):
            with workspace.begin() as work:
                plan.standing(work)
                record(work)
                plan.bump(work)

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    with workspace.reading() as work:
        assert count(work) == plan.stamp(work) == WRITERS * ROWS


def test_processes_that_write_at_once_wait_for_each_other(workspace: Workspace, store: Store) -> None:
    address = store.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WRITE, address, str(workspace.id), str(ROWS)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    assert [process.communicate(timeout=120)[1] for process in processes] == [""] * WRITERS
    with workspace.reading() as work:
        assert count(work) == plan.stamp(work) == WRITERS * ROWS


def test_a_row_that_is_there_is_not_added_again(workspace: Workspace) -> None:
    with workspace.begin() as work:
        assert work.add_once(tables.Organisation, id=1, name="Health")
        assert not work.add_once(tables.Organisation, id=1, name="Police")
        assert not work.add_once(tables.Organisation, id=2, name="Health")
        names = work.rows(select(tables.Organisation.__table__.c.name).where(mine(tables.Organisation)))
    assert [row.name for row in names] == ["Health"]


def test_a_row_that_is_put_again_takes_the_place_of_the_first_and_of_no_other(workspace: Workspace) -> None:
    with workspace.begin() as work:
        for place, intent in (("D1", "help"), ("D2", "help"), ("D1", "status")):
            work.put(tables.Conversation, place=place, context={"intent": intent}, at=MORNING)
        kept = tables.Conversation.__table__.c
        rows = work.rows(select(kept.place, kept.context).where(mine(tables.Conversation)).order_by(kept.place))
    assert [tuple(row) for row in rows] == [("D1", {"intent": "status"}), ("D2", {"intent": "help"})]


def record(work: Work) -> None:
    asked.record(work, text="x", asker="U1", intent="help", outcome="answer", at=MORNING)


def count(work: Work) -> int:
    found = work.first(select(func.count()).select_from(tables.Asked.__table__).where(mine(tables.Asked)))
    assert found is not None
    assert len(asked.since(work, MORNING - timedelta(days=1))) == found[0]
    return int(found[0])
