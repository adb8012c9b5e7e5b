"""The local workspace closes: whoever is just let in is hung up on as the others are, and nothing stays open."""

from __future__ import annotations

import gc
import socket
import sys
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from bot.local import serving

if TYPE_CHECKING:
    import pytest


def test_who_is_let_in_while_it_closes_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    for _ in range(5):
        with serving.Server(Starlette(), 0, lambda _: None) as server:
            line = socket.create_connection((serving.LOOPBACK, server.port), timeout=10)
        del server
        line.close()
    gc.collect()
    assert lost == []
