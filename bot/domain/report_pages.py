"""How a report is laid out as messages: its opening, then what there is to tell, each part on as many as it needs.

Nothing is left out for want of room: what does not fit on one message goes on in the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.domain.judgement import Reading
    from bot.domain.reporting import Missing, ObjectivePart, ReportFacts

ROOM = 3_700  # characters of one message's lines: 4,000 are all that a change of it may have, and it has a head
TITLE = 80  # characters of a title within a line
_SWELLS = "&<>"  # each is written as up to five characters


class Part(StrEnum):
    """What a message of the report tells, in the order in which they are posted."""

    OPENING = "opening"
    COUNTS = "counts"
    MOVED = "moved"  # furthest for the better and the worse
    CROSSED = "crossed"  # between met and missed since the last report
    REVISED = "revised"  # figures that the last report gave otherwise
    UNACTED = "unacted"  # red, with nothing being done about it
    MISSING = "missing"
    LATE = "late"  # actions
    DECISIONS = "decisions"  # report-backs due at the meeting
    RISKS = "risks"  # that became worse
    COMPARED = "compared"  # with others
    AHEAD = "ahead"  # the next dates
    OBJECTIVE = "objective"


class Words(StrEnum):
    """What a lead says of an objective, in the order of their form, and what the plan itself prints of it."""

    ACHIEVEMENTS = "achievements"
    BARRIERS = "barriers"
    OVERCOME = "overcome"
    NEXT_STEPS = "next_steps"
    HELP_WANTED = "help_wanted"
    STATEMENT = "statement"


_OF_LEADS = tuple(each for each in Words if each is not Words.STATEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a lead, or the plan itself, says of an objective."""

    what: Words
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One message. `of` counts the lines of its part, of which it has some from `start` on."""

    key: str  # "counts", "objective:3:2": stays the same when the report is put right
    part: Part
    lines: tuple[Any, ...] = ()
    start: int = 0
    of: int = 0
    objective: ObjectivePart | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it continues the message before it."""
        return self.start > 0

    @property
    def said(self) -> tuple[Said, ...]:
        return tuple(each for each in self.lines if isinstance(each, Said))

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(each for each in self.lines if not isinstance(each, Said))


def pages(facts: ReportFacts) -> tuple[Page, ...]:
    """All of them, the opening first; a part with nothing to tell has none."""
    return tuple(_pages(facts))


def page_of(facts: ReportFacts, key: str) -> Page | None:
    return next((each for each in _pages(facts) if each.key == key), None)


def emptied(facts: ReportFacts, key: str) -> Page:
    """In the place of a message whose lines went when the report was put right: what is out has to say so."""
    part, *of = key.split(":")
    objective = facts.parts[int(of.pop(0))] if part == Part.OBJECTIVE else None
    return Page(key=key, part=Part(part), start=1 if of else 0, objective=objective)


def _pages(facts: ReportFacts) -> Iterator[Page]:
    yield Page(key=Part.OPENING, part=Part.OPENING)
    for part, lines, weigh in _parts(facts):
        yield from _cut(part, part, lines, weigh)
    for number, each in enumerate(facts.parts):
        lines = (*_said_of(each), *each.readings)
        yield from _cut(f"{Part.OBJECTIVE}:{number}", Part.OBJECTIVE, lines, _of_objective, each)


def _parts(facts: ReportFacts) -> Iterator[tuple[Part, Sequence[Any], Callable[[Any], int]]]:
    """Each part with its lines, and how many characters one of these takes at most."""
    yield Part.COUNTS, facts.counts, lambda each: 110 + (_size(each.objective.title) if each.objective else 0)
    yield Part.MOVED, (*facts.improved, *facts.worsened), _of_reading
    yield Part.CROSSED, facts.crossed, lambda each: _of_reading(each.reading)
    yield Part.REVISED, facts.revised, lambda each: 150 + _size(each.indicator.title) + _size(each.why)
    yield Part.UNACTED, facts.unacted, _of_reading
    yield (
        Part.MISSING,
        facts.missing,
        _of_missing,
    )
    yield Part.LATE, facts.late_actions, lambda each: 130 + _size(each.title) + _size(each.owner_printed)
    yield Part.DECISIONS, facts.decisions, lambda each: 110 + _size(each.title) + _size(each.owner_printed)
    yield Part.RISKS, facts.risks_up, lambda each: 90 + _size(each.title) + _size(each.mitigation)
    yield Part.COMPARED, facts.beside, lambda each: 150 + _size(each.comparator.title)
    yield Part.AHEAD, (*facts.next_meetings, *facts.forward), lambda each: 80 + _size(getattr(each, "title", ""))


def _said_of(part: ObjectivePart) -> Iterator[Said]:
    if part.highlight:
        for what in _OF_LEADS:
            text = getattr(part.highlight, what)
            if text.strip():
                yield Said(what=what, text=text)
    for each in part.statements:
        yield Said(what=Words.STATEMENT, text=f"{each.title}: {each.text}" if each.title else each.text)


def _cut(
    key: str, part: Part, lines: Sequence[Any], weigh: Callable[[Any], int], objective: ObjectivePart | None = None
) -> Iterator[Page]:
    """As few messages as hold the lines; an objective has one even without any."""
    start, taken, count = 0, _of_standing(objective), 1
    for at, line in enumerate(lines):
        weight = weigh(line)
        if at > start and taken + weight > ROOM:
            yield _page(key, count, part, lines, start, at, objective)
            start, taken, count = at, 0, count + 1
        taken += weight
    if start < len(lines) or objective:
        yield _page(key, count, part, lines, start, len(lines), objective)


def _page(
    key: str, count: int, part: Part, lines: Sequence[Any], start: int, stop: int, objective: ObjectivePart | None
) -> Page:
    named = key if count == 1 else f"{key}:{count}"
    return Page(key=named, part=part, lines=tuple(lines[start:stop]), start=start, of=len(lines), objective=objective)


def _of_standing(objective: ObjectivePart | None) -> int:
    """Who leads it, how it stands, and the lead's own rating with its reason, at the top of its first message."""
    if objective is None:
        return 0
    return 350 + (min(_whole(objective.highlight.rating_why), 300) if objective.highlight else 0)


def _of_objective(line: Reading | Said) -> int:
    return _whole(line.text) + 40 if isinstance(line, Said) else _of_reading(line)


def _of_reading(reading: Reading) -> int:
    """Its title, figure, target and direction."""
    return 220 + _size(reading.indicator.title)


def _of_missing(line: Missing) -> int:
    return 130 + _size(line.indicator.title) + _size(line.organisation)


def _size(text: str) -> int:
    return _whole(text[:TITLE])


def _whole(text: str) -> int:
    """As Slack counts it once it is escaped."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + 4 * sum(text.count(each) for each in _SWELLS)
