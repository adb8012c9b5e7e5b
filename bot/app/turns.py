"""A turn with an event: the lease that each step renews, and the count of posts that may have gone out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import redaction
from bot.domain.errors import DatabaseAway, OvertakenError
from store import inbox
from store.inbox import LEASE

if TYPE_CHECKING:
    from datetime import datetime

    from bot.workspace import Workspace
    from store.inbox import Outcome

SETTLING = 3  # tries; each has the database's own patience
log = logging.getLogger("steward")


@dataclass(slots=True)
class Turn:
    """One pair of hands with one event; whoever comes after has the next number, and these may do nothing more."""

    workspace: Workspace
    key: str
    number: int
    settled: bool = False
    _since: datetime | None = field(default=None, init=False)  # when its lease was last begun, as far as is known here

    def __post_init__(self) -> None:
        self._since = self.workspace.now()

    def about_to_post(self) -> None:
        """Count a post before it goes out. OvertakenError where the event is in other hands: nothing may go out."""
        with self.workspace.begin() as work:
            if not inbox.answering(work, self.key, self.number, self._anew()):
                raise OvertakenError

    def go_on(self) -> None:
        """Begin the lease anew before a further post in place of one that was refused. OvertakenError as above."""
        with self.workspace.begin() as work:
            if not inbox.renew(work, self.key, self.number, self._anew()):
                raise OvertakenError

    def in_time(self) -> None:
        """Just before a post goes out: whoever has slept since then asks again. OvertakenError as above."""
        if self._since and self.workspace.now() - self._since > LEASE / 2:  # the rest is for Slack
            self.go_on()

    def nothing_was_posted(self) -> None:
        """Slack refused the post: whoever takes over may post as if nobody had tried."""
        try:
            with self.workspace.begin() as work:
                inbox.unanswered(work, self.key, self.number)
        except Exception as lost:  # noqa: BLE001  then the post stays counted, which errs towards posting less
            log.warning("A refused post stays counted: %s", redaction.in_short(lost))

    def settle(self, outcome: Outcome) -> bool:
        """The event is dealt with; False where it is in other hands. A database that stays away raises."""
        for last in (False,) * (SETTLING - 1) + (True,):
            try:
                with self.workspace.begin() as work:
                    self.settled = inbox.settle(work, self.key, outcome, self.workspace.now(), self.number)
            except DatabaseAway:
                if last:
                    raise
            else:
                break
        return self.settled

    def _anew(self) -> datetime:
        self._since = self.workspace.now()
        return self._since + LEASE
