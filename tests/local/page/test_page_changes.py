"""The page hears of changes by server-sent events: one for a burst, and an end when the server ends."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from urllib.parse import urlsplit

from bot.local import LocalSlack

PING = b"event: changed\ndata:\n\n"


@contextmanager
def listening(slack: LocalSlack) -> Iterator[socket.socket]:
    """A browser that listens, once it has heard the first ping: that of what changed before."""
    place = urlsplit(slack.world.address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=5) as line:
        line.sendall(f"GET /changes HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        heard = b""
        while PING not in heard:
            heard += line.recv(4096)
        assert b"text/event-stream" in heard
        yield line


def test_a_change_is_told_of(slack: LocalSlack) -> None:
    with listening(slack) as line:
        slack.user("U1").say("C1", "Hello")
        assert PING in line.recv(4096)
        slack.stir()
        assert PING in line.recv(4096)


def test_a_burst_of_changes_is_told_of_once(slack: LocalSlack) -> None:
    with listening(slack) as line:
        for _ in range(50):
            slack.stir()
        assert line.recv(4096).count(PING) == 1
        line.settimeout(0.4)
        try:
            more = line.recv(4096)
        except TimeoutError:
            more = b""
        assert more.count(PING) <= 1, "those that came while the first was being told of"


def test_whoever_listens_holds_up_neither_the_end_of_the_workspace_nor_its_threads() -> None:
    before = threading.active_count()
    with ExitStack() as open_lines:
        with LocalSlack() as slack:
            with listening(slack):
                pass
            line = open_lines.enter_context(listening(slack))
            begun = monotonic()
        assert monotonic() - begun < 1
        assert line.recv(4096) == b""
    assert slack.world.changed._listeners == []
    assert threading.active_count() == before
    slack.stir()
