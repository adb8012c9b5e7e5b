"""A return: the sheet on which an organisation gives the figures that it owes, and the ids that its rows carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.kinds import State
from bot.domain.periods import from_key
from bot.domain.rounds import Wanting
from bot.domain.targets import applying

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from bot.domain.model import Figure, Indicator, Plan, Series, Target
    from bot.domain.periods import Period
    from bot.domain.rounds import Owed

FORMAT = "R1"  # a later one may lay its rows out otherwise
_LONGEST_DEFINITION = 300  # characters; the plan itself has the whole
_ROW_ID = re.compile(rf"{FORMAT}-([1-9]\d{{0,18}})-([YQCATM]\d{{4}}(?:\.\d{{1,2}})?(?:\*\d{{1,2}})?)-([0-9a-f]{{12}})")
_REPORTED = frozenset({State.SUBMITTED, State.APPROVED, State.PUBLISHED})


class Column(StrEnum):
    """The headings of a return, in their order; by these its columns are known again."""

    CODE = "Code"
    INDICATOR = "Indicator"
    LINE = "Line"
    PERIOD = "Period"
    UNIT = "Unit"
    DEFINITION = "Definition"
    LAST = "Last figure"
    TARGET = "Target"
    DUE = "Due"
    VALUE = "Value"
    NUMERATOR = "Numerator"
    DENOMINATOR = "Denominator"
    PROVISIONAL = "Provisional"
    COMMENT = "Comment"
    SOURCE = "Source"
    AVAILABLE = "Available when"
    ROW_ID = "Row id"


PROVEN = (Column.CODE, Column.INDICATOR, Column.LINE, Column.PERIOD)  # must still say what was written beside the id
ENTERED = (
    Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR, Column.PROVISIONAL,
    Column.COMMENT, Column.SOURCE, Column.AVAILABLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure that is owed: a row of the return."""

    indicator: Indicator
    series: Series
    period: Period
    due: date
    final: bool = False  # the provisional figure is in
    last: Figure | None = None  # the latest before it
    target: Target | None = None
    sent_back: str = ""

    @property
    def proof(self) -> dict[Column, str]:
        """What stands in the columns that prove that the row is the one of its id."""
        return proof_of(self.indicator, self.series, self.period)

    @property
    def definition(self) -> str:
        measure = self.indicator.measure
        said = " ".join(text.strip() for text in (measure.meaning, measure.method) if text.strip())
        return f"{said[: _LONGEST_DEFINITION - 1]}…" if len(said) > _LONGEST_DEFINITION else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """All that an organisation, a post or a person owes, ready to be filled in."""

    workspace_id: int
    plan: Plan
    whose: str  # "Health", "Named officer 01"
    made_on: date
    lines: tuple[Line, ...]

    @property
    def row_ids(self) -> tuple[str, ...]:
        return tuple(row_id(self.workspace_id, self.plan.id, line.series.id, line.period) for line in self.lines)

    @property
    def seal(self) -> str:
        return seal(self.workspace_id, self.plan.id, self.whose, self.row_ids)

    @property
    def file_name(self) -> str:
        """As in "return Health 2014-05-06.xlsx": of the name only letters, digits and spaces."""
        plain = " ".join(re.sub(r"[^\w -]", " ", self.whose, flags=re.ASCII).split())[:60]
        return f"return {plain or 'of figures'} {self.made_on.isoformat()}.xlsx"


class RowOf(NamedTuple):
    """What a row's id says."""

    series_id: int
    period: Period


def row_id(workspace_id: int, plan_id: int, series_id: int, period: Period) -> str:
    """By this a row is known again, wherever it was sorted to; one of another workspace or plan is told from ours."""
    return f"{FORMAT}-{series_id}-{period.key}-{_check(workspace_id, plan_id, series_id, period.key)}"


def read_row_id(text: str, workspace_id: int, plan_id: int, first_month: int) -> RowOf | None:
    """What `row_id` wrote for this plan of this workspace; None for anything else."""
    found = _ROW_ID.fullmatch(text.strip())
    if not found or found[3] != _check(workspace_id, plan_id, int(found[1]), found[2]):
        return None
    try:
        return RowOf(int(found[1]), from_key(found[2], first_month))
    except (ValueError, IndexError, KeyError):  # whoever makes such an id up can make up a fifth term
        return None


def seal(workspace_id: int, plan_id: int, whose: str, row_ids: Sequence[str]) -> str:
    """The signature of a return's layout: its format, its plan, whose it is and every row of it."""
    return sha256("\n".join([FORMAT, str(workspace_id), str(plan_id), whose, *row_ids]).encode()).hexdigest()[:32]


def proof_of(indicator: Indicator, series: Series, period: Period) -> dict[Column, str]:
    return {
        Column.CODE: plain(indicator.code),
        Column.INDICATOR: plain(indicator.title),
        Column.LINE: plain(series.name),
        Column.PERIOD: period.label,
    }


def plain(text: str) -> str:
    """A text as a cell can hold it: without control characters, which no workbook takes, and on one line."""
    return " ".join(re.sub(r"[\x00-\x1f\ufffe\uffff]", " ", text).split())


def lines_of(
    owed: Iterable[Owed], figures: dict[int, tuple[Figure, ...]], measures: Collection[int]
) -> tuple[Line, ...]:
    """The rows for what these indicators owe, in the order it is owed; `figures` are those that may be told."""
    return tuple(line for each in owed if each.indicator.id in measures for line in _lines(each, figures))


def _lines(owed: Owed, figures: dict[int, tuple[Figure, ...]]) -> Iterator[Line]:
    for series in owed.series or owed.indicator.series:
        targets = (target for target in owed.indicator.targets if target.series_id == series.id)
        yield Line(
            indicator=owed.indicator,
            series=series,
            period=owed.period,
            due=owed.due,
            final=owed.wanting is Wanting.FINAL,
            last=_last(figures.get(series.id, ()), owed.period),
            target=applying(targets, None, owed.period),
            sent_back=owed.sent_back,
        )


def _last(figures: Iterable[Figure], period: Period) -> Figure | None:
    """The latest with a value up to the period: for a final one, the provisional."""
    told = [each for each in figures if each.has_value and each.state in _REPORTED and not each.period > period]
    return max(told, key=lambda each: each.period, default=None)


def _check(workspace_id: int, plan_id: int, series_id: int, period_key: str) -> str:
    said = f"{FORMAT}|{workspace_id}|{plan_id}|{series_id}|{period_key}"
    return sha256(said.encode()).hexdigest()[:12]
