"""`steward migrate`: the database made, or brought up to this version, with its first workspace."""

from __future__ import annotations

import typer

from bot.commands.wiring import load


def migrate() -> None:
    """Make the database, or bring it up to date. Nothing is lost; running it again changes nothing."""
    wired = load()
    wired.store.migrate()
    workspace = wired.workspaces.make_first()
    typer.echo(f'The database is up to date. Workspace: "{workspace.name}".')
