"""`steward deliveries`: what is planned, what was sent, what failed and why; a failed one is retried or dropped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import render
from bot.commands.wiring import open_workspace
from bot.services import deliveries as services
from store.outbox import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.people import Person
    from bot.services.deliveries import Ledger
    from bot.workspace import Workspace
    from store.outbox import Delivery

BY_COMMAND = "steward deliveries"
WAITING = (State.PLANNED, State.IN_HAND, State.FAILED)


def deliveries(
    state: Annotated[State | None, typer.Option(help="Those alone; else what waits and what failed.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array, with those sent too.")] = False,
    retry: Annotated[int | None, typer.Option(metavar="ID", help="Send one that failed or was dropped.")] = None,
    drop: Annotated[int | None, typer.Option(metavar="ID", help="Never send one that waits or failed.")] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """List what Steward sends of its own accord: planned, failed and why; sent ones with --state sent."""
    here = open_workspace(workspace)
    if retry is not None and drop is not None:
        raise typer.BadParameter("give --retry or --drop, not both", param_hint="--retry")
    if retry is not None:
        services.retry(here, retry, BY_COMMAND)
        typer.echo(f"Delivery {retry} goes out with the next tick of a running Steward.")
    elif drop is not None:
        services.drop(here, drop, BY_COMMAND)
        typer.echo(f"Delivery {drop} is dropped.")
    elif as_json:
        ledger = services.ledger(here, [state] if state else tuple(State))
        typer.echo(json.dumps([_object(here, each, ledger.people) for each in ledger.deliveries], ensure_ascii=False))
    else:
        _list(here, services.ledger(here, [state] if state else WAITING))


def _list(here: Workspace, ledger: Ledger) -> None:
    counted = (f"{ledger.counts[each]} {each}" for each in State if ledger.counts.get(each))
    typer.echo(f"Deliveries: {', '.join(counted) or 'none'}.")
    for each in ledger.deliveries:
        typer.echo(_line(here, each, ledger.people))
    listed = sum(ledger.counts.get(each, 0) for each in {each.state for each in ledger.deliveries})
    if len(ledger.deliveries) == services.MOST_LISTED < listed:
        typer.echo(f"and {listed - services.MOST_LISTED} more")


def _line(here: Workspace, each: Delivery, people: Mapping[int, Person]) -> str:
    at = (each.sent_at or each.not_before).astimezone(here.zone)
    begins = f"{each.id}  {each.state}: {each.kind} to {_to(each, people)}, {at:%Y-%m-%d %H:%M}"
    if each.state is State.FAILED:
        why = render.plain(services.told_of(each, people, here.zone)).split("\n")[1]
        return f"{begins}. {why}"
    tried = f", {each.attempts} tries failed" if each.attempts > 1 else ", one try failed" if each.attempts else ""
    return f"{begins}{tried}{f' ({each.error})' if each.error else ''}."


def _object(here: Workspace, each: Delivery, people: Mapping[int, Person]) -> dict[str, Any]:
    """For other programs; its keys are a promise to them."""
    return {
        "id": each.id,
        "key": each.key,
        "kind": each.kind,
        "to": _to(each, people),
        "state": each.state,
        "planned_at": each.planned_at.astimezone(here.zone).isoformat(),
        "not_before": each.not_before.astimezone(here.zone).isoformat(),
        "sent_at": each.sent_at.astimezone(here.zone).isoformat() if each.sent_at else None,
        "attempts": each.attempts,
        "error": each.error or None,
        "updates": each.updates_id,
    }


def _to(each: Delivery, people: Mapping[int, Person]) -> str:
    person = people.get(each.person_id or 0)
    return person.label if person else each.channel or "nobody"
