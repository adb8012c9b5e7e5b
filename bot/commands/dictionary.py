"""`steward dictionary`: a national body's list of measures, beside which `steward check` sets the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import sheets
from bot.commands.wiring import open_workspace
from bot.domain.dictionary import read_dictionary
from bot.services import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.dictionary import Held

app = typer.Typer(no_args_is_help=True, help="A reference dictionary: what a national body says of its measures.")
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]
OfPlan = Annotated[str | None, typer.Option("--plan", help="Another plan than the current one.")]


@app.command("import")
def take(
    path: Annotated[str, typer.Argument(help="CSV or Excel: code, name, polarity (High, Low, -), unit, indicator.")],
    workspace: Named = None,
) -> None:
    """Take a dictionary in, in place of the one before. What was mapped by hand stays."""
    lines = read_dictionary(sheets.read(path))
    typer.echo("\n".join(report(dictionary.take(open_workspace(workspace), lines, Path(path).name))))


@app.command("show")
def show(plan: OfPlan = None, workspace: Named = None) -> None:
    """Which indicators it knows, and which lines may be of others."""
    typer.echo("\n".join(report(dictionary.held(open_workspace(workspace), plan))))


@app.command("map")
def map_to(
    indicator: Annotated[str, typer.Argument(help="The code of an indicator, or its whole title.")],
    name: Annotated[str, typer.Argument(help="The name or the code of a line of the dictionary.")],
    plan: OfPlan = None,
    workspace: Named = None,
) -> None:
    """Say which line an indicator is. Nothing is matched by likeness alone."""
    subject, line = dictionary.map_to(open_workspace(workspace), indicator, name, plan)
    typer.echo(f'{subject.code or subject.title} is "{line.name}" of the dictionary.')


def report(held: Held) -> Iterator[str]:
    yield f"The dictionary has {held.lines} line{'' if held.lines == 1 else 's'}; {len(held.matched)} of the plan's."
    for indicator, line in held.matched:
        yield f'  - {_called(indicator.code, indicator.title)}: "{line.name}"'
    if held.near:
        yield 'Alike, but not taken: "steward dictionary map INDICATOR NAME" takes them.'
    for indicator, line in held.near:
        yield f'  - {_called(indicator.code, indicator.title)}: perhaps "{line.name}"'
    if held.matched:
        yield '"steward check" says where they disagree.'


def _called(code: str, title: str) -> str:
    return f"{code} {title}" if code else title
