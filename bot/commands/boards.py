"""`steward boards`: who has installed Steward, and the keys that seal their tokens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path  # noqa: TC003  Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.required import WHAT
from bot.commands.wiring import load
from bot.domain.errors import BadSetting, ReallyPurge, StillInSlack
from store.sealing import SETTING, Seal, new_key, seal_anew

if TYPE_CHECKING:
    from bot.workspace import Workspace

app = typer.Typer(no_args_is_help=True, help="The boards that one Steward serves, and the keys to their tokens.")


@app.command("list")
def list_() -> None:
    """Print each board: its workspace here, its workspace in Slack, and whether Steward was removed from there."""
    wired = load()
    wired.store.check()
    for each in wired.workspaces.all():
        typer.echo(told(each, timedelta(days=wired.settings.grace_days)))


@app.command()
def key() -> None:
    """Print a new key for STEWARD_TOKEN_KEYS. Keep it apart from the database: together they open every token."""
    typer.echo(new_key())


@app.command()
def seal() -> None:
    """Seal every token anew with the first of STEWARD_TOKEN_KEYS; after that the other keys can go."""
    wired = load()
    wired.store.check()
    if not wired.settings.token_keys:
        raise BadSetting(setting=SETTING, problem=f"it is not set; it is {WHAT[SETTING]}")
    with wired.store.all_workspaces(writes=True) as connection:
        many = seal_anew(connection, Seal(wired.settings.token_keys))
    typer.echo(f"{many} token{'' if many == 1 else 's'} sealed with the first key.")


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="The board's workspace here, as `steward boards list` calls it.")],
    file: Annotated[Path, typer.Argument(help="The zip file to write.")],
) -> None:
    """Write everything of one board into a zip: tables for any program, and a backup to be put back. No tokens."""
    wired = load()
    wired.store.check()
    kept = wired.workspaces.export(wired.workspaces.named(name), file)
    rows = "1 row" if kept.all_rows == 1 else f"{kept.all_rows:,} rows"
    typer.echo(f'All of "{name}", {rows}, is in "{file}". Only you can read the file: send it safely.')


@app.command()
def purge(
    name: Annotated[str, typer.Argument(help="The board's workspace here, as `steward boards list` calls it.")],
    *,
    confirm: Annotated[bool, typer.Option("--confirm", help="Delete it.")] = False,
) -> None:
    """Delete everything of a board that has removed Steward, at once and for good, its audit too."""
    wired = load()
    wired.store.check()
    workspace = wired.workspaces.named(name)
    if workspace.slack_team is not None and workspace.removed_at is None:
        raise StillInSlack(name=name)
    if not confirm:
        raise ReallyPurge(name=name)
    many = wired.workspaces.purge(workspace)
    if many is None:  # it came back just now
        raise StillInSlack(name=name)
    typer.echo(f'"{name}" is deleted: {counted(many)}.')


def told(workspace: Workspace, grace: timedelta) -> str:
    """One board in one line."""
    if workspace.slack_team is None:
        return f'"{workspace.name}": in no Slack workspace yet.'
    slack = f"Slack workspace {workspace.slack_name or 'without a name'} ({workspace.slack_team})"
    where = f'"{workspace.name}": {slack}, in the log {workspace.id}'
    if workspace.removed_at is not None:
        removed, last = workspace.removed_at.astimezone(workspace.zone), workspace.removed_at + grace
        return f"{where}, removed on {removed:%d %B %Y}; what it held is deleted after {last:%d %B %Y}."
    return f"{where}."


def counted(many: dict[str, int]) -> str:
    """12 rows (3 figure, 9 change)."""
    rows = sum(many.values())
    told = ", ".join(f"{rows:,} {name}" for name, rows in sorted(many.items()))
    return f"{rows:,} row{'' if rows == 1 else 's'} ({told})"
