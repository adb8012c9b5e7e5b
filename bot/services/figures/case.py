"""One indicator as somebody deals with its figures: the round around it, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot import queueing, rounds, submitting
from bot.domain.errors import NotYoursToReport, OldButton

if TYPE_CHECKING:
    from bot.domain.model import Figure, Indicator
    from bot.domain.people import Person, Someone
    from bot.domain.periods import Period
    from bot.domain.rounds import Owed
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.figures import Revision
    from store.work import Work


@dataclass(frozen=True)
class Case:
    """Somebody at one indicator; they supply its figure themselves, or are an officer who enters it for others."""

    round: Round
    someone: Someone
    person: Person  # who that is
    indicator: Indicator
    is_theirs: bool

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        return tuple(each for each in self.round.owed if each.indicator.id == self.indicator.id)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Those that a figure may be given for: owed ones, those expected in a round, and those that have one."""
        expected = (each.period for each in self.round.expected if each.indicator.id == self.indicator.id)
        held = (each.figure.period for line in self.indicator.series for each in self.round.figures.get(line.id, ()))
        return tuple(dict.fromkeys([*(each.period for each in self.owed), *sorted(expected), *sorted(held)]))

    @cached_property
    def suppliers(self) -> tuple[Person, ...]:
        """Whose figure it may be that an officer enters: the owner's, or anybody's of the organisation."""
        holder = self.round.holders.get(self.indicator.id)
        if self.is_theirs or holder is None:
            return ()
        if holder.person_id is not None:
            owner = self.round.people.get(holder.person_id)
            return (owner,) if owner else ()
        members = (each for each in self.round.people.values() if each.organisation_id == holder.organisation_id)
        return tuple(sorted((each for each in members if each.organisation_id), key=lambda each: (each.post, each.id)))

    def period(self, key: str) -> Period | None:
        return next((period for period in self.periods if period.key == key), None)

    def held(self, period: Period) -> dict[int, Revision]:
        return submitting.held(self.round, self.indicator, period)

    def figures(self, series_id: int) -> tuple[Figure, ...]:
        return queueing.standing(self.round, series_id)


def of(workspace: Workspace, work: Work, someone: Someone, measure_id: int) -> Case:
    """Raises OldButton for what the plan does not hold, NotYoursToReport for whoever has no part in it."""
    round_ = round_of(workspace, work)
    indicator = round_.indicator(measure_id)
    if indicator is None:
        raise OldButton
    is_theirs = round_.may_supply(someone, measure_id)
    if someone.person is None or not (is_theirs or someone.is_officer) or not someone.may_see(measure_id):
        raise NotYoursToReport
    return Case(round=round_, someone=someone, person=someone.person, indicator=indicator, is_theirs=is_theirs)


def round_of(workspace: Workspace, work: Work) -> Round:
    """The current plan's; OldButton where there is no plan any more."""
    round_ = rounds.of(workspace, work)
    if round_ is None:
        raise OldButton
    return round_


def owed_by(round_: Round, someone: Someone) -> tuple[Owed, ...]:
    """What somebody owes themselves, by its due day."""
    return tuple(each for each in round_.owed if round_.may_supply(someone, each.indicator.id))
