"""`steward ask` as a whole process, beside one that only imports what it cannot do without; in processor time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.timing import Ratio

if TYPE_CHECKING:
    from pathlib import Path

IMPORTS = "import sqlmodel, rapidfuzz, jinja2, typer"
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"  # where that is set, each start would compile all of Steward, and nothing else


def asking(folder: Path, *, rounds: int) -> Ratio:
    """The database must hold the City plan: `folder/city.sqlite3`."""
    kept = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    environment = {**kept, "STEWARD_DATABASE_URL": f"sqlite:///{folder / 'city.sqlite3'}"}
    ours = [sys.executable, "-m", "bot", "ask", "status of NEET"]
    bare = [sys.executable, "-c", IMPORTS]
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    for number in range(rounds + 1):
        for name, command in (("ours", ours), ("bare", bare)):
            before = _spent()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            if number:  # the first pair warms the disk
                taken[name].append(_spent() - before)
    return Ratio(
        name="`steward ask`, the whole process, processor time",
        ours=median(taken["ours"]),
        baseline=median(taken["bare"]),
        limit=1.3,
        of="importing sqlmodel, rapidfuzz, jinja2 and typer",
    )


def _spent() -> float:
    """Seconds of processor time of the processes that were waited for: how busy the machine is counts for little."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
