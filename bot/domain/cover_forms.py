"""The cover of a board paper as a form: what it is filled in with, what was changed, and what cannot stand so."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.domain import personal_details
from bot.domain.covers import CoverField, Entry
from bot.domain.notices import Notice, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.domain.covers import Cover
    from bot.domain.personal_details import Detail
    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts

PERSONAL, HALF_SIGNED, OVERTAKEN = "personal", "half signed", "overtaken"
INITIALS, ON, CONFIRMED = "initials", "on", "confirmed"  # with the field before a colon; a field of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverForm(View):
    """Every field of the cover of the paper to a report's meeting."""

    report: Report
    cover: Cover
    facts: ReportFacts

    @property
    def fields(self) -> tuple[tuple[CoverField, Entry], ...]:
        return tuple((of, self.cover.entry(of)) for of in CoverField)

    @property
    def seen(self) -> str:
        """Stands for the cover as it was seen, and tells nothing of it."""
        return seen_of(self.cover)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverProblem(Notice):
    """What is wrong in one field of the form."""

    field: str  # of the form
    fault: str
    details: tuple[Detail, ...] = ()


def seen_of(cover: Cover) -> str:
    said = [(of.value, each.text, each.initials, str(each.on)) for of, each in sorted(cover.entries.items())]
    return sha256(repr(said).encode()).hexdigest()[:16]


def changed(cover: Cover, given: Mapping[CoverField, Entry], *, confirmed: bool) -> dict[CoverField, Entry]:
    """What is to be kept: the fields that say something else now, and, confirmed, what an earlier meeting left."""
    return {of: each for of, each in given.items() if _is_new(cover.entry(of), each, confirmed=confirmed)}


def _is_new(held: Entry, given: Entry, *, confirmed: bool) -> bool:
    if (held.text, held.initials, held.on) != (given.text, given.initials, given.on):
        return True
    return confirmed and held.carried_from is not None


def problems(given: Mapping[CoverField, Entry], today: date) -> Iterator[CoverProblem]:
    """How to reach its author, and who they are, belongs on a cover; other people's details do not."""
    for of, each in given.items():
        if of is not CoverField.AUTHOR and (details := personal_details.noticed(each.text, today)):
            yield CoverProblem(field=of.value, fault=PERSONAL, details=details)
        if bool(each.initials) != bool(each.on):
            yield CoverProblem(field=f"{of.value}:{ON if each.initials else INITIALS}", fault=HALF_SIGNED)
