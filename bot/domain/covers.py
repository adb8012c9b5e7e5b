"""The cover report of a board paper: what a council's front pages ask of whoever brings a report to a meeting.

The parts are those that the cover reports of real boards have (Nottingham City's pack of 2 July 2014,
Nottinghamshire's report of 14 January 2013, Somerset's Cabinet report of 7 June 2017).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class CoverField(StrEnum):
    """One part of a cover, in the order it is printed; each has its label, and most characters that it may have."""

    label: str
    room: int

    def __new__(cls, value: str, label: str, room: int) -> Self:
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = label
        made.room = room
        return made

    TITLE = "title", "Title of the report", 200
    TO = "to", "Report to", 200
    ITEM = "item", "Item number", 20
    AUTHOR = "author", "Author and contact", 300
    DIRECTOR = "director", "Director", 200
    WARDS = "wards", "Wards affected", 200
    OBJECTIVES = "objectives", "Objectives that it supports", 200
    SUMMARY = "summary", "Summary", 2_000
    RECOMMENDATIONS = "recommendations", "Recommendations", 1_500
    BACKGROUND = "background", "Background", 1_500
    OPTIONS = "options", "Other options considered", 1_000
    REASONS = "reasons", "Reasons for recommendations", 1_000
    FINANCE = "finance", "Financial comments", 800
    LEGAL = "legal", "Legal comments", 800
    HR = "hr", "Human resources comments", 800
    EQUALITY = "equality", "Equality comments", 800
    RISK = "risk", "Risk management comments", 800
    SAFEGUARDING = "safeguarding", "Safeguarding comments", 800
    CONSULTATION = "consultation", "Consultation", 800
    SEEN_BY = "seen_by", "Seen by", 400
    BACKGROUND_PAPERS = "background_papers", "Background papers", 600
    PUBLISHED_DOCUMENTS = "published_documents", "Published documents referred to", 600

    @property
    def is_comment(self) -> bool:
        """Whether somebody signs it, with initials and a date."""
        return self in _COMMENTS

    @property
    def is_worded(self) -> bool:
        """Whether a paper has words of its own for it where nobody wrote any."""
        return self in _WORDED

    @property
    def is_carried(self) -> bool:
        """Whether a later meeting's cover begins with it; an item's number is of its own agenda alone."""
        return self is not CoverField.ITEM


_COMMENTS = frozenset({
    CoverField.FINANCE, CoverField.LEGAL, CoverField.HR, CoverField.EQUALITY, CoverField.RISK, CoverField.SAFEGUARDING,
})  # fmt: skip


_WORDED = frozenset({
    CoverField.TITLE, CoverField.TO, CoverField.WARDS, CoverField.SUMMARY, CoverField.RECOMMENDATIONS,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in a field. Initials and day are those of whoever signed a comment for this meeting."""

    text: str = ""
    initials: str = ""
    on: date | None = None
    carried_from: date | None = None  # the earlier meeting it was written for; nobody has touched it since

    @property
    def is_signed(self) -> bool:
        return bool(self.initials) and self.on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The cover for one board's meeting; a field that is not in it was never filled in."""

    board: str = ""
    meeting: date | None = None
    entries: Mapping[CoverField, Entry] = field(default_factory=dict)

    def entry(self, of: CoverField) -> Entry:
        return self.entries.get(of, _NOTHING)

    def text(self, of: CoverField) -> str:
        return self.entry(of).text

    @property
    def carried(self) -> tuple[CoverField, ...]:
        """The fields that still say what they said at an earlier meeting."""
        return tuple(of for of in CoverField if self.entry(of).carried_from)

    @property
    def empty(self) -> tuple[CoverField, ...]:
        """The fields that nobody filled in and that a paper has no words for."""
        return tuple(of for of in CoverField if not of.is_worded and not self.text(of))


_NOTHING = Entry()


def carried_over(entry: Entry, meeting: date) -> Entry:
    """The entry as a later cover begins with it: its words, without the signature, which was for another meeting."""
    return Entry(text=entry.text, carried_from=meeting)
