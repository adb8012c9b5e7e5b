"""Column headings recognised: the words boards print over their columns, and their snake_case forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.period_words import read_period
from bot.domain.periods import APRIL, Kind, Period

if TYPE_CHECKING:
    from collections.abc import Mapping


class Column(StrEnum):
    """What a column holds; the value is the word for it in messages."""

    ROW = "row"
    PI = "pi"
    MEASURE = "measure"
    CONTINUES = "continuation_of"
    SOURCE_LINE = "source_line"
    CODE = "code"
    TITLE = "title"
    OWNER = "owner"
    OWNER_POST = "owner post"
    OWNER_ORGANISATION = "owner organisation"
    OBJECTIVE = "objective"
    PLACE = "priority"  # one column for each: p1 to p7, holding "primary" or "additional"
    FLAGS = "flags"
    GOOD = "Good Performance"
    FIGURE = "figure"
    CURRENT = "current performance"
    TARGET = "target"
    COMMENT = "comment"
    BETTER = "better than previous"
    MET = "target met"
    MEANING = "meaning"
    METHOD = "method"
    CAVEAT = "caveat"
    READ_WITH = "read with"
    COUNTS = "counts"
    SENSITIVITY = "sensitivity"
    FREQUENCY = "frequency"
    YEAR_TYPE = "year type"
    LAG = "lag"
    RELEASE = "release month"
    SOURCE = "source"
    TOLERANCE = "tolerance"
    UNIT = "unit"
    ALIASES = "aliases"
    # Other sheets
    KEY = "key"
    VALUE = "value"
    NUMBER = "number"
    LEVEL = "level"
    PARENT = "parent"
    DESCRIPTION = "description"
    OTHER_TITLE = "other title"
    SECTION = "section"
    PHRASE = "phrase"
    INDICATOR = "indicator"
    MEANS = "means"
    # What a plan holds beside its indicators
    REFERENCE = "reference"
    MINUTE = "minute"
    KIND = "kind"
    DUE = "due"
    DUE_DATE = "due date"
    BASIS = "basis"
    ITEM = "agenda item"
    STATE = "state"
    PROGRESS = "progress"
    BARRIER = "barrier"
    OVERCOME = "overcome"
    DECIDED = "decided on"
    COMPLETED = "completed on"
    INDICATORS = "indicators"
    LIKELIHOOD = "likelihood"
    IMPACT = "impact"
    SCORE = "score"
    MITIGATION = "mitigation"
    SCORED = "scored on"
    TREND = "trend"
    PREVIOUS = "previous score"
    CLOSED = "closed on"
    PAGES = "pages"
    REPORT_OF = "report of"
    GROUP = "group"
    WHEN = "when"
    TEXT = "text"
    ABOUT = "about"
    ACCOUNTABLE = "accountable"
    LEAD = "lead"
    CADENCE = "cadence"
    ANSWER = "answer"
    EXCEEDS = "exceeds national"
    NATIONAL = "national"
    NEIGHBOURS = "statistical neighbours"
    REGION = "region"
    PERIOD = "period"
    NOTE = "note"
    DELIVERY_GROUP = "delivery group"
    SPONSOR = "sponsor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a heading says its column holds; `yearless` is the quarter of one that gives no year (0: a whole year).

    `back` counts the years before the plan's own: 1 for "Last year".
    """

    column: Column
    period: Period | None = None
    number: int | None = None  # of the objective, for PLACE
    yearless: int | None = None
    back: int = 0


INDICATORS = {
    Column.ROW: ("row", "row no", "row number", "line"),
    Column.PI: ("pi", "pi no", "pi number", "no of pi"),
    Column.MEASURE: ("measure", "measure no", "measure number", "indicator no", "indicator number", "no", "number"),
    Column.CONTINUES: ("continuation of", "continues"),
    Column.SOURCE_LINE: ("source line",),
    Column.CODE: ("code", "ref", "reference", "pi code", "indicator code", "pi ref", "indicator ref", "id"),
    Column.TITLE: (
        "title", "indicator", "performance indicator", "description", "name", "indicator title", "indicator name",
        "measure title", "measure name", "performance measure",
    ),
    Column.OWNER: (
        "owner printed", "owner", "lead", "lead officer", "responsible officer", "responsible", "data owner",
    ),
    Column.OWNER_POST: ("owner post", "post", "owner person"),
    Column.OWNER_ORGANISATION: ("owner organisation", "organisation", "agency", "lead agency", "lead organisation"),
    Column.OBJECTIVE: ("objective", "objectives", "operational objective", "priority", "priorities", "plan objective"),
    Column.FLAGS: ("flags", "flag"),
    Column.GOOD: (
        "good performance", "good is", "polarity", "what is good", "what good looks like", "good",
        "direction of travel good", "desired direction", "preferred direction", "better is", "good perf", "gd perf",
        "gd performance", "good direction", "direction of good", "which way is good", "good means",
        "higher or lower is better", "higher or lower is good", "high or low is good", "higher or lower",
    ),
    Column.CURRENT: ("current performance", "current", "latest", "latest performance", "latest figure"),
    Column.COMMENT: ("comment", "comments", "commentary", "narrative"),
    Column.BETTER: (
        "better than previous", "better than previous year", "better or equal", "better than previous outturn",
        "better than last year", "better",
    ),
    Column.MET: ("target met", "met", "on target", "target met on target"),
    Column.MEANING: ("meaning", "what it is", "what it means", "plain meaning", "definition", "plain english"),
    Column.METHOD: ("method", "how worked out", "how it is worked out", "calculation", "how calculated", "formula"),
    Column.CAVEAT: ("caveat", "caveats", "health warning", "bear in mind"),
    Column.READ_WITH: ("read with", "read alongside", "see also"),
    Column.COUNTS: ("counts", "what it counts"),
    Column.SENSITIVITY: ("sensitivity", "sensitive", "disclosure"),
    Column.FREQUENCY: ("frequency", "how often", "reporting frequency", "reported"),
    Column.YEAR_TYPE: ("year type", "type of year"),
    Column.LAG: ("lag", "lag days", "days lag", "lag in days", "publication lag", "reporting lag"),
    Column.RELEASE: ("release month", "month of release", "released in", "publication month", "month of publication"),
    Column.SOURCE: ("source", "data source"),
    Column.TOLERANCE: ("tolerance", "amber tolerance", "amber within"),
    Column.UNIT: ("unit", "units", "unit of measure"),
    Column.ALIASES: ("aliases", "alias", "also called", "also known as", "other names"),
}  # fmt: skip
OBJECTIVES = {
    Column.NUMBER: (
        "number",
        "no",
        "objective",
        "priority",
        "programme",
        "objective no",
        "priority no",
        "programme no",
    ),
    Column.LEVEL: ("level",),
    Column.PARENT: ("parent", "strategic objective", "under"),
    Column.TITLE: ("title", "name", "objective title", "priority title", "programme title"),
    Column.DESCRIPTION: ("description", "summary"),
    Column.OTHER_TITLE: ("table heading", "other title", "other titles", "short title"),
    Column.SECTION: ("section",),
    Column.DELIVERY_GROUP: ("delivery group", "delivery board", "group", "board"),
    Column.LEAD: ("lead", "lead officer", "objective lead", "priority lead", "owner"),
    Column.SPONSOR: ("sponsor", "lead sponsor", "sct lead sponsor", "executive sponsor"),
    Column.CADENCE: ("cadence", "how often", "reported", "reports"),
}
PLAN = {Column.KEY: ("key", "field", "setting"), Column.VALUE: ("value", "values")}
PHRASES = {
    Column.PHRASE: ("phrase", "alias", "people say", "words", "acronym", "abbreviation"),
    Column.INDICATOR: ("indicator", "code", "title", "row", "measure", "means indicator"),
    Column.MEANS: ("means", "meaning", "stands for", "same as"),
}
_QUARTERS = {
    **dict.fromkeys(("one", "first", "1st"), "q1"), **dict.fromkeys(("two", "second", "2nd"), "q2"),
    **dict.fromkeys(("three", "third", "3rd"), "q3"), **dict.fromkeys(("four", "fourth", "4th"), "q4"),
}  # fmt: skip
_QUARTER = r"(?:q|qtr|quarter)"
_IN_WORDS = re.compile(
    rf"\b(?:{_QUARTER} (one|two|three|four)|(first|second|third|fourth|1st|2nd|3rd|4th) {_QUARTER})\b"
)
_FIGURE_WORDS = (
    "final outturn|outturn|out turn|actual|result|current performance|performance|figure|year end|final|baseline|data"
)


def read_heading(
    text: str, known: Mapping[Column, tuple[str, ...]] | None = None, first_month: int = APRIL
) -> Heading | None:
    """What a heading over the indicators says its column holds, or None; `known` for another sheet's words.

    >>> read_heading("Outturn 2012/13").period.label, read_heading("q3_2013_14").period.label
    ('2012/13', 'Q3 2013/14')
    """
    if len(text) > 200:
        return None
    plain = _plain(text)
    for column, words in (known or INDICATORS).items():
        if plain in words or (known and _without_year(plain) in words):
            return Heading(column=column)
    return _dated(plain, first_month) if known is None else None


def _plain(text: str) -> str:
    """Lower case, one space, no punctuation but between years: "q3_2013_14" is "q3 2013/14", "Quarter two" is "q2"."""
    plain = re.sub(r"[–—−]", "-", text).lower().replace("_", " ")  # noqa: RUF001  as typed
    plain = re.sub(r"(?<=\w)\s*\([^)\d]*\)\s*$", "", plain)
    plain = re.sub(r"[()]", " ", plain)
    plain = re.sub(r"\b((?:19|20)\d\d) (\d\d)\b", r"\1/\2", plain)
    plain = re.sub(r"(?<![\d])/|/(?![\d])|[:.,;?#*'\"\u2019“”%]", " ", plain)
    plain = " ".join(plain.split()).strip(" -")
    return _IN_WORDS.sub(lambda found: _QUARTERS[found[1] or found[2]], plain)


def _without_year(plain: str) -> str:
    """Without the year that a heading names: "plan 2011 indicator rows" is "indicator rows"."""
    return " ".join(re.sub(r"\b(?:plan )?(?:19|20)\d\d(?:[/-]\d\d)?\b", " ", plain).split())


def _dated(plain: str, first_month: int) -> Heading | None:
    """A column of figures, targets or comments for a period, or one of the objectives' columns (p1 to p7)."""
    if found := re.fullmatch(r"(?:p|priority|objective)\s?(\d{1,2})", plain):
        return Heading(column=Column.PLACE, number=int(found[1]))
    column = Column.FIGURE
    rest = plain
    for word, meant in (("target|profile|aim", Column.TARGET), ("comments?|commentary", Column.COMMENT)):
        if found := re.search(rf"^(?:{word})\b\s*|\s*\b(?:{word})$", rest):
            column, rest = meant, (rest[: found.start()] + rest[found.end() :]).strip()
    rest = re.sub(rf"^(?:{_FIGURE_WORDS})\b\s*|\s*\b(?:{_FIGURE_WORDS})$", "", rest).strip()
    worded = column is not Column.FIGURE or rest != plain
    if not rest:
        return Heading(column=column, yearless=0) if worded else None
    if found := re.fullmatch(r"(?:q|qtr|quarter)\s?([1-4])", rest):
        return Heading(column=column, yearless=int(found[1]))
    if re.fullmatch(r"(?:last|previous|prior) year(?: s)?", rest) or (worded and rest in {"last", "previous", "prior"}):
        return Heading(column=column, yearless=0, back=1)
    period = read_period(rest, first_month)
    if period is None or (period.kind is Kind.CALENDAR and not worded):
        return None
    return Heading(column=column, period=period)
