"""Which days are worked: not weekends, not the bank holidays of the workspace's nation, not the days it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice
from typing import TYPE_CHECKING

from holidays import country_holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = timedelta(days=1)
_SATURDAY = 5
_SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern ireland": "NIR"}
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one nation. A nation that is not known has England's bank holidays."""

    nation: str = "England"
    closed: frozenset[date] = frozenset()  # further days on which nobody works: between Christmas and New Year

    def is_working(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.closed and not self.holiday(day)

    def holiday(self, day: date) -> str:
        """The name of the bank holiday that a day is; "" on any other."""
        return _bank_holidays(_SUBDIVISIONS.get(self.nation.casefold(), "ENG"), day.year).get(day, "")

    def next_working(self, day: date) -> date:
        """The day itself where it is worked, else the first one after it that is."""
        return day if self.is_working(day) else self.after(day, 1)

    def before(self, day: date, working_days: int) -> date:
        """So many working days before a day; 0 is the day itself, or the last one worked before it."""
        return self._counted(day, working_days, -_DAY)

    def after(self, day: date, working_days: int) -> date:
        """So many working days after a day; 0 is the day itself, or the next one worked."""
        return self._counted(day, working_days, _DAY)

    def clear_days_before(self, meeting: date, days: int) -> date:
        """The latest day that leaves so many clear working days before a meeting, neither end counted.

        >>> Calendar("England").clear_days_before(date(2014, 7, 2), 5)
        datetime.date(2014, 6, 24)
        """
        return self.before(meeting, days + 1)

    def between(self, first: date, last: date) -> Iterator[date]:
        """The working days from the first to the last, both counted."""
        days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
        return (day for day in days if self.is_working(day))

    def _counted(self, day: date, working_days: int, step: timedelta) -> date:
        found = (day + step * number for number in count(0 if working_days == 0 else 1))
        return next(islice(filter(self.is_working, found), max(working_days - 1, 0), None))


@lru_cache(maxsize=256)
def _bank_holidays(subdivision: str, year: int) -> dict[date, str]:
    """Of one year: those of a year are read at once, since half of them move."""
    return dict(country_holidays("GB", subdiv=subdivision, years=year).items())
