"""What is fuzzed: for each door where something comes in, what is handed in there and what must hold of it."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.local import LocalSlack
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.papers.default_template import default_template
from bot.workspace import Workspaces
from store.work import Store
from tests.fuzz import asking, reading
from tests.fuzz.asking import Asking
from tests.fuzz.reading import Reading
from tests.fuzz.spoiling import texts
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
def opened(folder: Path, name: str) -> Iterator[Target]:
    """The target of that name, with what it needs."""
    with ExitStack() as stack:
        if name == "requests":
            office = Asking(stack.enter_context(_slack()), stack.enter_context(_workspace(folder)))
            stack.callback(office.close)
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


_PLAIN: dict[str, Callable[[], Target]] = {
    "bodies": lambda: Target(asking.bodies(), asking.read_body, 15, 50),
    "cells": lambda: Target(texts(*reading.CELLS), reading.read_cell, 32, 50),
    "button values": lambda: Target(texts(*asking.VALUES), reading.read_value, 15, 50),
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
        slack.add_user("U1", "amy")
        slack.add_user("U2", "ben")
        slack.add_user("U3", "gus", is_restricted=True)
        slack.add_user("U9", "xena", team_id="T9OTHER")
        slack.add_channel("C1", "board", members=["U1", "U2", "U3"])
        slack.add_channel("C9", "partners", is_ext_shared=True, members=["U1", "U9"])
        yield slack
