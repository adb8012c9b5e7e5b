"""The doors of the page: what a browser may ask for and what it is answered."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.local.deliveries import Delivery
from bot.local.page import files, posted, safety, showing
from bot.local.page.clockwork import Clockwork
from bot.local.page.deeds import Deeds
from bot.local.page.guide import BOT, HOME, Guide
from bot.local.page.margin import first_look
from bot.local.page.notices import Notices
from bot.local.page.places import ASKED, Look, NotHere, people, somebody
from bot.local.page.posted import Posted
from bot.local.page.sights import Sights
from bot.local.page.unread import Unread
from bot.local.page.watching import Watch, pings
from bot.local.people import Person
from bot.local.world import World

_STATIC = Path(__file__).parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_GRACE = 0.1  # seconds longer than Slack itself waits for the app
_AFTERWARDS = 0.3  # seconds in which what the app does after its acknowledgement mostly comes
_WHILE_IT_MOVES = 2.0  # seconds after which a page says that the clock is moving yet
_LIVE = "x-look"  # sent by the script, which hears of changes by itself and needs no waiting for them

Endpoint = Callable[[Request], Awaitable[Response]]
Told = Delivery | None
Deed = Callable[[Look, Request, Posted], tuple[Look, Told]]


class Page:
    """The chat client of one workspace."""

    def __init__(self, world: World, guide: Callable[[], Guide | None]) -> None:
        self._world = world
        self._guide = guide
        self._deeds = Deeds(world)
        self._notices = Notices(world)
        self._clockwork = Clockwork(world.changed)
        sights = Sights(world, Unread(), self._deeds.found)
        self._showing = showing.Showing(world, sights, self._notices, self._clockwork)

    def routes(self) -> list[Route]:
        here, deeds = "/as/{user}/{place}", self._deeds
        posts: dict[str, Deed] = {
            "/say": lambda look, _, form: deeds.say(look, form),
            "/join": lambda look, _, __: (look, deeds.join(look)),
            "/message/{ts}": lambda look, request, form: (
                look,
                deeds.in_message(look, request.path_params["ts"], form),
            ),
            "/view/{id}": lambda look, request, form: (look, deeds.in_view(look, request.path_params["id"], form)),
            "/dismiss": lambda look, _, __: (look, None),
        }
        return [
            Route("/", self._guarded(self._entrance)),
            Route("/static/{name}", self._guarded(self._static)),
            Route("/changes", self._guarded(self._changes)),
            Route("/as/{user}/files/{file}/{name}", self._guarded(self._file, is_file=True)),
            Route(here, self._guarded(self._look)),
            Route(f"{here}/clock", self._guarded(self._clock), methods=["POST"]),
            *(Route(here + path, self._guarded(self._doing(deed)), methods=["POST"]) for path, deed in posts.items()),
        ]

    def _guarded(self, endpoint: Endpoint, *, is_file: bool = False) -> Endpoint:
        """Every door of the page is behind the same checks, and every answer has the same headers."""

        async def answer(request: Request) -> Response:
            if objection := safety.objection(request):
                return safety.secured(PlainTextResponse(objection, 403))
            try:
                return safety.secured(await endpoint(request), is_file=is_file)
            except NotHere as wrong:
                return safety.secured(showing.nothing(str(wrong), 404))
            except posted.Unreadable as refused:
                return safety.secured(showing.nothing(str(refused), 400))

        return answer

    async def _entrance(self, _: Request) -> Response:
        with self._world.changed:
            first = first_look(self._guide(), self._world)
            somebodies = [Look(user.id, BOT) for user in people(self._world) if not user.deleted]
        if first is None and not somebodies:
            return showing.nothing("There is nobody in this workspace yet whom you could be.", 200)
        return RedirectResponse((first or somebodies[0]).url, 303)

    async def _static(self, request: Request) -> Response:
        path = next((path for path in _STATIC.iterdir() if path.name == request.path_params["name"]), None)
        if path is None:
            raise NotHere("There is nothing at this address.")
        return Response(path.read_bytes(), media_type=_KINDS[path.suffix])

    async def _changes(self, _: Request) -> Response:
        return StreamingResponse(pings(self._world.changed), media_type="text/event-stream")

    async def _file(self, request: Request) -> Response:
        with self._world.changed:
            user = somebody(self._world, request.path_params["user"])
            return files.opened(self._world, user.id, request.path_params["file"])

    async def _look(self, request: Request) -> Response:
        look = _looked_at(request)
        somebody(self._world, look.user)
        if look.place == HOME and _LIVE not in request.headers:
            await self._open_home(Person(self._world, look.user))
        return self._showing.sight(look, self._guide())

    async def _open_home(self, person: Person) -> None:
        """The app is told, and most apps draw their Home anew then."""
        before = person.home and person.home.hash
        with Watch(self._world.changed) as watch:
            person.open_home()
            within = self._world.timing.answer if before is None else _AFTERWARDS
            await watch.until(lambda: (person.home and person.home.hash) != before, within)

    def _doing(self, deed: Deed) -> Endpoint:
        """A form is answered by the way back to where it was posted, once the app has answered or ought to have."""

        async def answer(request: Request) -> Response:
            look, form = _looked_at(request), await posted.read(request)
            with Watch(self._world.changed) as watch:
                with self._world.changed:
                    self._notices.dismiss(somebody(self._world, look.user).id)
                    look, told = deed(look, request, form)
                if told:
                    await watch.until(lambda: told.done, self._world.timing.answer + _GRACE)
                    if _LIVE not in request.headers:
                        await watch.quiet(_AFTERWARDS)
            return RedirectResponse(look.url, 303)

        return answer

    async def _clock(self, request: Request) -> Response:
        look, form, guide = _looked_at(request), await posted.read(request), self._guide()
        somebody(self._world, look.user)
        if guide is None or guide.clock is None:
            raise NotHere("There is no clock here to be moved.")
        with Watch(self._world.changed) as watch:
            if form.text("move"):
                self._clockwork.move(guide.clock, form.text("move"))
            else:
                self._clockwork.go_to(guide.clock, form.text("moment"))
            if _LIVE not in request.headers:
                await watch.until(lambda: not self._clockwork.moving, _WHILE_IT_MOVES)
        return RedirectResponse(look.url, 303)


def _looked_at(request: Request) -> Look:
    """Where the browser is. What was to stand in the composer belongs to one look: a form does not carry it on."""
    given = {name: request.query_params[name] for name in ASKED if name in request.query_params}
    if request.method == "POST":
        given = {name: value for name, value in given.items() if name not in {"typed", "answer"}}
    return Look(request.path_params["user"], request.path_params["place"], **given)
