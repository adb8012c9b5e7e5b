"""`steward people export` and `steward people erase`: what is held about a person, for them, and taken away."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003  Typer reads it
from typing import Annotated

import typer

from bot.commands.wiring import open_workspace
from bot.commands.writing import write
from bot.domain.errors import BadSetting
from bot.services import people
from bot.services.people import BY_COMMAND

Whose = Annotated[str, typer.Argument(metavar="PERSON", help="A post, or the id of a Slack account.")]
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]


def export(
    person: Whose,
    file: Annotated[Path, typer.Argument(help="The file to write, such as held.json.")],
    workspace: Named = None,
) -> None:
    """Write all that is held about somebody into a file that only you can read. Look it through for others' names."""
    found = people.held_of(open_workspace(workspace), person)
    write(file, json.dumps(found, indent=2, default=str, ensure_ascii=False).encode(), private=True)
    many = sum(len(rows) for rows in found["held"].values())
    typer.echo(f'{many} record{"" if many == 1 else "s"} that name{"s" if many == 1 else ""} {person} in "{file}".')


def erase(
    person: Whose,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the audit: who asked for it, and when.")],
    workspace: Named = None,
) -> None:
    """Take away somebody's account, questions and drafts. Their post and what it did stay, by a neutral name."""
    if not reason.strip():
        raise BadSetting(setting="--reason", problem="the audit keeps why; say who asked for it, and when")
    name = people.erase(open_workspace(workspace), BY_COMMAND, person, reason)
    typer.echo(
        f'Erased. Where their account stood, the records say "{name}". Backups and logs are not changed: let them end '
        "with their time. Slack keeps the messages themselves; whoever wrote one deletes it there."
    )
