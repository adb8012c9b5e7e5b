"""A plan as a file gives it: everything read, nothing stored yet; no ids, but the sheet's own numbers and titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.commitments import NOTHING_BESIDE, Beside
from bot.domain.kinds import Frequency, YearType
from bot.domain.model import Accumulation, Marker, Missing, Owner, Polarity, TargetKind, Test
from bot.domain.periods import APRIL

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from bot.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """Which plan the file holds."""

    name: str
    starts: date
    ends: date
    short_name: str = ""
    board: str = ""
    version: str = ""
    reported_to: date | None = None
    cadence: str = ""
    meeting: date | None = None
    minutes_of: date | None = None  # the meeting whose minutes the sheet of actions is
    source: str = ""
    zone: str = ""
    nation: str = ""
    first_month: int = APRIL
    current_period: Period | None = None  # what "current performance" is for where a cell gives no year


@dataclass(frozen=True, slots=True, kw_only=True)
class FileObjective:
    """One aim; `level` and `number` tell it from the others, `parent` is the number of a strategic one."""

    number: int
    level: str
    title: str
    description: str = ""
    parent: int | None = None
    other_titles: tuple[str, ...] = ()
    delivery_group: str = ""
    lead_printed: str = ""
    sponsor: str = ""
    cadence: str = ""

    @property
    def key(self) -> tuple[str, int]:
        return self.level, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFigure:
    period: Period  # of the column
    as_printed: str
    value: Decimal | None = None
    text: str = ""
    covers: Period | None = None
    markers: frozenset[Marker] = frozenset()
    missing: Missing | None = None
    available: str = ""
    note: str = ""
    comment: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTarget:
    period: Period
    kind: TargetKind
    as_printed: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    test: Test
    says: bool
    as_printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeries:
    """One line of an indicator."""

    row: int | None = None  # the sheet's own number for the line
    pi: int | None = None
    name: str = ""
    headline: bool = True
    unit: str = ""
    polarity: Polarity = Polarity.NONE
    polarity_printed: str = ""
    accumulation: Accumulation = Accumulation.POINT
    accumulation_assumed: bool = False
    decimals: int = 0
    tolerance: Decimal | None = None
    figures: tuple[FileFigure, ...] = ()
    targets: tuple[FileTarget, ...] = ()
    no_targets: tuple[Period, ...] = ()  # for which the file says that there is none, as "~" does and a blank does not
    marks: tuple[FileMark, ...] = ()
    no_marks: tuple[Test, ...] = ()  # the same for marks: "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIndicator:
    """One indicator with its lines; `at` is the spreadsheet's row that it begins in."""

    title: str
    at: int
    code: str = ""
    number: int | None = None
    flags: tuple[str, ...] = ()
    primary: tuple[tuple[str, int], ...] = ()  # keys of its objectives
    additional: tuple[tuple[str, int], ...] = ()
    owner: Owner | None = None
    meaning: str = ""
    method: str = ""
    caveat: str = ""
    read_with: str = ""
    counts: str = ""
    sensitivity: str = ""
    frequency: Frequency = Frequency.QUARTERLY
    frequency_assumed: bool = True
    year_type: YearType = YearType.FINANCIAL
    lag_days: int | None = None
    release_month: int | None = None
    aliases: tuple[str, ...] = ()
    series: tuple[FileSeries, ...] = ()

    @property
    def label(self) -> str:
        """As a message names it: "NI 117 16-18 years old ..."."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAlias:
    """A phrase with what it means: words of the plan, or the indicator at a place in `PlanFile.indicators`."""

    phrase: str
    means: str = ""
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A cell, or a whole row, that people should be told of: where it stands and what it says."""

    sheet: str
    row: int
    column: str  # "" for a row
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What the file holds and the import leaves out; said, so that nobody thinks it was read."""

    columns: tuple[tuple[str, str], ...] = ()  # (sheet, heading) that no rule knows
    later: tuple[str, ...] = ()  # sheets of a known kind that are not read yet
    unknown: tuple[str, ...] = ()  # other sheets
    rows: tuple[Cited, ...] = ()  # totals and notes among the indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    plan: PlanHead
    indicators: tuple[FileIndicator, ...]
    objectives: tuple[FileObjective, ...] = ()
    aliases: tuple[FileAlias, ...] = ()
    says_good: bool = True  # whether there is a Good Performance column
    says_targets: bool = True  # whether there is a column of targets
    says_figures: bool = True  # whether there is a column of figures
    words: tuple[Cited, ...] = ()  # among numbers, kept as they stand
    unclear: tuple[Cited, ...] = ()  # in the Good Performance column, saying nothing that is understood
    bare: tuple[Cited, ...] = ()  # indicators that are a title and nothing else
    guessed: tuple[tuple[str, str], ...] = ()  # (sheet, what its file was taken for)
    beside: Beside = NOTHING_BESIDE
    unread: Unread = Unread()


def text_key(text: str) -> str:
    """A title, code or phrase without regard to case, spacing and punctuation: how it is known again.

    >>> text_key("NI 053a") == text_key("NI-053A")
    True
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum())
