"""The pages and forms of who is who: Slack takes them, nothing on them is cut, and nobody's name breaks them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.people_forms import ROWS, AccountGone, page_of
from bot.domain.people_parts import Part
from bot.local import limits as slacks_side
from bot.local.reading import words_of
from bot.render import limits, people_actions
from tests.templates import everything_people

if TYPE_CHECKING:
    from bot.domain.notices import View

HOSTILE = (
    "",
    "\n",
    "<!channel> <@U1> &amp;",
    '" \\ {{ 7 }} {% x %}',
    "x" * 40_000,
    "<&" * 4000,
    "\N{PILE OF POO}" * 900,
)


def problems(view: View) -> list[str]:
    kind: render.ViewKind = "home" if type(view).__name__ == "ToldAtHome" else "modal"
    made = render.view(view, kind)
    return [*limits.problems(made, kind), *slacks_side.check_view(made, charts=False).reasons]


def words(view: View) -> str:
    return "\n".join(words_of(render.view(view)["blocks"]))


def test_slack_takes_every_page_and_form_and_nothing_is_cut() -> None:
    for view in everything_people.views():
        assert problems(view) == [], type(view).__name__
        assert "there is more" not in words(view)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_slack_takes_them_whatever_posts_and_organisations_are_called(text: str) -> None:
    for view in everything_people.views(text):
        assert problems(view) == [], type(view).__name__
        assert '"mrkdwn"' not in json.dumps(render.view(view))


@pytest.mark.parametrize("count", [0, 1, ROWS, ROWS + 1, 300])
def test_every_row_is_on_one_page_and_on_one_alone(count: int) -> None:
    first, _ = page_of(Part.POSTS, 0, range(count))
    shown = [row for number in range(first.pages) for row in page_of(Part.POSTS, number, range(count))[1]]
    assert shown == list(range(count))
    beyond, rows = page_of(Part.POSTS, 999, range(count))
    assert beyond.number == first.pages - 1
    assert bool(rows) == bool(count)


def test_what_a_button_carries_is_read_back_and_nothing_else_is() -> None:
    written = people_actions.row_value(7, "let in:3", account="U1", roles=("officer", "admin"), until=None)
    row = people_actions.read_row(written)
    assert (row.what, row.place) == ("7", "let in:3")
    assert row.held == {"account": "U1", "roles": "admin,officer", "until": ""}
    for wrong in ("posts", "posts:", "posts:-1", "posts:01", "nowhere:0", "posts:0\n", "posts:99999"):
        with pytest.raises(ValueError, match="no page"):
            people_actions.read_place(wrong)
    for wrong in (
        "",
        "7",
        "[]",
        "{}",
        '{"w":"7"}',
        '{"w":"7","p":"posts:0","x":1}',
        '{"w":"7","p":"posts:0","h":{"a":1}}',
    ):
        with pytest.raises(ValueError, match="no row"):
            people_actions.read_row(wrong)


def test_officers_hear_of_a_closed_account_with_what_follows_from_it() -> None:
    said = [render.plain(each) for each in everything_people.notices() if isinstance(each, AccountGone)]
    assert "They owned no indicator of this plan. They stood in for Health - Named officer 02, " in said[0]
    assert " and 2 more: nobody is asked for 4 indicators of theirs now." in said[0]
    assert "Nobody stands in: nobody is reminded of their indicator." in said[3]
    assert "Health - Named officer 02 stands in and is asked for their indicator." in said[4]
    assert said[5].endswith("And 25 more.")
