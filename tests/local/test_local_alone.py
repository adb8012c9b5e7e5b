"""The local workspace runs by itself, and leaves nothing behind."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from slack_sdk import WebClient

from bot import local
from bot.local import LocalSlack


def test_run_alone_it_prints_where_it_is_and_serves_until_told_to_stop() -> None:
    program = subprocess.Popen([sys.executable, "-m", "bot.local", "--port", "0"], stdout=subprocess.PIPE, text=True)
    with program:
        assert program.stdout
        lines = [program.stdout.readline().strip() for _ in range(4)]
        settings = dict(line.split("=", 1) for line in lines[1:])
        client = WebClient(settings["SLACK_BOT_TOKEN"], base_url=settings["SLACK_API_URL"])
        assert client.chat_postMessage(channel="C1", text="Hello")["ok"]
        program.terminate()
        assert program.wait(5) == 0


def test_the_map_for_its_readers_names_every_module() -> None:
    folder = Path(local.__file__).parent
    there = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    named = (local.__doc__ or "").partition("To read it")[2]
    assert {name for name in there if not name.startswith("__") and not re.search(rf"\b{name}\b", named)} == set()


def test_it_starts_in_a_moment_and_leaves_no_thread() -> None:
    before = threading.active_count()
    begun = time.monotonic()
    for _ in range(5):
        with LocalSlack():
            pass
    assert time.monotonic() - begun < 1.5
    assert threading.active_count() == before
