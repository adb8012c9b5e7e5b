"""Two boards, three processes, one PostgreSQL: a round and its report while processes die, sleep and give way."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.kill.a_round import run_round

if TYPE_CHECKING:
    from pathlib import Path

    from tests import postgres

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no fork"),
    pytest.mark.skipif(
        "STEWARD_KILL_ROUND" not in os.environ,
        reason="`make kill-round` runs it: now and then a process that was told to end while another slept does not",
    ),
]


def test_a_round_of_two_boards_loses_nothing_and_doubles_nothing_whoever_dies(
    tmp_path: Path, postgresql: postgres.Server
) -> None:
    outcome = run_round(postgresql.address(postgresql.make()), tmp_path, fates=1)
    assert outcome.wrong == []
    assert outcome.kills.total() + outcome.sleeps.total() >= 1
    assert outcome.rolled >= 6
