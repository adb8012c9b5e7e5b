"""Ten processes die on the way from deciding to marking: nothing is lost, and nothing is posted twice."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.kill.driver import kill

if TYPE_CHECKING:
    from pathlib import Path

    from tests import postgres

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no fork")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whoever_dies_at_whatever_step_nothing_is_lost_and_nothing_is_posted_twice(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite:///{tmp_path / 'steward.sqlite3'}"
    if kind == "postgresql":
        server: postgres.Server = request.getfixturevalue("postgresql")
        address = server.address(server.make())
    outcome = kill(address, tmp_path, kills=5, seed=3 if kind == "sqlite" else 4)
    assert outcome.wrong == []
    assert outcome.kills.total() >= 5
