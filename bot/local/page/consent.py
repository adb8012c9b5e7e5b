"""The page on which somebody lets the app into a workspace, or does not: /oauth/v2/authorize.

docs.slack.dev/authentication/installing-with-oauth.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.local.grants import Grants
from bot.local.page import safety, showing

PATH = "/oauth/v2/authorize"
_HOSTS = ("127.0.0.1", "localhost", "::1")


class ConsentPage:
    """What is asked for stands in the address: client_id, scope, redirect_uri and state."""

    def __init__(self, grants: Grants) -> None:
        self._grants = grants

    def routes(self) -> list[Route]:
        return [Route(PATH, self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        if objection := safety.objection(request):
            return safety.secured(PlainTextResponse(objection, 403))
        asked = dict(request.query_params)
        if wrong := self._wrong_with(asked):
            return _open(showing.nothing(wrong, 400))
        if request.method == "GET":
            return _open(showing.page("consent", 200, {"asked": asked, "choices": self._choices(asked.get("team"))}))
        return _open(self._sent_back(asked, dict(parse_qsl((await request.body()).decode()))))

    def _wrong_with(self, asked: dict[str, str]) -> str:
        if asked.get("client_id") != self._grants.client_id:
            return "invalid_client_id: no app here has this client_id."
        if not asked.get("scope"):
            return "invalid_scope: the app asks for no scope."
        if urlsplit(asked.get("redirect_uri", "")).hostname not in _HOSTS:
            return "bad_redirect_uri: a redirect_uri here leads to this machine."
        return ""

    def _choices(self, team: str | None) -> list[tuple[str, str]]:
        """Who may let it in where: (what is sent, what is read)."""
        found: dict[str, str] = {}
        for world in self._grants.worlds:
            people = [one for one in world.users.values() if not (one.is_bot or one.is_external or one.is_restricted)]
            for user in people if team in {None, "", world.home.id} else ():
                found[f"{world.home.id} {user.id}"] = f"{world.home.domain}, as {user.real_name}"
                if world.home.enterprise:
                    whole = f"every workspace of {world.home.enterprise}, as {user.real_name}"
                    found.setdefault(f"{world.home.enterprise} {user.id}", whole)
        return list(found.items())

    def _sent_back(self, asked: dict[str, str], form: dict[str, Any]) -> Response:
        state = {"state": asked["state"]} if "state" in asked else {}
        if form.get("answer") != "allow":
            told = {"error": "access_denied"} | state
        elif form.get("who") not in dict(self._choices(None)):
            return showing.nothing("Nobody of that workspace can let the app in.", 400)
        else:
            place, user = str(form["who"]).split(" ")
            scopes = tuple(asked["scope"].replace(",", " ").split())
            with self._grants.first.changed:
                told = {"code": self._grants.allow(place, user, scopes, asked["redirect_uri"])} | state
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(told)}", 302)


def _open(response: Response) -> Response:
    """With the page's own headers; but this form leads on to the app, which form-action would forbid."""
    secured = safety.secured(response)
    policy = secured.headers["Content-Security-Policy"]
    secured.headers["Content-Security-Policy"] = policy.replace(" form-action 'self';", "")
    return secured
