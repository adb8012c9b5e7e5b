"""The demo in pieces: its database as the visitor finds it, made once and copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.demo import state
from bot.demo.clock import STARTS
from bot.demo.folder import CITY, Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.workspace import Workspace
    from tests.conftest import StandingClock


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo of the City's plan that has just been made."""
    path = tmp_path_factory.mktemp("demo")
    with state.opened(Folder(path, CITY, path), state.read(CITY), lambda: STARTS):
        return path


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Folder:
    shutil.copytree(made, tmp_path / "demo")
    return Folder(tmp_path / "demo", CITY, tmp_path / "demo")


@pytest.fixture
def workspace(folder: Folder, clock: StandingClock) -> Iterator[Workspace]:
    clock.set(STARTS)
    with state.opened(folder, state.read(CITY), clock) as workspace:
        yield workspace
