"""Files that commands write and read: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

import typer


def write(path: Path, content: bytes, *, private: bool = False) -> None:
    """The content under that name, put there in one step; what stood there before stays where that fails.

    What is private only its owner can read.
    """
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder; name a file")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as held:
            beside = Path(held.name)
            try:
                held.write(content)
                held.close()
                if not private:  # as a temporary file is from the start
                    beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}") from None


def readable(path: Path, most: int) -> bytes:
    """What the file holds, one byte more than `most` where it holds more."""
    try:
        with path.open("rb") as held:
            return held.read(most + 1)
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be read: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
