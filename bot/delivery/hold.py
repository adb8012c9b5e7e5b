"""A delivery in hand: each step is noted before the next one, and refused to whoever slept through its lease."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import meters
from bot.delivery.findings import Needless
from bot.domain.errors import DatabaseAway, OvertakenError
from bot.domain.reporting import ReportState
from store import outbox, reports, stamps
from store.outbox import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.published import Paper
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work

LEASE = timedelta(seconds=120)  # longer than all that Slack may take for one; each post begins it anew
TRIES = 3  # of noting what happened; each has the database's own patience
log = logging.getLogger("steward")


@dataclass(slots=True)
class Hold:
    """A turn with a delivery, as `post` wants it. OvertakenError: it is in other hands, and nothing may go out."""

    workspace: Workspace
    delivery: Delivery
    _since: datetime | None = field(default=None, init=False)  # when its lease was last begun

    @property
    def key(self) -> str:
        return self.delivery.key

    def about_to_post(self, channel: str, alone_since: datetime | None = None) -> None:
        """Count a post before it goes out. Needless: its person had another nudge since that moment."""
        until = self._anew()

        def count(work: Work) -> bool:
            if alone_since and outbox.nudged_since(work, self.delivery, alone_since):
                raise Needless("they had one today")
            return outbox.about_to_post(work, self.delivery, until, channel)

        self._ours(count)

    def go_on(self) -> None:
        """Begin the lease anew before a further step."""
        until = self._anew()
        self._ours(lambda work: outbox.renew(work, self.delivery, until))

    def in_time(self) -> None:
        """Just before a post goes out: whoever has slept since it was counted asks again whether it is theirs."""
        if self._since and self.workspace.now() - self._since > LEASE / 2:  # the rest is for Slack
            self.go_on()

    def nothing_was_posted(self) -> None:
        """Slack refused the post: the next may go out as if nobody had tried."""
        try:
            self.note(lambda work: outbox.unposted(work, self.delivery))
        except DatabaseAway:  # then the post stays counted, which errs towards posting less
            log.warning("A refused post of delivery %s stays counted.", self.delivery.id)

    def sent(self, ts: str, channel: str) -> bool:
        """Slack has it: by the timestamp that it gave, and in no other way. False: it was taken over meanwhile."""
        at = self.workspace.now()
        kept = self.note(lambda work: outbox.sent(work, self.delivery, ts, channel, at))
        meters.DELIVERIES.labels("sent").inc()
        return kept

    def stands(self, ts: str, channel: str) -> bool:
        """Whether what went out late is the one that was sent: it is, where whoever took over has sent none yet.

        They find that out when they count or note theirs, and then it is theirs that may not stand.
        """
        at = self.workspace.now()
        with self.workspace.begin() as work:
            held = outbox.get(work, self.delivery.id)
            if held is None or (held.state is State.SENT and held.ts == ts):
                return True
            return outbox.sent(work, held, ts, channel, at)

    def about_to_issue(self, paper: Paper, channel: str) -> None:
        """Keep which file a paper is, before it is shown. Needless: its report was withdrawn meanwhile."""
        until = self._anew()

        def keep(work: Work) -> bool:
            stamps.alone(work)  # whoever withdraws the report comes before, or finds the file
            report = reports.get(work, paper.report_id)
            if report is None or report.state is not ReportState.PUBLISHED:
                raise Needless
            reports.keep_paper(work, paper)
            return outbox.about_to_post(work, self.delivery, until, channel)

        self._ours(keep)

    def issued(self, paper: Paper) -> bool:
        """The paper stands in its thread. False: it was taken over meanwhile."""
        at, channel = self.workspace.now(), self.delivery.channel

        def keep(work: Work) -> bool:
            kept = outbox.sent(work, self.delivery, "", channel, at)
            return kept and reports.note_issue(work, paper, at)

        return self.note(keep)

    def is_kept(self, paper: Paper) -> bool:
        """Whether that file is still what is kept as the paper."""
        with self.workspace.reading() as work:
            return any(each.file_id == paper.file_id for each in reports.papers(work, paper.report_id))

    def not_needed(self, why: str = "") -> None:
        self.note(lambda work: outbox.not_needed(work, self.delivery, why))

    def release(self) -> None:
        self.note(lambda work: outbox.release(work, self.delivery))

    def put_off(self, seconds: float, error: str) -> None:
        """It failed, and is tried again after a while."""
        self.put_off_until(self.workspace.now() + timedelta(seconds=seconds), error)

    def put_off_until(self, until: datetime, error: str = "", *, failed: bool = True) -> None:
        if error:
            meters.DELIVERIES.labels("put off").inc()
        self.note(lambda work: outbox.postpone(work, self.delivery, until, error, failed=failed))

    def note(self, change: Callable[[Work], bool]) -> bool:
        """Keep what became of it; False where somebody else has it by now, which is told to the log."""
        for last in (False,) * (TRIES - 1) + (True,):
            try:
                with self.workspace.begin() as work:
                    done = change(work)
            except DatabaseAway:
                if last:
                    raise
            else:
                if not done:
                    log.info("Delivery %s was taken over meanwhile.", self.delivery.id)
                return done
        return False

    def _anew(self) -> datetime:
        self._since = self.workspace.now()
        return self._since + LEASE

    def _ours(self, change: Callable[[Work], bool]) -> None:
        with self.workspace.begin() as work:
            if not change(work):
                raise OvertakenError
