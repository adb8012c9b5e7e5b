"""The part of Home that somebody looks at is kept for when it is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import homes, people

if TYPE_CHECKING:
    from bot.workspace import Workspace


def test_the_part_last_looked_at_is_kept_for_each_person(workspace: Workspace) -> None:
    with workspace.begin() as work:
        amy, ben = people.person(work, "Officer 01"), people.person(work, "Officer 02")
        assert homes.page(work, amy) == ""
        assert homes.look(work, amy, "queue:20")
        assert not homes.look(work, amy, "queue:20")
        assert (homes.page(work, amy), homes.page(work, ben), homes.page(work, 1)) == ("queue:20", "", "")
        assert not homes.look(work, 1, "all")


def test_a_home_is_kept_fresh_until_its_account_may_not_come_in_any_more(workspace: Workspace) -> None:
    with workspace.begin() as work:
        amy = people.person(work, "Officer 01")
        people.link(work, amy, "U1")
        people.opened_home(work, amy)
        assert not homes.close(work, "U2")
        assert homes.close(work, "U1")
        assert not homes.close(work, "U1")
        assert not people.by_ids(work, [amy])[amy].home_opened
