"""`steward backup` and `steward restore`: everything in one file, and back."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.wiring import load

if TYPE_CHECKING:
    from store.backup import Kept


def backup(file: Annotated[Path, typer.Argument(help="The file to write, such as steward.backup.")]) -> None:
    """Write everything that the database holds into one file, while Steward runs. Only you can read the file."""
    wired = load()
    kept = wired.store.backup(file, wired.now())
    typer.echo(f'{_many(kept)} are in "{file}". To look whether it is good, restore it into an empty database.')


def restore(file: Annotated[Path, typer.Argument(help="What steward backup wrote.")]) -> None:
    """Put a backup into an empty database, SQLite or PostgreSQL, and bring it up to date: everything or nothing."""
    wired = load()
    kept = wired.store.restore(file, wired.now())
    typer.echo(
        f"{_many(kept)} are back, as they stood on {kept.taken:%d %B %Y at %H:%M %Z}. "
        "Stop whatever still runs on the old database before you start Steward on this one."
    )


def _many(kept: Kept) -> str:
    filled = sum(1 for rows in kept.rows.values() if rows)
    return f"{kept.all_rows:,} rows of {filled} tables"
