"""What is wrong, or only strange, in one field of a form for figures or tasks; templates have the sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.notices import Notice

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from bot.domain.model import Figure, Series
    from bot.domain.periods import Period
    from bot.domain.personal_details import Detail


class Fault(StrEnum):
    """What has to be put right before anything is saved."""

    NOTHING = "nothing"  # no figure at all
    NOT_A_NUMBER = "not a number"
    DECIMAL_COMMA = "decimal comma"
    WRONG_UNIT = "wrong unit"
    WORDS_WANTED = "words wanted"  # a number for a judgement in words
    TOO_LONG = "too long"
    NOT_AVAILABLE = "not available"  # "tbc": a promise, which is made elsewhere
    NO_RATE = "no rate"  # a part and a whole for what is no rate
    HALF_A_RATE = "half a rate"  # one of the two is missing
    NO_DENOMINATOR = "no denominator"  # it is 0
    PART_LARGER = "part larger"
    DISAGREES = "disagrees"  # the value is not what the two come to
    OUT_OF_RANGE = "out of range"  # a percentage outside 0 to 100
    NEGATIVE = "negative"
    WRONG_PERIOD = "wrong period"
    NOT_STARTED = "not started"  # the period lies ahead
    UNCHANGED = "unchanged"  # it is what is held
    MISSED = "missed"  # a comment is wanted, as the figure misses its target
    JUMPED = "jumped"  # or as it jumps
    NO_REASON = "no reason"  # or as there is no figure, only "not applicable"
    REVISED = "revised"  # why an approved figure changes
    NO_LINK = "no link"  # not https
    SPACED_LINK = "spaced link"  # a space in it
    NO_SENTENCE = "no sentence"  # a comment, or a reason, of a sign or two
    PAST = "past"  # an embargo that is over
    PERSONAL = "personal"  # what looks like a person's details
    NO_SUPPLIER = "no supplier"
    UNCONFIRMED = "unconfirmed"
    TOO_MUCH = "too much"  # words, in the form of a highlight, an action or a risk
    NOTHING_WRITTEN = "nothing written"  # in a highlight
    RATED = "rated"  # a lead's own rating without a reason
    LATER_DAY = "later day"  # why an action's day is moved
    WRONG_DAY = "wrong day"
    OVERCOME = "overcome"  # how, without a barrier that is
    NO_SCORE = "no score"  # of a risk
    NOT_MATCHED = "not matched"  # an account of nobody


LEAST_SAID = 3  # letters; with fewer, nothing has been said
_LETTERS = re.compile(r"[^\W\d_]")


def says_something(words: str) -> bool:
    """Whether a comment, or a reason, can be a sentence at all: ".", "x" and "-" are none.

    >>> says_something("New."), says_something("ok"), says_something(" . ")
    (True, False, False)
    """
    return len(_LETTERS.findall(words)) >= LEAST_SAID


class Doubt(StrEnum):
    """What may be right all the same, and can be confirmed."""

    DECIMALS = "decimals"  # more than the series has
    FALLS = "falls"  # below the total that was reached before
    OVERTAKES = "overtakes"  # above a later total of the same year
    JUMPS = "jumps"
    MAGNITUDE = "magnitude"  # ten times the last figure, or a tenth of it
    NOT_OVER = "not over"  # the period
    NO_GRADE = "no grade"  # words that are not on the scale of the target


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem(Notice):
    """One problem with the field it stands beside; the numbers are those that its sentence says."""

    field: str
    fault: Fault | Doubt
    series: Series | None = None
    period: Period | None = None
    value: Decimal | None = None  # what was typed, or what it comes to
    against: Figure | None = None  # the figure that it is held against
    step: Decimal | None = None  # how far it is from that
    usual: Decimal | None = None  # the median step of the series' history
    count: int = 0  # figures in that history
    alone: bool = False  # the steps are of each period alone, as the series is a running total
    day: date | None = None
    details: tuple[Detail, ...] = ()

    @property
    def is_larger(self) -> bool:
        """Than the figure it is held against."""
        against = self.against.value if self.against else None
        return self.value is not None and against is not None and self.value > against

    @property
    def may_be_confirmed(self) -> bool:
        return isinstance(self.fault, Doubt)
