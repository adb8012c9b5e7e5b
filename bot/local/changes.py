"""The lock on the local workspace, which says of every change that there was one: to threads, and to an event loop."""

import threading
from collections.abc import Callable


class Changes(threading.Condition):
    """A condition that threads wait for, with listeners who cannot wait in a thread.

    Listeners are called by whoever changed something, under the lock: they must only take note.
    """

    def __init__(self) -> None:
        super().__init__(threading.RLock())
        self._listeners: list[Callable[[], object]] = []

    def listen(self, take_note: Callable[[], object]) -> None:
        with self:
            self._listeners.append(take_note)

    def stop_listening(self, take_note: Callable[[], object]) -> None:
        with self:
            self._listeners.remove(take_note)

    def notify_all(self) -> None:
        super().notify_all()
        for take_note in self._listeners:
            take_note()
