"""`make fuzz`: a hundred thousand spoilt cases over every door, others each time, and a table of what came of them."""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.fuzz.running import run
from tests.fuzz.targets import NAMES

CASES = 100_000
LINE = "{:<16}{:>10,}{:>10.0f}  {}"


def main() -> int:
    wanted = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    wanted.add_argument("--cases", type=int, default=CASES, help="of all doors together")
    wanted.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="doors that are tried side by side")
    wanted.add_argument("doors", nargs="*", help=f"of {', '.join(NAMES)}; all of them where none is named")
    given_ = wanted.parse_args()
    print(f"{'door':<16}{'cases':>10}{'seconds':>10}  found", flush=True)
    began, done = time.monotonic(), []
    with ProcessPoolExecutor(given_.jobs, mp_context=get_context("spawn")) as doors:
        for each in as_completed([doors.submit(run, name, given_.cases) for name in given_.doors or NAMES]):
            one = each.result()
            done.append(one)
            print(LINE.format(one.name, one.cases, one.seconds, "see below" if one.found else "nothing"), flush=True)
            print(one.found, end="", flush=True)
    found = sum(bool(each.found) for each in done)
    print(LINE.format("all", sum(each.cases for each in done), time.monotonic() - began, f"by {found} doors"))
    for place, times in (pair for each in done for pair in each.troubles.items() if pair[1]):
        print(f"told as trouble {times} times: {place}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
