"""`make browser-test`: sets up a browser and runs the tests of the page in it; says why where none can be had."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.browser.setting_up import Unavailable, set_up

HERE = Path(__file__).parent


def main() -> int:
    wanted = argparse.ArgumentParser(prog="python -m tests.browser")
    wanted.add_argument("--must", action="store_true", help="no browser is a failure, not a reason to skip the tests")
    given, more = wanted.parse_known_args()
    try:
        browser = set_up()
    except Unavailable as reason:
        sys.stdout.write(f"The tests in a browser were not run: {reason}.\n")
        return 1 if given.must else 0
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]  # the demo's tests need one demo
    return subprocess.call([*pytest, f"--browser={browser}", str(HERE), *more])


if __name__ == "__main__":
    sys.exit(main())
