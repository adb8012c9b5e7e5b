"""The clock is put on only while nobody who is awake has anything half done: a lease is longer than any step.

Here two minutes pass in one stroke. Whoever is just posting would otherwise have taken two minutes over it, which no
process does that is awake, and which the round tries with those that are asleep.
"""

from __future__ import annotations

import fcntl
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PATIENCE = 60.0  # seconds for something half done, such as a paper, on a machine that has other work
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


def path_of(folder: Path, number: int) -> Path:
    return folder / f"{number}.gate"


@contextmanager
def standing_still(folder: Path, numbers: Iterable[int]) -> Iterator[None]:
    """None of these processes begins anything meanwhile, nor has anything half done that it does not sleep over."""
    ends = time.monotonic() + PATIENCE
    with ExitStack() as held:
        for number in numbers:
            file = held.enter_context(path_of(folder, number).open("a"))
            while not _locked(file.fileno()) and not _sleeps(number):
                if time.monotonic() > ends:
                    raise TimeoutError(f"process {number} has something half done")
                time.sleep(A_LOOK)
        yield


def _sleeps(number: int) -> bool:
    """Whether it was stopped, or has ended (proc(5), /proc/pid/stat); False where the system does not tell."""
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return told.rsplit(")", 1)[1].split()[0] in "TZ"


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
