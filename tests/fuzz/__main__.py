"""`make fuzz`: a hundred thousand spoilt cases over every door, others each time, and a table of what came of them."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.targets import NAMES, TROUBLES, opened

CASES = 100_000
LONGEST, WIDEST = 80, 300  # lines and letters of what was found


def main() -> int:
    wanted = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    wanted.add_argument("--cases", type=int, default=CASES, help="of all doors together")
    wanted.add_argument("doors", nargs="*", help=f"of {', '.join(NAMES)}; all of them where none is named")
    given_ = wanted.parse_args()
    warnings.simplefilter("ignore")  # of openpyxl, about files that are broken on purpose
    print(f"{'door':<16}{'cases':>10}{'seconds':>10}  found", flush=True)
    many = found = 0
    for name in given_.doors or NAMES:
        with TemporaryDirectory() as folder:
            cases, seconds, said = run(Path(folder), name, given_.cases)
        many, found = many + cases, found + bool(said)
        print(f"{name:<16}{cases:>10,}{seconds:>10.0f}  {'see below' if said else 'nothing'}", flush=True)
        print(said, end="", flush=True)
    print(f"{'all':<16}{many:>10,}")
    for place, times in sorted(TROUBLES.items(), key=lambda each: -each[1]):
        print(f"told as trouble {times} times: {place}")
    return 1 if found else 0


def run(folder: Path, name: str, cases: int) -> tuple[int, float, str]:
    """How many cases, how long, and what was found, as Python tells it."""
    began, count = time.monotonic(), 0
    with opened(folder, name) as target:
        most = max(1, cases * target.share // 100)

        @settings(
            max_examples=most, deadline=None, database=None, derandomize=False,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        @given(target.cases)
        def tried(case: object) -> None:
            nonlocal count
            count += 1
            target.check(case)

        try:
            tried()
        except Exception:  # noqa: BLE001  whatever it is, it is what is looked for
            return count, time.monotonic() - began, _short(traceback.format_exc())
    return count, time.monotonic() - began, ""


def _short(told: str) -> str:
    """The lines of code, and of the case as much as a person can read."""
    return "".join(f"{line[:WIDEST]}\n" for line in told.splitlines()[:LONGEST])


if __name__ == "__main__":
    sys.exit(main())
