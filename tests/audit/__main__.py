"""`make audit`: whether a vulnerability is known of any package that is pinned; says so where nobody can be asked.

pip-audit is kept apart from what it looks at, in a folder of its own. It is asked twice: of the Open Source
Vulnerabilities database, then of the Python package index.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from itertools import takewhile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEPT = ROOT / ".venv" / "audit"
LOCKS = (ROOT / "requirements.lock", ROOT / "tests" / "browser" / "requirements.lock", HERE / "requirements.lock")
SERVICES = ("osv", "pypi")
SECONDS = 300


def main() -> int:
    command = _pip_audit()
    if command is None:
        return told("pip-audit could not be installed")
    for service in SERVICES:
        known = list(takewhile(bool, (_asked(command, service, lock) for lock in LOCKS)))
        if len(known) == len(LOCKS):
            code, said = verdict([each for each in known if each])
            sys.stdout.write(said)
            return code
    return told(
        "none of the services that know of vulnerabilities can be reached, or they know nothing of the packages"
    )


def told(why: str) -> int:
    sys.stdout.write(f"The dependencies were not audited: {why}. Run it where there is a network.\n")
    return 0


def verdict(reports: list[dict[str, Any]]) -> tuple[int, str]:
    """What pip-audit's reports come to: 1 and a line for each known vulnerability, or 0."""
    found = [
        f"{package['name']} {package['version']}: {each['id']}, mended in {_versions(each)}\n"
        for report in reports
        for package in report["dependencies"]
        for each in package.get("vulns", ())
    ]
    many = sum(len(report["dependencies"]) for report in reports)
    return (1, "".join(sorted(set(found)))) if found else (0, f"No vulnerability is known of {many} pinned packages.\n")


def _versions(each: dict[str, Any]) -> str:
    return ", ".join(each["fix_versions"]) or "nothing"


def complete(report: str) -> dict[str, Any] | None:
    """pip-audit's report, where it is one of every package: what it could not look up it would pass over."""
    try:
        found: dict[str, Any] = json.loads(report)
    except ValueError:
        return None
    return None if any("skip_reason" in each for each in found["dependencies"]) else found


def _asked(command: list[str], service: str, lock: Path) -> dict[str, Any] | None:
    """What that service knows of the packages in a lock; None: it does not say."""
    how = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(
            [*command, "-r", str(lock), "-s", service, *how],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return complete(done.stdout)


def _pip_audit() -> list[str] | None:
    python = KEPT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(KEPT, with_pip=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
    if subprocess.call([*pip, "-r", str(HERE / "requirements.lock")]):
        return None
    return [str(python), "-m", "pip_audit"]


if __name__ == "__main__":
    sys.exit(main())
