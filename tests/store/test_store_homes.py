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
