"""A moment of the round kept, database and Slack together: later tests begin there and need not live through it all."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.local import keeping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.slack.steward import Steward


def reached(moment: Path, steward: Steward, live: Callable[[], object]) -> None:
    """Live through it and keep how all stands in that file; where it is there, have all stand so. On SQLite alone."""
    url, slack, said = steward.workspace._store.url, steward.slack, moment.with_suffix(".json")
    if url.get_backend_name() != "sqlite":
        live()
        return
    known = said.exists()
    with closing(sqlite3.connect(str(url.database))) as database, closing(sqlite3.connect(moment)) as held:
        if known:
            held.backup(database)
            keeping.take_up(slack.world, json.loads(said.read_bytes()))
            return
        live()
        slack.settle()
        database.backup(held)
        said.write_text(json.dumps(keeping.kept(slack.world)), encoding="utf-8")
