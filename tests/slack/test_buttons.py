"""Buttons: choices answered in place, a card's own questions, sharing; pressed twice or by others they do no harm."""

import io
from collections.abc import Callable

import pytest

from bot.local import LocalSlack
from bot.local.things import Message
from bot.workspace import Workspace
from store import aliases
from tests.conftest import StandingClock
from tests.slack.steward import Steward
from tests.slack.words import ASKED, FIGURE, SEVERAL_FIT

pytestmark = pytest.mark.usefixtures("steward")


@pytest.fixture
def card(slack: LocalSlack) -> Message:
    """The answer to a mention, in its thread."""
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    return slack.from_bot("C1")[-1]


@pytest.fixture
def choices(slack: LocalSlack) -> Message:
    """What a mention that several indicators fit was answered with."""
    slack.user("U1").mention("C1", SEVERAL_FIT)
    slack.settle()
    return slack.from_bot("C1")[-1]


def now(slack: LocalSlack, message: Message) -> Message:
    """A message as it stands now."""
    return next(each for each in slack.messages(message.channel) if each.ts == message.ts)


def test_a_pick_is_answered_in_place(slack: LocalSlack, choices: Message) -> None:
    slack.user("U1").click(choices, "ask.pick:0")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    answer = now(slack, choices)
    assert "ask.pick:0" not in str(answer.blocks)
    assert "ask.history" in str(answer.blocks)
    assert answer.thread_ts == choices.thread_ts


def test_a_pick_proposes_the_askers_words_as_another_name(
    slack: LocalSlack, choices: Message, workspace: Workspace
) -> None:
    slack.user("U1").click(choices, "ask.pick:0")
    slack.settle()
    with workspace.reading() as work:
        (proposal,) = aliases.proposed(work)
    assert (proposal.phrase.casefold(), proposal.by, proposal.times) == (SEVERAL_FIT, "U1", 1)


def test_a_second_pick_from_a_screen_that_lags_behind_changes_nothing(
    slack: LocalSlack, steward: Steward, choices: Message
) -> None:
    other = next(block["accessory"] for block in choices.blocks if "ask.pick:1" in str(block))
    pressed = slack.user("U1").click(choices, "ask.pick:0").payload
    slack.settle()
    first = now(slack, choices)
    late = pressed | {"user": pressed["user"] | {"id": "U2"}, "message": first.json()}
    late["actions"] = [pressed["actions"][0] | {"action_id": other["action_id"], "value": other["value"]}]
    assert steward.receive(late) == 200
    assert now(slack, choices).blocks == first.blocks


def test_a_double_click_picks_once(slack: LocalSlack, choices: Message, workspace: Workspace) -> None:
    for _ in range(2):
        slack.user("U1").click(choices, "ask.pick:0")
    slack.settle()
    with workspace.reading() as work:
        assert [proposal.times for proposal in aliases.proposed(work)] == [1]


def test_none_of_these_says_how_to_ask_in_place_of_the_choices(slack: LocalSlack, choices: Message) -> None:
    slack.user("U1").click(choices, "ask.none")
    slack.settle()
    assert "For example" in now(slack, choices).text
    assert len(slack.from_bot("C1")) == 1


@pytest.mark.parametrize("button", ["ask.history", "ask.why", "ask.target", "ask.owner"])
def test_a_cards_own_questions_are_answered_below_it(slack: LocalSlack, card: Message, button: str) -> None:
    slack.user("U2").click(card, button)
    slack.settle()
    first, second = slack.from_bot("C1")
    assert first.ts == card.ts
    assert second.thread_ts == card.thread_ts


def test_a_double_click_on_a_card_is_answered_once(slack: LocalSlack, card: Message) -> None:
    for _ in range(2):
        slack.user("U1").click(card, "ask.history")
    slack.settle()
    assert len(slack.from_bot("C1")) == 2


def test_a_cards_question_in_a_direct_message_is_answered_below_it(slack: LocalSlack) -> None:
    slack.user("U1").dm(ASKED)
    slack.settle()
    slack.user("U1").click(slack.direct("U1")[-1], "ask.owner")
    slack.settle()
    answer = slack.direct("U1")[-1]
    assert answer.by_bot
    assert answer.thread_ts is None
    assert len(slack.direct("U1")) == 3


def test_a_cards_question_under_a_command_is_answered_to_the_same_person(slack: LocalSlack) -> None:
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    slack.user("U1").click(slack.ephemerals("U1")[-1], "ask.owner")
    slack.settle()
    assert len(slack.ephemerals("U1")) == 2
    assert not slack.from_bot("C1")


def test_a_pick_under_a_command_is_answered_in_place_to_the_same_person(slack: LocalSlack) -> None:
    slack.user("U1").command("/steward", SEVERAL_FIT, "C1")
    slack.settle()
    slack.user("U1").click(slack.ephemerals("U1")[-1], "ask.pick:0")
    slack.settle()
    (answer,) = slack.ephemerals("U1")
    assert "ask.share" in str(answer.blocks)
    assert not slack.from_bot("C1")


def test_sharing_says_it_in_the_channel_with_the_name_of_who_shared_it(slack: LocalSlack) -> None:
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    slack.user("U1").click(slack.ephemerals("U1")[-1], "ask.share")
    slack.settle()
    (said,) = slack.from_bot("C1")
    assert said.only_for is None
    assert FIGURE in said.text
    assert {"type": "user", "user_id": "U1"} in said.blocks[0]["elements"][0]["elements"]


def test_an_answer_is_shared_once(slack: LocalSlack) -> None:
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    private = slack.ephemerals("U1")[-1]
    for _ in range(2):
        slack.user("U1").click(private, "ask.share")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    assert "ask.share" not in str(slack.ephemerals("U1")[-1].blocks)


def test_an_answer_can_be_shared_where_the_bot_is_no_member(slack: LocalSlack) -> None:
    slack.add_channel("C4", "lobby", members=["U1", "U2"], bot=False)
    slack.user("U1").command("/steward", ASKED, "C4")
    slack.settle()
    slack.user("U1").click(slack.ephemerals("U1")[-1], "ask.share")
    slack.settle()
    assert FIGURE in slack.messages("C4")[-1].text


def test_nothing_can_be_shared_where_slack_does_not_say_who_is_there(slack: LocalSlack) -> None:
    slack.add_channel("C5", "secret", is_private=True, members=["U1"], bot=False)
    slack.user("U1").command("/steward", ASKED, "C5")
    slack.settle()
    (answer,) = slack.ephemerals("U1")
    assert FIGURE in answer.text
    assert "ask.share" not in str(answer.blocks)


def test_what_was_answered_is_not_shared_after_the_channel_was_opened_to_others(
    slack: LocalSlack, clock: StandingClock
) -> None:
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    slack.world.channels["C1"].is_ext_shared = True
    clock.advance(minutes=2)
    slack.user("U1").click(slack.ephemerals("U1")[-1], "ask.share")
    slack.settle()
    assert not slack.from_bot("C1")
    assert "shared with another organisation" in slack.ephemerals("U1")[-1].text


def test_a_button_that_no_longer_means_anything_says_so(slack: LocalSlack, card: Message) -> None:
    button = next(each for block in card.blocks if block["type"] == "actions" for each in block["elements"])
    button["value"] = "{}"
    slack.user("U1").click(card, button["action_id"])
    slack.settle()
    assert slack.ephemerals("U1")[-1].text.startswith("This button no longer works")


def test_a_double_click_that_reaches_two_processes_is_answered_once(
    slack: LocalSlack, steward: Steward, start: Callable[[], Steward], card: Message
) -> None:
    slack.timing.redelivery = ()
    pressed = slack.user("U1").click(card, "ask.history").payload
    other = start()
    slack.settle()
    assert [steward.receive(pressed), other.receive(pressed)] == [200, 200]
    assert len(slack.from_bot("C1")) == 2


def test_the_same_button_pressed_later_is_answered_again_by_any_process(
    slack: LocalSlack, start: Callable[[], Steward], card: Message
) -> None:
    pressed = slack.user("U1").click(card, "ask.history").payload
    slack.settle()
    later = f"{float(pressed['actions'][0]['action_ts']) + 5:.6f}"
    start().receive(pressed | {"actions": [pressed["actions"][0] | {"action_ts": later}]})
    assert len(slack.from_bot("C1")) == 3


@pytest.mark.parametrize("value", ["[" * 1_900, '{"i":"list","w":["radford"]}', '{"i":"list","o":7}'])
@pytest.mark.parametrize("button", ["ask.more", "ask.why", "ask.share"])
def test_a_forged_button_is_told_from_ours_and_leaves_no_word_in_the_log(
    slack: LocalSlack, steward: Steward, card: Message, value: str, button: str, log: io.StringIO
) -> None:
    pressed = slack.user("U1").click(card, "ask.history").payload
    slack.settle()
    forged = pressed | {"actions": [pressed["actions"][0] | {"action_id": button, "value": value}]}
    assert steward.receive(forged) == 200
    assert slack.ephemerals("U1")[-1].text.startswith("This button no longer works")
    assert f"Refused a click on {button}: the button is from before a change." in log.getvalue()
    assert value[:20] not in log.getvalue()
