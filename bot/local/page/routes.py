"""The doors of the page: what a browser may ask for and what it is answered."""

from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from bot.local.deliveries import Delivery
from bot.local.page import deeds, posted, safety
from bot.local.page.guide import Guide
from bot.local.page.places import NotHere, Place, people, somebody
from bot.local.page.sights import Sights
from bot.local.page.unread import Unread
from bot.local.page.watching import Watch, pings
from bot.local.world import World

_HERE = Path(__file__).parent
_STATIC = {
    "page.css": (_HERE / "static" / "page.css", "text/css"),
    "page.js": (_HERE / "static" / "page.js", "text/javascript"),
}
_GRACE = 0.5  # seconds longer than Slack itself waits for the app
Endpoint = Callable[[Request], Awaitable[Response]]


@cache
def environment() -> Environment:
    """Made for the first page that is asked for: most workspaces are never looked at."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Page:
    """The chat client of one workspace."""

    def __init__(self, world: World, guide: Callable[[], Guide | None]) -> None:
        self._world = world
        self._guide = guide
        self._sights = Sights(world, Unread())

    def routes(self) -> list[Route | Mount]:
        return [
            Route("/", self._guarded(self._entrance)),
            Route("/static/{name}", self._guarded(self._static)),
            Route("/changes", self._guarded(self._changes)),
            Route("/as/{user}/{place}", self._guarded(self._look)),
            Route("/as/{user}/{place}/say", self._guarded(self._say), methods=["POST"]),
        ]

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        """Every door of the page is behind the same checks, and every answer has the same headers."""

        async def answer(request: Request) -> Response:
            if objection := safety.objection(request, self._world.address):
                return safety.secured(PlainTextResponse(objection, 403))
            try:
                return safety.secured(await endpoint(request))
            except NotHere as nothing:
                return safety.secured(self._page("nothing", 404, words=str(nothing)))
            except (posted.TooMuch, ValueError) as refused:
                return safety.secured(self._page("nothing", 400, words=str(refused)))

        return answer

    async def _entrance(self, _: Request) -> Response:
        with self._world.changed:
            first = next((user for user in people(self._world) if not user.deleted), None)
        if first is None:
            return self._page("nothing", 200, words="There is nobody in this workspace yet whom you could be.")
        return RedirectResponse(Place(first.id, "bot").url, 303)

    async def _static(self, request: Request) -> Response:
        if request.path_params["name"] not in _STATIC:
            raise NotHere("There is nothing here.")
        path, kind = _STATIC[request.path_params["name"]]
        return Response(path.read_bytes(), media_type=kind)

    async def _changes(self, _: Request) -> Response:
        return StreamingResponse(pings(self._world.changed), media_type="text/event-stream")

    async def _look(self, request: Request) -> Response:
        return self._sight(_place(request))

    async def _say(self, request: Request) -> Response:
        place, form = _place(request), await posted.read(request)
        with self._world.changed:
            place, told = deeds.say(self._world, place, form)
        return await self._back(place, told)

    async def _back(self, place: Place, told: Delivery | None) -> Response:
        """To where they were, once the app has acknowledged or Slack has given up waiting for it."""
        if told:
            with Watch(self._world.changed) as watch:
                await watch.until(lambda: told.done, self._world.timing.answer + _GRACE)
        return RedirectResponse(place.url, 303)

    def _sight(self, place: Place) -> Response:
        with self._world.changed:
            sights = self._sights
            talk, thread = sights.talk(place), sights.thread(place)
            return self._page(
                "sight",
                200,
                place=place,
                you=somebody(self._world, place.user),
                app=self._world.users["U0BOT"],
                people=sights.people(place),
                channels=sights.channels(place),
                app_unread=sights.app_unread(place),
                talk=talk,
                thread=thread,
            )

    def _page(self, template: str, status: int, **shown: object) -> Response:
        return HTMLResponse(environment().get_template(f"{template}.html.j2").render(shown), status)


def _place(request: Request) -> Place:
    """Where the browser is. `typed` belongs to one look only, so a form does not carry it on."""
    asked = request.query_params
    given = {name: asked[name] for name in ("thread", "show", "typed", "earlier") if name in asked}
    if request.method == "POST":
        given.pop("typed", None)
    return Place(request.path_params["user"], request.path_params["place"], **given)
