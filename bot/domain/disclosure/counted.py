"""What a line counts: people, a share or a rate of them, or something that points to nobody."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.model import Measure, Series


class Counted(StrEnum):
    PEOPLE = "people"
    SHARE = "share"  # a percentage of people
    RATE = "rate"  # of people, per so many
    OTHER = "other"  # schools, money, days, an average


# Whichever is named first is what is counted: "pupils in special schools" are pupils, "schools with fewer than five
# pupils" are schools. What is done by or to people (offences, referrals, plans) counts as people: three offences
# point to at most three offenders. A title that names neither is taken to count people.
_THINGS = (
    "schools academies settings nurseries colleges providers centres centers organisations agencies teams homes "
    "places pounds money costs? spend spending budgets? inspections meetings policies "
    "courses sessions events websites buildings vehicles playgrounds parks wards areas neighbourhoods libraries clubs "
    "businesses employers"
)
_PEOPLE = (
    "children pupils people persons parents carers famil(?:y|ies) mothers fathers women men girls boys babies infants "
    "leavers offenders claimants learners students residents adults households victims patients users staff workers "
    "foster(?:ers)? adopters referrals assessments plans offences enquiries inquiries cafs exclusions conceptions "
    "entrants deaths births admissions absences? moves payments reviews cases incidents presentations contacts "
    "complaints neet lac cic cin"
)
_WHOM = re.compile(rf"(?<!\w)(?:(?P<things>{'|'.join(_THINGS.split())})|(?:{'|'.join(_PEOPLE.split())}))(?![\w'’])")  # noqa: RUF001  as typed
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_A_NUMBER = re.compile(r"(?:the |total )?(?:numbers?|no\.?|counts?|total)\b")
_NO_COUNT = re.compile(r"\b(?:rate|rates|average|mean|median|ratio|score|index|gap|frequency|per 1[0,]*)\b|[%£]")
_OTHER_UNIT = re.compile(r"£|(?:days?|weeks?|months?|years?|hours?|minutes?|points?|scores?|pp|ppts?|schools?)\b")


def counted(measure: Measure, series: Series) -> Counted:
    """What one line of a measure counts: as the measure says, else by its unit and the words of its title."""
    return _counted(measure.counts, measure.title, series.name, series.unit, series.decimals)


@lru_cache(maxsize=8192)
def _counted(counts: str, title: str, name: str, unit: str, decimals: int) -> Counted:
    of_things = _OTHER_UNIT.match(unit.casefold()) or _OTHER_UNIT.match(counts.casefold())
    if of_things or not is_of_people(counts or f"{name} {title}"):
        return Counted.OTHER
    if "%" in unit or unit.casefold().startswith(("per cent", "percent")):
        return Counted.SHARE
    if unit.casefold().startswith("per ") or name == "rate":
        return Counted.RATE
    low = title.casefold().strip()
    says_number = name == "number" or bool(_A_NUMBER.match(low)) or bool(counts)
    if decimals or (_NO_COUNT.search(f"{name.casefold()} {low}") and not says_number):
        return Counted.OTHER
    return Counted.PEOPLE


def is_of_people(words: str) -> bool:
    """Whether these words count people, or what is done by them or to them.

    >>> is_of_people("Number of schools judged as requiring special measures")
    False
    >>> is_of_people("Sexual offences committed by under 18's")
    True
    """
    found = _WHOM.search(_IN_BRACKETS.sub(" ", words.casefold()))
    return found is None or not found["things"]
