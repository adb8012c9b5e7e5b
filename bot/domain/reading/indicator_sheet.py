"""The indicators sheet read: its rows gathered into indicators, each with its lines, objectives and owner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.model import Frequency, Missing, Owner, YearType
from bot.domain.periods import Kind, Period
from bot.domain.planfile import FileIndicator, FileObjective, text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import Column
from bot.domain.reading.lines import Columns, Line, read_line, settle_columns
from bot.domain.reading.objective_sheet import Named, whole
from bot.domain.reading.owners import read_owner
from bot.domain.reading.series import read_series, year_type
from bot.domain.reading.tables import cell, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.planfile import PlanHead
    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row, Sheet

_FREQUENCIES = {
    "monthly": Frequency.MONTHLY, "month": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY, "quarter": Frequency.QUARTERLY,
    "termly": Frequency.TERMLY, "term": Frequency.TERMLY,
    "half-yearly": Frequency.HALF_YEARLY, "half yearly": Frequency.HALF_YEARLY, "six-monthly": Frequency.HALF_YEARLY,
    "six monthly": Frequency.HALF_YEARLY, "biannual": Frequency.HALF_YEARLY, "biannually": Frequency.HALF_YEARLY,
    "twice a year": Frequency.HALF_YEARLY,
    "annual": Frequency.ANNUAL, "annually": Frequency.ANNUAL, "yearly": Frequency.ANNUAL, "year": Frequency.ANNUAL,
}  # fmt: skip
_PLACES = {"primary": True, "p": True, "main": True, "additional": False, "a": False, "secondary": False}


@dataclass(slots=True)
class Group:
    """The row that describes an indicator, and those that continue it."""

    row: Row
    number: int | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSheet:
    """What the indicators sheet holds; `objectives` are those its rows name where the plan has no sheet of them."""

    indicators: tuple[FileIndicator, ...] = ()
    objectives: tuple[FileObjective, ...] = ()
    ignored: tuple[str, ...] = ()
    says_good: bool = True


def read_indicators(
    sheet: Sheet, head: PlanHead, objectives: tuple[FileObjective, ...], findings: Findings
) -> IndicatorSheet:
    """The sheet read row by row; whatever is wrong goes to `findings`."""
    table = read_table(sheet, findings, first_month=head.first_month)
    if table is None:
        return IndicatorSheet(objectives=objectives)
    if not table.place(Column.TITLE):
        findings.add(Fault.NO_COLUMN, needed="title")
        return IndicatorSheet(objectives=objectives, ignored=table.ignored)
    if not table.rows:
        findings.add(Fault.NOTHING_IN_IT)
    columns = settle_columns(table, head, findings)
    groups = _groups(table, columns, head, findings)
    objectives = objectives or _objectives_named(table, groups)
    named: Named | None = Named(objectives)
    if not objectives and _names_objectives(table, groups):
        findings.add(Fault.NO_OBJECTIVES, column=table.printed(Column.OBJECTIVE))
        named = None
    reported = _reported(groups)
    indicators = tuple(_indicator(table, group, named, reported, findings) for group in groups)
    _check_identities(table, groups, findings)
    says_good = table.place(Column.GOOD) is not None
    return IndicatorSheet(indicators=indicators, objectives=objectives, ignored=table.ignored, says_good=says_good)


def _groups(table: Table, columns: Columns, head: PlanHead, findings: Findings) -> list[Group]:
    """Rows gathered by `continuation_of` where it is filled; a row without a title continues the one above."""
    groups: list[Group] = []
    by_row: dict[int, Group] = {}
    for row in table.rows:
        line = read_line(table, columns, row, head, findings)
        printed = table.text(row, Column.CONTINUES)
        group = by_row.get(whole(printed) or 0) if printed else None if line.title else next(reversed(groups), None)
        if printed and group is None:
            shown = quoted(printed)
            findings.add(Fault.CONTINUES_NOTHING, row.number, table.printed(Column.CONTINUES), shown=shown)
            continue
        if group is None and not line.title:
            findings.add(Fault.NOTHING_ABOVE, row.number, table.printed(Column.TITLE))
            continue
        if group is None:
            measure = whole(table.text(row, Column.MEASURE))
            group = Group(row, line.row if measure is None else measure)
            groups.append(group)
        group.lines.append(line)
        if line.row is not None:
            by_row[line.row] = group
    return groups


def _indicator(
    table: Table, group: Group, named: Named | None, reported: frozenset[Period], findings: Findings
) -> FileIndicator:
    row, lines = group.row, group.lines
    primary, additional = _placed(table, row, named, findings) if named else ((), ())
    frequency = _frequency(table, row, findings)
    years = table.text(row, Column.YEAR_TYPE).lower()
    return FileIndicator(
        at=row.number,
        title=lines[0].title,
        code=table.text(row, Column.CODE),
        number=group.number,
        flags=_listed(table, row, Column.FLAGS),
        primary=primary,
        additional=additional,
        owner=_owner(table, row),
        meaning=table.text(row, Column.MEANING),
        method=table.text(row, Column.METHOD),
        caveat=table.text(row, Column.CAVEAT),
        read_with=table.text(row, Column.READ_WITH),
        counts=table.text(row, Column.COUNTS),
        frequency=frequency or _inferred(lines, reported),
        frequency_assumed=frequency is None,
        year_type=YearType(years) if years in set(YearType) else year_type(lines),
        aliases=_listed(table, row, Column.ALIASES),
        series=read_series(lines[0].title, lines),
    )


def _placed(
    table: Table, row: Row, named: Named, findings: Findings
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """The row's objectives: the first named in its objective cell is primary, as are columns that say so."""
    primary: list[tuple[str, int]] = []
    additional: list[tuple[str, int]] = []
    for position, part in enumerate(_objective_parts(table.text(row, Column.OBJECTIVE), named)):
        objective = named(part)
        if objective is None:
            findings.add(Fault.NO_OBJECTIVE, row.number, table.printed(Column.OBJECTIVE), shown=quoted(part))
        else:
            (additional if position else primary).append(objective.key)
    for place in table.of(Column.PLACE):
        printed = " ".join(cell(row, place).split())
        is_primary = _PLACES.get(printed.lower())
        if printed and is_primary is None:
            findings.add(Fault.BAD_PLACE, row.number, place.printed, shown=quoted(printed))
        elif is_primary is not None and (objective := named(str(place.heading.number))):
            (primary if is_primary else additional).append(objective.key)
        elif printed:
            findings.add(Fault.NO_OBJECTIVE, row.number, place.printed, shown=quoted(place.printed))
    return tuple(dict.fromkeys(primary)), tuple(key for key in dict.fromkeys(additional) if key not in primary)


def _objective_parts(printed: str, named: Named) -> list[str]:
    """The names in an objective cell: one number, several ("3; 5"), or one title, which may itself hold commas."""
    if not printed or named(printed):
        return [printed] if printed else []
    return [part.strip() for part in printed.replace(";", ",").split(",") if part.strip()]


def _objectives_named(table: Table, groups: Iterable[Group]) -> tuple[FileObjective, ...]:
    """The objectives that the rows themselves name by title, in order, where the plan has no sheet of them."""
    titles = (table.text(group.row, Column.OBJECTIVE) for group in groups)
    distinct = {text_key(title): title for title in titles if title and whole(title) is None}
    return tuple(FileObjective(number=n, level="", title=title) for n, title in enumerate(distinct.values(), 1))


def _names_objectives(table: Table, groups: Iterable[Group]) -> bool:
    cells = [table.text(group.row, Column.OBJECTIVE) for group in groups]
    return any(cells) or any(cell(group.row, place).strip() for group in groups for place in table.of(Column.PLACE))


def _listed(table: Table, row: Row, column: Column) -> tuple[str, ...]:
    parts = (part.strip() for part in table.text(row, column).replace("|", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _owner(table: Table, row: Row) -> Owner | None:
    post, organisation = table.text(row, Column.OWNER_POST), table.text(row, Column.OWNER_ORGANISATION)
    printed = read_owner(table.text(row, Column.OWNER))
    if not post and not organisation:
        return printed
    return Owner(
        post=post or (printed.post if printed else ""),
        organisation=organisation or (printed.organisation if printed else ""),
    )


def _frequency(table: Table, row: Row, findings: Findings) -> Frequency | None:
    printed = table.text(row, Column.FREQUENCY)
    frequency = _FREQUENCIES.get(printed.lower())
    if printed and frequency is None:
        known = ", ".join(Frequency)
        findings.add(Fault.BAD_WORD, row.number, table.printed(Column.FREQUENCY), shown=quoted(printed), known=known)
    return frequency


def _printed_quarters(lines: Iterable[Line]) -> set[Period]:
    """The quarters in which a figure, or the promise of one, is printed."""
    silent = {Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE, Missing.NOT_DUE}
    return {
        period
        for line in lines
        for period, read in line.figures
        if period.kind is Kind.QUARTER and read.missing not in silent
    }


def _reported(groups: Iterable[Group]) -> frozenset[Period]:
    """The quarters of the latest year in the sheet, up to the last that any line reports."""
    printed = _printed_quarters(line for group in groups for line in group.lines)
    latest = max(printed, default=None)
    return frozenset(q for q in latest.plan_year.quarters() if q <= latest) if latest else frozenset()


def _inferred(lines: Iterable[Line], reported: frozenset[Period]) -> Frequency:
    """Annual from a single printed quarter of several, or where the plan prints no quarters; else quarterly."""
    if not reported:
        return Frequency.ANNUAL
    printed = _printed_quarters(lines) & reported
    return Frequency.ANNUAL if len(printed) == 1 and len(reported) > 1 else Frequency.QUARTERLY


def _check_identities(table: Table, groups: Sequence[Group], findings: Findings) -> None:
    """No two rows may be taken for each other when the file comes again: by code, by number, by title alone."""
    codes: dict[str, int] = {}
    numbers: dict[int, int] = {}
    titles: dict[str, int] = {}
    column = Column.MEASURE if table.place(Column.MEASURE) else Column.ROW
    for group in groups:
        at, code = group.row.number, table.text(group.row, Column.CODE)
        if code and (other := codes.setdefault(text_key(code), at)) != at:
            findings.add(Fault.CODE_TWICE, at, table.printed(Column.CODE), shown=quoted(code), other=other)
        if group.number is not None and (other := numbers.setdefault(group.number, at)) != at:
            findings.add(Fault.NUMBER_TWICE, at, table.printed(column), shown=group.number, other=other)
        if not code and group.number is None:
            other = titles.setdefault(text_key(group.lines[0].title), at)
            if other != at:
                findings.add(Fault.TITLE_TWICE, at, table.printed(Column.TITLE), other=other)
