"""`steward demo` as a visitor starts it: a process of its own, its page, its end, and that nothing is left behind."""

from __future__ import annotations

import http.client
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.demo import folder, guard, people, showing
from bot.demo.clock import LONDON, STARTS, RunningClock
from bot.demo.starting import Bot
from bot.domain.errors import BadSetting, DemoEnded
from bot.local import LocalSlack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 60
READY = "ready: http://127.0.0.1:"


class Demo:
    """The command and what it says."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "bot", "demo", "--no-browser", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said: list[str] = []

    def ready(self) -> int:
        """The port, once it can be used."""
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line.startswith(READY), line or self.process.communicate()[1]
        return int(line.removeprefix(READY))

    def ended(self, sign: signal.Signals | None = None) -> tuple[int, str]:
        """Its exit code and the rest of what it said."""
        if sign:
            self.process.send_signal(sign)
        self.process.wait(SECONDS)
        assert self.process.stdout
        assert self.process.stderr
        with self.process.stdout as said, self.process.stderr as refused:  # communicate() loses what was read ahead
            return self.process.returncode, said.read() + refused.read()


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Demo]]:
    """Starts one whose temporary folders are in tmp_path / "made"."""
    (tmp_path / "made").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "made"))
    started: list[Demo] = []

    def begin(*arguments: str) -> Demo:
        started.append(Demo(*arguments))
        return started[-1]

    yield begin
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate()


def below(pid: int) -> list[int]:
    """Every process that it has started, and that these have."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [found for child in map(int, children) for found in (child, *below(child))]


def gone(process: int) -> bool:
    """Whether that process ends in time."""
    try:
        watched = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], SECONDS)[0])
    finally:
        os.close(watched)


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@needs_proc
def test_it_says_when_it_can_be_used_and_ends_without_leaving_anything_behind(
    demo: Callable[..., Demo], tmp_path: Path
) -> None:
    running = demo("--port", "0")
    line = http.client.HTTPConnection("127.0.0.1", running.ready(), timeout=SECONDS)
    line.request("GET", "/")
    assert line.getresponse().status < 400
    line.close()
    assert [each.name for each in (tmp_path / "made").glob("*/steward.log")] == ["steward.log"]
    started = below(running.process.pid)
    assert len(started) == 2  # the guard, and the bot
    how = "Open that address in a browser on this machine. Ctrl-C ends the demo.\n"
    assert running.ended(signal.SIGINT) == (0, f"{how}The demo has ended.\n")
    assert all(map(gone, started))
    assert not [*(tmp_path / "made").iterdir()]


@needs_proc
def test_whoever_is_killed_hard_leaves_nothing_behind_either(tmp_path: Path) -> None:
    """A stand-in for the demo, whose guard is the demo's own, and something that runs until it is told to stop."""
    made = tmp_path / "made"
    made.mkdir()
    guarded = [sys.executable, guard.__file__, str(made), sys.executable, "-c", "import signal; signal.pause()"]
    demo = f"import subprocess as s, sys; s.Popen({guarded}, stdin=s.PIPE, stdout=1).wait()"
    with subprocess.Popen([sys.executable, "-c", demo], stdout=subprocess.PIPE) as killed:
        while len(started := below(killed.pid)) < 2:
            assert killed.poll() is None
        killed.kill()
    assert all(map(gone, started))
    assert not made.exists()


def test_a_bot_that_ends_by_itself_is_told_of_with_the_end_of_its_log(tmp_path: Path) -> None:
    ended, log = Event(), tmp_path / "steward.log"
    with Bot({**os.environ, "SLACK_BOT_TOKEN": "nonsense"}, log, ended.set, tmp_path / "made") as bot:
        assert ended.wait(SECONDS)
        assert not bot.is_running
        assert f"The bot's log, {log}, ends:\nSLACK_BOT_TOKEN: it must begin with" in bot.told()
        with (
            LocalSlack() as slack,
            pytest.raises(DemoEnded, match="the bot has ended by itself"),
        ):
            bot.connected(slack, ended)


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    clock = RunningClock(tmp_path / "clock", LONDON, STARTS)
    with socket.create_server(("127.0.0.1", 0)) as taken, ExitStack() as held:
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting, match=f"--port: {port} cannot be had"):
            showing.local_slack(port, clock, held)


def test_a_folder_that_cannot_be_written_to_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(BadSetting, match="--keep: nothing can be written to"),
        folder.opened(tmp_path / "file", "plan"),
    ):
        pass


def test_what_is_kept_is_taken_up_by_one_at_a_time(tmp_path: Path) -> None:
    with folder.opened(tmp_path / "kept", "plan") as kept:
        kept.made()
        kept.database.write_text("the plan", encoding="utf-8")
        with pytest.raises(BadSetting, match="another demo is at work in it"), folder.opened(kept.path, "plan"):
            pass
    with folder.opened(kept.path, "plan") as again:
        assert again.database.read_text(encoding="utf-8") == "the plan"


def test_what_was_left_half_made_is_made_anew_and_what_another_sample_left_stands(tmp_path: Path) -> None:
    for name in ("plan.sqlite3", "plan.sqlite3-wal", "plan.clock", "other.sqlite3", "other.said.json", "steward.log"):
        (tmp_path / name).touch()
    with folder.opened(tmp_path, "plan") as kept:
        left = {each.name for each in kept.path.iterdir()}
        assert left == {"other.sqlite3", "other.said.json", "steward.log", folder.IN_USE}


@pytest.mark.parametrize("name", ["of mine.txt", "passwd", "ssl.conf", ".bashrc"])
def test_a_folder_that_holds_other_things_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(BadSetting, match=f'holds other things, such as "{name}"'), folder.opened(tmp_path, "plan"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_what_was_said_is_kept_with_it(tmp_path: Path) -> None:
    with folder.opened(tmp_path, "plan") as kept, LocalSlack() as slack:
        kept.made()
        people.enter(slack)
        slack.user(people.COUNCILLOR.id).say(people.BOARD, "Good morning")
        kept.write_down(slack)
    with folder.opened(tmp_path, "plan") as again, LocalSlack() as later:
        people.enter(later)
        again.take_up(later)
        assert [each.text for each in later.messages(people.BOARD)] == ["Good morning"]


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"number": 1, "last_ts": 0, "files": [{"id": 1}]}'])
def test_what_cannot_be_read_of_it_is_said_in_a_sentence(tmp_path: Path, said: str) -> None:
    with folder.opened(tmp_path, "plan") as kept, LocalSlack() as slack:
        kept.take_up(slack)  # nothing was said yet
        kept.said.write_text(said, encoding="utf-8")
        with pytest.raises(BadSetting, match="--keep: what was said in it cannot be read"):
            kept.take_up(slack)
