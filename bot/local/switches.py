"""The switches of the local workspace: what it grants, how it tells the app, how long it waits, and how it fails."""

import asyncio
from typing import Protocol

from bot.local.deliveries import EVENT, Delivery, Timing
from bot.local.faults import Fault
from bot.local.grants import Grants
from bot.local.request_url import RequestUrl
from bot.local.world import World


class _Lines(Protocol):
    loop: asyncio.AbstractEventLoop

    def cut_soon(self, client: tuple[str, int]) -> None: ...

    def stop_reading_soon(self, client: tuple[str, int]) -> None: ...


class Switches:
    """Mixed into `LocalSlack`. Faults are for the next `times` calls; the method "*" stands for all of them."""

    world: World
    grants: Grants  # the app's tokens for this workspace and its neighbours
    _server: _Lines | None

    @property
    def timing(self) -> Timing:
        return self.world.timing

    @property
    def scopes(self) -> set[str]:
        """The scopes of the bot's token; a test may add and remove."""
        return self.world.scopes

    @property
    def events(self) -> set[str]:
        """The events the app has subscribed to, such as message.im; a test may add and remove."""
        return self.world.events

    @property
    def commands(self) -> set[str]:
        """The app's slash commands; where none is named, whatever is typed is sent to it. A test may add and remove."""
        return self.world.commands

    @property
    def charts(self) -> bool:
        """Whether data_visualization blocks are taken here yet."""
        return self.world.charts

    @charts.setter
    def charts(self, drawn: bool) -> None:
        self.world.charts = drawn

    @property
    def outsiders_reachable(self) -> bool:
        """Whether the bot may write directly to people of other organisations."""
        return self.world.outsiders_reachable

    @outsiders_reachable.setter
    def outsiders_reachable(self, reachable: bool) -> None:
        self.world.outsiders_reachable = reachable

    @property
    def redirect_downloads(self) -> str:
        """The address to which every download is sent on; none where it is empty."""
        return self.world.redirect_downloads

    @redirect_downloads.setter
    def redirect_downloads(self, address: str) -> None:
        self.world.redirect_downloads = address

    def fail(self, method: str, error: str, times: int = 1) -> None:
        """Answer with this error of Slack's."""
        self._add(Fault(method, times, error=error))

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answer with HTTP 429 and Retry-After."""
        self._add(Fault(method, times, status=429, retry_after=retry_after))

    def server_error(self, method: str, status: int = 500, times: int = 1) -> None:
        """Answer with a status of 500 or above and no JSON."""
        self._add(Fault(method, times, status=status))

    def break_connection(self, method: str, when: str = "after", times: int = 1) -> None:
        """Hang up instead of answering, "before" or "after" the call has been carried out."""
        self._add(Fault(method, times, break_when=when))

    def slow(self, method: str, seconds: float) -> None:
        """Take this long before looking at a call, until set to 0."""
        with self.world.changed:
            self.world.faults.delays[method] = seconds

    def mend(self) -> None:
        """Take back every fault and delay."""
        with self.world.changed:
            self.world.faults.pending.clear()
            self.world.faults.delays.clear()

    @property
    def installed(self) -> bool:
        """Whether the app is in this workspace; where it is not, it is told of nothing and its tokens open nothing."""
        return self.world.installed

    def uninstall(self) -> None:
        """Somebody throws the app out: of this workspace, or of the whole organisation that has let it in."""
        home = self.world.home
        with self.world.changed:
            self.grants.remove(home.enterprise if home.org_wide and home.enterprise else home.id)

    def deliver_to(self, url: str) -> None:
        """Switch from Socket Mode to signed requests to this address, once the app there has answered the challenge."""
        if self._server is None:
            raise RuntimeError("open the workspace first")
        way = RequestUrl(self.world, url)
        way.verify()
        with self.world.changed:
            way.start(self._server.loop)
            self.world.link.disable()
            for delivery in self.world.deliveries:
                if self.world.way is self.world.link and delivery.kind == EVENT and not delivery.done:
                    way.send(delivery)
            self.world.ways.append(way)  # what is on its way to another address is settled there

    def refresh_connection(self, reason: str = "refresh_requested") -> None:
        """Ask the app to reconnect, as Slack does every few hours; "warning" announces it, "link_disabled" ends it."""
        self.world.link.refresh(reason)

    def drop_connections(self) -> None:
        """Cut every WebSocket without a word."""
        with self.world.changed:
            clients = [connection.client for connection in self.world.link.connections]
        for client in clients:
            if self._server:
                self._server.cut_soon(client)

    def silence_connections(self, *, pongs: bool = False) -> None:
        """Leave every WebSocket open and let nothing more come through it, or nothing but pongs."""
        with self.world.changed:
            for connection in self.world.link.connections:
                connection.retiring = True
                if self._server and not pongs:
                    self._server.stop_reading_soon(connection.client)

    def close_connections(self) -> None:
        """Close every WebSocket politely. slack_sdk stops 3 s sooner if this goes before `handler.close()`."""
        self.world.link.close()

    def redeliver(self, event_id: str) -> Delivery:
        """Send an event once more though it may have been acknowledged: Slack delivers at least once."""
        with self.world.changed:
            first = next(one for one in self.world.deliveries if one.event_id == event_id)
            return self.world.send(Delivery(EVENT, first.payload, first.message, attempts=first.attempts))

    def _add(self, fault: Fault) -> None:
        with self.world.changed:
            self.world.faults.pending.append(fault)
