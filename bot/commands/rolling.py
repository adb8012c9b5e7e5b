"""`steward rollover`: next year's version of a plan, as a workbook to fill in and a difference to confirm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.commands import import_words, rollover_words
from bot.commands.wiring import open_workspace
from bot.domain.errors import BadImport
from bot.domain.rolling.results import MovedOn, Refusal
from bot.services import rollover as rollovers
from bot.sheets import handed_in
from bot.sheets import rollovers as sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.sheet import Book
    from bot.workspace import Workspace


def rollover(
    file: Annotated[str, typer.Argument(help="The workbook, filled in: shows what it would change.")] = "",
    *,
    out: Annotated[str, typer.Option(help="Write the workbook of the version in force to this file.")] = "",
    year: Annotated[str, typer.Option(help="The year of the next version, such as 2014/15; else the following.")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Take it in, whole or not at all.")] = False,
    reason: Annotated[str, typer.Option(help="Why the plan moves on: who agreed to it, and when.")] = "",
    plan: Annotated[str | None, typer.Option(help="With --out: another plan than the current one.")] = None,
    workspace: Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")] = None,
) -> None:
    """Make the plan's next version: write a workbook with --out, fill it in, look at the difference, confirm it."""
    if bool(file) == bool(out):
        raise typer.BadParameter("give either --out FILE.xlsx, to write the workbook, or the FILE that was filled in")
    if file and (year or plan):
        raise typer.BadParameter("--year and --plan go with --out: the file says which plan and year it is for")
    if out and not out.endswith(".xlsx"):
        raise typer.BadParameter(f"{out} must end in .xlsx", param_hint="--out")
    to = open_workspace(workspace)
    if out:
        _write(to, out, year, plan)
        return
    book = _read(file)
    found = rollovers.move_on(to, book, reason) if confirm else rollovers.difference(to, book)
    if isinstance(found, Refusal):
        _refuse(rollover_words.refused(found))
    _say(rollover_words.moved_on(found) if isinstance(found, MovedOn) else rollover_words.outlook(found))


def _write(to: Workspace, out: str, year: str, plan: str | None) -> None:
    made = rollovers.made(to, year, plan)
    try:
        Path(out).write_bytes(sheets.write(made))
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}") from None
    _say(rollover_words.written(made, out))


def _read(file: str) -> Book:
    try:
        return handed_in.read_file(file)
    except BadImport as refused:
        _refuse(import_words.refusal(refused))


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _refuse(lines: Iterable[str]) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(1)
