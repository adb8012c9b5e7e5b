"""A rollover's sheet as it is written: lines, objectives, open actions and risks, with what stands of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.actions import Action
from bot.domain.judging import spoken_of
from bot.domain.returning import plain
from bot.domain.rolling.columns import (
    GOOD,
    Aim,
    AimBecomes,
    Becomes,
    Heading,
    Kind,
    Line,
    Open,
    OpenBecomes,
    Origin,
    RowOf,
    objective_label,
    row_id,
    seal,
)
from bot.domain.targets import applying

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.domain.model import Catalogue, Figure, Indicator, Objective, Series
    from bot.domain.periods import Period
    from bot.domain.risks import Risk

Cells = dict[Heading, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One row: what it is about, and what stands in it before anybody fills it in."""

    of: RowOf
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollover:
    """A version of a plan on its way to the next, as the sheet lays it out."""

    workspace_id: int
    catalogue: Catalogue
    year: Period  # that the next version is for
    made_on: date
    things: tuple[Action | Risk, ...] = ()  # to be carried or closed: those that are open, or all when it comes back
    figures: Mapping[int, Sequence[Figure]] = field(default_factory=dict)  # those that readers may see, by series

    @property
    def origin(self) -> Origin:
        plan = self.catalogue.plan
        return Origin(self.workspace_id, plan.id, plan.version_id, self.year.key)

    @property
    def lines(self) -> tuple[Written, ...]:
        keys = {each.id: each.key for each in self.catalogue.objectives}
        return tuple(
            _line(indicator, series, keys, self.figures.get(series.id, ()))
            for indicator in self.catalogue.indicators
            for series in indicator.series
        )

    @property
    def objectives(self) -> tuple[Written, ...]:
        keys = {each.id: each.key for each in self.catalogue.objectives}
        return tuple(_objective(each, keys) for each in self.catalogue.objectives)

    @property
    def open(self) -> tuple[Written, ...]:
        return tuple(_open(each) for each in self.things)

    @property
    def row_ids(self) -> tuple[str, ...]:
        return tuple(row_id(self.origin, each.of) for each in (*self.lines, *self.objectives, *self.open))

    @property
    def seal(self) -> str:
        return seal(self.origin, self.row_ids)

    @property
    def file_name(self) -> str:
        """As in "rollover Nottingham City CYPP 2014-15.xlsx"."""
        plan = self.catalogue.plan
        named = " ".join(re.sub(r"[^\w -]", " ", plan.short_name or plan.name, flags=re.ASCII).split())[:60]
        return f"rollover {named} {self.year.label.replace('/', '-')}.xlsx"


def is_open(each: Action | Risk) -> bool:
    """Whether somebody has to do with it yet."""
    if isinstance(each, Action):
        return each.kind.is_to_do and each.state.is_open
    return each.closed_on is None


def _line(
    indicator: Indicator, series: Series, keys: Mapping[int, tuple[str, int]], figures: Sequence[Figure]
) -> Written:
    """What holds for the indicator as a whole stands in the row of its first line alone."""
    last = spoken_of(figures)
    target = applying([each for each in indicator.targets if each.series_id == series.id], last, None)
    first = series is indicator.series[0]
    owner = indicator.measure.owner
    cells: Cells = {
        Line.CODE: indicator.code,
        Line.INDICATOR: indicator.title,
        Line.LINE: series.name,
        Line.LAST: f"{last.as_printed} ({last.period.label})" if last else "",
        Line.TARGET_NOW: f"{target.as_printed} ({target.period.label})" if target else "",
        Line.BECOMES: Becomes.CARRY,
        Line.OBJECTIVES: ", ".join(objective_label(keys[each]) for each in indicator.primary) if first else "",
        Line.OWNER: owner.label if first and owner else "",
        Line.GOOD: GOOD[series.polarity],
    }
    return Written(of=RowOf(Kind.SERIES, series.id), cells=_plain(cells))


def _objective(objective: Objective, keys: Mapping[int, tuple[str, int]]) -> Written:
    parent = keys.get(objective.parent_id or 0)
    cells: Cells = {
        Aim.LEVEL: objective.level,
        Aim.NUMBER: str(objective.number),
        Aim.TITLE: objective.title,
        Aim.BECOMES: AimBecomes.KEEP,
        Aim.PARENT: objective_label(parent) if parent else "",
        Aim.LEAD: objective.lead_printed,
        Aim.SPONSOR: objective.sponsor,
        Aim.GROUP: objective.delivery_group,
    }
    return Written(of=RowOf(Kind.OBJECTIVE, objective.id), cells=_plain(cells))


def _open(each: Action | Risk) -> Written:
    cells: Cells = {
        Open.REFERENCE: each.reference,
        Open.TITLE: each.title,
        Open.OWNER: each.owner_printed or (each.owner.label if each.owner else ""),
        Open.BECOMES: OpenBecomes.CARRY,
        Open.OBJECTIVE: objective_label(each.objective) if each.objective else "",
    }
    if isinstance(each, Action):
        due = f"{each.due.day} {each.due:%B %Y}" if each.due else each.due_printed
        of = RowOf(Kind.ACTION, each.id)
        cells |= {Open.KIND: each.kind, Open.DUE: due, Open.STATE: each.state}
    else:
        of = RowOf(Kind.RISK, each.id)
        cells |= {Open.KIND: "risk", Open.STATE: f"score {each.score}"}
    return Written(of=of, cells=_plain(cells))


def _plain(cells: Cells) -> Cells:
    return {heading: plain(str(text)) for heading, text in cells.items()}
