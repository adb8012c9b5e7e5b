"""The doors through which the bytes of files go in and out.

docs.slack.dev/reference/methods/files.getUploadURLExternal and docs.slack.dev/reference/objects/file-object.
"""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.local.faults import Fault
from bot.local.grants import Grants
from bot.local.things import File
from bot.local.world import World


class Files:
    """Uploads and downloads, with the faults that are set for "upload" and "download"."""

    def __init__(self, grants: Grants, hang_up: Callable[[Request], None]) -> None:
        self._grants = grants
        self._hang_up = hang_up

    def routes(self) -> list[Route]:
        return [
            Route("/upload/v1/{file_id}", self._upload, methods=["POST"]),
            Route("/files-pri/{file_id}/{name:path}", self._download, methods=["GET"]),
            Route("/signin", self._sign_in, methods=["GET"]),
        ]

    async def _upload(self, request: Request) -> Response:
        """The content of a file that was announced; its length must be the one announced."""
        content, name = await request.body(), request.path_params["file_id"]
        world = self._world_of(name)
        await asyncio.sleep(world.faults.delay("upload"))
        with world.changed:
            if fault := world.faults.take("upload"):
                return self._fail(request, fault)
            file = world.files.get(name)
            if file is None or file.complete:
                return PlainTextResponse("not found", 404)
            if len(content) != file.announced:
                return PlainTextResponse("the length is not the one announced", 400)
            file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def _download(self, request: Request) -> Response:
        """A file for whoever bears the bot's token; everybody else is sent to sign in, as a browser would be."""
        name = request.path_params["file_id"].rpartition("-")[2]
        world = self._world_of(name)
        await asyncio.sleep(world.faults.delay("download"))
        with world.changed:
            if fault := world.faults.take("download"):
                return self._fail(request, fault)
            if world.redirect_downloads:
                return RedirectResponse(world.redirect_downloads, 302)
            bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not self._grants.opens(bearer, world) or "files:read" not in world.scopes:
                return RedirectResponse(f"{world.address}/signin", 302)
            file = world.files.get(name)
            return self._content(file) if file and file.complete else PlainTextResponse("not found", 404)

    def _world_of(self, file: str) -> World:
        return next((world for world in self._grants.worlds if file in world.files), self._grants.first)

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
