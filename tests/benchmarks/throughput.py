"""Questions a second against processes, beside bare Bolt: `python -m tests.benchmarks.throughput` prints a table.

Each process is `steward run --http` on one PostgreSQL; whoever asks signs `/steward status of NEET` as Slack does and
asks the processes in turn. Those who ask, the database and Slack's stand-in share the machine with them, so that beside
the questions a second it says what each cost the processes themselves.
"""

from __future__ import annotations

import hmac
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import web
from bot.hands import Hands
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.services import plan as plans
from bot.workspace import Workspaces
from store.work import Store
from tests import postgres
from tests.benchmarks.city import NOW
from tests.benchmarks.slack_apart import slack_apart
from tests.builders import city_planfile

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET = "0123456789abcdef" * 2
PROCESSES = (1, 2, 4)
ASKERS = 8
SECONDS = 6.0
START_SECONDS = 30.0
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    if reason := postgres.why_not():
        print(reason)
        return 0
    print("| processes | questions a second | processor time a question | resident memory of each |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, postgres.Server() as server, slack_apart() as slack:
        address = server.address(server.make())
        _plan_in(address)
        settings = {
            "STEWARD_DATABASE_URL": address, "SLACK_API_URL": slack["url"], "SLACK_BOT_TOKEN": slack["token"],
            "SLACK_SIGNING_SECRET": SECRET,
        }  # fmt: skip
        _measure("bare Bolt, 1", ["-m", "tests.benchmarks.throughput", "--bare"], 1, {}, Path(folder))
        for many in PROCESSES:
            _measure(str(many), ["-m", "bot", "run", "--http"], many, settings, Path(folder))
    return 0


def _plan_in(address: str) -> None:
    store = Store(address)
    store.migrate()
    workspaces = Workspaces(store, lambda: NOW)
    workspaces.make_first()
    plans.import_plan(workspaces.bind(TEAM, TEAM_DOMAIN), city_planfile())
    store.close()


def _measure(name: str, command: list[str], many: int, settings: Mapping[str, str], folder: Path) -> None:
    with ExitStack() as running:
        started = [running.enter_context(_process(command, settings, folder)) for _ in range(many)]
        ports, numbers = [port for port, _ in started], [number for _, number in started]
        _asked(ports, 1.0)  # everything is read by then
        before = sum(map(_spent, numbers))
        asked = _asked(ports, SECONDS)
        spent = (sum(map(_spent, numbers)) - before) / asked
        memory = max(map(memory_of, numbers))
    print(f"| {name} | {asked / SECONDS:.0f} | {spent * 1000:.2f} ms | {memory:.0f} MB |", flush=True)


class _process:  # noqa: N801  a context, as a function would be
    """One process that takes requests, from when it does; its port and its number."""

    def __init__(self, command: list[str], settings: Mapping[str, str], folder: Path) -> None:
        self._command, self._settings, self._folder = command, settings, folder

    def __enter__(self) -> tuple[int, int]:
        port = _free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "STEWARD_"))}
        given = kept | dict(self._settings) | {"STEWARD_HTTP": f"127.0.0.1:{port}"}
        with (self._folder / "log").open("ab") as log:
            self._running = subprocess.Popen([sys.executable, *self._command], env=given, stderr=log, stdout=log)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._running.poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                    return port, self._running.pid
            except OSError:
                time.sleep(0.05)
        raise RuntimeError((self._folder / "log").read_text(encoding="utf-8")[-2000:])

    def __exit__(self, *_: object) -> None:
        self._running.terminate()
        self._running.wait(20)


def _asked(ports: list[int], seconds: float) -> int:
    """How many were answered in that time, by askers who each ask again as soon as they are answered."""
    until, answered = time.monotonic() + seconds, [0] * ASKERS

    def ask(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=20)
        while time.monotonic() < until:
            line.request("POST", "/slack/events", *_signed())
            answer = line.getresponse()
            said = answer.read()
            if answer.status != 200 or b"6.5%" not in said:
                raise RuntimeError(f"{answer.status}: {said[:200]!r}")
            answered[number] += 1
        line.close()

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(ASKERS)]
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    if not all(answered):
        raise RuntimeError("somebody was not answered")
    return sum(answered)


def _signed() -> tuple[bytes, dict[str, str]]:
    form = {
        "command": "/steward", "text": "status of NEET", "team_id": TEAM, "team_domain": TEAM_DOMAIN, "user_id": "U1",
        "user_name": "amy", "channel_id": "C1", "channel_name": "board", "trigger_id": "1.1", "api_app_id": "A0APP",
        "response_url": "http://127.0.0.1:9/actions/x",
    }  # fmt: skip
    body, stamp = urlencode(form).encode(), str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:%s:%s" % (stamp.encode(), body), "sha256").hexdigest()
    return body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}",
    }  # fmt: skip


def _spent(number: int) -> float:
    """Seconds of processor time of a process: proc(5), /proc/PID/stat, fields 14 and 15."""
    fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(number: int | str) -> float:
    """Megabytes of a process, or of "self": /proc/PID/status, VmRSS."""
    status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


class _Bare:
    """A Bolt app that answers every command with one sentence, behind the same edge."""

    def __init__(self) -> None:
        self._app = App(
            authorize=_authorized,
            request_verification_enabled=False,  # the edge has done it
            process_before_response=True,
        )
        self._app.command("/steward")(_answer)

    def receive(self, body: dict[str, object], headers: Mapping[str, str] | None = None) -> BoltResponse:
        return self._app.dispatch(BoltRequest(mode="socket_mode", body=body, headers=dict(headers or {})))


def _authorized() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-1")


def _answer(ack: Ack) -> None:
    ack("6.5% in Q4 2013/14")


def _bare() -> None:
    host, port = os.environ["STEWARD_HTTP"].split(":")
    site = web.site(web.SlackRequests(_Bare(), SECRET, Hands()))
    web.Server(site, host, int(port)).start()
    threading.Event().wait()


if __name__ == "__main__":
    if "--bare" in sys.argv:
        _bare()
    sys.exit(main())
