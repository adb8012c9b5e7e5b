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
from bot.papers.default_template import default_template
from bot.services.reports import issuing
from bot.workspace import Workspaces
from store.work import Store
from tests.conftest import StandingClock
from tests.fuzz import asking, reading, town
from tests.fuzz.asking import Asking
from tests.fuzz.reading import Reading
from tests.fuzz.spoiling import texts
from tests.fuzz.standing import Database, Stage
from tests.fuzz.walking import Walk, beginnings
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
    "requests",
    "bodies",
    "cells",
    "button values",
    "questions",
    "plans",
    "csv files",
    "return sheets",
    "templates",
)


@contextmanager
def opened(folder: Path, name: str, *, thorough: bool = True) -> Iterator[Target]:
    """The target of that name, with what it needs."""
    with ExitStack() as stack:
        if name == "requests":
            office = stack.enter_context(_office(folder, thorough=thorough))
            yield Target(office.requests(), office.check, 15, 25)
            TROUBLES.update(office.troubles)
        elif name in {"questions", "return sheets"}:
            here = Reading(stack.enter_context(_workspace(folder)))
            if name == "questions":
                yield Target(texts(*reading.QUESTIONS), here.ask, 6, 25)
            else:
                yield Target(reading.zips(here.a_return()), here.hand_in, 3, 5)
        else:
            yield _PLAIN[name]()


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
    "bodies": lambda: Target(asking.bodies(), asking.read_body, 15, 50),
    "cells": lambda: Target(texts(*reading.CELLS), reading.read_cell, 32, 50),
    "button values": lambda: Target(texts(*reading.VALUES), reading.read_value, 15, 50),
    "plans": lambda: Target(reading.plans(), reading.read_plan, 4, 5),
    "csv files": lambda: Target(reading.csv_bytes(), reading.read_csv, 8, 25),
    "templates": lambda: Target(reading.zips(default_template()), reading.look, 2, 3),
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
