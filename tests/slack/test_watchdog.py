"""A WebSocket that is open and deaf is noticed, replaced, and in the end given up for a new process to do better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.services import health
from bot.watchdog import DEAF, ECHO, LOOK_SECONDS, MOST_TRIES, SILENT_SECONDS, Watchdog
from tests.slack.processes import SECONDS, tokens
from tests.slack.sending import Sending
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from bot.local import LocalSlack
    from bot.socket import Socket
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.processes import Process
    from tests.slack.steward import Steward

IN_A_HURRY = """
from bot import commands, watchdog
watchdog.LOOK_SECONDS, watchdog.SILENT_SECONDS = 0.1, 0.4
commands.run(["run"])
"""
NEVER = 3600.0  # seconds between slack_sdk's own looks: here the watchdog is alone


class Alive:
    """A connection whose other end answers every ping."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self.reconnect = socket.reconnect

    @property
    def requests(self) -> int:
        return self._socket.requests

    @property
    def alone(self) -> bool:
        return self._socket.alone

    def life(self) -> object:
        return object()


class Watched:
    """Steward's connection with a watchdog whose seconds the test sets."""

    def __init__(self, steward: Steward, clock: StandingClock) -> None:
        assert steward.socket
        self.steward, self.socket, self.clock = steward, steward.socket, clock
        self.seconds, self.given_up = 0.0, 0
        workspace = steward.workspace
        self.dog = Watchdog(
            self.socket, lambda: health.last_to_person(workspace), workspace.now, self._give_up,
            ticks=lambda: self.seconds,
        )  # fmt: skip

    def answers_pings(self) -> None:
        """From now on, as far as the watchdog can tell."""
        self.dog._line = Alive(self.socket)

    def after(self, seconds: float) -> None:
        """It looks every ten seconds, for so long."""
        while seconds > 0:
            self.seconds += LOOK_SECONDS
            self.clock.advance(seconds=LOOK_SECONDS)
            seconds -= LOOK_SECONDS
            self.dog.look()

    def _give_up(self) -> None:
        self.given_up += 1


@pytest.fixture
def watched(slack: LocalSlack, idle: Steward, clock: StandingClock) -> Iterator[Watched]:
    watched = Watched(idle.connect(ping_seconds=NEVER), clock)
    slack.wait_for(lambda: watched.socket.life()[0])  # hello
    yield watched
    slack.close_connections()
    idle.stop()


def sessions(slack: LocalSlack) -> int:
    return len(slack.calls_of("apps.connections.open"))


def answered(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.wait_for(lambda: any(FIGURE in each.text for each in slack.from_bot("C1")))


def test_a_silent_socket_is_replaced_and_what_was_asked_meanwhile_is_answered(
    slack: LocalSlack, watched: Watched, log: io.StringIO
) -> None:
    slack.silence_connections()
    told = slack.user("U1").mention("C1", ASKED)
    watched.after(SILENT_SECONDS - LOOK_SECONDS)
    assert (sessions(slack), watched.dog.doubt) == (1, "")
    watched.after(2 * LOOK_SECONDS)
    assert (sessions(slack), watched.dog.doubt) == (2, "Slack's WebSocket is silent")
    assert "Slack's WebSocket is silent: Steward connects anew." in log.getvalue()
    slack.wait_for(lambda: told.acked)
    watched.after(LOOK_SECONDS)
    assert watched.dog.doubt == ""
    watched.after(SILENT_SECONDS - LOOK_SECONDS)
    assert watched.given_up == 0


def test_one_that_answers_pings_is_left_alone(slack: LocalSlack, idle: Steward, clock: StandingClock) -> None:
    watched = Watched(idle.connect(ping_seconds=0.05), clock)
    for _ in range(12):
        before = watched.socket.life()
        _until(lambda before=before: watched.socket.life() != before)  # type: ignore[misc]
        watched.after(SILENT_SECONDS - LOOK_SECONDS)
    assert sessions(slack) == 1
    slack.close_connections()
    idle.stop()


def test_where_connecting_anew_does_not_help_the_process_is_given_up(
    slack: LocalSlack, watched: Watched, log: io.StringIO
) -> None:
    slack.silence_connections()
    slack.fail("apps.connections.open", "internal_error", times=99)
    watched.after(SILENT_SECONDS * (MOST_TRIES + 2))
    assert watched.given_up == 1
    assert sessions(slack) == 1 + MOST_TRIES
    assert watched.dog.gave_up
    assert "Steward ends, to be started again." in log.getvalue()


def test_a_socket_that_brings_no_event_of_our_own_message_is_replaced(
    slack: LocalSlack, watched: Watched, workspace: Workspace, log: io.StringIO
) -> None:
    slack.silence_connections(pongs=True)
    watched.clock.advance(seconds=1)
    sending = Sending(slack, workspace)
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    watched.answers_pings()
    watched.after(ECHO.total_seconds() - LOOK_SECONDS)
    assert sessions(slack) == 1
    watched.after(2 * LOOK_SECONDS)
    assert sessions(slack) == 2
    assert "brings no events" in log.getvalue()
    answered(slack)
    watched.after(ECHO.total_seconds() * 2)
    assert sessions(slack) == 2


def test_a_socket_that_brings_it_is_left_alone(slack: LocalSlack, watched: Watched, workspace: Workspace) -> None:
    sending, before = Sending(slack, workspace), watched.socket.requests
    watched.clock.advance(seconds=1)
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    slack.wait_for(lambda: watched.socket.requests > before)
    watched.answers_pings()
    watched.after(ECHO.total_seconds() * 3)
    assert sessions(slack) == 1


def test_where_several_processes_listen_an_event_may_have_come_to_another(
    slack: LocalSlack, start: Callable[[], Steward], clock: StandingClock, workspace: Workspace
) -> None:
    start()
    second = Watched(start(), clock)
    slack.wait_for(lambda: second.socket.life()[0])
    assert not second.socket.alone
    second.clock.advance(seconds=1)
    sending = Sending(slack, workspace)
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    second.answers_pings()
    second.after(ECHO.total_seconds() * 2)
    assert sessions(slack) == 2


@pytest.mark.parametrize("switch", ["drop_connections", "refresh_connection"])
def test_what_slack_sdk_mends_by_itself_is_no_trouble(
    slack: LocalSlack, idle: Steward, clock: StandingClock, switch: str
) -> None:
    watched = Watched(idle.connect(ping_seconds=0.1), clock)
    getattr(slack, switch)()
    slack.wait_for(lambda: sessions(slack) >= 2)
    before = watched.socket.life()
    _until(lambda: watched.socket.life() != before)
    watched.after(SILENT_SECONDS - LOOK_SECONDS)
    answered(slack)
    assert watched.given_up == 0
    slack.close_connections()
    idle.stop()


@pytest.mark.usefixtures("workspace")
def test_a_process_that_was_given_up_ends_with_a_code_of_its_own(
    slack: LocalSlack, run: Callable[..., Process]
) -> None:
    process = run(code=IN_A_HURRY, **tokens(slack))
    slack.wait_for(lambda: slack.connections, timeout=SECONDS)
    slack.fail("apps.connections.open", "internal_error", times=99)
    slack.silence_connections()
    code, written = process.ended()
    assert code == DEAF
    assert "to connect anew did not help" in written
    assert "Steward has stopped." in written


def _until(so: Callable[[], bool]) -> None:
    """Pongs are nothing that the local workspace tells of."""
    import threading

    waited = threading.Event()
    for _ in range(500):
        if so():
            return
        waited.wait(0.01)
    raise TimeoutError
