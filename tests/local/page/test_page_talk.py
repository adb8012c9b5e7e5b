"""Reading and writing on the page, as a browser without script does it."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Say
from slack_sdk import WebClient

from bot.local import LocalSlack
from tests.local.page.browsers import Answer, Browser

Write = Callable[..., Answer]
Connect = Callable[[], object]


def test_the_address_alone_leads_to_somebody_and_their_conversation_with_the_app(browser: Browser) -> None:
    answer = browser.follow(browser.get("/"))
    assert answer.status == 200
    assert "as Amy Adams" in answer.words
    assert "Nothing has been said here yet" in answer.words


def test_an_empty_workspace_says_so() -> None:
    with LocalSlack() as slack:
        assert "nobody in this workspace yet" in Browser(slack.world.address).get("/").words


def test_what_is_written_reaches_the_app_and_its_answer_the_reader(
    slack: LocalSlack, app: App, connect: Connect, say: Write
) -> None:
    @app.event("app_mention")
    def answer(event: dict[str, Any], say: Say) -> None:
        say(f"You said {event['text']}")

    connect()
    page = say("@bot how goes <it>?\r\nAnd that?")
    assert "Amy Adams" in page.words
    assert "how goes <it>?" in page.words
    assert "Bot APP" in page.words
    assert "You said" in page.words
    assert slack.messages("C1")[0].text == "<@U0BOT> how goes &lt;it&gt;?\nAnd that?"


def test_a_line_that_begins_with_a_slash_is_a_command_and_its_answer_is_for_one_person_alone(
    slack: LocalSlack, app: App, connect: Connect, say: Write, browser: Browser
) -> None:
    @app.command("/board")
    def take(ack: Ack, command: dict[str, Any]) -> None:
        ack(f"You asked for {command['text']}")

    connect()
    page = say("/board status of NEET")
    assert "Only you can see this" in page.words
    assert "You asked for status of NEET" in page.words
    assert "You asked for" not in browser.get("/as/U2/C1").words
    assert slack.messages("C1") == []


def test_a_command_that_nobody_answers_is_told_of(slack: LocalSlack, say: Write) -> None:
    slack.timing.answer = 0.05
    assert "The app did not answer in time (operation_timeout)" in say("/board").words


@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_nothing_is_sent_where_nothing_is_typed(slack: LocalSlack, say: Write, text: str) -> None:
    assert say(text).status == 200
    assert slack.messages("C1") == []


def test_a_thread_stands_beside_its_conversation(slack: LocalSlack, client: WebClient, browser: Browser) -> None:
    ts = client.chat_postMessage(channel="C1", text="Figures?")["ts"]
    thread = f"/as/U1/C1?thread={ts}"
    assert "Reply in thread" in browser.get("/as/U1/C1").words
    page = browser.post(f"/as/U1/C1/say?thread={ts}", **{"in": "thread"}, text="Six")
    assert slack.messages("C1")[-1].thread_ts == ts
    assert "Thread in #board" in page.words
    assert "Six" in page.words
    assert "1 reply" in page.words
    browser.post(f"/as/U1/C1/say?thread={ts}", **{"in": "thread"}, text="Seven")
    assert "2 replies" in browser.get("/as/U1/C1").words
    assert "Seven" not in browser.get("/as/U1/C1").words
    assert "Seven" in browser.get(thread).words
    browser.post(f"/as/U1/C1/say?thread={ts}", text="To the channel")
    assert slack.messages("C1")[-1].thread_ts is None


def test_a_command_that_the_app_does_not_have_is_refused_at_once_and_stays_typed(slack: LocalSlack, say: Write) -> None:
    slack.commands.add("/board")
    page = say("/remind me")
    assert "Slack says: /remind is not a valid command." in page.words
    assert "/remind me</textarea>" in page.html
    assert slack.deliveries == []
    assert "valid command" not in say(" /remind me").words
    assert slack.messages("C1")[-1].text == "/remind me", "after a space it is a message"


def test_a_command_in_a_thread_is_refused_and_stays_typed(
    slack: LocalSlack, client: WebClient, browser: Browser
) -> None:
    ts = client.chat_postMessage(channel="C1", text="Figures?")["ts"]
    page = browser.post(f"/as/U1/C1/say?thread={ts}", **{"in": "thread"}, text="/board NEET")
    assert "Slack runs no commands in threads" in page.words
    assert "/board NEET</textarea>" in page.html
    assert slack.deliveries == []
    assert re.findall(r'href="(/as/U1/(?:home|bot)[^"]*)"', page.html) == ["/as/U1/home", "/as/U1/bot"]
    page = browser.post("/as/U1/C1/dismiss")
    assert "no commands in threads" not in page.words


def test_days_follow_the_clock_of_the_workspace_in_the_zone_of_who_reads() -> None:
    now = [1397721600.0]  # 17 April 2014, 09:00 in London
    with LocalSlack(clock=lambda: now[0]) as slack:
        amy = slack.add_user("U1", "amy")
        slack.add_user("U2", "ben", tz="Asia/Tokyo")
        slack.add_channel("C1", "board")
        amy.say("C1", "Good morning")
        now[0] += 15 * 3600
        amy.say("C1", "Good night")
        browser = Browser(slack.world.address)
        words = browser.get("/as/U1/C1").words
        assert words.index("Thursday 17 April 2014") < words.index("Good morning") < words.index("Friday 18 April 2014")
        assert browser.get("/as/U2/C1").words.count("2014") == 2, "17:00 and 08:00 on two days there, too"
        assert "17:00" in browser.get("/as/U2/C1").words


def test_others_are_shown_with_what_is_new_to_them(slack: LocalSlack, client: WebClient, browser: Browser) -> None:
    def people(page: Answer) -> str:
        return page.words.split("Whom to be")[1].split("You are")[0]

    channel = client.conversations_open(users="U2")["channel"]["id"]
    client.chat_postMessage(channel=channel, text="Three figures are due")
    assert "Ben Brown 1 new" in people(browser.get("/as/U1/bot"))
    slack.user("U1").say("C1", "Good morning")
    assert "Ben Brown 2 new" in people(browser.get("/as/U1/bot"))
    assert "Amy Adams 1 new" not in people(browser.get("/as/U1/bot"))
    page = browser.get("/as/U2/bot")
    assert "Three figures are due" in page.words
    assert "#board 1 new" in page.words
    assert "Ben Brown 1 new" in people(page)
    assert "Ben Brown" in people(browser.get("/as/U2/C1"))
    assert "new" not in people(browser.get("/as/U1/bot"))


def test_people_of_other_organisations_see_their_channels_alone(slack: LocalSlack, browser: Browser) -> None:
    slack.add_channel("C2", "finance", members=["U1"])
    slack.user("U1").say("C2", "Secret")
    page = browser.get("/as/U9/C9")
    assert "#partners" in page.words
    assert "#board" not in page.words
    assert "#finance" not in page.words
    answer = browser.get("/as/U9/C2")
    assert answer.status == 404
    assert "Xena Extern has no conversation of that name." in answer.words


def test_a_public_channel_can_be_joined_and_read_from_then_on(slack: LocalSlack, browser: Browser) -> None:
    slack.timing.answer = 0.05
    slack.add_channel("C2", "finance", members=["U1"])
    slack.add_channel("C3", "closed", members=["U1"], is_private=True)
    slack.user("U1").say("C2", "Secret")
    page = browser.get("/as/U2/C2")
    assert "You are not in this channel." in page.words
    assert "Secret" not in page.words
    assert "#closed" not in page.words
    assert "Secret" in browser.post("/as/U2/C2/join").words
    assert "U2" in slack.world.channels["C2"].members


def test_an_archived_channel_is_read_and_not_written_in(slack: LocalSlack, browser: Browser) -> None:
    slack.add_channel("C4", "old", is_archived=True)
    assert "nothing can be written in it" in browser.get("/as/U1/C4").words
    page = browser.post("/as/U1/C4/say", text="Hello")
    assert "old is archived" in page.words


def test_a_mention_where_the_app_is_not_is_told_of(slack: LocalSlack, browser: Browser) -> None:
    slack.add_channel("C2", "finance", members=["U1"], bot=False)
    assert "The app is not in this channel" in browser.post("/as/U1/C2/say", text="@bot hello").words
    assert "The app is not in this channel" not in browser.post("/as/U1/C2/say", text="hello").words


def test_that_no_app_is_connected_is_said(slack: LocalSlack, browser: Browser, connect: Connect) -> None:
    assert "The app is not connected" in browser.get("/as/U1/C1").words
    connect()
    slack.wait_for(lambda: slack.connections)
    assert "The app is not connected" not in browser.get("/as/U1/C1").words


def test_only_the_end_of_a_long_conversation_is_drawn_until_more_is_asked_for(
    slack: LocalSlack, browser: Browser
) -> None:
    slack.events.clear()
    for number in range(101):
        slack.user("U1").say("C1", f"Word {number:03}")
    page = browser.get("/as/U1/C1")
    assert "Word 000" not in page.words
    assert "Word 100" in page.words
    assert "Show earlier messages" in page.words
    assert "Word 000" in browser.get("/as/U1/C1?earlier=1").words


def test_a_page_costs_nothing_until_it_is_asked_for() -> None:
    before = threading.active_count()
    with LocalSlack() as slack:
        slack.add_user("U1", "amy")
        assert slack.world.changed._listeners == []
        Browser(slack.world.address).get("/as/U1/bot")
        assert slack.world.changed._listeners == []
    assert threading.active_count() == before
