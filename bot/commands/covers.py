"""`steward cover`: the fields of a board paper's cover, for one meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.wiring import open_workspace
from bot.domain.covers import CoverField
from bot.render.formats import day
from bot.services import covers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.covers import Cover

app = typer.Typer(help="The cover of a board paper: its fields, kept for each meeting and carried over to the next.")
Meeting = Annotated[str, typer.Option("--meeting", help="As 2014-07-02; the next meeting.")]
Board = Annotated[str | None, typer.Option("--board", help="Another board than the plan's first.")]
Plan = Annotated[str | None, typer.Option("--plan", help="Another plan than the current one.")]
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]


@app.command()
def show(meeting: Meeting = "", board: Board = None, plan: Plan = None, workspace: Named = None) -> None:
    """Show every field, and which still say what they said at an earlier meeting."""
    held = covers.cover(open_workspace(workspace), board=board, meeting=_day(meeting, "--meeting"), plan_name=plan)
    typer.echo("\n".join(_lines(held)))


@app.command("set")
def set_field(  # noqa: PLR0913  one option each
    field: Annotated[str, typer.Argument(help="As steward cover show names it: summary, finance ...")],
    text: Annotated[str, typer.Argument(help='Its words; "" empties it. A new line begins a new paragraph.')],
    *,
    initials: Annotated[str, typer.Option(help="Of whoever signed a comment.")] = "",
    on: Annotated[str, typer.Option(help="The day it was signed, as 2014-06-20.")] = "",
    meeting: Meeting = "",
    board: Board = None,
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Fill in one field."""
    filling = covers.Filling(field=field, text=text, initials=initials, on=_day(on, "--on"))
    held = covers.fill(
        open_workspace(workspace), filling, board=board, meeting=_day(meeting, "--meeting"), plan_name=plan
    )
    typer.echo(f"Kept for {held.board}, {day(held.meeting) if held.meeting else ''}.")


def _lines(held: Cover) -> Iterator[str]:
    yield f"{held.board}, {day(held.meeting) if held.meeting else 'no meeting'}"
    for field in CoverField:
        entry = held.entry(field)
        yield f"{field.value} ({field.label}): {entry.text or 'not filled in'}"
        if entry.is_signed and entry.on:
            yield f"  signed {entry.initials}, {day(entry.on)}"
        elif field.is_comment and entry.text:
            yield "  not signed for this meeting"
        if entry.carried_from:
            yield f"  carried over from {day(entry.carried_from)}; set it again to confirm it"


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f'"{text}" is not a day; write it as 2014-07-02', param_hint=option) from None
