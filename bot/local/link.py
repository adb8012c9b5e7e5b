"""Socket Mode: hands events, commands and clicks to the app, and hands events again when no answer comes.

docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
import json
import threading
import uuid
from collections import deque
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.local.deliveries import EVENT, Delivery, Timing, Way
from bot.local.things import APP, JSON

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One open WebSocket of the app."""

    client: tuple[str, int]
    outbox: "asyncio.Queue[JSON | None]" = field(default_factory=asyncio.Queue)
    retiring: bool = False  # was told to reconnect, so it gets nothing new


class Link(Way):
    """All open connections of the app, and what is on its way to it."""

    def __init__(self, changed: threading.Condition, timing: Timing) -> None:
        super().__init__(changed, timing)
        self.enabled = True
        self.connections: list[Connection] = []
        self._waiting: deque[Delivery] = deque()
        self._by_envelope: dict[str, Delivery] = {}
        self._tickets: set[str] = set()
        self._turn = 0

    def refresh(self, reason: str) -> None:
        """Ask the app to reconnect, as Slack does every few hours ("warning" only announces it)."""
        with self.changed:
            for connection in self.connections:
                connection.retiring = reason != "warning"
                parting = {"type": "disconnect", "reason": reason, "debug_info": {"host": "127.0.0.1"}}
                self._soon(connection.outbox.put_nowait, parting)

    def disable(self) -> None:
        """Switch Socket Mode off: nothing more comes this way, to nobody."""
        with self.changed:
            self.enabled = False
            self.refresh("link_disabled")
            self.close()

    def close(self) -> None:
        """Say goodbye to every connection."""
        with self.changed:
            for connection in self.connections:
                connection.retiring = True
                self._soon(connection.outbox.put_nowait, None)

    def ticket(self) -> str:
        """The right to open one connection."""
        with self.changed:
            ticket = uuid.uuid4().hex
            self._tickets.add(ticket)
            return ticket

    async def serve(self, websocket: WebSocket) -> None:
        """Look after one WebSocket of the app from hello to end."""
        if not self._redeem(websocket.query_params.get("ticket", "")):
            await websocket.close()
            return
        await websocket.accept()
        if reason := self._against_another():
            await websocket.send_json({"type": "disconnect", "reason": reason})
            await websocket.close()
            return
        client = websocket.client
        connection = Connection((client.host, client.port) if client else ("", 0))
        connection.outbox.put_nowait(self._hello(len(self.connections) + 1))
        writing = asyncio.create_task(_write(connection, websocket))
        self._joined(connection)
        try:
            await self._read(websocket)
        finally:
            writing.cancel()
            self._left(connection)

    def _redeem(self, ticket: str) -> bool:
        with self.changed:
            known = ticket in self._tickets
            self._tickets.discard(ticket)
            return known

    def _against_another(self) -> str:
        """Why no further connection is to be had, if so."""
        if not self.enabled:
            return "link_disabled"
        return "too_many_websockets" if len(self.connections) >= MOST_CONNECTIONS else ""

    def _hello(self, count: int) -> JSON:
        return {
            "type": "hello",
            "num_connections": count,
            "debug_info": {"host": "127.0.0.1", "build_number": 1, "approximate_connection_time": 3600},
            "connection_info": {"app_id": APP},
        }

    def _joined(self, connection: Connection) -> None:
        with self.changed:
            for old in self.connections:
                if old.retiring:
                    old.outbox.put_nowait(None)
            self.connections.append(connection)
            self.changed.notify_all()
            self._pump()

    def _left(self, connection: Connection) -> None:
        with self.changed:
            self.connections.remove(connection)
            self.changed.notify_all()

    async def _read(self, websocket: WebSocket) -> None:
        while True:
            try:
                said = json.loads(await websocket.receive_text())
            except (WebSocketDisconnect, KeyError):  # KeyError: a frame of bytes, which Slack would not read either
                return
            except ValueError:
                continue
            named = said.get("envelope_id") if isinstance(said, dict) else None
            if delivery := self._by_envelope.get(str(named)):
                answer = said.get("payload")
                self._acknowledge(delivery, answer if isinstance(answer, dict) else None)

    def _admit(self, delivery: Delivery) -> None:
        with self.changed:
            self._waiting.append(delivery)
            if delivery.kind != EVENT:
                self._later(self.timing.answer, lambda: self._fail(delivery, "operation_timeout"))
            self._pump()

    def _pump(self) -> None:
        """Give each waiting thing to one connection; Slack does not say which, so they take turns."""
        while self.enabled and self._waiting and (ready := [one for one in self.connections if not one.retiring]):
            delivery = self._waiting.popleft()
            if delivery.done:
                continue
            self._turn += 1
            envelope = _envelope(delivery)
            self._by_envelope[envelope["envelope_id"]] = delivery
            ready[self._turn % len(ready)].outbox.put_nowait(envelope)
            if delivery.kind == EVENT:
                self._expect(delivery)

    def _expect(self, delivery: Delivery) -> None:
        """Send an event again when its time comes, or give it up after the last time."""
        gaps, sent = self.timing.redelivery, delivery.attempts
        if sent <= len(gaps):
            self._later(gaps[sent - 1], lambda: self._again(delivery))
        else:
            self._later(self.timing.last_chance, lambda: self._fail(delivery, "undelivered"))

    def _again(self, delivery: Delivery) -> None:
        with self.changed:
            if not delivery.done:
                self._waiting.append(delivery)
                self._pump()


def _envelope(delivery: Delivery) -> JSON:
    """The next envelope for this delivery: each sending has an id of its own."""
    again, is_event = delivery.attempts, delivery.kind == EVENT
    delivery.attempts += 1
    envelope: JSON = {"envelope_id": str(uuid.uuid4()), "type": delivery.kind, "payload": delivery.payload}
    envelope["accepts_response_payload"] = not is_event
    return envelope | ({"retry_attempt": again, "retry_reason": "timeout" if again else ""} if is_event else {})


async def _write(connection: Connection, websocket: WebSocket) -> None:
    while (envelope := await connection.outbox.get()) is not None:
        await websocket.send_json(envelope)
    await websocket.close()
