"""Figures shown to readers: every one that stands approved and is under no embargo, with its line in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import freshening, queueing
from bot.domain.acts import Act
from bot.domain.errors import ChangedMeanwhile
from store import audit, figures
from store.audit import Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.model import Indicator
    from bot.rounds import Round
    from store.figures import Revision
    from store.work import Work


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who shows them, for the audit: somebody by a button, or the timetable by itself."""

    who: str
    person_id: int | None = None
    origin: str = "button"


def publish(work: Work, round_: Round, by: Publisher, at: datetime) -> int:
    """Show readers every figure that can be published, and no other revision; how many it was. ChangedMeanwhile."""
    these = queueing.publishable(round_, at)
    show(work, these, by, at)
    return queueing.how_many(these)


def show(work: Work, shown: Iterable[tuple[Indicator, Revision]], by: Publisher, at: datetime) -> None:
    """The same of just these."""
    these = list(shown)
    if figures.publish(work, (each.figure for _, each in these), at) != len(these):
        raise ChangedMeanwhile
    if these:
        audit.add(work, *(change(by, each.id, revision, Act.FIGURE_PUBLISHED, at) for each, revision in these))
        freshening.freshen(work, {each.id for each, _ in these}, at)
        freshening.moved_on(work, ((each.id, revision) for each, revision in these), at)


def change(by: Publisher, measure_id: int, revision: Revision, what: Act, at: datetime, reason: str = "") -> Change:
    """What the audit keeps of a figure; of one under embargo it has no word, since officers read it for good."""
    figure, secret = revision.figure, revision.provenance.embargoed_until is not None
    return Change(
        at=at,
        who=by.who,
        what=what,
        subject="figure",
        subject_id=figure.series_id,
        new="" if secret else f"{figure.period.label}: {figure.as_printed}",
        reason=reason,
        measure_id=measure_id,
        person_id=by.person_id,
        origin=by.origin,
    )
