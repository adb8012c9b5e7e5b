"""The bot as anybody would run it: a process of its own, told of this Slack by its settings alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from bot.demo import guard
from bot.domain.errors import DemoEnded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from threading import Event

    from bot.local import LocalSlack

SECONDS, LOOKS = 1.0, 60  # until it is connected; between two looks whether we are told to stop, which stirs nothing
LINES = 5  # of the log's end, told when it has ended by itself
NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows: Ctrl-C is for us alone


def surroundings(given: Mapping[str, str], slack: LocalSlack, database: str, clock: Path) -> dict[str, str]:
    """What the bot is told: this Slack, this database, this clock; no proxy stands between it and this machine."""
    kept = {name: value for name, value in given.items() if not name.casefold().endswith("_proxy")}
    return kept | {
        "STEWARD_DATABASE_URL": database,
        "STEWARD_CLOCK": str(clock),
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
    }


class Bot:
    """`steward run`, unmodified, with a guard that ends it when we end, however that is.

    `gone` is asked for once, when it has ended by itself. `remove` is what the guard clears away at our end.
    """

    def __init__(self, environment: Mapping[str, str], log: Path, gone: Callable[[], object], remove: Path) -> None:
        self.log = log
        self._environment, self._gone, self._remove = environment, gone, remove
        self._stopping = False

    def __enter__(self) -> Self:
        command = [sys.executable, guard.__file__, str(self._remove), sys.executable, "-m", "bot", "run"]
        with self.log.open("ab") as page:
            self._guard = subprocess.Popen(  # noqa: S603  our own program
                command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=page,
                stderr=page,
                start_new_session=True,
                creationflags=NEW_GROUP,
            )
        self._watch = threading.Thread(target=self._watched, name="demo-bot", daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Its end, and all that the guard has to clear away."""
        self._stopping = True
        if self._guard.stdin:
            self._guard.stdin.close()
        self._watch.join()

    @property
    def is_running(self) -> bool:
        return self._guard.poll() is None

    def connected(self, slack: LocalSlack, stop: Event) -> None:
        """Wait until it is, or until told to stop. DemoEnded where it ends before that, or takes a minute."""
        for _ in range(LOOKS):
            with suppress(TimeoutError):
                slack.wait_for(lambda: slack.connections or stop.is_set(), SECONDS)
                break
        else:
            raise DemoEnded(why=f"the bot did not connect within {LOOKS * SECONDS:.0f} seconds", log=self.told())
        if not self.is_running:
            raise DemoEnded(why="the bot has ended by itself", log=self.told())

    def told(self) -> str:
        """The end of its log, where there is one."""
        with suppress(OSError):
            if lines := self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:]:
                return "\n".join([f"The bot's log, {self.log}, ends:", *lines, ""])
        return ""

    def _watched(self) -> None:
        self._guard.wait()
        if not self._stopping:
            self._gone()
