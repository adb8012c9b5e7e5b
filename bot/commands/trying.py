"""`steward demo`: a real plan in a throw-away database, and questions at a prompt."""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot import render, sheets
from bot.domain.answers import Choices
from bot.services import answers
from bot.services import plan as plans
from bot.services.answers import Pointer
from bot.workspace import Workspaces
from store import samples
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.answers import Answer
    from bot.workspace import Workspace

SAMPLE = "nottingham-city-2013-14"
MEETING_DAY = datetime(2014, 7, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))  # when that plan's board met
PLACE = "demo"  # one conversation, so that "who owns it?" knows what "it" is
WELCOME = """
This is Steward with the plan of a real board: Nottingham City Children's Partnership, 2013/14,
as published for its meeting of 2 July 2014. Nothing here leaves this machine.

Ask as you would in Slack. For instance:
  status of NEET            what got worse on safeguarding?      who owns it?
  LAC dental checks         which indicators missed target?      and in 2012/13?
An empty line ends it.
"""


def demo(
    sample: Annotated[str, typer.Option(help="Another sample plan.")] = SAMPLE,
) -> None:
    """Try Steward: a real plan, and questions at a prompt. Nothing to install, nothing kept."""
    with tempfile.TemporaryDirectory(prefix="steward-demo-") as folder:
        store = Store(f"sqlite:///{Path(folder) / 'demo.sqlite3'}")
        try:
            workspace = _with_plan(store, sample)
            typer.echo(WELCOME)
            _converse(workspace)
        finally:
            store.close()


def _with_plan(store: Store, sample: str) -> Workspace:
    store.migrate()
    workspace = Workspaces(store, lambda: MEETING_DAY).make_first()
    plans.import_plan(workspace, sheets.read_plan(samples.path(sample)))
    return workspace


def _converse(workspace: Workspace) -> None:
    offered: Choices | None = None
    for text in _typed():
        answer = _picked(workspace, offered, text) or answers.answer(workspace, text, asker=PLACE, place=PLACE)
        offered = answer if isinstance(answer, Choices) else None
        typer.echo(f"\n{_shown(answer)}\n")


def _typed() -> Iterator[str]:
    """What the visitor types, until an empty line, the end of the input or Ctrl-C."""
    while True:
        try:
            text = input("> " if sys.stdin.isatty() else "").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not text:
            return
        if not sys.stdin.isatty():
            typer.echo(f"> {text}")
        yield text


def _picked(workspace: Workspace, offered: Choices | None, text: str) -> Answer | None:
    """The answer to a number typed after choices: Slack has a button for each."""
    if offered is None or not text.isdecimal() or not 1 <= int(text) <= len(offered.matches):
        return None
    match = offered.matches[int(text) - 1]
    pointer = Pointer(intent=offered.wanted, measures=(match.indicator.id,), phrase=match.phrase)
    return answers.again(workspace, pointer, asker=PLACE, place=PLACE, picked=True)


def _shown(answer: Answer) -> str:
    said = render.plain(answer)
    return f"{said}\n(In Slack these are buttons; here, type the number.)" if isinstance(answer, Choices) else said
