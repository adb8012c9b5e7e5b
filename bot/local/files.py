"""The doors through which the bytes of files go in and out.

docs.slack.dev/reference/methods/files.getUploadURLExternal and docs.slack.dev/reference/objects/file-object.
"""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.local.faults import Fault
from bot.local.things import TEAM, File
from bot.local.world import World


class Files:
    """Uploads and downloads, with the faults that are set for "upload" and "download"."""

    def __init__(self, world: World, hang_up: Callable[[Request], None]) -> None:
        self._world = world
        self._hang_up = hang_up

    def routes(self) -> list[Route]:
        return [
            Route("/upload/v1/{file_id}", self._upload, methods=["POST"]),
            Route("/files-pri/{file_id}/{name:path}", self._download, methods=["GET"]),
            Route("/signin", self._sign_in, methods=["GET"]),
        ]

    async def _upload(self, request: Request) -> Response:
        """The content of a file that was announced; its length must be the one announced."""
        content = await request.body()
        await asyncio.sleep(self._world.faults.delay("upload"))
        with self._world.changed:
            if fault := self._world.faults.take("upload"):
                return self._fail(request, fault)
            file = self._world.files.get(request.path_params["file_id"])
            if file is None or file.complete:
                return PlainTextResponse("not found", 404)
            if len(content) != file.announced:
                return PlainTextResponse("the length is not the one announced", 400)
            file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def _download(self, request: Request) -> Response:
        """A file for whoever bears the bot's token; everybody else is sent to sign in, as a browser would be."""
        await asyncio.sleep(self._world.faults.delay("download"))
        with self._world.changed:
            if fault := self._world.faults.take("download"):
                return self._fail(request, fault)
            if self._world.redirect_downloads:
                return RedirectResponse(self._world.redirect_downloads, 302)
            bearer = request.headers.get("authorization", "")
            if bearer != f"Bearer {self._world.bot_token}" or "files:read" not in self._world.scopes:
                return RedirectResponse(f"{self._world.address}/signin", 302)
            file = self._world.files.get(request.path_params["file_id"].removeprefix(f"{TEAM}-"))
            return self._content(file) if file and file.complete else PlainTextResponse("not found", 404)

    @staticmethod
    def _content(file: File) -> Response:
        return Response(file.content, media_type=str(file.json()["mimetype"]))

    @staticmethod
    async def _sign_in(_request: Request) -> Response:
        return Response("<!DOCTYPE html><title>Sign in</title>", media_type="text/html")

    def _fail(self, request: Request, fault: Fault) -> Response:
        if fault.break_when:
            self._hang_up(request)
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        return PlainTextResponse("", fault.status if fault.status >= 400 else 500, headers)
