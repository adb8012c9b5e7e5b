"""Puts a page together: the templates, filled with what somebody sees."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.local.page.clockwork import Clockwork
from bot.local.page.guide import HOME, Guide
from bot.local.page.margin import margin
from bot.local.page.notices import Notices
from bot.local.page.places import Look, somebody
from bot.local.page.sights import Sights
from bot.local.things import BOT_USER
from bot.local.world import World

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    """Made for the first page that is asked for: most workspaces are never looked at."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def page(template: str, status: int, shown: Mapping[str, object]) -> Response:
    return HTMLResponse(_environment().get_template(f"{template}.html.j2").render(**shown), status)


def nothing(words: str, status: int) -> Response:
    """A page that says in a sentence why there is nothing to see."""
    return page("nothing", status, {"words": words})


class Showing:
    """Shows one workspace."""

    def __init__(self, world: World, sights: Sights, notices: Notices, clockwork: Clockwork) -> None:
        self._world = world
        self._sights = sights
        self._notices = notices
        self._clockwork = clockwork

    def sight(self, look: Look, guide: Guide | None) -> Response:
        beside = margin(guide, self._clockwork, look) if guide else None
        with self._world.changed:
            return page("sight", 200, {"look": look, "margin": beside} | self._seen(look))

    def _seen(self, look: Look) -> dict[str, object]:
        sights, you = self._sights, somebody(self._world, look.user)
        return {
            "you": you,
            "app": self._world.users[BOT_USER],
            "app_is_there": bool(self._world.link.connections) or self._world.way is not self._world.link,
            "talk": sights.talk(look),
            "thread": sights.thread(look),
            "home": sights.home(look) if look.place == HOME else None,
            "modal": sights.modal(look),
            "people": sights.people(look),
            "channels": sights.channels(look),
            "app_unread": sights.app_unread(look),
            "notices": self._notices.to(look.user),
        }
