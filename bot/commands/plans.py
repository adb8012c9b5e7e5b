"""`steward plan list` and `steward plan use NAME`: which plan answers."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.wiring import open_workspace
from bot.services import choosing

app = typer.Typer(no_args_is_help=True, help="Which plans are held, and which one answers.")
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]


@app.command("list")
def list_plans(workspace: Named = None) -> None:
    """List the plans held; the current one is marked."""
    held = choosing.plans(open_workspace(workspace))
    if not held.plans:
        typer.echo('No plan is held yet. Load one with "steward import PATH".')
    for plan in held.plans:
        current = " (current)" if plan.id == held.current_id else ""
        known = plan.short_name or plan.name
        more = (plan.name if plan.name != known else "", plan.version, plan.board)
        said = ", ".join(part for part in more if part)
        typer.echo(f"{known}{current}: {said}" if said else f"{known}{current}")


@app.command("use")
def use(name: Annotated[str, typer.Argument(help="Its name or short name.")], workspace: Named = None) -> None:
    """Let another plan answer from now on."""
    plan = choosing.use(open_workspace(workspace), name)
    typer.echo(f"{plan.short_name or plan.name} answers from now on.")
