"""When something fails: one sentence for whoever asked, a reference in the log, no second answer, and no crash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.app import trouble
from bot.errands import new_reference
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from bot.local import LocalSlack
    from store.work import Store
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

REFERENCE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")
HOSTILE = "Radford <!channel> xoxb-1-2-abc 17.5% _secret_"


@pytest.fixture
def break_database(store: Store) -> Iterator[Callable[[], None]]:
    """Makes a database in which questions can no longer be answered: a table is gone, until the test is over."""
    names = ["asked", "gone"]

    def rename() -> None:
        with store.all_workspaces(writes=True) as connection:
            connection.execute(text(f"ALTER TABLE {names[0]} RENAME TO {names[1]}"))
        names.reverse()

    yield rename
    if names[0] == "gone":
        rename()


@pytest.fixture
def broken(break_database: Callable[[], None]) -> None:
    break_database()


def reference_in(words: str) -> str:
    found = REFERENCE.search(words)
    assert found, words
    return found[0]


@pytest.mark.usefixtures("steward", "broken")
def test_whoever_asks_in_a_channel_gets_one_sentence_with_a_reference_that_stands_in_the_log(
    slack: LocalSlack, log: io.StringIO
) -> None:
    told = slack.user("U1").mention("C1", HOSTILE)
    slack.settle()
    (answer,) = slack.from_bot("C1")
    assert told.acked
    assert answer.thread_ts == told.message.ts
    assert f"Trouble {reference_in(answer.text)}" in log.getvalue()


@pytest.mark.usefixtures("steward", "broken")
def test_trouble_is_apologised_for_once(slack: LocalSlack) -> None:
    told = slack.user("U1").dm(ASKED)
    slack.settle()
    slack.redeliver(told.event_id)
    slack.settle()
    assert len([each for each in slack.direct("U1") if each.by_bot]) == 1


@pytest.mark.usefixtures("steward", "broken")
def test_whoever_uses_the_command_gets_the_sentence_too(slack: LocalSlack, log: io.StringIO) -> None:
    slack.user("U1").command("/steward", HOSTILE, "C1")
    slack.settle()
    assert reference_in(slack.ephemerals("U1")[0].text) in log.getvalue()
    assert not slack.user("U1").notices


@pytest.mark.usefixtures("steward")
def test_whoever_presses_a_button_gets_the_sentence_too(
    slack: LocalSlack, break_database: Callable[[], None], log: io.StringIO
) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    break_database()
    slack.user("U1").click(slack.from_bot("C1")[0], "ask.history")
    slack.settle()
    assert reference_in(slack.ephemerals("U1")[0].text) in log.getvalue()
    assert not slack.user("U1").notices


@pytest.mark.usefixtures("steward", "broken")
def test_neither_the_question_nor_a_token_nor_a_figure_stands_in_the_log(slack: LocalSlack, log: io.StringIO) -> None:
    slack.user("U1").mention("C1", HOSTILE)
    slack.user("U1").dm(HOSTILE)
    slack.user("U1").command("/steward", HOSTILE, "C1")
    slack.settle()
    page = log.getvalue()
    assert "Trouble" in page
    for word in ("Radford", "17.5", "secret", "xoxb-", "xapp-", FIGURE):
        assert word not in page


@pytest.mark.usefixtures("steward")
def test_nothing_of_an_answer_stands_in_the_log_when_all_is_well(slack: LocalSlack, log: io.StringIO) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.user("U9").mention("C9", ASKED)
    slack.settle()
    assert FIGURE not in log.getvalue()
    assert ASKED not in log.getvalue()


@pytest.mark.parametrize("status", [500, 503])
def test_an_answer_that_slack_did_not_take_is_given_later(
    slack: LocalSlack, steward: Steward, clock: StandingClock, log: io.StringIO, status: int
) -> None:
    slack.events.clear()
    slack.server_error("chat.postMessage", status)
    told = slack.user("U1").mention("C1", ASKED)
    assert steward.receive(told.payload) == trouble.LATER
    assert f"chat.postMessage was answered with status {status}" in log.getvalue()
    clock.advance(minutes=2)
    steward.inbox.sweep()
    assert len([each for each in slack.from_bot("C1") if FIGURE in each.text]) == 1
    assert "Trouble" not in log.getvalue()


def test_a_long_rate_limit_is_waited_for_elsewhere(
    slack: LocalSlack, steward: Steward, clock: StandingClock, log: io.StringIO
) -> None:
    slack.events.clear()
    slack.rate_limit("chat.postMessage", retry_after=30)
    told = slack.user("U1").mention("C1", ASKED)
    assert steward.receive(told.payload) == trouble.LATER
    assert "wait 30 s" in log.getvalue()
    clock.advance(minutes=2)
    steward.inbox.sweep()
    assert FIGURE in slack.from_bot("C1")[0].text


@pytest.mark.usefixtures("steward")
def test_a_short_rate_limit_is_sat_out_within_the_request(slack: LocalSlack) -> None:
    slack.rate_limit("chat.postMessage", retry_after=1)
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert told.acked
    assert FIGURE in slack.from_bot("C1")[0].text


def test_when_slack_cannot_be_reached_at_all_nothing_is_lost(
    slack: LocalSlack, steward: Steward, clock: StandingClock
) -> None:
    slack.events.clear()
    slack.break_connection("*", "before", times=20)
    told = slack.user("U1").dm(ASKED)
    assert steward.receive(told.payload) == trouble.LATER
    slack.mend()
    clock.advance(minutes=2)
    steward.inbox.sweep()
    assert FIGURE in slack.direct("U1")[-1].text


@pytest.mark.usefixtures("steward")
def test_a_slow_slack_is_waited_for(slack: LocalSlack) -> None:
    slack.slow("chat.postMessage", 0.4)
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert len(slack.from_bot("C1")) == 1


@pytest.mark.usefixtures("steward")
def test_a_command_whose_asker_cannot_be_looked_up_is_told_so(slack: LocalSlack, log: io.StringIO) -> None:
    slack.server_error("users.info", 503)
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    answer = slack.ephemerals("U1")[0].text
    assert FIGURE not in answer
    assert reference_in(answer) in log.getvalue()


def test_an_answer_to_a_channel_that_we_were_thrown_out_of_ends_there(
    slack: LocalSlack, steward: Steward, log: io.StringIO
) -> None:
    slack.events.clear()
    told = slack.user("U1").mention("C1", ASKED)
    slack.world.channels["C1"].members.remove("U0BOT")
    assert steward.receive(told.payload) == trouble.DONE
    assert "not_in_channel" in log.getvalue()
    assert steward.receive(told.payload) == trouble.DONE


def test_references_can_be_told_apart_when_read_out() -> None:
    references = {new_reference() for _ in range(500)}
    assert len(references) > 490
    assert all(REFERENCE.fullmatch(each) and not set("0O1IAEU") & set(each) for each in references)


def test_a_connection_that_breaks_is_made_again(slack: LocalSlack, steward: Steward) -> None:
    assert steward.socket is not None
    steward.stop()
    steward.connect(ping_seconds=0.2)
    slack.drop_connections()
    slack.wait_for(lambda: slack.connections == 0)
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert FIGURE in slack.from_bot("C1")[0].text


def test_a_post_that_takes_too_long_is_not_made_again(
    slack: LocalSlack, steward: Steward, clock: StandingClock, log: io.StringIO
) -> None:
    slack.events.clear()
    told = slack.user("U1").dm(ASKED)
    steward.client.timeout = 1
    slack.slow("chat.postMessage", 1.2)
    assert steward.receive(told.payload) == trouble.LATER
    assert "TimeoutError" in log.getvalue()
    slack.wait_for(lambda: slack.direct("U1")[-1].by_bot)
    clock.advance(minutes=2)
    steward.inbox.sweep()
    assert len([each for each in slack.direct("U1") if each.by_bot]) == 1


def test_a_new_connection_is_made_when_slack_asks_for_it(slack: LocalSlack, start: Callable[[], Steward]) -> None:
    start()
    slack.refresh_connection()
    slack.wait_for(lambda: any(not each.retiring for each in slack.world.link.connections))
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert FIGURE in slack.from_bot("C1")[0].text
