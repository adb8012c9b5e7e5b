"""A workspace written down and taken up again by another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.local import LocalSlack, keeping
from bot.local.things import BOT_USER, View

if TYPE_CHECKING:
    from collections.abc import Callable


def again(slack: LocalSlack, look: Callable[[LocalSlack], object]) -> None:
    """Look at the same workspace in a later process."""
    said = json.loads(json.dumps(keeping.kept(slack.world)))
    with LocalSlack() as later:
        later.add_user("U1", "amy")
        keeping.take_up(later.world, said)
        look(later)


def test_what_was_said_stands_as_it_did_with_its_threads_and_what_only_some_see() -> None:
    with LocalSlack() as slack:
        amy = slack.add_user("U1", "amy")
        slack.add_channel("C1", "board")
        first = amy.say("C1", "Who comes?").message
        assert first
        amy.say("C1", "I do.", first.ts)
        amy.dm("Between us")
        world = slack.world
        world.post(world.bot_message("C1", "For you alone", [], only_for="U1", metadata={"event_type": "x"}))

        def look(later: LocalSlack) -> None:
            assert later.messages("C1") == slack.messages("C1")
            assert later.direct("U1") == slack.direct("U1")
            assert later.ephemerals("U1") == slack.ephemerals("U1")
            assert [each.text for each in later.thread("C1", first.ts)] == ["Who comes?", "I do."]

        again(slack, look)


def test_files_are_at_the_address_that_the_workspace_has_now() -> None:
    with LocalSlack() as slack:
        amy = slack.add_user("U1", "amy")
        amy.upload("return.xlsx", b"PK\x00\xff")

        def look(later: LocalSlack) -> None:
            (file,) = later.direct("U1")[-1].files
            assert file.content == b"PK\x00\xff"
            assert file.json()["url_private"].startswith(later.world.address)
            assert later.world.files[file.id] is file

        again(slack, look)


def test_nothing_new_is_named_like_what_was_there() -> None:
    with LocalSlack() as slack:
        amy = slack.add_user("U1", "amy")
        slack.add_channel("C1", "board")
        before = amy.say("C1", "Before").message
        assert before
        named = slack.world.new_id("F")

        def look(later: LocalSlack) -> None:
            later.world.clock = lambda: 0.0  # as if the clock had been set back
            after = later.user("U1").say("C1", "After").message
            assert after
            assert float(after.ts) > float(before.ts)
            assert later.world.new_id("F") > named

        again(slack, look)


def test_homes_stand_and_forms_are_closed() -> None:
    with LocalSlack() as slack:
        amy = slack.add_user("U1", "amy")
        home = View("V1", amy.id, {"type": "home", "blocks": []}, "hash", "V1")
        slack.world.homes["U1"] = home
        slack.world.modals["U1"] = [home]

        def look(later: LocalSlack) -> None:
            assert later.user("U1").home == home
            assert later.user("U1").modal is None
            assert BOT_USER in later.world.users

        again(slack, look)
