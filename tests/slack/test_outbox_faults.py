"""Whatever goes wrong on the way: nothing is lost, nobody is told twice, nobody waits for another one's trouble."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient

from bot.delivery import Outbox
from bot.delivery import outbox as sends
from bot.delivery.hold import Hold
from bot.delivery.occasions import OCCASIONS
from bot.delivery.outbox import MOST_LAPSES, MOST_TROUBLE
from bot.domain.errors import DatabaseAway, OvertakenError
from bot.domain.notices import Trouble
from bot.services import deliveries
from store import outbox
from store.outbox import Delivery, Planned, State
from tests.conftest import LONDON
from tests.slack.sending import Sending
from tests.slack.words import FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from slack_sdk.web import SlackResponse

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

NOON = datetime(2014, 7, 2, 12, 0, tzinfo=LONDON)
LEASE = timedelta(minutes=3)


@pytest.fixture
def sending(slack: LocalSlack, workspace: Workspace, clock: StandingClock) -> Sending:
    clock.set(NOON)
    return Sending(slack, workspace)


def posts(slack: LocalSlack) -> int:
    return len(slack.calls_of("chat.postMessage"))


# What Slack does.


def test_slack_that_asks_for_minutes_is_left_alone_for_minutes_while_other_methods_go_on(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    sending.plan("first")
    sending.drain()
    slack.rate_limit("chat.postMessage", retry_after=180)
    for number in range(5):
        slack.add_user(f"UX{number}")
        sending.plan(f"k{number}", person_id=sending.person(f"UX{number}"))
        slack.add_channel(f"CX{number}")
        sending.plan(f"c{number}", channel=f"CX{number}")
    sending.plan("update", channel="C1", updates_id=sending.held("first").id, facts={"says": "changed"})
    before = posts(slack)
    sending.drain()
    assert posts(slack) == before + 1
    assert "changed" in slack.from_bot("C1")[0].text
    clock.advance(seconds=179)
    sending.drain()
    assert posts(slack) == before + 1
    clock.advance(seconds=1)
    sending.drain()
    with sending.workspace.reading() as work:
        assert outbox.counts(work) == {State.SENT: 12}
        assert {each.attempts for each in outbox.every(work)} == {0}


def test_what_slack_falls_over_is_tried_again_at_growing_intervals_until_it_is_out(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    slack.server_error("chat.postMessage", 503, times=7)
    sending.plan("a", person_id=sending.person("U1"))
    waits = []
    while sending.state() is not State.SENT:
        sending.drain()
        waits.append((sending.held().not_before - clock()).total_seconds())
        clock.set(max(clock(), sending.held().not_before.astimezone(LONDON)))
    assert waits[:7] == [30, 60, 120, 240, 480, 900, 900]
    assert sending.said("U1") == ["a"]


def test_one_persons_trouble_is_nobody_elses(slack: LocalSlack, sending: Sending) -> None:
    sending.plan("first", person_id=sending.person("U1"))
    slack.server_error("chat.postMessage")
    sending.outbox.drain(1)
    sending.plan("nobody", person_id=sending.person(""))
    sending.plan("broken", "of a later version")
    sending.plan("second", person_id=sending.person("U2"))
    sending.plan("third", channel="C1")
    sending.drain()
    assert (sending.said("U2"), sending.said("C1")) == (["second"], ["third"])
    assert (sending.state("first"), sending.held("first").error) == (State.PLANNED, "status 500")


@pytest.mark.parametrize("when", ["after", "before"])
def test_in_direct_messages_a_post_whose_receipt_was_lost_is_looked_for_before_it_is_made_again(
    slack: LocalSlack, sending: Sending, clock: StandingClock, when: str
) -> None:
    slack.break_connection("chat.postMessage", when, times=3)
    sending.plan("a", person_id=sending.person("U1"))
    for _ in range(5):
        sending.drain()
        clock.advance(minutes=5)
    assert sending.said("U1") == ["a"]
    assert sending.held().ts == slack.direct("U1")[0].ts
    assert posts(slack) == (1 if when == "after" else 4)


def test_nothing_is_posted_while_slack_cannot_say_what_was(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    slack.break_connection("chat.postMessage", "after")
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    slack.server_error("conversations.history", 503, times=2)
    for _ in range(4):
        clock.advance(minutes=5)
        sending.drain()
    assert (sending.said("U1"), posts(slack)) == (["a"], 1)


def test_a_post_is_found_behind_many_that_came_after_it(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    slack.break_connection("chat.postMessage", "after")
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    for number in range(260):
        slack.user("U1").dm(f"line {number}")
    clock.advance(minutes=5)
    sending.drain()
    assert sending.said("U1") == ["a"]


def test_where_the_scope_to_look_is_missing_a_post_is_made_at_most_once_more(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    slack.scopes.discard("im:history")
    slack.break_connection("chat.postMessage", "after", times=9)
    sending.plan("a", person_id=sending.person("U1"))
    for _ in range(5):
        sending.drain()
        clock.advance(minutes=20)
    assert sending.said("U1") == ["a", "a"]
    assert (sending.state(), sending.held().error) == (State.FAILED, "fate unknown")


def test_in_a_channel_a_post_whose_receipt_was_lost_is_made_at_most_once_more_and_then_the_officer_is_told(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    sending.officer("U2")
    sending.says[deliveries.FAILED] = OCCASIONS[deliveries.FAILED]
    slack.break_connection("chat.postMessage", "after", times=2)
    sending.plan("a")
    for _ in range(5):
        sending.drain()
        clock.advance(minutes=20)
    assert sending.said() == ["a", "a"]
    assert sending.state() is State.FAILED
    assert "did not say whether it took it" in slack.direct("U2")[0].text


def test_where_no_direct_message_may_be_opened_the_persons_own_id_does(slack: LocalSlack, sending: Sending) -> None:
    slack.scopes.discard("im:write")
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    assert sending.said("U1") == ["a"]
    assert sending.held().channel == slack.direct("U1")[0].channel


def test_while_slack_cannot_be_reached_it_is_tried_once_in_a_while_and_not_for_each(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    address, sending.client.base_url = sending.client.base_url, "http://127.0.0.1:9/api/"
    for number in range(20):
        sending.plan(f"k{number}", channel="C1")
    sending.drain()
    with sending.workspace.reading() as work:
        assert sum(each.attempts for each in outbox.every(work)) == 1
    clock.advance(seconds=10)
    sending.client.base_url = address
    sending.drain()
    clock.advance(seconds=30)
    sending.drain()
    assert sorted(sending.said()) == sorted(f"k{number}" for number in range(20))
    assert slack.problems == []


def test_a_token_that_slack_does_not_take_ends_nothing(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    slack.fail("users.info", "account_inactive")
    sending.plan("a", person_id=sending.person("U1"))
    sending.plan("b", channel="C1", not_before=NOON + timedelta(seconds=1))
    sending.drain()
    clock.advance(minutes=4)
    sending.drain()
    assert posts(slack) == 0
    clock.advance(minutes=2)
    sending.drain()
    assert (sending.said("U1"), sending.said()) == (["a"], ["b"])


def test_trouble_that_nobody_foresaw_is_tried_a_few_times_and_then_told(
    slack: LocalSlack, sending: Sending, clock: StandingClock, log: io.StringIO
) -> None:
    def breaks(*_: object) -> Trouble:
        raise ValueError(FIGURE)

    sending.officer("U2")
    sending.says[deliveries.FAILED] = OCCASIONS[deliveries.FAILED]
    sending.says["notice"] = breaks
    sending.plan("a")
    for _ in range(MOST_TROUBLE + 1):
        sending.drain()
        clock.advance(hours=1)
    assert sending.state() is State.FAILED
    assert sending.held().error.startswith("trouble ")
    assert sending.held().error.removeprefix("trouble ") in slack.direct("U2")[0].text
    assert FIGURE not in log.getvalue()


def test_what_ends_every_process_that_takes_it_has_an_end(sending: Sending, clock: StandingClock) -> None:
    sending.plan("a")
    for _ in range(MOST_LAPSES):
        with sending.workspace.begin() as work:
            outbox.claim(work, clock(), timedelta(seconds=1), 1)
        clock.advance(seconds=2)
    sending.drain()
    assert (sending.state(), sending.held().error) == (State.FAILED, "given up")


def test_what_was_given_back_or_put_off_however_often_is_not_given_up(
    slack: LocalSlack, sending: Sending, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sends, "MOST_LAPSES", 2)
    for number in range(8):
        sending.plan(f"k{number}")
    slack.server_error("chat.postMessage", times=8)
    for _ in range(8):
        sending.outbox.drain()
        sending.seconds += 1.0
        clock.advance(minutes=15)
    sending.drain()
    with sending.workspace.reading() as work:
        assert outbox.counts(work) == {State.SENT: 8}
        assert max(each.turn for each in outbox.every(work)) > 2


# What the database does.


@pytest.mark.parametrize("after", range(6))
def test_a_database_that_is_away_for_a_minute_at_any_step_loses_and_doubles_nothing(
    slack: LocalSlack, sending: Sending, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """After so many transactions that write, none does for a minute; nor can anything be read."""
    sending.plan("a", person_id=sending.person("U1"))
    sending.plan("b", person_id=sending.person("U2"))
    begin, reading = sending.workspace.begin, sending.workspace.reading
    comes_back, left = clock() + timedelta(minutes=1), [after]

    def away(real: Callable[[], Any], counted: int) -> Callable[[], Any]:
        def open_one() -> object:
            left[0] -= counted
            if left[0] < 0 and clock() < comes_back:
                raise DatabaseAway
            return real()

        return open_one

    monkeypatch.setattr(sending.workspace, "begin", away(begin, 1))
    monkeypatch.setattr(sending.workspace, "reading", away(reading, 0))
    with pytest.raises(DatabaseAway):
        sending.drain()
    clock.advance(minutes=1)
    sending.drain()
    clock.advance(minutes=3)
    sending.drain()
    assert (sending.said("U1"), sending.said("U2")) == (["a"], ["b"])
    assert (sending.state("a"), sending.state("b")) == (State.SENT, State.SENT)
    assert posts(slack) == 2


# What the clock does.


def test_a_clock_that_is_set_back_an_hour_loses_and_doubles_nothing(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    slack.break_connection("chat.postMessage", "after")
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    slack.rate_limit("users.info", retry_after=120)
    sending.plan("b", person_id=sending.person("U2"))
    sending.drain()
    clock.advance(hours=-1)
    sending.plan("c", channel="C1")
    sending.drain()
    assert sending.said() == ["c"]
    for _ in range(14):
        clock.advance(minutes=5)
        sending.drain()
    assert (sending.said("U1"), sending.said("U2"), sending.said()) == (["a"], ["b"], ["c"])


def test_the_hour_that_comes_twice_in_autumn_sends_nothing_twice(sending: Sending, clock: StandingClock) -> None:
    clock.set(datetime(2014, 10, 26, 1, 30, tzinfo=LONDON))
    sending.plan("a", person_id=sending.person("U1"), not_before=datetime(2014, 10, 26, 1, 45, tzinfo=LONDON))
    for _ in range(8):
        sending.drain()
        clock.advance(minutes=15)
    assert sending.said("U1") == ["a"]


# What other hands do.


def test_two_drains_at_once_send_each_thing_once(slack: LocalSlack, workspace: Workspace, sending: Sending) -> None:
    other = Sending(slack, workspace)
    wanted = [f"k{number}" for number in range(12)]
    for number, key in enumerate(wanted):
        slack.add_channel(f"CX{number}")
        sending.plan(key, channel=f"CX{number}")
    with ThreadPoolExecutor(4) as hands:
        for each in [hands.submit(one.drain) for one in (sending, other, sending, other)]:
            each.result()
    said = Counter(key for number in range(len(wanted)) for key in sending.said(f"CX{number}"))
    assert said == dict.fromkeys(wanted, 1)


def test_whoever_wakes_while_it_is_draining_does_not_wait(sending: Sending) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def says(*_: object) -> Trouble:
        inside.set()
        assert go_on.wait(10)
        return Trouble(reference="x")

    sending.says["notice"] = says
    sending.plan("a")
    with ThreadPoolExecutor(1) as hands:
        busy = hands.submit(sending.outbox.drain)
        assert inside.wait(10)
        assert sending.outbox.drain() == 0
        assert not sending.outbox.stop(0)
        go_on.set()
        assert busy.result() == 1


def test_whoever_slept_through_its_lease_posts_nothing(
    slack: LocalSlack, workspace: Workspace, sending: Sending, clock: StandingClock
) -> None:
    other = Sending(slack, workspace)

    def oversleeps(*_: object) -> Trouble:
        sending.says["notice"] = lambda *_: Trouble(reference="x")
        clock.advance(minutes=3)
        other.drain()
        return Trouble(reference="x")

    sending.says["notice"] = oversleeps
    sending.plan("a")
    sending.drain()
    assert sending.said() == ["a"]
    assert sending.held().turn == 2


def test_whoever_falls_asleep_just_before_it_posts_asks_again_when_it_wakes(
    slack: LocalSlack, workspace: Workspace, sending: Sending, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, real = Sending(slack, workspace), Hold.about_to_post

    def oversleeps(hold: Hold, channel: str, alone_since: datetime | None = None) -> None:
        monkeypatch.setattr(Hold, "about_to_post", real)
        real(hold, channel, alone_since)
        clock.advance(minutes=3)
        other.drain()

    monkeypatch.setattr(Hold, "about_to_post", oversleeps)
    sending.plan("a")
    sending.drain()
    assert sending.said() == ["a"]
    assert sending.held().turn == 2


def test_whoever_falls_asleep_in_the_very_call_that_sends_takes_its_own_away_again(
    slack: LocalSlack, workspace: Workspace, sending: Sending, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Sending(slack, workspace)
    in_the_call(monkeypatch, lambda: (clock.advance(minutes=3), other.drain()))
    sending.plan("a")
    sending.drain()
    assert len(slack.calls_of("chat.postMessage")) == 2
    (stands,) = slack.from_bot("C1")
    assert (sending.state(), sending.held().ts) == (State.SENT, stands.ts)


def test_what_went_out_late_stands_where_whoever_took_it_over_has_sent_nothing_yet(
    slack: LocalSlack, workspace: Workspace, sending: Sending, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Sending(slack, workspace)
    taken: list[Delivery] = []
    in_the_call(monkeypatch, lambda: (clock.advance(minutes=3), taken.extend(other.outbox._claim(1))))
    sending.plan("a")
    sending.drain()
    (stands,) = slack.from_bot("C1")
    assert (sending.state(), sending.held().ts) == (State.SENT, stands.ts)
    with pytest.raises(OvertakenError):
        Hold(workspace, taken[0]).about_to_post("C1")


def in_the_call(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Has that happen once, when a post is on its way already and Slack has not got it yet."""
    real = WebClient.chat_postMessage

    def posting(self: WebClient, **given: Any) -> SlackResponse:  # noqa: ANN401  they are passed on as they came
        monkeypatch.setattr(WebClient, "chat_postMessage", real)
        happens()
        return real(self, **given)

    monkeypatch.setattr(WebClient, "chat_postMessage", posting)


# Very many at once.


class StubSlack:
    """Takes every post at once, and notes who got it."""

    def __init__(self) -> None:
        self.posted: list[str] = []

    def conversations_info(self, channel: str) -> dict[str, object]:
        return {"channel": {"id": channel}}

    def chat_postMessage(self, **given: Any) -> dict[str, str]:  # noqa: ANN401, N802  slack_sdk's own
        self.posted.append(given["channel"])
        return {"ts": f"{len(self.posted)}.0", "channel": given["channel"]}


def test_ten_thousand_that_are_due_at_once_go_out_in_small_batches_at_the_pace_that_slack_allows(
    workspace: Workspace, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(NOON)
    stub, seconds, batches = StubSlack(), [0.0], []
    real = outbox.claim

    def claim(*given: Any, **more: Any) -> tuple[outbox.Delivery, ...]:  # noqa: ANN401  as `claim` takes them
        batches.append(len(taken := real(*given, **more)))
        return taken

    monkeypatch.setattr(outbox, "claim", claim)
    with workspace.begin() as work:
        due = [Planned(key=f"k{number}", kind=outbox.NUDGE, channel=f"C{number % 100}") for number in range(10_000)]
        assert outbox.plan(work, NOON, *due) == 10_000
    says = {kind: lambda *_: Trouble(reference="x") for kind in (outbox.NUDGE, "notice")}
    process = Outbox(workspace, stub, occasions=says, ticks=lambda: seconds[0])  # type: ignore[arg-type]  # the stub
    for tick in range(12):
        if tick == 6:
            with workspace.begin() as work:
                outbox.plan(work, clock(), Planned(key="answer", kind="notice", channel="CANSWER"))
            before = len(stub.posted)
        process.drain()
        seconds[0] += 2.0
        clock.advance(seconds=2)
    assert stub.posted[before] == "CANSWER"
    assert 0.8 * 24 * 4 <= len(stub.posted) <= 24 * 4 + 10  # of 240 a minute
    assert max(batches) <= 5
    assert len(set(stub.posted)) > 50
    with workspace.reading() as work:
        assert outbox.counts(work) == {State.SENT: len(stub.posted), State.PLANNED: 10_001 - len(stub.posted)}
