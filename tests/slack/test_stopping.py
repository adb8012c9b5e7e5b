"""A process that is told to stop ends in time; what it had not acknowledged comes again, and is answered once."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from bot.commands import ending
from bot.hands import HANDS
from tests.slack.processes import SECONDS, tokens
from tests.slack.test_http_edge import Edge
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.local import LocalSlack
    from bot.local.deliveries import Delivery
    from bot.workspace import Workspace
    from tests.slack.processes import Process
    from tests.slack.steward import Steward

MORE = 6  # than there are hands: they wait, and are begun by nobody
IN_A_HURRY = """
from bot import commands
from bot.commands import ending, running
running.DRAIN_SECONDS, ending.LAST_SECONDS, ending.LAST_WORDS = 0.3, 1.0, 4.0
commands.run(["run"])
"""


def asked_all_at_once(slack: LocalSlack) -> list[Delivery]:
    return [slack.user("U1").mention("C1", ASKED) for _ in range(HANDS + MORE)]


def answers(slack: LocalSlack, told: list[Delivery]) -> list[int]:
    """How often each was answered."""
    said = [each.thread_ts for each in slack.from_bot("C1") if FIGURE in each.text]
    return [said.count(each.message.ts) for each in told if each.message]


def test_over_a_socket_what_was_begun_is_acknowledged_and_the_rest_is_for_the_next_process(
    slack: LocalSlack, start: Callable[[], Steward]
) -> None:
    first = start()
    slack.slow("chat.postMessage", 0.7)
    told = asked_all_at_once(slack)
    slack.wait_for(lambda: slack.calls_of("users.info"))
    assert first.socket
    assert first.socket.stop(8)
    slack.mend()
    done = sum(answers(slack, told))
    assert 0 < done < len(told)
    slack.wait_for(lambda: sum(each.acked for each in told) == done)
    start()
    slack.wait_for(lambda: all(each.acked for each in told), timeout=15)
    assert answers(slack, told) == [1] * len(told)


def test_over_http_what_was_begun_is_acknowledged_and_the_rest_is_for_the_next_process(
    slack: LocalSlack, workspace: Workspace, client: WebClient
) -> None:
    first = Edge(slack, workspace, client)
    slack.timing.retries = (1.0, 2.0, 3.0)
    slack.deliver_to(first.url)
    slack.slow("chat.postMessage", 0.7)
    told = asked_all_at_once(slack)
    slack.wait_for(lambda: slack.calls_of("users.info"))
    assert first.hands.stop(8)
    assert first.server.stop(1)
    slack.mend()
    done = sum(answers(slack, told))
    assert 0 < done < len(told)
    assert sum(each.acked for each in told) == done
    second = Edge(slack, workspace, client, first.server.port)
    slack.wait_for(lambda: all(each.acked for each in told), timeout=15)
    second.stop()
    assert answers(slack, told) == [1] * len(told)


def test_a_signal_is_heard_whatever_the_main_thread_holds_just_then(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, ended = threading.Event(), threading.Event()
    monkeypatch.setattr(ending, "end_soon", lambda _: ended.set())
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        ending.heed_signals(stop)
        with stop._cond, threading._active_limbo_lock:  # type: ignore[attr-defined]  # as in `wait`, and where a thread is begun
            os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(10)
        assert ended.wait(10)
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def test_a_log_that_nobody_reads_keeps_no_process_from_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(ending, "LAST_WORDS", 0.01)
    monkeypatch.setattr(os, "_exit", codes.append)
    read = threading.Event()
    monkeypatch.setattr(ending, "_say", read.wait)
    ending._end(7)
    read.set()
    assert codes == [7]


@pytest.mark.usefixtures("workspace")
def test_whatever_waits_for_slack_it_ends_in_time(slack: LocalSlack, run: Callable[..., Process]) -> None:
    process = run(code=IN_A_HURRY, **tokens(slack))
    slack.wait_for(lambda: slack.connections, timeout=SECONDS)
    slack.slow("chat.postMessage", 7)
    told = slack.user("U1").mention("C1", ASKED)
    slack.wait_for(lambda: slack.calls_of("users.info"), timeout=30)
    began = time.monotonic()
    code, written = process.stop()
    assert time.monotonic() - began < 6
    assert code == 0
    assert "ends with something in hand" in written
    assert not told.acked
