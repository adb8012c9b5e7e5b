"""`steward demo` as a visitor starts it: a process of its own, which says where its page is."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
COUNCILLOR, OWNER, OTHER_OWNER, LEAD = "U0COUNCILLOR", "U0OFFICER07", "U0OFFICER02", "U0LEAD"
OFFICER, CHAIR, OUTSIDER = "U0PERFORMANCE", "U0CHAIR", "U0OUTSIDER"
BOARD = "C0BOARD"
SECONDS = 30  # for it to end, once it is told to


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of its page."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"]
    with (
        tempfile.TemporaryFile("w+") as complaints,  # not a pipe, which nobody empties
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True) as running,
    ):
        try:
            assert running.stdout
            said = running.stdout.readline()
            complaints.seek(0)
            assert said.startswith("ready: "), f"the demo did not start: {said}{complaints.read()}"
            yield said.removeprefix("ready: ").strip()
        finally:
            running.terminate()
            running.communicate(timeout=SECONDS)
