"""`steward import`: a plan taken in from a folder of CSV files or a workbook, its difference shown first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import sheets
from bot.commands import import_words
from bot.commands.wiring import open_workspace
from bot.domain.errors import BadImport, NoSuchSample
from bot.domain.reading.plan_sheet import Given, read_day
from bot.services import plan as plans
from store import samples

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.planfile import PlanFile


def import_plan(  # noqa: PLR0913  one option each
    path: Annotated[str, typer.Argument(help="A folder of CSV files, an Excel workbook, or the name of a sample.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    reason: Annotated[str, typer.Option(help="Why figures already held change; kept with each revision.")] = "",
    name: Annotated[str | None, typer.Option(help="The plan's name, where the file does not give it.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="The plan's first day, as 2013-04-01.")] = None,
    to: Annotated[str | None, typer.Option(help="The plan's last day, as 2014-03-31.")] = None,
    minutes_of: Annotated[
        str | None, typer.Option(help="The day of the meeting whose actions the file holds, as 2014-03-19.")
    ] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """Take in the spreadsheet you already have: all of it or nothing, and nothing twice."""
    given = Given(
        name=name, starts=_day(from_, "--from"), ends=_day(to, "--to"), minutes_of=_day(minutes_of, "--minutes-of")
    )
    try:
        planfile = _read(path, given)
        imported = plans.import_plan(
            open_workspace(workspace), planfile, reason=reason, dry_run=dry_run, progress=_say_stage
        )
    except BadImport as refused:
        for line in import_words.refusal(refused):
            typer.echo(line, err=True)
        raise typer.Exit(1) from None
    for line in import_words.told(imported):
        typer.echo(line)


def _read(path: str, given: Given) -> PlanFile:
    """The file at the path; where nothing is there, the sample of that name."""
    if Path(path).exists():
        return sheets.read_plan(path, given, progress=_say_rows)
    try:
        return sheets.read_plan(samples.path(path), given, progress=_say_rows)
    except NoSuchSample:
        if Path(path).name == path and not Path(path).suffix:
            raise
        return sheets.read_plan(path, given)  # a path with nothing at it: say that


def _day(given: str | None, option: str) -> date | None:
    if given is None:
        return None
    day = read_day(given)
    if day is None:
        raise typer.BadParameter(f'"{given}" is not a day; write it as 2013-04-01', param_hint=option)
    return day


def _say_rows(sheet: str, rows: int) -> None:
    if rows >= sheets.STEP:
        typer.echo(f"{sheet}: {rows:,} rows read", err=True)


def _say_stage(stage: str) -> None:
    typer.echo(f"{stage} ...", err=True)
