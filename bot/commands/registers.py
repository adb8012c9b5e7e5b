"""`steward actions` and `steward risks`: what was promised and what may go wrong, for the officer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.wiring import open_workspace
from bot.services import commitments

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.risks import Risk


def actions(
    *,
    overdue: Annotated[bool, typer.Option(help="Only those whose day has passed, the longest overdue first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array, an object for each action.")] = False,
    plan: Annotated[str | None, typer.Option(help="Another plan than the current one.")] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """List the actions, milestones and decisions of the plan: what, whose, by when, how far."""
    opened = open_workspace(workspace)
    found = commitments.actions(opened, plan, overdue=overdue)
    if as_json:
        typer.echo(json.dumps([_action(each, opened.today()) for each in found], ensure_ascii=False, indent=1))
        return
    for each in found:
        typer.echo(_line(each, opened.today()))
    if not found:
        typer.echo("No action is overdue." if overdue else "The plan holds no actions.")


def risks(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array, an object for each risk.")] = False,
    plan: Annotated[str | None, typer.Option(help="Another plan than the current one.")] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """List the risks that are not closed, the highest score first."""
    found = commitments.risks(open_workspace(workspace), plan)
    if as_json:
        typer.echo(json.dumps([_risk(each) for each in found], ensure_ascii=False, indent=1))
        return
    for each in found:
        last = each.scores[-1]
        trend = {"up": ", up", "down": ", down"}.get(each.trend(), "")
        reference = f"{each.reference}: " if each.reference else ""
        typer.echo(f"{each.score} ({last.likelihood} x {last.impact}){trend}  {reference}{each.title}; {_owner(each)}")
    if not found:
        typer.echo("The plan holds no open risks.")


def _line(action: Action, today: date) -> str:
    state = action.state or "not said"
    if action.kind.is_to_do and action.is_overdue(today):
        state += ", OVERDUE"
    due = f"due {action.due.isoformat()}" if action.due else action.due_printed or "no day"
    reference = f"{action.reference}: " if action.reference else ""
    return f"{action.kind}  {reference}{action.title}; {_owner(action)}; {due}; {state}"


def _owner(held: Action | Risk) -> str:
    return (held.owner.label if held.owner else "") or held.owner_printed or "nobody is named"


def _action(action: Action, today: date) -> dict[str, Any]:
    return {
        "kind": action.kind.value,
        "reference": action.reference or None,
        "title": action.title,
        "objective": action.objective[1] if action.objective else None,
        "level": (action.objective[0] or None) if action.objective else None,
        "owner": (action.owner.label if action.owner else "") or action.owner_printed or None,
        "due": action.due.isoformat() if action.due else None,
        "due_printed": action.due_printed or None,
        "state": action.state.value or None,
        "overdue": action.is_overdue(today),
        "decided_on": action.decided_on.isoformat() if action.decided_on else None,
    }


def _risk(risk: Risk) -> dict[str, Any]:
    last = risk.scores[-1]
    return {
        "reference": risk.reference or None,
        "title": risk.title,
        "owner": (risk.owner.label if risk.owner else "") or risk.owner_printed or None,
        "likelihood": last.likelihood,
        "impact": last.impact,
        "score": risk.score,
        "trend": risk.trend().value,
        "scored_on": last.on.isoformat(),
    }
