"""How often each visitor of a page may come, by the address that a proxy tells of; many in vain are turned away."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

MOST, SECONDS = 20, 600.0  # installations that one visitor may begin in that time
MOST_KEPT = 10_000  # visitors; beyond, those that came first are forgotten
A_HOUSEHOLD = 64  # bits: whoever has one address of IPv6 has all that begin so


class Visitors:
    """`proxies` is how many stand in front of us, each of which adds to X-Forwarded-For whom it has heard.

    What stands before these in the header may be written by anybody, and is not read. Without proxies nobody is told
    apart: all would come from the one that nobody told us of.
    """

    def __init__(self, proxies: int, ticks: Callable[[], float] = time.monotonic) -> None:
        self._proxies, self._ticks = proxies, ticks
        self._came: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, request: Request) -> float:
        """For how many seconds whoever comes here is to stay away; 0 where they may come, which is counted."""
        who = self._who(request)
        if not who:
            return 0.0
        now, came = self._ticks(), self._came.setdefault(who, deque(maxlen=MOST))
        if len(came) == MOST and now - came[0] < SECONDS:
            return SECONDS - (now - came[0])
        came.append(now)
        self._came.move_to_end(who)
        if len(self._came) > MOST_KEPT:
            self._came.popitem(last=False)
        return 0.0

    def _who(self, request: Request) -> str:
        heard = [each.strip() for line in request.headers.getlist("x-forwarded-for") for each in line.split(",")]
        if not self._proxies or len(heard) < self._proxies:
            return ""
        try:
            address = ip_address(heard[-self._proxies])
        except ValueError:  # a port with it, or a name: some proxies write these
            return heard[-self._proxies][:100]
        if isinstance(address, IPv6Address):
            return str(ip_network((address, A_HOUSEHOLD), strict=False))
        return str(address)
