"""The stand-in for Slack in a process of its own, so that its work is not counted as ours."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.local import LocalSlack

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def slack_apart() -> Iterator[dict[str, str]]:
    """Its address and token; Amy, U1, may ask in C1."""
    command = [sys.executable, "-m", "tests.benchmarks.slack_apart"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()


def _serve() -> None:
    """Until the other side closes our standard input."""
    with LocalSlack() as slack:
        slack.add_user("U1", "amy")
        slack.add_channel("C1", "board", members=["U1"])
        print(json.dumps({"url": slack.api_url, "token": slack.bot_token}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve()
