"""Plans of real boards, as published, to try Steward with and to test it on; README.md says where they come from."""

from __future__ import annotations

from pathlib import Path

from bot.domain.errors import NoSuchSample

_HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in _HERE.iterdir() if (path / "plan.csv").is_file()))


def path(name: str) -> Path:
    """The folder of the sample called so; raises NoSuchSample."""
    if name not in names():
        raise NoSuchSample(name=name, held=", ".join(names()))
    return _HERE / name
