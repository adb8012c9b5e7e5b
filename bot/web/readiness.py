"""Whether this process does its work: for load balancers and supervisors, with the reasons, none of which is secret."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from bot import redaction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

PATIENCE = 2.0  # seconds; whoever asks gives up soon after
SILENT = "it does not answer"
log = logging.getLogger("steward")


class Readiness:
    """Each look says why something is not well, or "". They are taken one after another, once for all who ask."""

    def __init__(self, looks: Mapping[str, Callable[[], str]], patience: float = PATIENCE) -> None:
        self._looks, self._patience = looks, patience
        self._at = ""
        self._looking: asyncio.Future[dict[str, str]] | None = None

    @property
    def route(self) -> Route:
        return Route("/readyz", self.answer, methods=["GET"])

    async def answer(self, _request: Request) -> JSONResponse:
        """200 where all is well, else 503."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(asyncio.to_thread(self._look))
        try:
            found = await asyncio.wait_for(asyncio.shield(self._looking), self._patience)
        except TimeoutError:
            found = {self._at: SILENT}  # it goes on waiting; nobody else begins to
        return JSONResponse({"ready": not found, "reasons": found}, 503 if found else 200)

    def _look(self) -> dict[str, str]:
        found = {}
        for name, look in self._looks.items():
            self._at = name
            try:
                found[name] = look()
            except Exception as error:  # noqa: BLE001  whatever it is, it is not well
                log.warning("The %s cannot be looked at: %s", name, redaction.in_short(error))
                found[name] = "it cannot be looked at"
        return {name: why for name, why in found.items() if why}
