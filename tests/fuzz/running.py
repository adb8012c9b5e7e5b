"""One door tried with thousands of cases, in a process of its own."""

from __future__ import annotations

import time
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.targets import TROUBLES, opened

LONGEST, WIDEST = 80, 300  # lines and letters of what was found


@dataclass(frozen=True)
class Run:
    """What came of one door: how many cases, in how many seconds, what was found, what people were told as trouble."""

    name: str
    cases: int
    seconds: float
    found: str = ""
    troubles: dict[str, int] = field(default_factory=dict)


def run(name: str, cases: int) -> Run:
    """Its share of all these cases, others each time."""
    warnings.simplefilter("ignore")  # of openpyxl, about files that are broken on purpose
    began, count = time.monotonic(), 0
    with TemporaryDirectory() as folder, opened(Path(folder), name) as target:

        @settings(
            max_examples=max(1, cases * target.share // 100), deadline=None, database=None, derandomize=False,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        @given(target.cases)
        def tried(case: object) -> None:
            nonlocal count
            count += 1
            target.check(case)

        found = ""
        try:
            tried()
        except Exception:  # noqa: BLE001  whatever it is, it is what is looked for
            found = _short(traceback.format_exc())
    return Run(name, count, time.monotonic() - began, found, TROUBLES)


def _short(told: str) -> str:
    """The lines of code, and of the case as much as a person can read."""
    return "".join(f"{line[:WIDEST]}\n" for line in told.splitlines()[:LONGEST])
