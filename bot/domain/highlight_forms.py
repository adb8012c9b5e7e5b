"""A lead's highlight as a form: what was typed, what was said last quarter, what this quarter's facts are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from bot.domain.field_problems import Fault, FieldProblem, says_something
from bot.domain.highlights import LONGEST, Highlight, Rating
from bot.domain.notices import View
from bot.domain.personal_details import noticed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.answers import Tally
    from bot.domain.judgement import Reading
    from bot.domain.model import Objective
    from bot.domain.periods import Period
    from bot.domain.rounds import Owed

# The fields, as the form's blocks are called; but for the rating all are words.
ACHIEVEMENTS, BARRIERS, OVERCOME, NEXT_STEPS = "achievements", "barriers", "overcome", "next_steps"
RATING, RATING_WHY, HELP_WANTED = "rating", "rating_why", "help_wanted"
_RATED = {"red": Rating.RED, "amber": Rating.AMBER, "green": Rating.GREEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A form as it was sent. Nothing of it is true yet: every field comes from outside."""

    achievements: str = ""
    barriers: str = ""
    overcome: str = ""
    next_steps: str = ""
    rating: str = ""  # "red", "amber", "green"; anything else is not rated
    rating_why: str = ""
    help_wanted: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(words.strip() for words in self.as_kept().values())

    def as_kept(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def as_highlight(self, objective: tuple[str, int], period: Period, by: int) -> Highlight:
        return Highlight(
            objective=objective,
            period=period,
            achievements=self.achievements.strip(),
            barriers=self.barriers.strip(),
            overcome=self.overcome.strip(),
            next_steps=self.next_steps.strip(),
            rating=_RATED.get(self.rating, Rating.NONE),
            rating_why=self.rating_why.strip(),
            help_wanted=self.help_wanted.strip(),
            written_by=by,
        )


def of_kept(held: Mapping[str, Any]) -> Written | None:
    """What `as_kept` wrote; None where nothing was kept. What an earlier version wrote otherwise is left out."""
    known = {each.name for each in fields(Written)}
    found = {name: said for name, said in held.items() if name in known and isinstance(said, str)}
    return Written(**found) if found else None


def of_highlight(held: Highlight) -> Written:
    return Written(**{each.name: str(getattr(held, each.name)) for each in fields(Written)})


def problems(written: Written, today: date) -> tuple[FieldProblem, ...]:
    """What has to be put right before it can be submitted, field by field."""
    return tuple(_problems(written, today))


def _problems(written: Written, today: date) -> Iterator[FieldProblem]:
    said = {name: words for name, words in written.as_kept().items() if name != RATING}
    for name, words in said.items():
        if details := noticed(words, today):
            yield FieldProblem(field=name, fault=Fault.PERSONAL, details=details)
        elif len(words) > LONGEST:
            yield FieldProblem(field=name, fault=Fault.TOO_MUCH, count=LONGEST)
        elif words.strip() and not says_something(words):
            yield FieldProblem(field=name, fault=Fault.NO_SENTENCE)
    if not any(said[name].strip() for name in (ACHIEVEMENTS, BARRIERS, NEXT_STEPS)):
        yield FieldProblem(field=ACHIEVEMENTS, fault=Fault.NOTHING_WRITTEN)
    if written.rating in _RATED and not written.rating_why.strip():
        yield FieldProblem(field=RATING_WHY, fault=Fault.RATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFacts:
    """What the figures and the actions say of an objective in that period: names and counts, no figures."""

    tally: Tally
    missed: tuple[Reading, ...] = ()
    worse: tuple[Reading, ...] = ()
    missing: tuple[Owed, ...] = ()
    late: tuple[Action, ...] = ()

    @property
    def by_figures(self) -> tuple[tuple[int, str], ...]:
        """How many are rated how by the figures, in the words of a lead's own rating; "": not judged."""
        tally = self.tally
        judged = ((tally.missed, "red"), (tally.near, "amber"), (tally.met, "green"))
        return (*judged, (tally.indicators - sum(count for count, _ in judged), ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlightForm(View):
    """The form as it stands before its lead."""

    key: str  # Task.key
    objective: Objective
    period: Period
    written: Written
    seen: int  # the revision that was submitted when it was opened; 0: none
    facts: QuarterFacts
    today: date
    lead: str = ""  # whose it is, where somebody else writes it for them
    before: Highlight | None = None  # the latest that was submitted for an earlier period
    due: date | None = None
    meeting: date | None = None
    restored: bool = False  # what stands in the fields was typed before and not submitted
    saved: bool = False  # just now, as a draft
    overtaken: Highlight | None = None  # what somebody else submitted while this was open
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlightSaved(View):
    """It is in: who reads it when, and its own rating beside what the figures say."""

    objective: Objective
    period: Period
    rating: Rating
    facts: QuarterFacts
    meeting: date | None = None
