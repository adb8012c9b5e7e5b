"""Every form and every Home: it has the template of its name and an example here, and Slack takes it."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot.domain
from bot import render
from bot.domain.notices import Told, ToldAtHome, View
from bot.local import limits as slacks_side
from bot.render import limits
from bot.render.environment import TEMPLATES
from tests import templates as examples

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
AT_HOME = ("Home", "HomeTrouble", "ToldAtHome")


def views() -> Iterator[View]:
    """All examples of the modules beside this one."""
    yield Told(words="That was done already.")
    yield ToldAtHome(words="You are not let in.")
    for path in sorted(HERE.glob("everything_*.py")):
        found = getattr(importlib.import_module(f"{examples.__name__}.{path.stem}"), "views", None)
        yield from found() if found else ()


def kinds() -> list[type[View]]:
    """Every class of view, of every module of the domain."""
    for module in pkgutil.iter_modules(bot.domain.__path__):
        importlib.import_module(f"{bot.domain.__name__}.{module.name}")
    return sorted(View.__subclasses__(), key=lambda kind: kind.__name__)


VIEWS = list(views())


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_each_has_the_template_of_its_name_and_an_example(kind: type[View]) -> None:
    assert (TEMPLATES / f"{render.template_of(kind)}.json.j2").is_file()
    assert kind.__name__ in {type(view).__name__ for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_slack_takes_each_and_so_do_our_own_limits(view: View) -> None:
    kind: render.ViewKind = "home" if type(view).__name__ in AT_HOME else "modal"
    made = render.view(view, kind)
    assert limits.problems(made, kind) == []
    assert slacks_side.check_view(made, charts=False).reasons == ()
    assert made["type"] == kind
