"""One objective's account of one period as somebody deals with it: whether they may, and what else is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import judging
from bot.domain.composing.periods import up_to
from bot.domain.counting import members, tally
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.errors import NotYourTask, OldButton
from bot.domain.highlight_forms import QuarterFacts
from bot.domain.judgement import Movement, Verdict
from bot.domain.people import Account
from bot.domain.periods import from_key
from bot.domain.supplying import standing_in
from bot.domain.tasks import Task, highlight_key, highlights, periods_told
from store import figures
from store import highlights as kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.actions import Action
    from bot.domain.model import Figure, Indicator, Objective
    from bot.domain.people import Person, Someone
    from bot.domain.periods import Period
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.highlights import Kept
    from store.work import Work


@dataclass(frozen=True)
class Case:
    """Somebody at one highlight: its lead, whoever stands in for them, or an officer."""

    round: Round
    person: Person  # who that is
    someone: Someone
    objective: Objective
    period: Period
    kept: Kept
    figures: Mapping[int, Sequence[Figure]]  # as the report will have them

    @property
    def key(self) -> str:
        return highlight_key(self.objective.key, self.period.key)

    @cached_property
    def lead(self) -> Person | None:
        """Whose it is: of an objective without a lead of its own, that of the one it serves."""
        return self.round.cast.leads.get(self.objective.id)

    @cached_property
    def task(self) -> Task | None:
        """As it is asked for, in or not; None: no meeting to come hears of it."""
        wanted = highlights(self.round.setting, self.round.today)
        return next((each for each in wanted if each.key == self.key), None)

    @cached_property
    def facts(self) -> QuarterFacts:
        """What figures and actions say, as far as whoever asks may see the indicators."""
        round_ = self.round
        own = [each for each in members(round_.catalogue, self.objective) if self.someone.may_see(each.id)]
        readings = [judging.read(each, self.figures) for each in own]
        numbers = {each.id for each in own}
        missing = (each for each in round_.owed if each.indicator.id in numbers and each.due <= round_.today)
        return QuarterFacts(
            tally=tally(readings, self.period.plan_year),
            missed=tuple(each for each in readings if each.judgement.verdict is Verdict.MISSED),
            worse=tuple(each for each in readings if each.judgement.direction.movement is Movement.WORSE),
            missing=tuple(missing),
            late=tuple(self._late(own)),
        )

    def _late(self, own: Sequence[Indicator]) -> Iterator[Action]:
        """Of the objective and those under it, and those placed nowhere that are meant to move an indicator of it."""
        objectives = self.round.catalogue.objectives
        keys = {each.key for each in objectives if self.objective.id in {each.id, each.parent_id}}
        numbers = {each.id for each in own}
        for each in self.round.held.actions:
            is_under = each.objective in keys or (each.objective is None and numbers.intersection(each.measure_ids))
            if is_under and each.is_overdue(self.round.today):
                yield each


def of(workspace: Workspace, work: Work, someone: Someone, key: str) -> Case:
    """Raises OldButton for what no plan or meeting asks for, NotYourTask for whoever does not lead the objective."""
    found = rounds.of(workspace, work)
    if found is None:
        raise OldButton
    round_ = rounds.with_tasks(work, found)
    period = _period(round_, key)
    objective = next((each for each in round_.catalogue.objectives if highlight_key(each.key, period.key) == key), None)
    if objective is None:
        raise OldButton
    if someone.person is None or not (may_write(round_, someone, objective) or _runs(someone)):
        raise NotYourTask
    held = kept.get(work, round_.plan.id, objective.key, period)
    if period not in periods_told(round_.setting, round_.today) and not held.revision:
        raise OldButton
    seen = up_to(_seen(workspace, work, round_, someone), period)
    return Case(round_, someone.person, someone, objective, period, held, seen)


def _seen(workspace: Workspace, work: Work, round_: Round, someone: Someone) -> Mapping[int, Sequence[Figure]]:
    """As the board will read them, small numbers hidden as from whoever writes."""
    found = figures.of_plan(work, round_.plan.id, workspace.now(), approved=True)
    inside = someone.account is Account.MEMBER
    return protect(round_.catalogue, found, rule_of(round_.plan, Audience.BOARD if inside else Audience.PUBLIC))


def may_write(round_: Round, someone: Someone, objective: Objective) -> bool:
    """Its lead may, and whoever stands in for them."""
    lead = round_.cast.leads.get(objective.id)
    if lead is None or someone.person is None:
        return False
    instead = standing_in(lead, round_.people, round_.today)
    return lead.id in someone.ids or (instead is not None and instead.id == someone.person.id)


def _runs(someone: Someone) -> bool:
    return someone.is_officer and someone.ticked is None


def _period(round_: Round, key: str) -> Period:
    try:
        return from_key(key.rpartition(":")[2], round_.plan.first_month)
    except (ValueError, KeyError):
        raise OldButton from None
