"""What is held about a person: found in every table there is, and taken away from all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from store import aliases, asked, audit, personal, tables
from tests.conftest import MORNING
from tests.store.calls import fill
from tests.store.test_store_tenancy import rows_in

if TYPE_CHECKING:
    from bot.workspace import Workspace

POINTING = {"asked", "delivery", "draft", "membership", "objective_lead", "person", "snooze", "task_snooze"}


def test_whoever_asks_is_given_every_row_that_names_them_and_nobody_else(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = fill(work, "Plan").planted
        asked.record(work, text="is <@U1> there?", asker="U12", intent="help", outcome="answer", at=MORNING)
        asked.record(work, text="anything", asker="U2", intent="help", outcome="answer", at=MORNING)
        aliases.propose(work, "cats", planted.measures[0], "U12", MORNING)
        found = personal.held(work, planted.person, "U1")
    assert found.keys() >= POINTING, POINTING - found.keys()
    assert [each["what"] for each in found["change"]] == ["x"]
    assert sorted(each["asker"] for each in found["asked"]) == ["U1", "U12"]
    assert "U12" not in str(found["alias"])
    assert {each["place"] for each in found["conversation"]} <= {"D1"}
    assert all("value" not in each and "as_printed" not in each for each in found.get("figure", []))


def test_nothing_of_an_account_is_left_in_any_table_once_it_is_erased(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = fill(work, "Plan").planted
        asked.record(work, text="is <@U1> there?", asker="U12", intent="help", outcome="answer", at=MORNING, place="D1")
        audit.add(work, audit.Change(at=MORNING, who="U1", what="let in", old="U12, guest", new="U1, guest"))
        assert personal.forget(work, planted.person, "U1", "erased person BCD") > 0
        left = personal.held(work, None, "U1")
        rows = rows_in(work.connection, workspace)
        lines = audit.of(work, "")
    assert left == {}
    assert not any("'U1'" in row or "<@U1>" in row for table in rows.values() for row in table)
    assert ("erased person BCD", "U12, guest", "erased person BCD, guest") in [(x.who, x.old, x.new) for x in lines]


def test_the_post_stays_without_its_account(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = fill(work, "Plan").planted
        personal.forget(work, planted.person, "U1", "erased person BCD")
        row = work.first(select(*tables.Person.__table__.c).where(tables.Person.__table__.c.id == planted.person))
    assert row is not None
    assert (row.post, row.slack_user, row.away_until, row.deputy_id) == ("Plan: officer 01", None, None, None)


def test_an_erasure_changes_no_more_of_the_audit_than_a_name(workspace: Workspace) -> None:
    with workspace.begin() as work:
        audit.add(work, audit.Change(at=MORNING, who="U1", what="role given", subject="person", new="admin"))
    for wrong in ({"what": "erased person BCD"}, {"who": "U2"}, {"who": "erased person BCD", "new": "reader"}):
        with pytest.raises(DBAPIError, match="only ever added to"), workspace.begin() as work:
            work.change(update(tables.Change.__table__).values(**wrong))
