"""`steward return`, `steward receive` and `steward map`: figures by sheet, for those without Slack."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.commands import import_words, return_words
from bot.commands.wiring import open_workspace
from bot.domain.errors import BadImport
from bot.domain.mapping_sheet import HEADINGS
from bot.domain.return_notices import ReturnRefused
from bot.services import returns
from bot.sheets import handed_in
from bot.sheets import returns as sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.sheet import Book

Whose = Annotated[str, typer.Option(help="The organisation, as the plan names it.")]
Post = Annotated[str, typer.Option(help='The post, such as "Named officer 01".')]
Plan = Annotated[str | None, typer.Option(help="Another plan than the current one.")]
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]


def return_(
    *,
    organisation: Whose = "",
    post: Post = "",
    out: Annotated[Path | None, typer.Option(help="The workbook to write; without it a name made of theirs.")] = None,
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Write a workbook of all that an organisation or a post owes, and the text of an email to send it with."""
    if bool(organisation) == bool(post):
        raise typer.BadParameter("give one of --organisation and --post")
    made = returns.owed_by(open_workspace(workspace), organisation=organisation, post=post, plan_name=plan)
    path = out or Path(made.file_name)
    try:
        path.write_bytes(sheets.write(made))
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}") from None
    for line in return_words.email(made, path.name):
        typer.echo(line)
    typer.echo(f"Written: {path}", err=True)


def receive(  # noqa: PLR0913  one option each
    file: Annotated[str, typer.Argument(help="A return that came back, or a workbook that was mapped.")],
    *,
    organisation: Whose = "",
    post: Post = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Take the figures in; without it they are shown.")] = False,
    reason: Annotated[str, typer.Option(help="Why approved figures change; kept with each revision.")] = "",
    by: Annotated[str, typer.Option(help="The Slack id of the officer who confirms.")] = "",
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Read a sheet back: what it would change, or all that is wrong with it; taken in with --confirm."""
    book = _read(file)
    to = open_workspace(workspace)
    if confirm:
        taken = returns.receive(to, book, organisation=organisation, post=post, plan_name=plan, reason=reason, by=by)
        if isinstance(taken, ReturnRefused):
            _refuse(return_words.refused(taken))
        _say(return_words.taken(taken))
        return
    shown = returns.difference(to, book, organisation=organisation, post=post, plan_name=plan)
    if isinstance(shown, ReturnRefused):
        _refuse(return_words.refused(shown))
    _say(return_words.difference(shown))


def map_(  # noqa: PLR0913  one option each
    file: Annotated[str, typer.Argument(help="The organisation's own workbook, as it is filled in now.")] = "",
    *,
    organisation: Whose = "",
    name: Annotated[str, typer.Option(help="What this kind of workbook is called, such as Quarterly dashboard.")] = "",
    cells: Annotated[str, typer.Option(help="A CSV: sheet, cell, indicator, line, period, comment.")] = "",
    propose: Annotated[Path | None, typer.Option(help="Write such a CSV from exact words, to be checked.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show every mapped workbook and its cells.")] = False,
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Map an organisation's own workbook once: which cell is which figure. Its layout is proven at each receipt."""
    to = open_workspace(workspace)
    if list_:
        known = returns.every(to, plan)
        _say(line for each in known for line in return_words.known(each))
        if not known:
            typer.echo("No workbook is mapped.")
        return
    if not (file and organisation and (propose or (name and cells))):
        raise typer.BadParameter("give FILE and --organisation with either --propose OUT.csv or --name and --cells")
    workbook = _read(file)
    if propose:
        lines = returns.proposed(to, workbook, organisation=organisation, plan_name=plan)
        _write(propose, lines)
        typer.echo(f"{len(lines)} cells proposed in {propose}. Check each, then give it with --cells.")
        return
    mapped = returns.remember(to, workbook, _read(cells), organisation=organisation, name=name, plan_name=plan)
    if isinstance(mapped, ReturnRefused):
        _refuse(return_words.refused(mapped))
    _say(return_words.known(mapped))


def _read(file: str) -> Book:
    try:
        return handed_in.read_file(file)
    except BadImport as refused:
        _refuse(import_words.refusal(refused))


def _write(path: Path, lines: Iterable[tuple[str, ...]]) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *lines])
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}") from None


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _refuse(lines: Iterable[str]) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(1)
