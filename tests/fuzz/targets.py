"""What is fuzzed: for each door where something comes in, what is handed in there and what must hold of it."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from unittest import mock

from bot.app import clicks
from bot.delivery import forms
from bot.local import LocalSlack
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.services import returns, rollover
from bot.services.reports import issuing
from bot.workspace import Workspaces
from store.work import Store
from tests.conftest import StandingClock
from tests.fuzz import asking, reading, sheets, templates, town, workbooks, written
from tests.fuzz.asking import Asking
from tests.fuzz.reading import Reading
from tests.fuzz.sheets import Sheets
from tests.fuzz.spoiling import texts
from tests.fuzz.standing import Database, Stage
from tests.fuzz.walking import Walk, beginnings
from tests.fuzz.written import Writing
from tests.returned import MAY, made_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hypothesis import strategies as st

    from bot.workspace import Workspace


@dataclass(frozen=True)
class Target:
    """`share` says how many of a hundred cases of a long run are its own; `quick` how many a short run has."""

    cases: st.SearchStrategy[Any]
    check: Callable[[Any], object]
    share: int
    quick: int


NAMES = (
    "requests", "bodies", "cells", "button values", "questions", "plan cells", "plans", "csv files", "workbooks",
    "returns", "return sheets", "next versions", "templates", "files written", "papers written",
)  # fmt: skip


@contextmanager
def opened(folder: Path, name: str, *, thorough: bool = True) -> Iterator[Target]:
    """The target of that name, with what it needs."""
    with ExitStack() as stack:
        if name == "requests":
            office = stack.enter_context(_office(folder, thorough=thorough))
            yield Target(office.requests(), office.check, 8, 25)
            TROUBLES.update(office.troubles)
        elif name == "questions":
            here = Reading(stack.enter_context(_workspace(folder)))
            yield Target(texts(*reading.QUESTIONS), here.ask, 3, 15)
        elif name in _STORED:
            yield stack.enter_context(_stored(folder, name))
        else:
            yield _PLAIN[name]()


@contextmanager
def _stored(folder: Path, name: str) -> Iterator[Target]:
    """What is taken into a database, or made of what stands in it."""
    empty = name == "plans"
    clock = StandingClock(town.OUT if name == "next versions" else town.ROUND)
    path = folder / f"{name}.sqlite3"
    with ExitStack() as stack:
        if empty:
            store = Store(f"sqlite:///{path}")
            stack.callback(store.close)
            store.migrate()
            workspace = Workspaces(store, clock).make_first()
        else:
            workspace = town.made_board(path, clock)
        database = stack.enter_context(closing(Database(path)))
        yield _STORED[name](Sheets(workspace, database))


def _written(here: Sheets) -> Target:
    writing = Writing(returns.owed_by(here.workspace, organisation="Police"), rollover.made(here.workspace))
    return Target(written.words(), writing.check, 1, 2)


_STORED: dict[str, Callable[[Sheets], Target]] = {
    "plans": lambda here: Target(here.spoilt(*sheets.sample_plans()), here.import_plan, 5, 10),
    "returns": lambda here: Target(here.spoilt(here.a_return()), here.take_in_return, 3, 5),
    "return sheets": lambda here: Target(reading.zips(here.return_file()), here.hand_in, 1, 3),
    "next versions": lambda here: Target(here.spoilt(here.a_rollover()), here.move_on, 3, 5),
    "files written": _written,
}


@contextmanager
def _office(folder: Path, *, thorough: bool) -> Iterator[Asking]:
    """Steward over a board in its round, and what people sent on a walk through all that it shows."""
    with ExitStack() as stack:
        for place, name, value in ((forms, "_filling", _AtOnce()), (clicks, "WINDOW", 0.0), (issuing, "PAPERS", ())):
            stack.enter_context(mock.patch.object(place, name, value))
        slack, clock, path = stack.enter_context(_slack()), StandingClock(town.ROUND), folder / "round.sqlite3"
        steward = town.Steward(slack, town.made_board(path, clock))
        with closing(Database(path)) as database:
            stage = Stage(slack, database, clock)
            walk = Walk(stage, steward) if thorough else Walk(stage, steward, (town.OFFICER, town.OWNER), 1, 12)
            days = () if thorough else (town.ROUND,)
            with closing(Asking(stage, steward, walk.go(*beginnings(stage, steward, *days)))) as asking_:
                yield asking_


class _AtOnce:
    """Forms are filled before the request is over, so that it is seen what came of it."""

    def submit(self, deed: Callable[..., object], *given: object) -> None:
        deed(*given)


_PLAIN: dict[str, Callable[[], Target]] = {
    "bodies": lambda: Target(asking.bodies(), asking.read_body, 13, 50),
    "cells": lambda: Target(texts(*reading.CELLS), reading.read_cell, 35, 50),
    "button values": lambda: Target(texts(*reading.VALUES), reading.read_value, 13, 50),
    "plan cells": lambda: Target(reading.plans(), reading.read_plan, 2, 5),
    "csv files": lambda: Target(reading.csv_bytes(), reading.read_csv, 6, 25),
    "workbooks": lambda: Target(workbooks.workbooks(), workbooks.read_workbook, 5, 15),
    "templates": lambda: Target(templates.templates(), templates.use, 1, 3),
    "papers written": lambda: Target(written.words(), written.print_paper, 1, 1),
}
TROUBLES: dict[str, int] = {}  # what people were told of as trouble, by the line of code, and how often


@contextmanager
def _workspace(folder: Path) -> Iterator[Workspace]:
    path = folder / "fuzz.sqlite3"
    if not path.exists():
        made_database(path)
    store = Store(f"sqlite:///{path}")
    try:
        yield Workspaces(store, lambda: MAY).bind(TEAM, TEAM_DOMAIN)
    finally:
        store.close()


@contextmanager
def _slack() -> Iterator[LocalSlack]:
    manifest = json.loads(files("handlers").joinpath("manifest.json").read_text(encoding="utf-8"))
    scopes = " ".join(manifest["oauth_config"]["scopes"]["bot"])
    events = " ".join(manifest["settings"]["event_subscriptions"]["bot_events"])
    with LocalSlack(bot_name="steward", scopes=scopes, events=events) as slack:
        slack.commands.update(each["command"] for each in manifest["features"]["slash_commands"])
        town.peopled(slack)
        yield slack
