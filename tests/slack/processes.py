"""`steward run` as a process of its own, in a local Slack."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.local import LocalSlack

SECONDS = 30


class Process:
    """`steward run` on the database in a folder, or `code` that runs it in its own way, and what it writes."""

    def __init__(self, folder: Path, *words: str, code: str = "", **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "STEWARD_"))}
        database = {"STEWARD_DATABASE_URL": f"sqlite:///{folder / 'steward.sqlite3'}"}
        self.process = subprocess.Popen(
            [sys.executable, *(("-c", code) if code else ("-m", "bot", "run")), *words],
            env=kept | database | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def stop(self) -> tuple[int, str]:
        """Its exit code and its log."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        _, written = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, written


def tokens(slack: LocalSlack) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }
