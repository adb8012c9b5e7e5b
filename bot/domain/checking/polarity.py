"""Which way a careful officer would expect to be good, by what an indicator counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.checking.findings import Rule
from bot.domain.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.checking.findings import Finding, Line
    from bot.domain.model import Series

HIGHER, LOWER, NONE = Polarity.HIGHER, Polarity.LOWER, Polarity.NONE


class Expected(NamedTuple):
    polarity: Polarity
    because: str


# Tried in order, the first that is found counts, so what narrows a word stands before it. Sources: the polarity
# column of the Department for Education's Local Authority Interactive Tool ("LAIT", "-" is NONE here), the Public
# Health Outcomes Framework for chlamydia, and plain sense. What is not in the table is not questioned.
_TABLE: tuple[tuple[str, Polarity, str], ...] = (
    (r"attainment figure shown", HIGHER, "the title says that the attainment figure is shown, not the gap"),
    (r"\bgap\b", LOWER, "a smaller gap is better"),
    (r"number of (?:placement )?moves|placement moves|three or more placements", LOWER,
     "fewer placement moves are better, and the Department for Education's tool reads them so"),
    (r"chlamydia diagnos", HIGHER,
     "the Public Health Outcomes Framework reads more diagnoses as better detection"),
    (r"\b(?:number|no\.?) of (?:\w+ )?offenders\b", LOWER, "more offenders who are a risk are not better"),
    (r"section 47|child protection conference", NONE, "the Department for Education gives no good direction for it"),
    (r"(?:number|rate) of (?:children|child).{0,20}subject (?:to|of) an? child protection plan", NONE,
     "the Department for Education gives no good direction for the number or rate of child protection plans"),
    (r"(?:number|rate) of (?:looked[ -]after children|children (?:looked after|in care))", NONE,
     "the Department for Education gives no good direction for the number or rate of looked-after children"),
    (r"unaccompanied asylum|missing from (?:care|home)|care applications|duration of (?:open )?cases", NONE,
     "the Department for Education gives no good direction for it"),
    (r"\binadequate\b|special measures|serious weaknesses|requir\w+ improvement", LOWER, "fewer are better"),
    (r"\bgood or (?:better|outstanding)\b|healthy weight|healthy schools", HIGHER, "more are better"),
    (r"absence|exclusion|\bneet\b|not known|not in education", LOWER, "less of it is better"),
    (r"mortality|low birth ?weight|conception|teenage pregnan|who are obese|testing positive", LOWER,
     "less of it is better"),
    (r"breast-?feed|breastfed|immunis|vaccinat|screen(?:s|ed|ing)?\b|early access", HIGHER, "more of it is better"),
    (r"plans? lasting 2 years|(?:for|lasting) (?:2|two) years or more|second or subsequent|more than one occasion",
     LOWER, "less of it is better, and the Department for Education's tool reads it so"),
    (r"re-referral|referrals? .*within 12 months of", LOWER, "fewer repeat referrals are better"),
    (r"re-?offending|offences|first[ -]time entrants|custody|repeat incidents|domestic (?:abuse|violence)", LOWER,
     "less of it is better"),
    (r"temporary accommodation|homeless|claimants|poverty|below 60%|workless|unemploy", LOWER, "less of it is better"),
    (r"\bwithin .{0,30}(?:timescale|days|weeks)|in timescale|up-to-date", HIGHER,
     "more in time is better"),
    (r"suitable accommodation|length of placement|personal education plan|planned way|proportion who take up", HIGHER,
     "more of it is better"),
    (r"achiev|attain|expected progress|progression by|a\*-c|qualified to|level [2-4]\b|reaching level", HIGHER,
     "more of it is better"),
    (r"in (?:full[ -]time )?(?:education|ete\b)|employment rate|participation", HIGHER, "more of it is better"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), Expected(polarity, because)) for pattern, polarity, because in _TABLE)
_WAYS = {HIGHER: "higher is better", LOWER: "lower is better", NONE: "neither way is better"}


def expected(title: str, series: Series) -> Expected | None:
    """What would be expected of a line, by its own name, else by its indicator's title; None where nothing is known.

    >>> from bot.domain.model import Series
    >>> expected("Percentage of LAC NEET", Series(id=1, measure_id=1, position=0)).polarity.value
    'lower'
    """
    for text in (series.name, title):
        low = " ".join(text.casefold().split())
        found = next((answer for pattern, answer in _PATTERNS if pattern.search(low)), None)
        if found:
            return found
    return None


def way(polarity: Polarity) -> str:
    """Which way is good, as part of a sentence: "lower is better"."""
    return _WAYS.get(polarity, "neither too high nor too low is good")


def doubtful(lines: Sequence[Line]) -> Iterator[Finding]:
    """Lines whose printed polarity goes against what is expected, and siblings that differ in it.

    Only the first line of an indicator that has a polarity is questioned: a rate goes the way of its number.
    """
    siblings: dict[str, list[Line]] = {}
    first: dict[int, Line] = {}
    for line in lines:
        siblings.setdefault(_wording(line.indicator.title), []).append(line)
        if line.series.polarity in {HIGHER, LOWER}:
            first.setdefault(line.indicator.id, line)
    for line in first.values():
        wanted = expected(line.indicator.title, line.series)
        near = siblings[_wording(line.indicator.title)]
        reason = _against_expectation(line, wanted) if wanted else _against_sibling(line, near)
        if reason:
            yield line.finding(Rule.POLARITY_DOUBTFUL, reason)


def _against_expectation(line: Line, wanted: Expected) -> str:
    if wanted.polarity is line.series.polarity:
        return ""
    return f"{_as_printed(line)}, but {wanted.because}."


def _against_sibling(line: Line, near: Sequence[Line]) -> str:
    """Two titles that differ only in their numbers should go the same way."""
    opposite = {HIGHER: LOWER, LOWER: HIGHER}[line.series.polarity]
    other = next((each for each in near if each.series.polarity is opposite), None)
    return f'{_as_printed(line)}, but for "{other.indicator.title}" {way(opposite)}.' if other else ""


def _as_printed(line: Line) -> str:
    printed = line.series.polarity_printed
    return f'"{printed}" is printed' if printed else f"The plan says that {way(line.series.polarity)}"


def _wording(title: str) -> str:
    return re.sub(r"\d+", "#", " ".join(title.casefold().split()))
