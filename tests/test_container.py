"""The container: what it copies is there, what it sets is a setting, and nothing in it runs as root or from nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from bot.config import VARIABLES, settings

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def test_everything_that_is_copied_is_there() -> None:
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE) for name in line.split()]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_every_folder_of_the_package_is_copied() -> None:
    packages = re.search(r"^packages = \[(.+)\]$", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert packages
    for name in re.findall(r'"(\w+)"', packages[1]):
        assert f"COPY {name} {name}\n" in DOCKERFILE


def test_what_is_set_is_read() -> None:
    named = set(re.findall(r"\b((?:STEWARD|SLACK)_\w+)\b", DOCKERFILE + COMPOSE))
    assert named <= {*VARIABLES, "STEWARD_PASSWORD"}  # the password in the database's address
    inside = dict(re.findall(r"\b(STEWARD_\w+)=(\S+)", DOCKERFILE))
    assert settings(inside).http == ("0.0.0.0", 3000)  # noqa: S104  inside a container


def test_it_does_not_run_as_root_and_every_package_is_checked_against_its_hash() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "\nUSER steward\n" in last
    assert "--require-hashes" in DOCKERFILE
    installs = [line for line in re.sub(r"\\\n", "", DOCKERFILE).splitlines() if "pip install" in line]
    assert all("--no-index" in each for line in installs for each in line.split("&&") if "pip install" in each)


def test_no_secret_stands_in_the_compose_file() -> None:
    secrets = re.findall(r"(?:TOKEN|PASSWORD|SECRET)\S*: (.+)", COMPOSE)
    assert secrets
    assert all(each.startswith("${") for each in secrets)


def test_steward_is_no_superuser_of_its_database() -> None:
    """PostgreSQL keeps boards apart from an ordinary role alone; the image makes its first role a superuser."""
    assert "POSTGRES_USER" not in COMPOSE
    assert "CREATE ROLE steward LOGIN PASSWORD" in COMPOSE
    assert "://steward:${STEWARD_PASSWORD" in COMPOSE
