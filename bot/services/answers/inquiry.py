"""One question being answered: the plan, what was understood, and the figures it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain import judging
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.people import Account
from store import figures as stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.domain.answers import Awaited
    from bot.domain.asking import Understood
    from bot.domain.disclosure import Rule
    from bot.domain.judgement import Reading
    from bot.domain.model import Catalogue, Figure, Indicator, Objective, Series
    from bot.domain.people import Someone
    from bot.domain.periods import Period
    from bot.rounds import Round
    from bot.services.answers.frozen import Frozen
    from bot.services.answers.knowledge import Knowledge
    from bot.workspace import Workspace
    from store.work import Work

Figures = dict[int, tuple["Figure", ...]]  # by series


@dataclass(frozen=True, kw_only=True)  # without slots: the round is read once, where it is asked for
class Inquiry:
    """What every answer is made from. It lives inside one transaction; the answer outlives it."""

    workspace: Workspace
    work: Work
    knowledge: Knowledge
    understood: Understood
    at: datetime
    today: date
    viewer: Someone | None = None  # who asks, where that is known
    private: bool = False  # nobody else reads the answer
    frozen: Frozen | None = None  # the report in whose thread it is asked
    audience: Audience = Audience.BOARD  # as whom it is asked, where that is said

    @property
    def catalogue(self) -> Catalogue:
        return self.knowledge.index.catalogue

    @property
    def sees_all(self) -> bool:
        """Whether who asks may see the whole plan, rather than what was ticked for them."""
        return self.viewer is None or self.viewer.ticked is None

    @property
    def places(self) -> dict[int, int]:
        """Where in the plan each measure stands, by its id."""
        return self.knowledge.places

    @property
    def latest(self) -> Period | None:
        """The plan's latest period with figures that has ended, or the latest of all before any has."""
        ended = [period for period in self.catalogue.periods if period.ends <= self.today]
        return max(ended or self.catalogue.periods, default=None)

    @property
    def rule(self) -> Rule:
        """What is hidden from whoever asks: people let in from outside are told what the public is."""
        inside = self.audience is Audience.BOARD and (self.viewer is None or self.viewer.account is Account.MEMBER)
        return rule_of(self.catalogue.plan, Audience.BOARD if inside else Audience.PUBLIC)

    def figures_of(self, indicators: Iterable[Indicator]) -> Figures:
        """The figures that whoever asks may see, in one query; in a report's thread those that it rests on."""
        wanted = tuple(indicators)
        if self.frozen:
            series = {each.id for indicator in wanted for each in indicator.series}
            kept = {number: held for number, held in self.frozen.facts.figures.items() if number in series}
            return self.shown(wanted, kept)
        seen = self.catalogue.plan.readers_see_approved
        found = stored.of_measures(self.work, [each.id for each in wanted], at=self.at, approved=seen)
        return self.shown(wanted, found)

    def figures_of_plan(self) -> Figures:
        """The same for the whole plan, in one query."""
        if self.frozen:
            return self.figures_of(self.catalogue.indicators)
        plan = self.catalogue.plan
        found = stored.of_plan(self.work, plan.id, at=self.at, approved=plan.readers_see_approved)
        return self.shown(self.catalogue.indicators, found)

    def shown(self, indicators: tuple[Indicator, ...], figures: Figures) -> Figures:
        """Of figures those that may be seen as they are, and the others without their values."""
        rule = self.rule
        return protect(replace(self.catalogue, indicators=indicators), figures, rule) if rule.hides else figures

    def objectives(self, indicator: Indicator) -> tuple[Objective, ...]:
        """Those it serves, primary ones first."""
        held = {objective.id: objective for objective in self.catalogue.objectives}
        return tuple(held[number] for number in indicator.objectives if number in held)

    def due(self, indicator: Indicator, period: Period, day: date) -> date | None:
        """The day on which a figure was due, as the timetable ran on that day; None: it was not waited for then."""
        if self.round_ is None:
            return None
        items = self.round_.due_by_rule(day, indicator)
        return next((item.due for item in items if item.period == period), None)

    def with_due_days(self, awaited: Mapping[int, Awaited]) -> dict[int, Awaited]:
        """What is awaited of each measure with its due day, where a round runs; readers are not told what is in."""
        if not awaited or self.frozen or self.round_ is None or self.round_.plan.id != self.catalogue.plan.id:
            return dict(awaited)
        wanted = self.round_.due_by_rule(self.today)
        days = {(item.indicator.id, item.period.plan_year.key): item.due for item in wanted}
        return {
            number: replace(each, due=days.get((number, each.period.plan_year.key))) for number, each in awaited.items()
        }

    @cached_property
    def round_(self) -> Round | None:
        from bot import rounds  # noqa: PLC0415  with all it needs a tenth of a start, and few questions ask for it

        return rounds.of(self.workspace, self.work, self.catalogue.plan.name)

    def read(self, indicator: Indicator, figures: Figures, series: Series | None = None) -> Reading:
        """Its headline, or the series named, judged in the period asked for, or now."""
        asked = self.understood.period
        if series is None or series.id == indicator.headline.id:
            return judging.read(indicator, figures, asked=asked)
        return next(each for each in judging.read_all(indicator, figures, asked=asked) if each.series.id == series.id)
