"""Where the tests write: in memory where the system offers it, since thousands of small databases wait for a disk."""

from __future__ import annotations

import os
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  Linux has it; what it holds is nobody's but this user's
ROOM = 2 * 1024**3  # bytes; a whole run takes a few hundred megabytes at most. A container's own is 64 MB


def folder() -> Path | None:
    """A folder in memory with room for the tests, in which programs may run too; None: there is none."""
    if not SHARED_MEMORY.is_dir() or not os.access(SHARED_MEMORY, os.W_OK | os.X_OK):
        return None
    held = os.statvfs(SHARED_MEMORY)
    fits = held.f_bavail * held.f_frsize >= ROOM and not held.f_flag & os.ST_NOEXEC
    return SHARED_MEMORY if fits else None
