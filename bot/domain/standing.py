"""Where a round stands: of what each organisation owes, how much is in, approved, late, put off or still awaited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.kinds import Frequency, State
from bot.domain.rounds import Wanting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.domain.model import Figure
    from bot.domain.rounds import Owed, Timetable

_NO_MEETING = (date.max, "")


class Stage(StrEnum):
    """How far one figure of the round has come."""

    APPROVED = "approved"  # or published
    SUBMITTED = "submitted"  # in, and waiting for an officer
    DEFERRED = "deferred"  # promised for a later day
    LATE = "late"
    AWAITED = "awaited"  # not due yet, or due today


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """So many figures at each stage."""

    approved: int = 0
    submitted: int = 0
    deferred: int = 0
    late: int = 0
    awaited: int = 0

    @property
    def submitted_or_approved(self) -> int:
        """What is in."""
        return self.approved + self.submitted

    @property
    def all(self) -> int:
        return self.submitted_or_approved + self.deferred + self.late + self.awaited


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One organisation's part of a round."""

    organisation: str  # "": of people without one, or of nobody
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One round, for one meeting; organisations with something late come first, then those with most still out."""

    timetable: Timetable | None  # None: no meeting is known that these figures are for
    counts: Counts
    shares: tuple[Share, ...]


def standings(
    expected: Iterable[Owed],
    figures: Mapping[int, Sequence[Figure]],
    organisations: Mapping[int, str],
    today: date,
    hidden: Collection[tuple[int, str]] = (),
) -> tuple[Standing, ...]:
    """Each round as it stands, the next meeting first, those without a meeting last.

    `figures` are the latest revisions by series, in whatever state; `organisations` are by measure. What is hidden (an
    embargoed figure, from whoever may not see it) is not counted at all, neither as in nor as awaited: a count must
    not tell that it is there. Nor is the final of a provisional figure, where it is for no meeting that is known.
    """
    rounds: dict[tuple[date, str], Timetable | None] = {}
    shares: dict[tuple[date, str], dict[str, Counter[Stage]]] = {}
    for item in expected:
        if item.key not in hidden and (item.timetable or item.wanting is Wanting.FIGURE):
            key = (item.timetable.meeting, item.timetable.body.name) if item.timetable else _NO_MEETING
            rounds[key] = item.timetable
            organisation = organisations.get(item.indicator.id, "")
            shares.setdefault(key, {}).setdefault(organisation, Counter())[stage(item, figures, today)] += 1
    return tuple(_standing(rounds[key], shares[key]) for key in sorted(rounds))


def stage(item: Owed, figures: Mapping[int, Sequence[Figure]], today: date) -> Stage:
    """How far a figure of the round has come. A provisional one is in until its final is late."""
    if item.series and item.due < today:
        return Stage.LATE
    if item.series and item.wanting is Wanting.FIGURE:
        return Stage.DEFERRED if item.promise else Stage.AWAITED
    waiting = any(figure.state is State.SUBMITTED for figure in figures_of(item, figures))
    return Stage.SUBMITTED if waiting else Stage.APPROVED


def figures_of(item: Owed, figures: Mapping[int, Sequence[Figure]]) -> list[Figure]:
    """What is held of a figure of the round; one that comes out once a year may stand in any column of its year."""
    once_a_year = item.indicator.measure.frequency is Frequency.ANNUAL
    return [
        figure
        for series in item.indicator.series
        for figure in figures.get(series.id, ())
        if figure.period == item.period or (once_a_year and figure.period.plan_year == item.period.plan_year)
    ]


def _standing(timetable: Timetable | None, shares: Mapping[str, Counter[Stage]]) -> Standing:
    whole = sum(shares.values(), Counter())
    parts = [Share(organisation=name, counts=_counts(counted)) for name, counted in shares.items()]
    return Standing(timetable=timetable, counts=_counts(whole), shares=tuple(sorted(parts, key=_most_wanted_first)))


def _counts(counted: Counter[Stage]) -> Counts:
    return Counts(**{stage.value: counted[stage] for stage in Stage})


def _most_wanted_first(share: Share) -> tuple[int, int, str]:
    return -share.counts.late, -share.counts.awaited, share.organisation
