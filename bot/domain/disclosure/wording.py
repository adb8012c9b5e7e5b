"""Words that seem to say a hidden number: a figure of an indicator that they stand beside, or name, in a sentence.

It is a look by rule, and proves nothing: "one more than last year" says a number too, and "4 of the 6" may count
chairs. So it finds sentences for somebody to look at, and leaves to them what these say.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.disclosure.counted import Counted, counted, is_of_people
from bot.domain.model import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.model import Catalogue, Figure, Indicator

_LETTERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = re.compile(
    rf"(?<![\w£$€.,/:'’-])(?P<number>\d[\d,]*(?:\.\d+)?|{'|'.join(_LETTERS)})(?![\w/:'’-]|[.,]\d)"  # noqa: RUF001  as typed
    r"(?P<share>\s?%|\s?per\s?cent\b)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(  # what is numbered rather than counted: "objective 4", "year 6", "NI 117", "aged 4"
    r"\b(?:objectives?|priorit(?:y|ies)|programmes?|quarters?|q|years?|stages?|levels?|tiers?|bands?|grades?|phases?|"
    r"items?|pages?|versions?|appendix|annex|sections?|parts?|tables?|charts?|recommendations?|ni|no\.?|aged?)\s*$",
    re.IGNORECASE,
)
_NO_PEOPLE = re.compile(  # "4 weeks", "4 July", "4 points", "4 million"
    r"\s+(?:(?:working )?(?:days?|weeks?|months?|years?|hours?|minutes?|terms?|quarters?)|(?:percentage )?points?|"
    r"times|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|thousand|million|billion|am|pm)\b",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(  # "one" is a word of all work; before these it counts somebody
    r"\s+(?:child|young|pupil|person|girl|boy|baby|infant|teenager|mother|father|parent|carer|family|victim|offender|"
    r"offence|case|death|incident|looked|resident|student|learner)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_FEW = 3  # titles of the plan that share a word which names an indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """The numbers of one indicator that the public may not see, and the words that name it in a text."""

    indicator: Indicator
    counts: frozenset[Decimal]
    shares: frozenset[Decimal]  # said with "%"
    names: frozenset[str]

    def is_named_in(self, text: str) -> bool:
        low = text.casefold()
        code = self.indicator.code.casefold()
        return bool(code and code in low) or any(re.search(rf"\b{re.escape(name)}", low) for name in self.names)


def secrets(
    catalogue: Catalogue, every: Mapping[int, Sequence[Figure]], public: Mapping[int, Sequence[Figure]]
) -> tuple[Secret, ...]:
    """Of each indicator that has any; `every` figure beside what the public may see of it."""
    common = Counter(word for each in catalogue.indicators for word in _words(each.title))
    found = []
    for indicator in catalogue.indicators:
        counts, shares = _hidden(indicator, every, public)
        if counts or shares:
            names = _naming(indicator, common)
            found.append(Secret(indicator=indicator, counts=counts, shares=shares, names=names))
    return tuple(found)


def sentence_with(text: str, secret: Secret) -> str:
    """The first sentence that says one of the numbers; "" where none seems to.

    >>> from types import SimpleNamespace
    >>> none: frozenset[str] = frozenset()
    >>> held = Secret(indicator=SimpleNamespace(), counts=frozenset({Decimal(4)}), shares=none, names=none)
    >>> sentence_with("All went well. Only four children were moved.", held)
    'Only four children were moved.'
    >>> [sentence_with(text, held) for text in ("Objective 4, 4 July, 4% in 4 weeks.", "4 schools", "NI 4", "2013/4")]
    ['', '', '', '']
    """
    return next((each.strip() for each in _SENTENCE_ENDS.split(text) if _says(each, secret)), "")


def _says(sentence: str, secret: Secret) -> bool:
    for found in _NUMBER.finditer(sentence):
        among = secret.shares if found["share"] else secret.counts
        if _value(found["number"]) in among and _may_count_people(sentence, found):
            return True
    return False


def _may_count_people(sentence: str, found: re.Match[str]) -> bool:
    before, after = sentence[: found.start()], sentence[found.end() :]
    if found["share"]:
        return True
    if _NUMBERED.search(before) or _NO_PEOPLE.match(after):
        return False
    if found["number"].casefold() == _LETTERS[0]:
        return bool(_ONE_OF_THEM.match(after))
    following = re.match(r"\s+(\w+)", after)
    return following is None or is_of_people(following[1])


def _value(said: str) -> Decimal:
    low = said.casefold()
    return Decimal(_LETTERS.index(low) + 1) if low in _LETTERS else Decimal(low.replace(",", ""))


def _hidden(
    indicator: Indicator, every: Mapping[int, Sequence[Figure]], public: Mapping[int, Sequence[Figure]]
) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
    counts: set[Decimal] = set()
    shares: set[Decimal] = set()
    for series in indicator.series:
        is_share = counted(indicator.measure, series) is Counted.SHARE
        hidden = {each.period for each in public.get(series.id, ()) if each.missing is Missing.SUPPRESSED}
        for figure in every.get(series.id, ()):
            if figure.period in hidden:
                (shares if is_share else counts).update(_numbers(figure.value))
                counts.update(_numbers(figure.numerator, figure.denominator))
    return frozenset(counts), frozenset(shares)


def _numbers(*values: Decimal | None) -> Iterator[Decimal]:
    """Zero points to nobody."""
    yield from (each for each in values if each)


def _naming(indicator: Indicator, common: Counter[str]) -> frozenset[str]:
    """The words of its title that few others have, or the rarest of them, without their last letter: one or several."""
    words = _words(indicator.title)
    fewest = min((common[each] for each in words), default=0)
    return frozenset(each[:-1] for each in words if common[each] <= max(_FEW, fewest))


def _words(title: str) -> frozenset[str]:
    return frozenset(each.casefold() for each in _WORD.findall(title))
