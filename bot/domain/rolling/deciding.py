"""What becomes of each indicator, row by row: the difference that a rollover's sheet makes, or all that is wrong."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.differing import FieldChange
from bot.domain.model import Owner
from bot.domain.periods import quarter
from bot.domain.planfile import text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.owners import read_owner
from bot.domain.returning import plain
from bot.domain.rolling import aims
from bot.domain.rolling.columns import GOOD, TARGETS, Becomes, Kind, Line
from bot.domain.rolling.sheet import is_open
from bot.domain.rolling.steps import NextIndicator, NextLine, Retired, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.model import Indicator, Polarity, Series, Target
    from bot.domain.periods import Period
    from bot.domain.problems import Problem
    from bot.domain.rolling.cells import Desk
    from bot.domain.rolling.columns import Heading
    from bot.domain.rolling.reading import Filled
    from bot.domain.rolling.sheet import Cells, Rollover
    from bot.domain.rolling.steps import Key

_SAID_OF_NEXT = (
    Line.NEW_CODE, Line.NEW_TITLE, Line.DEFINITION, Line.TARGET, Line.TARGET_Q1, Line.TARGET_Q2, Line.TARGET_Q3,
)  # fmt: skip
_TEXTS = (Line.NEW_CODE, Line.NEW_TITLE, Line.DEFINITION, Line.OWNER, Line.NOTE)
_NEEDED = {Becomes.SPLIT: Fault.SPLIT_ALONE, Becomes.MERGE: Fault.MERGE_ALONE}


def decided(rows: Sequence[Filled], rollover: Rollover, desk: Desk, unpublished: Mapping[int, Period]) -> Steps | None:
    """What the rows come to; None where something is wrong, and then `desk` has it.

    `unpublished` are the periods for which a measure has a figure that nobody would ever publish once it has ended.
    """
    found, gone = aims.objectives(rows, rollover, desk)
    keys = [each.key for each in found]
    lines = _Lines(rows, rollover, desk, keys)
    changed = tuple(aims.still_open(rows, rollover, keys, desk))
    aims.left_out(rows, rollover, keys, desk)
    steps = Steps(
        plan=rollover.catalogue.plan,
        year=rollover.year,
        indicators=lines.indicators(),
        retired=tuple(lines.retired),
        objectives=found,
        objectives_retired=gone,
        open=changed,
        carried_open=sum(map(is_open, rollover.things)) - sum(each.closes for each in changed),
    )
    lines.check(steps, unpublished)
    return None if desk.problems else steps


class _Lines:
    """The rows of the sheet of indicators, by what they are about."""

    def __init__(self, rows: Sequence[Filled], rollover: Rollover, desk: Desk, keys: Sequence[Key]) -> None:
        self.retired: list[Retired] = []
        self._desk, self._keys, self._rollover = desk, keys, rollover
        self._written: dict[int, Cells] = {each.of.id: each.cells for each in rollover.lines}
        self._at: dict[int, tuple[Indicator, Series]] = {
            series.id: (indicator, series) for indicator in rollover.catalogue.indicators for series in indicator.series
        }
        places = {series_id: place for place, series_id in enumerate(self._at)}
        ours = [row for row in rows if row.of and row.of.kind is Kind.SERIES]
        self._rows = sorted(ours, key=lambda row: (places[self._id(row)], row.number))
        self._first: dict[int, Filled] = {}  # of each measure

    def indicators(self) -> tuple[NextIndicator, ...]:
        """Those of the next version, in the order of the plan; what is made anew stands where its first origin did."""
        by_measure: dict[int, list[Filled]] = defaultdict(list)
        for row in self._rows:
            by_measure[self._at[self._id(row)][0].id].append(row)
            self._desk.told(row, *_TEXTS)
        made: dict[tuple[Becomes, object, str], list[Filled]] = defaultdict(list)
        carried: dict[int, list[Filled]] = {}
        for measure_id, rows in by_measure.items():
            self._first[measure_id] = rows[0]
            becomes = self._becomes(rows)
            if becomes in {Becomes.CARRY, Becomes.RETIRE}:
                self._carry_or_retire(rows, becomes, carried)
                continue
            for row in rows:
                title = self._new_title(row, becomes)
                made[becomes, "" if becomes is Becomes.MERGE else measure_id, text_key(title)].append(row)
        found = [(rows[0], self._carried(rows)) for rows in carried.values()]
        found += [(rows[0], self._made(key[0], rows)) for key, rows in made.items()]
        found.sort(key=lambda each: self._rows.index(each[0]))
        return tuple(each for _, each in found)

    def check(self, steps: Steps, unpublished: Mapping[int, Period]) -> None:
        """What only shows once all are there: parts alone, titles and codes that meet, figures nobody would publish."""
        self._parts(steps)
        self._names(steps)
        for indicator in steps.ended:
            if period := unpublished.get(indicator.id):
                row = self._first[indicator.id]
                self._desk.wrong(row, Fault.ENDS_UNPUBLISHED, Line.BECOMES, shown=period.label)

    def _becomes(self, rows: Sequence[Filled]) -> Becomes:
        """What the rows of one indicator agree on; a line may be retired while another is carried."""
        said = {self._desk.chosen(row, Line.BECOMES, Becomes): row for row in reversed(rows)}
        if len(said) == 1:
            return next(iter(said))
        if set(said) == {Becomes.CARRY, Becomes.RETIRE}:
            return Becomes.CARRY
        first = self._desk.chosen(rows[0], Line.BECOMES, Becomes)
        other = next(each for each in said if each is not first)
        self._desk.wrong(said[other], Fault.LINES_DIFFER, Line.BECOMES, shown=other, held=first)
        return Becomes.CARRY

    def _carry_or_retire(self, rows: list[Filled], becomes: Becomes, carried: dict[int, list[Filled]]) -> None:
        indicator = self._at[self._id(rows[0])][0]
        for row in rows:
            if becomes is Becomes.RETIRE or row.text(Line.BECOMES).casefold() == Becomes.RETIRE:
                for heading in _SAID_OF_NEXT:
                    if row.text(heading):
                        self._desk.wrong(row, Fault.RETIRED_WITH, heading)
        times: dict[int, int] = defaultdict(int)
        for row in rows:
            times[self._id(row)] += 1
            if times[self._id(row)] > 1:
                self._desk.wrong(row, Fault.ROW_TWICE, Line.ROW_ID)
        if becomes is Becomes.RETIRE:
            self.retired.append(Retired(indicator=indicator, note=self._voice(rows, Line.NOTE)))
        else:
            carried[indicator.id] = rows

    def _new_title(self, row: Filled, becomes: Becomes) -> str:
        title = row.text(Line.NEW_TITLE)
        if title or becomes is Becomes.REDEFINE:  # a redefined one may keep its title
            return title
        self._desk.wrong(row, Fault.NEW_TITLE_NEEDED, Line.NEW_TITLE, shown=quoted(self._at[self._id(row)][0].title))
        return ""

    def _carried(self, rows: Sequence[Filled]) -> NextIndicator:
        indicator = self._at[self._id(rows[0])][0]
        kept = [row for row in rows if row.text(Line.BECOMES).casefold() != Becomes.RETIRE]
        found = self._common(rows, Becomes.CARRY, (indicator,), kept)
        measure = indicator.measure
        owner = _without_account(measure.owner)
        was = {"code": indicator.code, "title": indicator.title, "meaning": measure.meaning, "owner": owner}
        changes = [FieldChange(name, old, getattr(found, name)) for name, old in was.items()]
        keys = {each.id: each.key for each in self._rollover.catalogue.objectives}
        changes.append(FieldChange("primary", tuple(keys[each] for each in indicator.primary), found.primary))
        changes += [FieldChange("polarity", line.like.polarity, line.polarity) for line in found.lines]
        real = tuple(each for each in changes if each.old != each.new)
        return replace(found, changes=real)

    def _made(self, becomes: Becomes, rows: Sequence[Filled]) -> NextIndicator:
        of = tuple({self._at[self._id(row)][0].id: self._at[self._id(row)][0] for row in rows}.values())
        found = self._common(rows, becomes, of, rows)
        if becomes is Becomes.REDEFINE and not self._voice(rows, Line.DEFINITION):
            self._desk.wrong(rows[0], Fault.DEFINITION_NEEDED, Line.DEFINITION)
        return found

    def _common(
        self, rows: Sequence[Filled], becomes: Becomes, of: tuple[Indicator, ...], lines: Sequence[Filled]
    ) -> NextIndicator:
        first = of[0]
        keeps = becomes in {Becomes.CARRY, Becomes.REDEFINE}
        return NextIndicator(
            becomes=becomes,
            of=of,
            code=self._voice(rows, Line.NEW_CODE) or (first.code if keeps else ""),
            title=self._voice(rows, Line.NEW_TITLE) or (first.title if keeps else ""),
            meaning=self._voice(rows, Line.DEFINITION) or (first.measure.meaning if becomes is Becomes.CARRY else ""),
            owner=self._owner(rows, of),
            primary=self._primary(rows),
            additional=self._additional(of),
            lines=self._next_lines(lines),
            note=self._voice(rows, Line.NOTE),
        )

    def _voice(self, rows: Sequence[Filled], heading: Heading) -> str:
        """What the rows together say: what somebody wrote in any of them, else what stood in the first that had it."""
        edited: dict[str, Filled] = {}
        for row in rows:
            said = row.text(heading)
            if said and said != self._written[self._id(row)].get(heading, ""):
                edited.setdefault(said, row)
        if len(edited) > 1:
            one, other, *_ = edited
            facts = {"first": quoted(one), "second": quoted(other)}
            self._desk.wrong(edited[other], Fault.SAYS_TWO_THINGS, heading, **facts)
        stood = (self._written[self._id(row)].get(heading, "") for row in rows)
        return next(iter(edited), None) or next(filter(None, stood), "")

    def _owner(self, rows: Sequence[Filled], of: Sequence[Indicator]) -> Owner | None:
        """Whoever is named; as they are held where the cell says what stood there."""
        said = self._voice(rows, Line.OWNER)
        held = (each.measure.owner for each in of)
        return next((_without_account(each) for each in held if each and plain(each.label) == said), read_owner(said))

    def _primary(self, rows: Sequence[Filled]) -> tuple[Key, ...]:
        said = [part for part in self._voice(rows, Line.OBJECTIVES).replace(";", ",").split(",") if part.strip()]
        found = (self._desk.objective(rows[0], Line.OBJECTIVES, part, self._keys) for part in said)
        return tuple(dict.fromkeys(key for key in found if key))

    def _additional(self, of: Sequence[Indicator]) -> tuple[Key, ...]:
        """Those that it shares as before, where they are there still."""
        keys = {each.id: each.key for each in self._rollover.catalogue.objectives}
        held = (keys[number] for indicator in of for number in indicator.additional if number in keys)
        return tuple(dict.fromkeys(key for key in held if key in set(self._keys)))

    def _next_lines(self, rows: Sequence[Filled]) -> tuple[NextLine, ...]:
        """A line for each that its rows name; lines of the same name and unit become one."""
        alike: dict[tuple[str, str], list[Filled]] = defaultdict(list)
        for row in rows:
            series = self._at[self._id(row)][1]
            alike[series.name, series.unit].append(row)
        return tuple(self._next_line(same) for same in alike.values())

    def _next_line(self, rows: Sequence[Filled]) -> NextLine:
        series = self._at[self._id(rows[0])][1]
        polarity = self._polarity(rows, series)
        year = self._rollover.year
        periods = (year, *(quarter(year.year, number, year.first_month) for number in (1, 2, 3)))
        targets: list[Target] = []
        for heading, period in zip(TARGETS, periods, strict=True):
            self._voice(rows, heading)
            row = next((each for each in rows if each.text(heading)), None)
            found = self._desk.target(row, heading, series.id, period, polarity) if row else None
            targets += [found] if found else []
        return NextLine(like=series, polarity=polarity, targets=tuple(targets))

    def _polarity(self, rows: Sequence[Filled], series: Series) -> Polarity:
        said = self._voice(rows, Line.GOOD).casefold()
        found = next((each for each, word in GOOD.items() if word == said), None)
        if found is None and said:
            known = ", ".join(GOOD.values())
            self._desk.wrong(rows[0], Fault.BAD_WORD, Line.GOOD, shown=quoted(said), known=known)
        return found or series.polarity

    def _parts(self, steps: Steps) -> None:
        """A split has two parts or more, a merge two origins or more."""
        parts: dict[int, int] = defaultdict(int)
        for step in steps.made:
            parts[step.origin.id] += step.becomes is Becomes.SPLIT
        for step in steps.made:
            few = parts[step.origin.id] < 2 if step.becomes is Becomes.SPLIT else len(step.of) < 2
            if (fault := _NEEDED.get(step.becomes)) and few:
                self._desk.wrong(self._first[step.origin.id], fault, Line.NEW_TITLE, shown=quoted(step.title))

    def _names(self, steps: Steps) -> None:
        """No two indicators of the next version have one code; or one title, unless codes tell them apart."""
        seen: dict[tuple[str, str], NextIndicator] = {}
        for step in steps.indicators:
            title = (step.code and text_key(step.code), text_key(step.title))
            for mark, fault, heading in (
                (("code", text_key(step.code)), Fault.CODE_MEETS, Line.NEW_CODE),
                (("title", "|".join(title)), Fault.TITLE_MEETS, Line.NEW_TITLE),
            ):
                other = seen.get(mark) if mark[1] else None
                if other and (not step.is_carried or not other.is_carried or step.changes or other.changes):
                    mine, theirs = (step, other) if not step.is_carried or step.changes else (other, step)
                    row, shown = self._first[mine.origin.id], quoted(mine.code or mine.title)
                    self._desk.wrong(row, fault, heading, shown=shown, other=theirs.label[:60])
                seen.setdefault(mark, step)

    @staticmethod
    def _id(row: Filled) -> int:
        return row.of.id if row.of else 0


def _without_account(owner: Owner | None) -> Owner | None:
    return Owner(post=owner.post, organisation=owner.organisation) if owner else None


def problems_of(desk: Desk) -> tuple[Problem, ...]:
    """Everything that was found wrong, each once."""
    return tuple({str(each): each for each in desk.problems}.values())
