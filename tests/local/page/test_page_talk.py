"""Reading and writing on the page, as a browser without script does it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, Say

from bot.local import LocalSlack
from tests.local.page.browsers import Answer, Browser

Write = Callable[..., Answer]
Connect = Callable[[], object]


def test_the_address_alone_leads_to_somebody_and_their_conversation_with_the_app(
    browser: Browser,
) -> None:
    answer = browser.follow(browser.get("/"))
    assert answer.status == 200
    assert "as Amy Adams" in answer.words
    assert "Nothing has been said here yet" in answer.words


def test_what_is_written_reaches_the_app_and_its_answer_the_reader(
    slack: LocalSlack, app: App, connect: Connect, say: Write
) -> None:
    @app.event("app_mention")
    def answer(event: dict[str, Any], say: Say) -> None:
        say(f"You said {event['text']}")

    connect()
    page = say("@bot how goes <it>?")
    assert "Amy Adams" in page.words
    assert "how goes <it>?" in page.words
    assert "You said" in page.words
    assert [message.user for message in slack.messages("C1")] == ["U1", "U0BOT"]
