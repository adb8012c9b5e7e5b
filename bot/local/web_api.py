"""The door of the Web API: reads a call, checks its token and scopes, carries it out, answers and keeps a record.

docs.slack.dev/apis/web-api.
"""

import asyncio
import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.local.faults import Fault
from bot.local.grants import Grants
from bot.local.things import BOT_USER, JSON, Channel
from bot.local.users import User
from bot.local.world import Call, World

_JSON_ARGUMENTS = ("blocks", "attachments", "metadata", "view", "files")


class Refusal(Exception):  # noqa: N818 - Slack answers "ok: false"; nothing here has gone wrong
    """What Slack answers instead: {"ok": false, "error": ...}."""

    def __init__(self, error: str, messages: Iterable[str] = (), **more: object) -> None:
        super().__init__(error)
        self.answer: JSON = {"ok": False, "error": error, **more}
        if messages := list(messages):
            self.answer |= {"errors": messages, "response_metadata": {"messages": messages}}


@dataclass
class Ask:
    """A call that may be carried out: what was asked of which world."""

    world: World
    args: JSON
    grants: Grants
    token: str
    client: tuple[str, str]  # id and secret of the app, for the methods that it has no token for yet

    def text(self, name: str) -> str:
        return str(self.args.get(name) or "")

    def flag(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in {"true", "1"}

    def need(self, *scopes: str) -> None:
        """Any one of these scopes will do."""
        if not self.world.scopes.intersection(scopes):
            provided = ",".join(sorted(self.world.scopes))
            raise Refusal("missing_scope", needed=",".join(scopes), provided=provided)

    def channel(self, name: str = "channel") -> Channel:
        """The channel asked for, if the bot can see it at all."""
        channel = self.world.channels.get(self.text(name))
        if channel is None or (channel.kind != "channels" and BOT_USER not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def user(self, name: str = "user") -> User:
        user = self.world.users.get(self.text(name))
        if user is None:
            raise Refusal("user_not_found")
        return user


@dataclass(frozen=True)
class Method:
    """One method of the Web API and the scopes it needs (any one of them)."""

    act: Callable[[Ask], JSON]
    scopes: tuple[str, ...] = ()
    app_level: bool = False  # wants the app's own token, xapp-
    open: bool = False  # wants no token


@dataclass
class WebApi:
    """All methods, and the order in which Slack looks at a call."""

    grants: Grants
    methods: dict[str, Method]
    hang_up: Callable[[Request], None] = field(repr=False)

    async def answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            args, token, client = await _read(request)
        except (ValueError, TypeError):
            return JSONResponse({"ok": False, "error": "invalid_json"})
        world = self.grants.world_of(token, args)
        await asyncio.sleep(world.faults.delay(method))
        with world.changed:
            fault = world.faults.take(method) or world.faults.too_many(method, args.get("channel"))
            if fault and fault.break_when != "after":
                return self._fail(request, world, (method, args), fault)
            answer = self._carry_out(method, Ask(world, args, self.grants, token, client))
            if fault:
                return self._fail(request, world, (method, args), fault)
            _record(world, Call(method, args, answer))
        headers = {"x-oauth-scopes": ",".join(sorted(world.scopes)), "date": formatdate(usegmt=True)}
        return JSONResponse(answer, headers=headers, media_type="application/json; charset=utf-8")

    def _carry_out(self, method: str, ask: Ask) -> JSON:
        try:
            chosen = self._authorised(method, ask)
            if chosen.scopes:
                ask.need(*chosen.scopes)
            return {"ok": True, **chosen.act(ask)}
        except Refusal as refusal:
            return refusal.answer
        except ValueError:  # a cursor, a limit or a timestamp that is no number
            return {"ok": False, "error": "invalid_arguments"}

    def _authorised(self, name: str, ask: Ask) -> Method:
        method = self.methods.get(name)
        if method is None:
            ask.world.problem("unknown_method", name)
            raise Refusal("unknown_method", req_method=name)
        if method.open:
            return method
        if not ask.token:
            raise Refusal("not_authed")
        if error := self.grants.refusal(ask.token):
            raise Refusal(error)
        if (ask.token == ask.world.app_token) != method.app_level:
            raise Refusal("not_allowed_token_type")
        return method

    def _fail(self, request: Request, world: World, asked: tuple[str, JSON], fault: Fault) -> Response:
        method, args = asked
        if fault.break_when:
            _record(world, Call(method, args, None, 0))
            self.hang_up(request)
            return Response()
        answer: JSON = {"ok": False, "error": "ratelimited" if fault.retry_after else fault.error or "internal_error"}
        _record(world, Call(method, args, answer, fault.status))
        if fault.status >= 500:
            return PlainTextResponse("Internal Server Error", fault.status)
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        return JSONResponse(answer, fault.status, headers)


def _record(world: World, call: Call) -> None:
    world.calls.append(call)
    world.changed.notify_all()


async def _read(request: Request) -> tuple[JSON, str, tuple[str, str]]:
    """The arguments, however they came (query, form or JSON), the token, and the app's id and secret."""
    args: JSON = dict(request.query_params)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        args.update(json.loads(body or b"{}"))
        if b"\\ud" in body.lower():
            json.dumps(args, ensure_ascii=False).encode()  # half a character is none: ValueError
    else:
        args |= parse_qsl(body.decode(), keep_blank_values=True)
        for name in _JSON_ARGUMENTS:
            if isinstance(args.get(name), str):
                args[name] = _decoded(args[name])
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return args, str(args.pop("token", "") or bearer), _client(request, args)


def _client(request: Request, args: JSON) -> tuple[str, str]:
    """Slack takes them as HTTP Basic or among the arguments; neither is kept in the record."""
    given = str(args.pop("client_id", "")), str(args.pop("client_secret", ""))
    kind, _, basic = request.headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return given
    client_id, _, client_secret = base64.b64decode(basic, validate=True).decode().partition(":")
    return client_id, client_secret


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
