"""The clock is put on only while nobody who is awake has anything half done: a lease is longer than any step.

Here two minutes pass in one stroke. Whoever is just posting would otherwise have taken two minutes over it, which no
process does that is awake, and which the round tries with those that are asleep.
"""

from __future__ import annotations

import fcntl
import time
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PATIENCE = 5.0  # seconds; whoever has something half done for longer has just fallen asleep over it
A_LOOK = 0.01


class Gate:
    """In a process that serves: its file is locked while anything is in hand."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")
        self._lock, self._many = Lock(), 0

    def around(self, where: type, name: str) -> None:
        """Keep the gate shut while this is done."""
        real: Callable[..., Any] = getattr(where, name)

        def act(*given: Any, **more: Any) -> Any:  # noqa: ANN401  whatever the real one takes and gives
            with self._shut():
                return real(*given, **more)

        setattr(where, name, act)

    @contextmanager
    def _shut(self) -> Iterator[None]:
        with self._lock:
            if not self._many:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            self._many += 1
        try:
            yield
        finally:
            with self._lock:
                self._many -= 1
                if not self._many:
                    fcntl.flock(self._file, fcntl.LOCK_UN)


@contextmanager
def standing_still(paths: Iterable[Path]) -> Iterator[None]:
    """Nobody begins anything meanwhile, nor has anything half done."""
    ends = time.monotonic() + PATIENCE
    with ExitStack() as held:
        for path in paths:
            file = held.enter_context(path.open("a"))
            while not _locked(file.fileno()) and time.monotonic() < ends:
                time.sleep(A_LOOK)
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
