"""Each line of the log says whose errand it belongs to, in words or as JSON, in whichever thread it is written."""

from __future__ import annotations

import io
import json
import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest

from bot import errands, hands, logs, redaction
from bot.app.kinds import KINDS, asker_of, kind_of
from bot.domain.errors import DatabaseAway
from bot.errands import Errand
from tests.slack.sending import Sending
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.slack.steward import Steward

LIBRARIES = ("slack_bolt.App", "slack_sdk.web.client", "uvicorn.error", "apscheduler.scheduler", "asyncio")


@pytest.fixture
def page() -> Iterator[io.StringIO]:
    """What is written as JSON."""
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    handler.addFilter(redaction.Redacting())
    handler.setFormatter(logs.Json())
    loggers = [logging.getLogger(name) for name in ("steward", *LIBRARIES)]
    before = [each.level for each in loggers]
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(logging.DEBUG)
    yield page
    for each, level in zip(loggers, before, strict=True):
        each.removeHandler(handler)
        each.setLevel(level)


def lines(page: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in page.getvalue().splitlines()]


def of_kind(page: io.StringIO, kind: str) -> list[dict[str, Any]]:
    return [line for line in lines(page) if line.get("kind") == kind]


@pytest.mark.usefixtures("steward")
def test_a_request_ends_with_a_line_that_says_whose_it_was_and_how_it_ended(
    slack: LocalSlack, workspace: Workspace, page: io.StringIO
) -> None:
    slack.user("U1").mention("C1", ASKED)
    (line,) = slack.wait_for(lambda: of_kind(page, "mention"))
    assert line["message"] == "Over: mention, done."
    assert (line["workspace"], line["person"], line["outcome"]) == (str(workspace.id), "U1", "done")
    assert line["ms"] >= 0
    assert line["request"]
    assert line["time"].endswith("+00:00")
    assert FIGURE not in page.getvalue()
    assert ASKED not in page.getvalue()


@pytest.mark.usefixtures("steward")
def test_what_a_person_is_told_of_trouble_leads_to_every_line_of_the_request(
    slack: LocalSlack, page: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError(FIGURE)

    monkeypatch.setattr("handlers.questions.answers.answer", fails)
    slack.user("U1").mention("C1", ASKED)
    told, ended = slack.wait_for(lambda: found if len(found := of_kind(page, "mention")) > 1 else None)
    assert told["request"] == ended["request"]
    assert told["message"] == f"Trouble {told['request']} with a mention ({slack.world.deliveries[0].event_id})."
    assert told["error"].endswith("ValueError")
    assert ended["outcome"] == "failed"
    assert told["request"] in slack.from_bot("C1")[0].text
    assert FIGURE not in page.getvalue()


def test_what_is_refused_what_comes_again_and_what_must_wait_are_told_apart(
    slack: LocalSlack, idle: Steward, page: io.StringIO
) -> None:
    def ended(payload: dict[str, Any]) -> str:
        errand = Errand("request")
        with errand.at_hand():
            status = idle.receive(payload)
        logs.end(errand, status)
        return errand.outcome

    asked = [
        slack.user(each).mention(where, ASKED).payload for each, where in (("U9", "C9"), ("U1", "C1"), ("U2", "C1"))
    ]
    ends = ["refused", "later", "in other hands", "done", "known already"]
    found = [ended(asked[0])]
    slack.server_error("chat.postMessage", 503, times=1)
    assert [*found, *(ended(asked[each]) for each in (1, 1, 2, 2))] == ends
    assert [line["outcome"] for line in of_kind(page, "mention") if line["message"].startswith("Over")] == ends


def test_hands_go_on_with_the_errand_that_they_were_given(page: io.StringIO) -> None:
    pairs = hands.Hands()
    with Errand("request", 7, "U7").at_hand() as errand:
        taken = pairs.take(lambda: logging.getLogger("steward").info("Here."), event=True)
    taken.result()
    pairs.stop(1)
    (line,) = lines(page)
    assert (line["request"], line["workspace"], line["person"]) == (errand.reference, "7", "U7")


def test_a_delivery_and_a_tick_have_errands_of_their_own(
    slack: LocalSlack, workspace: Workspace, page: io.StringIO
) -> None:
    from bot import schedule

    sending = Sending(slack, workspace)
    slack.server_error("chat.postMessage", 500, times=2)
    sending.plan("a", person_id=sending.person("U1"))
    sending.outbox.drain()
    deliveries = [line for line in of_kind(page, "delivery") if "must wait" in line["message"]]
    assert deliveries
    assert all(line["workspace"] == str(workspace.id) and line["person"] == "U1" for line in deliveries)

    def away() -> None:
        raise DatabaseAway

    schedule._safely("decide", away, schedule.Beats())()
    assert of_kind(page, "decide")[0]["request"] not in {line["request"] for line in deliveries}
    assert errands.at_hand() is None


@pytest.mark.parametrize("name", LIBRARIES)
def test_lines_of_libraries_lose_what_they_quote_in_json_too(page: io.StringIO, name: str) -> None:
    log = logging.getLogger(name)
    log.error("Failed (%s) with xoxb-1-secret", {"text": FIGURE})
    log.error("Future exception was never retrieved\nfuture: <Task exception=ValueError('%s')>", FIGURE)
    log.error("token xoxb-1-secret")
    log.error("%d of them", "no number")
    said = [line["message"] for line in lines(page)]
    assert said == [
        "Failed (...", "Future exception was never retrieved\nfuture: ...", "token (hidden)",
        "A line that cannot be written.",
    ]  # fmt: skip
    assert {line["logger"] for line in lines(page)} == {name}


def test_in_words_the_errand_stands_in_brackets_behind_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    record = logging.LogRecord("steward", logging.INFO, "", 0, "Told.", (), None)
    assert logs.Words().format(record).endswith(" INFO Told.")
    errand = Errand("mention", 3, "U1", reference="K7Q-4MW")
    with errand.at_hand():
        told = logs.Words().format(record)
    assert told.partition(" INFO ")[2].startswith("Told. [request=K7Q-4MW workspace=3 person=U1 kind=mention ms=")
    assert capsys.readouterr().err == ""


def test_a_thread_that_dies_says_so_without_the_words_of_its_error(
    page: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", logs._ended)

    def dies() -> None:
        raise ValueError(FIGURE)

    thread = threading.Thread(target=dies, name="one of ours")
    thread.start()
    thread.join()
    (line,) = lines(page)
    assert line["message"] == "The thread one of ours has ended."
    assert line["error"].endswith("ValueError")
    assert FIGURE not in page.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        {}, {"type": []}, {"type": "event_callback"}, {"type": "event_callback", "event": []},
        {"type": "event_callback", "event": {"type": ["x"]}}, {"command": 1, "user_id": "U1\nforged"},
        {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "user": 1, "subtype": []}},
        {"type": "block_actions", "user": {"id": {"id": "U1"}}}, {"user": "<!channel>"},
    ],
)  # fmt: skip
def test_what_stands_in_a_line_is_never_a_word_from_outside(body: dict[str, Any]) -> None:
    assert kind_of(body) in KINDS
    assert asker_of(body) == ""


def test_what_asks_nothing_leaves_no_line(slack: LocalSlack, start: Callable[[], Steward], page: io.StringIO) -> None:
    start()
    logging.getLogger("steward").setLevel(logging.INFO)
    slack.user("U1").dm(ASKED)
    slack.settle()
    assert [line["kind"] for line in lines(page) if line["logger"] == "steward"] == ["message"]
