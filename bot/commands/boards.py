"""`steward boards`: who has installed Steward, and the keys that seal their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.commands.required import WHAT
from bot.commands.wiring import load
from bot.domain.errors import BadSetting
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
        typer.echo(told(each))


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


def told(workspace: Workspace) -> str:
    """One board in one line."""
    if workspace.slack_team is None:
        return f'"{workspace.name}": in no Slack workspace yet.'
    where = f'"{workspace.name}": Slack workspace {workspace.slack_name or "without a name"} ({workspace.slack_team})'
    if workspace.removed_at is not None:
        return f"{where}, removed on {workspace.removed_at:%d %B %Y}."
    return f"{where}."
