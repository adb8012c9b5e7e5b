"""A post whose fate nobody knows is made at most once more; one that was refused is made as often as it takes."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest
from slack_sdk import WebClient

from bot.delivery import is_refusal
from bot.domain.errors import DatabaseAway
from store import inbox
from tests.slack.steward import Steward
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from slack_sdk.web import SlackResponse

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

DONE, LATER = 200, 503


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Has something happen while each post is on its way."""

    def arrange(happens: Callable[[], None]) -> None:
        real, inside = WebClient.chat_postMessage, []

        def posting(self: WebClient, **given: object) -> SlackResponse:
            try:
                return real(self, **given)  # type: ignore[arg-type]  # they are passed on as they came
            finally:
                if not inside:
                    inside.append(True)
                    happens()
                    inside.clear()

        monkeypatch.setattr(WebClient, "chat_postMessage", posting)

    return arrange


@pytest.fixture
def away(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the database busy for the next transactions that write, after so many that go well."""

    def leave(times: int, *, after: int = 0) -> None:
        real, left = workspace.begin, [None] * after + [DatabaseAway()] * times

        def begin() -> object:
            refused = left.pop(0) if left else None
            if refused:
                raise refused
            return real()

        monkeypatch.setattr(workspace, "begin", begin)

    return leave


def said(slack: LocalSlack, channel: str = "C1") -> int:
    return len(slack.from_bot(channel))


def test_in_a_channel_a_lost_receipt_is_followed_by_one_more_post_and_no_other(
    slack: LocalSlack, idle: Steward, clock: StandingClock, log: io.StringIO
) -> None:
    slack.break_connection("chat.postMessage", "after", times=8)
    told = slack.user("U1").mention("C1", ASKED)
    statuses = []
    for _ in range(5):
        statuses.append(idle.receive(told.payload))
        clock.advance(minutes=3)
        idle.inbox.sweep()
    assert said(slack) == 2
    assert statuses[-1] == DONE
    assert "did not say whether it took the answer" in log.getvalue()


def test_in_a_channel_a_post_that_timed_out_is_followed_by_one_more(
    slack: LocalSlack, idle: Steward, clock: StandingClock
) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    idle.client.timeout = 1
    slack.slow("chat.postMessage", 1.1)
    assert idle.receive(told.payload) == LATER
    slack.mend()
    slack.wait_for(lambda: said(slack) == 1)
    clock.advance(minutes=3)
    assert idle.receive(told.payload) == DONE
    assert said(slack) == 2


def test_in_a_direct_message_the_search_decides_however_often_the_receipt_was_lost(
    slack: LocalSlack, idle: Steward, clock: StandingClock
) -> None:
    slack.break_connection("chat.postMessage", "before", times=4)
    told = slack.user("U1").dm(ASKED)
    for _ in range(6):
        idle.receive(told.payload)
        clock.advance(minutes=3)
    assert said(slack, told.message.channel) == 1


@pytest.mark.parametrize("refuse", ["rate_limit", "ratelimited"])
def test_a_post_that_slack_refused_is_made_as_often_as_it_takes(
    slack: LocalSlack, idle: Steward, clock: StandingClock, refuse: str
) -> None:
    if refuse == "rate_limit":
        slack.rate_limit("chat.postMessage", retry_after=30, times=5)
    else:
        slack.fail("chat.postMessage", "ratelimited", times=5)
    told = slack.user("U1").mention("C1", ASKED)
    for _ in range(5):
        assert idle.receive(told.payload) == LATER
        clock.advance(minutes=3)
    assert idle.receive(told.payload) == DONE
    assert said(slack) == 1


def test_a_refusal_after_a_lost_receipt_does_not_make_the_lost_one_forgotten(
    slack: LocalSlack, idle: Steward, clock: StandingClock
) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.break_connection("chat.postMessage", "after")
    idle.receive(told.payload)
    clock.advance(minutes=3)
    slack.rate_limit("chat.postMessage", retry_after=30)
    idle.receive(told.payload)
    clock.advance(minutes=3)
    slack.break_connection("chat.postMessage", "after", times=4)
    for _ in range(4):
        idle.receive(told.payload)
        clock.advance(minutes=3)
    assert said(slack) == 2


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (URLError(ConnectionRefusedError()), True),
        (URLError(ssl.SSLCertVerificationError()), True),
        (URLError(TimeoutError()), False),
        (TimeoutError(), False),
        (ConnectionResetError(), False),
    ],
)
def test_only_what_never_left_us_was_surely_not_posted(error: Exception, *, refused: bool) -> None:
    assert is_refusal(error) is refused


def test_a_greeting_whose_receipt_was_lost_is_followed_by_one_more(
    slack: LocalSlack, idle: Steward, clock: StandingClock
) -> None:
    slack.break_connection("chat.postMessage", "after", times=8)
    slack.add_channel("C7", "lobby", members=["U1"], bot=False)
    slack.invite_bot("C7", by="U1")
    (joined,) = [each for each in slack.deliveries if each.payload["event"]["type"] == "member_joined_channel"]
    for _ in range(5):
        idle.receive(joined.payload)
        clock.advance(minutes=3)
    assert said(slack, "C7") == 2


def test_a_second_post_without_its_chart_begins_the_lease_anew(
    slack: LocalSlack, idle: Steward, clock: StandingClock, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    other = Steward(slack, idle.workspace)
    slack.charts = False

    def time_passes() -> None:
        clock.advance(seconds=100)
        other.inbox.sweep()

    meanwhile(time_passes)
    assert idle.receive(slack.user("U1").mention("C1", ASKED).payload) == DONE
    assert said(slack) == 1


def test_a_second_post_without_its_chart_is_not_made_by_whoever_lost_the_event_meanwhile(
    slack: LocalSlack, idle: Steward, clock: StandingClock, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    other = Steward(slack, idle.workspace)
    slack.charts = False

    def it_takes_far_too_long() -> None:
        clock.advance(seconds=inbox.LEASE.total_seconds())
        other.inbox.sweep()

    meanwhile(it_takes_far_too_long)
    idle.receive(slack.user("U1").mention("C1", ASKED).payload)
    assert said(slack) == 1


def test_while_the_database_is_away_nothing_is_said_and_the_event_is_left_for_later(
    slack: LocalSlack, idle: Steward, clock: StandingClock, away: Callable[..., None]
) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    away(1, after=1)  # it is claimed, and then cannot be answered
    assert idle.receive(told.payload) == LATER
    assert said(slack) == 0
    clock.advance(minutes=3)
    idle.inbox.sweep()
    assert [FIGURE in each.text for each in slack.from_bot("C1")] == [True]


def test_while_the_database_is_away_a_command_is_answered_with_one_sentence(
    slack: LocalSlack, idle: Steward, away: Callable[..., None], log: io.StringIO
) -> None:
    told = slack.user("U1").command("/steward", ASKED, "C1")
    away(1)
    response = idle.inbox.receive(told.payload)
    assert response.status == DONE
    assert "try again in a minute" in response.body
    assert "Trouble" not in log.getvalue()


def test_what_cannot_be_kept_after_an_answer_takes_nothing_back(
    slack: LocalSlack, idle: Steward, away: Callable[..., None], log: io.StringIO
) -> None:
    told = slack.user("U1").dm(ASKED)
    away(2, after=2)  # neither that charts are drawn here nor what the conversation is about
    assert idle.receive(told.payload) == DONE
    (answer,) = slack.from_bot(told.message.channel)
    assert FIGURE in answer.text
    assert "not all could be kept of it: DatabaseAway" in log.getvalue()


def test_settling_is_tried_again_when_the_database_is_busy(
    slack: LocalSlack, idle: Steward, clock: StandingClock, away: Callable[..., None]
) -> None:
    told = slack.user("U1").mention("C1", ASKED, slack.user("U1").say("C1", "Good morning").message.ts)
    away(2, after=3)
    assert idle.receive(told.payload) == DONE
    clock.advance(minutes=3)
    idle.inbox.sweep()
    assert said(slack) == 1


def test_an_apology_is_made_once_whoever_dies_after_it(
    slack: LocalSlack, idle: Steward, clock: StandingClock, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    slack.fail("users.info", "some_new_error", times=9)
    told = slack.user("U1").mention("C1", ASKED)
    meanwhile(die)
    for _ in range(4):
        try:
            idle.receive(told.payload)
        except KeyboardInterrupt:
            clock.advance(minutes=3)
    assert said(slack) == 1
