"""The chase in words: what a reader hears of it, and forms that Slack takes whatever people typed."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bot import render
from bot.domain.nudges import Letter, NudgeDone, NudgeEscalation, NudgeLead, NudgeMessage, NudgePassOn
from bot.domain.rounds import Step
from bot.local import limits as slacks_side
from bot.render import limits, nudge_actions
from bot.render.nudge_actions import Chosen
from tests.templates.everything import with_text
from tests.templates.everything_nudges import TODAY, an_item, notices, some_items, views

HOSTILE = ['<!channel> "\\ & *b* _i_', "\x00", "", " ", "é" * 3_000, "😀" * 1_500, "'}]}", "a\nb\u202ec"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:9]))
def test_every_form_is_one_that_slack_takes_whatever_was_typed(text: str) -> None:
    for shown in views():
        for made in (render.view(shown), render.view(with_text(shown, text))):
            assert limits.problems(made, "modal") == []
            assert slacks_side.check_view(made, charts=True).reasons == ()


def test_who_hears_the_text_alone_hears_every_item_and_what_to_do() -> None:
    said = render.message(NudgeMessage(items=some_items(17), today=TODAY)).text
    assert all(f"Indicator {number} (" in said for number in range(17))
    assert "more, which my Home tab shows" not in said
    assert said.endswith("say so in the menu beside it. What has no button here has one in my Home tab.")
    few = render.message(NudgeMessage(items=some_items(7), today=TODAY)).text
    assert few.endswith("say so in the menu beside it.")


def test_more_than_a_message_holds_is_counted_and_found_at_home() -> None:
    said = render.message(NudgeMessage(items=some_items(60), today=TODAY))
    assert "And 43 more, which my Home tab shows." in said.text
    assert "43 more" in str(said.blocks)
    assert limits.problems({"text": said.text, "blocks": said.blocks}) == []


def test_long_titles_leave_room_for_all_the_buttons() -> None:
    long = 'Percentage of children in care "with" three or more placements & moves, ' * 3
    items = tuple(dataclasses.replace(an_item(f"{number} {long}")) for number in range(12))
    said = render.message(NudgeMessage(items=items, today=TODAY, leads_hear_on=TODAY))
    assert str(said.blocks).count("figure.enter") == 7
    assert limits.weight(said.blocks) <= limits.ALL_BLOCKS


@pytest.mark.parametrize(
    ("days", "opening"),
    [
        ((8,), "1 figure is wanted from you."),
        ((8, 16), "2 figures are wanted from you, both late."),
        ((19, 19, 19), "3 figures are wanted from you, all due today."),
        ((23, 23, 23), "3 figures are wanted from you, all due soon."),
        ((8, 19, 23), "3 figures are wanted from you: 1 is late, 1 is due today, 1 is due soon."),
    ],
)
def test_what_is_alike_is_counted_once(days: tuple[int, ...], opening: str) -> None:
    items = tuple(an_item(due=date(2014, 5, day)) for day in days)
    assert render.plain(NudgeMessage(items=items, today=TODAY)).startswith(opening + "\n")


@pytest.mark.parametrize(
    ("due", "heading"),
    [
        (date(2014, 5, 16), "3 days late, due 16 May 2014:"),
        (date(2014, 5, 18), "1 day late, due 18 May 2014:"),
        (TODAY, "Due today, 19 May 2014:"),
        (date(2014, 5, 23), "Due on 23 May 2014:"),
    ],
)
def test_items_stand_under_when_they_are_due(due: date, heading: str) -> None:
    assert f"\n{heading}\n- " in render.message(NudgeMessage(items=(an_item(due=due),), today=TODAY)).text


def test_it_says_so_when_all_are_in() -> None:
    assert render.plain(NudgeDone(figures_in=7)) == "All 7 figures are in. Thank you."
    assert render.plain(NudgeDone(figures_in=1)) == "The figure is in. Thank you."
    assert "2 figures are in, 1 put off" in render.plain(NudgeDone(figures_in=2, put_off=1))


def test_no_message_of_the_chase_names_a_step_by_its_inner_word() -> None:
    inner = {Step.ANNOUNCE.value, Step.ESCALATE.value, "heads-up"}
    for said in notices():
        heard = render.plain(said).lower()
        assert not [word for word in inner if word in heard]


def test_a_warning_by_email_is_not_said_to_have_arrived() -> None:
    drafts = [each for each in notices() if isinstance(each, NudgeEscalation) and each.by_email]
    said = render.plain(drafts[0])
    assert "warned on 19 May 2014\n" in said
    assert "warned in the email of 19 May 2014, if it was passed on\n" in said


def test_a_lead_is_told_who_owns_each() -> None:
    said = render.plain(NudgeLead(items=some_items(2), today=TODAY))
    assert "late, due 8 May 2014; nobody is named for it" in said


def test_an_email_says_to_whom_what_and_how_to_answer() -> None:
    passed_on = next(each for each in notices() if isinstance(each, NudgePassOn))
    said = render.plain(passed_on)
    for words in (
        "To: Schools - Named officer 03",
        "Subject: Figures wanted for the City CYPP",
        "\nDear Named officer 03,\n\nplease send these figures:\n\n- ",
        "2 owners of figures cannot be reached in Slack.",
        "Please reply with each figure, its source",
        "\n\nWith thanks",
        "steward return --post NAME, or --organisation NAME",
    ):
        assert words in said
    assert "and 4 more, which the return sheet lists" in said
    assert "Each of these is told to the objective's lead on 19 May 2014 if it is still out." in said
    assert str(render.message(passed_on).blocks).count("Get the return sheet'") == 2


def test_an_email_names_each_figure_in_full_and_speaks_of_one_as_one() -> None:
    title = "Percentage of residents aged 15 to 24 in contact with services, " * 3 + "new diagnoses"
    letter = Letter(to="Health", items=(an_item(title),))
    said = render.plain(NudgePassOn(letters=(letter,), plan="City CYPP", today=TODAY))
    assert f"- {title} (NI 117), Q4 2013/14: due today" in said
    assert "Dear colleagues,\n\nplease send this figure:" in said
    assert "reply with the figure, its source" in said


@pytest.mark.parametrize("chosen", Chosen)
def test_a_menus_value_is_read_back(chosen: Chosen) -> None:
    value = nudge_actions.more_value(chosen, 2**63 - 1, "Q2013.4*12")
    assert nudge_actions.read_more(value) == (chosen, (2**63 - 1, "Q2013.4*12"))
    assert len(value) <= 150


@pytest.mark.parametrize(
    "value",
    ["", "|", "all", "defer", "defer|all", "not mine|all", "tomorrow|", "tomorrow|{}", "later|all", "tomorrow|all|all",
     'defer|{"m":1,"p":"Q2013.9"}', 'defer|{"m":true,"p":"Q2013.4"}', 'DEFER|{"m":1,"p":"Q2013.4"}', "[" * 1900],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_only_menus_that_we_write_are_read(value: str) -> None:
    with pytest.raises(ValueError, match=r"^no (line of a nudge's menu|item of the round)$"):
        nudge_actions.read_more(value)


def test_which_of_several_figures_a_lead_is_told_of_is_named_by_their_day() -> None:
    due = (date(2014, 5, 8), date(2014, 5, 16))
    said = render.plain(
        NudgeMessage(items=some_items(8), today=TODAY, leads_hear_on=date(2014, 5, 21), leads_hear_of=due)
    )
    assert (
        "What was due on 8 May 2014 or 16 May 2014 is told to the objective's lead on 21 May 2014 if it is still out"
        in said
    )
