"""Switches that make the Web API fail on purpose."""

import time
from collections import deque
from dataclasses import dataclass, field

# Requests a minute, docs.slack.dev/apis/web-api/rate-limits; chat.postMessage has a rule of its own.
TIER_1, TIER_3, TIER_4 = 1, 50, 100
PER_MINUTE = {
    "apps.uninstall": TIER_1,
    "auth.revoke": TIER_3,
    "oauth.v2.access": TIER_4,
    "bots.info": TIER_3,
    "team.info": TIER_3,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "conversations.open": TIER_3,
    "conversations.info": TIER_3,
    "conversations.history": TIER_3,
    "conversations.replies": TIER_3,
    "conversations.members": TIER_4,
    "dnd.info": TIER_3,
    "files.getUploadURLExternal": TIER_4,
    "files.completeUploadExternal": TIER_4,
    "files.delete": TIER_3,
    "files.info": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
    "views.publish": TIER_4,
}
ANY = "*"


@dataclass
class Fault:
    """One way of failing, for the next few calls of a method."""

    method: str
    times: int
    status: int = 200
    error: str = ""
    retry_after: int | None = None
    break_when: str = ""  # "before" or "after" the call is carried out


@dataclass
class Faults:
    """The faults that are still to come, and the calls counted against the natural limits."""

    natural_limits: bool = False
    pending: list[Fault] = field(default_factory=list)
    delays: dict[str, float] = field(default_factory=dict)
    _made: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, method: str) -> Fault | None:
        for fault in self.pending:
            if fault.method in {method, ANY}:
                fault.times -= 1
                if fault.times <= 0:
                    self.pending.remove(fault)
                return fault
        return None

    def delay(self, method: str) -> float:
        return self.delays.get(method, self.delays.get(ANY, 0.0))

    def too_many(self, method: str, channel: object) -> Fault | None:
        """Whether a workspace with its natural limits on would put this call off."""
        if not self.natural_limits:
            return None
        most, period = PER_MINUTE.get(method), 60.0
        key = method
        if method == "chat.postMessage":
            most, period, key = 1, 1.0, f"{method} {channel}"
        now, made = time.monotonic(), self._made.setdefault(key, deque())
        while made and made[0] <= now - period:
            made.popleft()
        if most is None or len(made) < most:
            made.append(now)
            return None
        return Fault(method, 1, status=429, retry_after=max(1, round(made[0] + period - now)))
