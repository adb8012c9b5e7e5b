"""`steward report`: the highlight report as it would go out now, for people and for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path  # noqa: TC003  typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from bot import render
from bot.commands.report_objects import as_object
from bot.commands.wiring import open_workspace
from bot.domain.disclosure import Audience
from bot.domain.period_words import read_period
from bot.domain.report_notices import ReportInFull
from bot.services import reports

if TYPE_CHECKING:
    from bot.domain.periods import Period
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace

PAPERS = WORD, EXCEL = ".docx", ".xlsx"


def report(  # noqa: PLR0913  the options of a command
    *,
    period: Annotated[str, typer.Option(help='As "Q4 2013/14"; the one that the next meeting takes.')] = "",
    board: Annotated[str | None, typer.Option(help="Another board than the plan's own.")] = None,
    meeting: Annotated[str, typer.Option(help="The day it goes to, as 2014-07-02.")] = "",
    audience: Annotated[
        Audience | None, typer.Option(help="Whom it is fit for: the public is not told small numbers of people.")
    ] = None,
    on: Annotated[str, typer.Option(help="As if on this day, as 2014-07-02: what is late by then.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    as_printed: Annotated[bool, typer.Option("--as-printed", help="Count the printed report's own marks.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the paper: a .docx or .xlsx file.")] = None,
    template: Annotated[Path | None, typer.Option(help="Your own Word template for the paper.")] = None,
    plan: Annotated[str | None, typer.Option(help="Another plan than the current one.")] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """Print the report of a period, or write it as a paper. Nothing is kept, and nothing is sent."""
    if out and out.suffix.casefold() not in PAPERS:
        raise typer.BadParameter(f"{out} must end in {' or '.join(PAPERS)}", param_hint="--out")
    if template and (not out or out.suffix.casefold() != WORD):
        raise typer.BadParameter("a template is for a Word paper: add --out FILE.docx", param_hint="--template")
    held_in = open_workspace(workspace)
    facts = reports.compose(
        held_in,
        period=_period(held_in, period),
        board=board,
        meeting=_day(meeting, "--meeting"),
        on=_day(on, "--on"),
        audience=audience or (Audience.PUBLIC if out else None),  # a board's papers are public documents
        plan_name=plan,
        as_printed=as_printed,
    )
    if out:
        _write(out, template, facts, held_in, plan)
    elif as_json:
        typer.echo(json.dumps(as_object(facts), ensure_ascii=False, indent=1))
    else:
        typer.echo(render.in_full(ReportInFull(facts=facts)))


def _write(path: Path, template: Path | None, facts: ReportFacts, workspace: Workspace, plan: str | None) -> None:
    from bot.commands import paper_files  # noqa: PLC0415  Word and Excel take half a second to load; printing need not

    cover = reports.cover(workspace, facts)
    carried = paper_files.write_paper(path, template, facts, cover)
    if carried:
        typer.echo(f"Carried over from an earlier meeting, not confirmed (steward cover): {carried}", err=True)
    if facts.audience == Audience.PUBLIC:
        for each in reports.in_paper(workspace, facts, cover, plan):
            typer.echo(
                f'Look at this before it is published: "{each.sentence}" seems to say a number', err=True, nl=False
            )
            typer.echo(f" hidden from the public, of {each.indicator.title}.", err=True)
    typer.echo(f"Written: {path}", err=True)


def _period(workspace: Workspace, text: str) -> Period | None:
    if not text:
        return None
    found = read_period(text, workspace.first_month)
    if found is None:
        raise typer.BadParameter(f'"{text}" names no period; write it as "Q4 2013/14"', param_hint="--period")
    return found


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f'"{text}" is not a day; write it as 2014-07-02', param_hint=option) from None
