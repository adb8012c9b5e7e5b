"""`make emulate-test`: sets up `emulate` and compares the local workspace with it; says why where it cannot be had."""

import argparse
import subprocess
import sys
from pathlib import Path

from tests.local.emulate.setting_up import Unavailable, set_up

TESTS = Path(__file__).parent


def main() -> int:
    _, more = argparse.ArgumentParser(prog="python -m tests.local.emulate").parse_known_args()
    try:
        set_up()
    except Unavailable as reason:
        sys.stdout.write(f"Skipped the comparison with emulate: {reason}.\n")
        return 0
    return subprocess.call([sys.executable, "-m", "pytest", "-q", "--emulate", str(TESTS), *more])


if __name__ == "__main__":
    sys.exit(main())
