"""What stands in a file that tests copy is read once: a copy has the same plans under the same stamps.

A plan that a test changes has another stamp, and is read again as it would be there.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from bot.workspace import Workspaces
from store.work import Store

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)  # before any test and any embargo: it holds until the first of these ends
_copies: WeakKeyDictionary[Store, Path] = WeakKeyDictionary()
_plans: dict[Path, dict[tuple[int, int], Any]] = {}


def copied(file: Path, to: Path) -> Store:
    """A store of its own with what stands in the file."""
    shutil.copy(file, to)
    store = Store(f"sqlite:///{to}")
    _copies[store] = file
    return store


def tell(workspaces: Workspaces, store: Store) -> None:
    """Let them know the plans that were in the file of which that store is a copy."""
    if file := _copies.get(store):
        if file not in _plans:
            _plans[file] = _plans_in(file)
        workspaces._catalogues._kept.update({key: replace(kept) for key, kept in _plans[file].items()})


def _plans_in(file: Path) -> dict[tuple[int, int], Any]:
    store = Store(f"sqlite:///{file}")
    workspaces = Workspaces(store, lambda: LONG_AGO)
    for each in workspaces.all():
        with each.reading() as work:
            each.catalogue(work)
    store.close()
    return workspaces._catalogues._kept
