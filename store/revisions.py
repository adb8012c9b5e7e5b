"""Which revision of the tables this program knows, told without loading Alembic, which takes time at every start."""

from __future__ import annotations

from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def known() -> list[str]:
    """Every revision, oldest first: "0001" for the file v0001_first_tables.py."""
    return sorted(file.stem[1:5] for file in VERSIONS.glob("v[0-9]*.py"))
