"""The door of the Web API: reads a call, checks its token and scopes, carries it out, answers and keeps a record.

docs.slack.dev/apis/web-api.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.local.faults import Fault
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


@dataclass
class WebApi:
    """All methods, and the order in which Slack looks at a call."""

    world: World
    methods: dict[str, Method]
    hang_up: Callable[[Request], None] = field(repr=False)

    async def answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            args, token = await _read(request)
        except (ValueError, TypeError):
            return JSONResponse({"ok": False, "error": "invalid_json"})
        await asyncio.sleep(self.world.faults.delay(method))
        with self.world.changed:
            faults = self.world.faults
            fault = faults.take(method) or faults.too_many(method, args.get("channel"))
            if fault and fault.break_when != "after":
                return self._fail(request, method, args, fault)
            answer = self._carry_out(method, args, token)
            if fault:
                return self._fail(request, method, args, fault)
            self._record(Call(method, args, answer))
        headers = {"x-oauth-scopes": ",".join(sorted(self.world.scopes))}
        return JSONResponse(answer, headers=headers, media_type="application/json; charset=utf-8")

    def _carry_out(self, method: str, args: JSON, token: str) -> JSON:
        try:
            chosen = self._authorised(method, token)
            ask = Ask(self.world, args)
            if chosen.scopes:
                ask.need(*chosen.scopes)
            return {"ok": True, **chosen.act(ask)}
        except Refusal as refusal:
            return refusal.answer
        except ValueError:  # a cursor, a limit or a timestamp that is no number
            return {"ok": False, "error": "invalid_arguments"}

    def _authorised(self, name: str, token: str) -> Method:
        method = self.methods.get(name)
        if method is None:
            self.world.problem("unknown_method", name)
            raise Refusal("unknown_method", req_method=name)
        if not token:
            raise Refusal("not_authed")
        if token in self.world.revoked:
            raise Refusal("token_revoked")
        known = {self.world.bot_token, self.world.app_token}
        wanted = self.world.app_token if method.app_level else self.world.bot_token
        if token not in known:
            raise Refusal("invalid_auth")
        if token != wanted:
            raise Refusal("not_allowed_token_type")
        return method

    def _fail(self, request: Request, method: str, args: JSON, fault: Fault) -> Response:
        if fault.break_when:
            self._record(Call(method, args, None, 0))
            self.hang_up(request)
            return Response()
        answer: JSON = {"ok": False, "error": "ratelimited" if fault.retry_after else fault.error or "internal_error"}
        self._record(Call(method, args, answer, fault.status))
        if fault.status >= 500:
            return PlainTextResponse("Internal Server Error", fault.status)
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        return JSONResponse(answer, fault.status, headers)

    def _record(self, call: Call) -> None:
        self.world.calls.append(call)
        self.world.changed.notify_all()


async def _read(request: Request) -> tuple[JSON, str]:
    """The arguments, however they came (query, form or JSON), and the token."""
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
    return args, str(args.pop("token", "") or bearer)


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
