"""A load balancer: hands each request to the next process that takes it, and says 502 where one breaks off."""

from __future__ import annotations

import threading
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

SECONDS = 3.0  # as long as Slack waits
_OWN = {"connection", "transfer-encoding", "server", "date", "content-length", "host"}


class Balancer:
    """On a port of this machine. `ports` are those of the processes that are well, as far as is known."""

    def __init__(self) -> None:
        self.ports: tuple[int, ...] = ()
        self._turn = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/slack/events"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        balancer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                balancer.hand_on(self)

            do_GET = do_POST  # noqa: N815  as above

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        return Handler

    def hand_on(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in _OWN}
        self._turn += 1
        ports = self.ports
        for place in range(len(ports)):
            line = HTTPConnection("127.0.0.1", ports[(self._turn + place) % len(ports)], timeout=SECONDS)
            try:
                line.request(asked.command, asked.path, body, headers)
                answer = line.getresponse()
                _answer(asked, answer.status, answer.getheaders(), answer.read())
            except ConnectionRefusedError:  # nothing was sent, so that another may have it
                continue
            except (OSError, HTTPException):
                _answer(asked, 502, [], b"")
            finally:
                line.close()
            return
        _answer(asked, 503, [], b"")


def _answer(asked: BaseHTTPRequestHandler, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    try:
        asked.send_response(status)
        for name, value in headers:
            if name.lower() not in _OWN:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)
    except OSError:  # whoever asked has gone
        return
