"""What the tests in a browser need: their own packages into this `.venv`, and a Chromium, the system's or Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LOCK = Path(__file__).parent / "requirements.lock"
NAMES = ("chromium", "chromium-browser", "google-chrome")


class Unavailable(Exception):  # noqa: N818  what happened is no error of ours
    """No browser can be had here; says why."""


def set_up() -> str:
    """Install what is not there yet; the path of the browser."""
    _packages()
    return _browser() or _from_debian()


def _packages() -> None:
    if _as_locked():
        return
    _say(f"Installing {LOCK.name} of the browser tests ...")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    if subprocess.call([*pip, "install", "--require-hashes", "-r", str(LOCK)]):
        raise Unavailable("what drives the browser could not be installed")


def _as_locked() -> bool:
    wanted = [line.split()[0].split("==") for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    try:
        return all(version(name) == number for name, number in wanted)
    except PackageNotFoundError:
        return False


def _browser() -> str | None:
    """One that runs: some systems have a command of that name which only says how to install it."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in found if not _quietly([path, "--version"])), None)


def _from_debian() -> str:
    if not shutil.which("apt-get"):
        raise Unavailable(f"none of {', '.join(NAMES)} is here, and there is no apt-get to install one with")
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and (not shutil.which("sudo") or _quietly([*as_root, "true"])):
        raise Unavailable(f"none of {', '.join(NAMES)} is here, and you are not root, who could install one")
    _say("Installing Chromium ...")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"]):
        if subprocess.call([*apt, *step], stdout=subprocess.DEVNULL):
            raise Unavailable(f"apt-get {step[0]} failed; what it said stands above")
    path = _browser()
    if path is None:
        raise Unavailable("Chromium was installed and does not start")
    return path


def _quietly(command: list[str]) -> int:
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
