"""Plans' catalogues and figures, kept in this process for as long as the stamp they were read under still stands."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from store import figures, placements, plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.model import Catalogue
    from store.figures import Revisions
    from store.work import Work

    Decorate = Callable[[Catalogue], Catalogue]

MOST_KEPT = 256  # unless told otherwise; one of 111 indicators with its figures takes about a megabyte


class Catalogues:
    """So many catalogues are kept, those that were asked for last; safe to ask from several threads.

    `decorate` is done once to each, when it is read.
    """

    def __init__(self, decorate: Decorate | None = None, most: int = MOST_KEPT) -> None:
        self.most = most
        self._decorate = decorate
        self._kept: dict[tuple[int, int], _Kept] = {}
        self._lock = Lock()

    def of(self, work: Work, plan_id: int, stamp: int, at: datetime) -> Catalogue | None:
        """The plan's catalogue; read again where it has changed, or an embargo has ended, since it was kept."""
        if work.stamped:  # what this transaction changed may yet be undone: it is not for others
            return self._read(work, plan_id, at)
        key = (work.workspace_id, plan_id)
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept:
                self._kept[key] = kept  # it was asked for last
        if kept and kept.stamp == stamp and kept.read_at <= at and (kept.until is None or at < kept.until):
            return kept.catalogue
        return self._read_and_keep(work, key, stamp, at)

    def latest_figures(self, work: Work, catalogue: Catalogue) -> Revisions:
        """What `figures.latest_of_plan` says of a catalogue that was asked for in this transaction.

        A round is read for every message that goes out, and mostly nothing has changed since the one before it.
        """
        plan_id = catalogue.plan.id
        with self._lock:
            kept = self._kept.get((work.workspace_id, plan_id))
        if work.stamped or kept is None or kept.catalogue is not catalogue:
            return figures.latest_of_plan(work, plan_id)
        if kept.figures is None:
            found = figures.latest_of_plan(work, plan_id)
            if work.writes and plan.stamp(work) != kept.stamp:  # others committed meanwhile
                return found
            kept.figures = found
        return kept.figures

    def _read_and_keep(self, work: Work, key: tuple[int, int], stamp: int, at: datetime) -> Catalogue | None:
        catalogue = self._read(work, key[1], at)
        # A transaction that writes may see what others commit meanwhile; one that only reads sees one moment.
        while work.writes and (after := plan.stamp(work)) != stamp:
            stamp = after
            catalogue = self._read(work, key[1], at)
        if catalogue is not None:
            until = placements.next_embargo_ends(work, catalogue.plan.version_id, at)
            with self._lock:
                self._kept.pop(key, None)
                if len(self._kept) >= self.most:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[key] = _Kept(catalogue, stamp, at, until)
        return catalogue

    def _read(self, work: Work, plan_id: int, at: datetime) -> Catalogue | None:
        catalogue = plan.catalogue(work, plan_id, at)
        return self._decorate(catalogue) if self._decorate and catalogue else catalogue


@dataclass(slots=True)
class _Kept:
    catalogue: Catalogue
    stamp: int
    read_at: datetime
    until: datetime | None  # when the next embargo ends
    figures: Revisions | None = None  # once they were asked for
