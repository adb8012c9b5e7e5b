"""Makes the project's own `.venv` from `requirements.lock`, with nothing but Python at hand.

`python -m bot.prepare` is what the Makefile calls; `python -m bot ...` calls `run_again` where a dependency is
missing, so that a machine without make gets there too.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "steward-lock.txt"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
OLDEST = (3, 11)


def main() -> None:
    """Make `.venv` fit the lock; nothing to do where it does already."""
    if sys.version_info < OLDEST:
        sys.exit(f"Steward needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    wanted = _fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("Setting up .venv from requirements.lock (once; about a minute) ...", file=sys.stderr, flush=True)
    _make_venv()
    _pip("install", "--require-hashes", "-r", str(LOCK))
    _pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted, encoding="utf-8")


def run_again() -> None:
    """Set up, then run the same command inside `.venv`; ends this process with its exit code."""
    if not LOCK.exists():
        sys.exit("Steward's dependencies are not installed, and there is no requirements.lock beside it to install.")
    main()
    if Path(sys.prefix).resolve() == VENV.resolve():
        sys.exit("Steward's .venv is broken: delete the folder .venv and try again.")
    sys.exit(subprocess.call([str(PYTHON), "-m", "bot", *sys.argv[1:]], cwd=Path.cwd()))  # noqa: S603  our own program


def _fingerprint() -> str:
    """Changes with the lock, with this Python and with where the clone stands."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{lock} {sys.version_info.major}.{sys.version_info.minor} {ROOT}\n"


def _make_venv() -> None:
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"Could not make .venv: {error}\nOn Debian and Ubuntu, install the package python3-venv first.")


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.call(command, cwd=ROOT):  # noqa: S603  our own arguments
        sys.exit("Installing the dependencies failed; what pip said stands above. Is the package registry reachable?")


if __name__ == "__main__":
    main()
