"""`steward template`: the Word template of the board paper, written to be restyled and checked before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.writing import readable, write
from bot.papers import accessibility, office_templates
from bot.papers.default_template import default_template

app = typer.Typer(help="The Word template of the board paper: one to restyle, and a check of yours.")
File = Annotated[Path, typer.Argument(help="A Word file (.docx).")]


@app.command("write")
def write_template(file: File) -> None:
    """Write the template that comes with Steward, to be restyled in Word."""
    if file.suffix.lower() != ".docx":
        raise typer.BadParameter("give a name that ends in .docx")
    write(file, default_template())
    typer.echo(f"Written: {file}")


@app.command()
def check(file: File) -> None:
    """Say which fields a template does not know and which it does not print, and what people who listen would miss."""
    held = readable(file, office_templates.MOST_BYTES)
    looked = office_templates.look(held, file.name)
    for each in looked.wrong:
        typer.echo(f"In {each.where}: {each.what}.")
    if looked.missing:
        typer.echo(f"Not printed ({len(looked.missing)}): {', '.join(looked.missing)}.")
    flaws = accessibility.flaws(held)
    for flaw in flaws:
        typer.echo(flaw)
    if looked.wrong:
        typer.echo(f"{file.name} cannot be used before this is mended.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{file.name} can be used.{'' if flaws or looked.missing else ' It prints every field.'}")
