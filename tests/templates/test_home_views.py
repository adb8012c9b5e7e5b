"""Home and its forms: whatever there is to show, Slack takes it, all of it is to be reached, and words come first."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot import render
from bot.domain import misfits
from bot.domain.home_places import Place, Section, read_place, written
from bot.domain.homes import Guide, Home, MinePart, Unreminded, page
from bot.local import limits as slacks_side
from bot.local.reading import words_of
from bot.render import limits
from tests.builders import a_plan
from tests.templates.everything import with_text
from tests.templates.everything_home import AT, OFFICER, a_home, an_idle_home, views

if TYPE_CHECKING:
    from bot.domain.notices import View

VIEWS = list(views())
HOSTILE = (
    "",
    "\n",
    "<!channel> <@U1> &amp;",
    '" \\ {{ 7 }} {% x %}',
    "x" * 40_000,
    "<&" * 4000,
    "\N{PILE OF POO}" * 9000,
)


def kind_of(view: View) -> render.ViewKind:
    return "modal" if type(view).__name__.endswith("Form") else "home"


def words(view: View) -> str:
    return "\n".join(words_of(render.view(view, kind_of(view))["blocks"]))


def problems(view: View) -> list[str]:
    made = render.view(view, kind_of(view))
    ours = limits.problems(made, kind_of(view))
    return [*ours, *slacks_side.check_view(made, charts=False).reasons]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_slack_takes_them_whatever_people_typed(text: str) -> None:
    for view in VIEWS:
        hostile = with_text(view, text)
        assert problems(hostile) == []
        made = json.dumps(render.view(hostile, kind_of(view)))
        assert '"mrkdwn"' not in made


@pytest.mark.parametrize("place", [None, *(Place(section, 0) for section in Section)], ids=str)
def test_three_hundred_indicators_and_sixty_owners_stay_well_within_a_hundred_blocks(place: Place | None) -> None:
    home = a_home(300, organisations=60, place=place)
    assert len(render.view(home, "home")["blocks"]) <= 90
    assert "there is more" not in words(home)


def buttons(view: View) -> list[tuple[str, str]]:
    made = render.view(view, "home")["blocks"]
    return [
        (part["action_id"], part.get("value", ""))
        for block in made
        for part in block.get("elements", ())
        if part.get("type") == "button"
    ]


@pytest.mark.parametrize("section", Section)
def test_every_line_of_a_part_is_reached_by_its_buttons_from_home_and_back(section: Section) -> None:
    """From the overview to the first page, on from page to page until none is left, and back to where it began."""

    def page_of(home: Home) -> Any:  # noqa: ANN401  any page
        part = getattr(home, section.value)
        return getattr(part, "page", part)

    def to(home: Home, action_id: str) -> Place | None:
        values = [value for name, value in buttons(home) if name == action_id and value.startswith(section.value)]
        return read_place(values[0]) if values else None

    place, seen = to(a_home(45, organisations=30), "home.page"), 0
    while place:
        home = a_home(45, organisations=30, place=place)
        assert page_of(home).start == seen
        seen += len(page_of(home).lines)
        back = to(home, "home.page:earlier")
        assert (back is None) == (place.start == 0)
        assert ("home.page:back", "all") in buttons(home)
        place = to(home, "home.page:later")
    assert seen == page_of(a_home(45, organisations=30)).of


def test_home_says_when_it_was_made_and_for_whom() -> None:
    assert "As at 14:32, 19 May. You are here as Board office - Named officer 03." in words(a_home())


def test_a_verdict_stands_before_its_figure_and_what_readers_do_not_see_is_marked() -> None:
    said = words(a_home(4))
    assert "No target set. 16 to 18 year olds who are not in education" in said
    assert "Waiting for approval." in said
    assert "Under embargo until 14:32 on 19 May 2014: only you and the officers see it." in said
    assert "No figure yet: 16 to 18 year olds" in said


def test_the_round_is_told_in_counts_and_days() -> None:
    said = words(a_home(organisations=2))
    assert "Children's Partnership Board, meeting on 2 July 2014" in said
    assert "14 of 22 in (10 approved, 4 waiting for approval), 2 late, 1 put off, 5 awaited" in said
    assert "19 May 2014 (today)" in said
    assert "Figures for no meeting that is known" in said


def test_with_nothing_to_do_home_is_short() -> None:
    said = words(an_idle_home())
    assert "No figure is wanted from you now" in said
    assert "No figure waits for approval" in said
    assert "No round is under way" in said
    assert len(render.view(an_idle_home(), "home")["blocks"]) < 25


def test_what_is_led_is_not_called_ones_own() -> None:
    def said(of: int, led: int) -> str:
        shown = page(Section.MINE, list(a_home(of).mine.page.lines) if a_home(of).mine else [], None)
        return words(dataclasses.replace(a_home(), mine=MinePart(page=shown, led=led) if shown else None))

    assert "3 indicators are yours, 1 more is under your objectives" in said(4, 1)
    assert "4 indicators are under your objectives" in said(4, 4)
    assert "1 indicator is yours" in said(1, 0)


def test_who_stands_in_or_is_away_reads_so() -> None:
    away = dataclasses.replace(a_home().person or OFFICER, away_until=date(2014, 5, 20))
    said = words(dataclasses.replace(a_home(), person=away))
    assert "You are away until 20 May 2014; once you are back, say so under I am away" in said
    assert "; you stand in for Board office - Named officer 03" in said
    assert "You are away" not in words(a_home())


def test_what_is_late_is_counted_and_a_lead_has_nothing_to_press() -> None:
    settled, late = a_home(6), a_home(6).late
    assert late
    assert "4 figures are late; of 2 more nobody is reminded" in words(settled)
    assert "late, due 1 May 2014; nobody is named for it" in words(settled)
    none_late = dataclasses.replace(late, unasked=6)
    assert "Of 6 figures that are due soon nobody is reminded" in words(dataclasses.replace(settled, late=none_late))
    led = dataclasses.replace(settled, owed=None, late=dataclasses.replace(late, unasked=0, to_settle=False))
    assert "6 figures are late under your objectives" in words(led)
    assert not [name for name, _ in buttons(led) if name == "figure.enter"]


def test_an_officer_reads_why_nobody_is_reminded() -> None:
    assert (
        "Nobody is reminded in Slack of 88 indicators: 66 whose owner has no Slack account, 18 of organisations where"
        " nobody has one, 1 whose owner is away without a deputy, 1 whose owner's account is closed, 2 without an"
        " owner. For the first 84 of these you get emails to pass on when figures fall due." in words(a_home())
    )
    told = words(dataclasses.replace(a_home(), unreminded=Unreminded(nobody=1)))
    assert "Nobody is reminded in Slack of 1 indicator: 1 of organisations where nobody has one. " in told
    assert "You get emails to pass on" in told


@pytest.mark.parametrize(
    ("posts", "whom"),
    [
        (("Performance officer",), "ask the performance officer to match it"),
        (
            ("Performance officer", "Named officer 03"),
            "ask the performance officer (Performance officer, Named officer 03) to match it",
        ),
        ((), "ask the board's performance officer to match it"),
    ],
)
def test_a_post_is_not_said_twice(posts: tuple[str, ...], whom: str) -> None:
    guide = Guide(indicators=3, objectives=1)
    assert whom in words(Home(at=AT, plan=a_plan(), person=None, officers=posts, guide=guide))


@pytest.mark.parametrize(
    "value", ["", "all:", "owed", "owed:", "owed:-1", "owed:1e3", "owed:9999999", "people:0", "x" * 9999]
)
def test_a_place_that_nobody_wrote_is_none(value: str) -> None:
    with pytest.raises(ValueError, match=r"of Home$"):
        read_place(value)


@pytest.mark.parametrize("place", [None, Place(Section.QUEUE), Place(Section.OWED, 20)])
def test_a_place_reads_back(place: Place | None) -> None:
    assert read_place(written(place)) == place


def test_a_page_past_the_end_is_the_last_one() -> None:
    home = a_home(25, place=Place(Section.OWED, 4000))
    assert home.owed
    assert (home.owed.page.start, len(home.owed.page.lines)) == (20, 5)


def test_every_kind_of_date_that_does_not_fit_has_a_sentence_of_its_own() -> None:
    kinds = set(re.findall(r"""(?:_misfit\(|_found\(|kind=)"([a-z ]+)\"""", inspect.getsource(misfits)))
    homes = [view for view in VIEWS if isinstance(view, Home) and view.settings]
    held = [misfit for home in homes if home.settings for misfit in home.settings.misfits]
    assert {misfit.kind for misfit in held} == kinds
    said = {line for home in homes for line in words(home).splitlines()}
    meets = "Children's Partnership Board meets quarterly, but its meeting on 2 July 2014 comes"
    assert {f"{meets} 7 months after 19 May 2014.", f"{meets} 3 days after 19 May 2014."} <= said
    assert "The meeting on 2 July 2014 falls on a day when nobody works: Good Friday." in said
    assert "The plan as imported names a meeting on 2 July 2014, which is not set: add it, or leave it." in said
    assert any(line.startswith("No body is told of 4 indicators (NI 117, 16 to 18 year olds") for line in said)


def test_what_the_round_counts_is_said_beside_what_the_plan_and_its_report_count() -> None:
    said = words(a_home(3))
    assert "Counted are the figures asked for, a number and its rate as one. The plan has 102 indicators" in said
    assert "its report counts their 111 numbered lines" in said
    assert "numbered lines" not in words(dataclasses.replace(a_home(3), lines=0))
    assert "Counted are" not in words(dataclasses.replace(a_home(3), indicators=0))
