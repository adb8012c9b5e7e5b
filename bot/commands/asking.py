"""`steward ask`: a question answered at the command line, as Slack would answer it."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import render
from bot.commands.wiring import open_workspace
from bot.domain.disclosure import Audience
from bot.services import answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.answers import Answer


def ask(
    question: Annotated[str | None, typer.Argument(help="Without it, one question a line from standard input.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question.")] = False,
    plan: Annotated[str | None, typer.Option(help="Another plan than the current one.")] = None,
    on: Annotated[str | None, typer.Option(help="As if asked on this day, as 2014-07-02.")] = None,
    audience: Annotated[
        Audience, typer.Option(help="As whom: the public is not told small numbers of people.")
    ] = Audience.BOARD,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """Ask about the plan."""
    day = _day(on)
    asked_in = open_workspace(workspace)
    for text in [question] if question is not None else _lines():
        answer = answers.answer(asked_in, text, plan=plan, on=day, audience=audience)
        typer.echo(json.dumps(as_object(text, answer), ensure_ascii=False) if as_json else render.plain(answer))


def as_object(question: str, answer: Answer) -> dict[str, Any]:
    """An answer as the object that other programs read; its keys are a promise to them."""
    return {
        "question": question,
        "outcome": answer.outcome,
        "intent": answer.intent,
        "indicators": [{"code": each.code or None, "title": each.title} for each in answer.indicators],
        "filter": {
            "rag": answer.filter.rag,
            "movement": answer.filter.movement,
            "target": answer.filter.target,
        },
        "objective": answer.objective.number if answer.objective else None,
        "level": (answer.objective.level or None) if answer.objective else None,
        "period": answer.period.label if answer.period else None,
        "text": render.plain(answer),
    }


def _lines() -> Iterable[str]:
    """Every line of standard input, blank ones too."""
    return (line.rstrip("\r\n") for line in sys.stdin)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f'"{given}" is not a day; write it as 2014-07-02', param_hint="--on") from None
