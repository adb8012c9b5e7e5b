"""`steward audit`: who changed what, when and why, of one indicator or by one person."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.wiring import open_workspace
from bot.services import auditing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.auditing import Entry


def audit(
    *,
    indicator: Annotated[str, typer.Option(help="Its code, or its whole title.")] = "",
    person: Annotated[str, typer.Option(help="A post, or the id of a Slack account.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    plan: Annotated[str | None, typer.Option(help="Another plan than the current one.")] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """Print who changed what, when, from where, and why, oldest first, but no figure under embargo and no small one."""
    if not (indicator or person):
        raise typer.BadParameter("give --indicator or --person, or both")
    found = auditing.entries(open_workspace(workspace), indicator=indicator, person=person, plan_name=plan)
    if as_json:
        typer.echo(json.dumps([asdict(each) | {"at": each.at.isoformat()} for each in found], indent=2))
        return
    for entry in found:
        for line in told(entry):
            typer.echo(line)
    if not found:
        typer.echo("Nothing was changed.")


def told(entry: Entry) -> Iterator[str]:
    """The change in one line, and its reason in another."""
    origin = f" [{entry.origin}]" if entry.origin else ""
    about = f", {entry.about}" if entry.about else ""
    yield f"{entry.at:%Y-%m-%d %H:%M} {entry.who}: {entry.what}{about}{_values(entry)}{origin}"
    if entry.reason:
        yield f"    because: {entry.reason}"


def _values(entry: Entry) -> str:
    if entry.secret:
        return ": under embargo"
    if entry.small:
        return ": [c] hidden: small number"
    if entry.old and entry.new:
        return f": {entry.old} -> {entry.new}"
    if entry.old:
        return f": {entry.old} -> nothing"
    return f": {entry.new}" if entry.new else ""
