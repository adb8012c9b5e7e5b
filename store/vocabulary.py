"""The general vocabulary of UK children's services and of asking about a plan, shipped as files a person can read."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from bot.domain.phrases import Alias, AliasKind

FOLDER = Path(__file__).with_suffix("")


@cache
def general() -> tuple[Alias, ...]:
    """Every general phrase; those of one line do the same and stay together, with "|" between them."""
    return tuple(
        Alias(phrase=phrases, means=means, general=True, kind=kind, explains=explains)
        for path in sorted(FOLDER.glob("*.csv"))
        for kind, phrases, means, explains in _rows(path)
    )


def _rows(path: Path) -> list[tuple[AliasKind, str, str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return [(AliasKind(kind), phrases, means, explains) for kind, phrases, means, explains in rows]
