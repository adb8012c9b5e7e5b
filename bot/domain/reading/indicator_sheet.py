"""The indicators sheet read: its rows gathered into indicators, each with its lines, objectives and owner."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.kinds import YearType
from bot.domain.model import Owner
from bot.domain.planfile import Cited, FileIndicator, FileObjective, text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.frequencies import frequency_inferred, frequency_said, reported_quarters
from bot.domain.reading.headings import Column
from bot.domain.reading.leaving_out import cited, is_bare, sorted_rows
from bot.domain.reading.lines import Columns, Line, read_line, settle_columns
from bot.domain.reading.objective_sheet import Named, whole
from bot.domain.reading.owners import read_owner
from bot.domain.reading.placing import names_objectives, objectives_named, placed
from bot.domain.reading.releases import lag_said, release_said
from bot.domain.reading.remarks import unclear_directions, words_among_numbers
from bot.domain.reading.series import read_series, year_type
from bot.domain.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.periods import Period
    from bot.domain.planfile import PlanHead
    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row, Sheet


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
    says: frozenset[Column] = frozenset()  # what there is a column of
    left_out: tuple[Cited, ...] = ()
    words: tuple[Cited, ...] = ()
    unclear: tuple[Cited, ...] = ()
    bare: tuple[Cited, ...] = ()


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
    kept, left = sorted_rows(table)
    table = replace(table, rows=kept)
    if not table.rows:
        findings.add(Fault.NOTHING_IN_IT)
    columns = settle_columns(table, head, findings)
    groups = _groups(table, columns, head, findings)
    rows = [group.row for group in groups]
    objectives = objectives or objectives_named(table, rows)
    named: Named | None = Named(objectives)
    if not objectives and names_objectives(table, rows):
        findings.add(Fault.NO_OBJECTIVES, column=table.printed(Column.OBJECTIVE))
        named = None
    lines = [line for group in groups for line in group.lines]
    reported = reported_quarters(lines)
    indicators = tuple(_indicator(table, group, named, reported, findings) for group in groups)
    _check_identities(table, groups, findings)
    return IndicatorSheet(
        indicators=indicators,
        objectives=objectives,
        ignored=table.ignored,
        says=frozenset(place.heading.column for place in table.places),
        left_out=tuple(cited(table, row) for row in left),
        words=tuple(words_among_numbers(table, columns, lines)),
        unclear=tuple(unclear_directions(table, lines)),
        bare=tuple(cited(table, row) for row in table.rows if is_bare(table, row)),
    )


def _groups(table: Table, columns: Columns, head: PlanHead, findings: Findings) -> list[Group]:
    """Rows gathered by `continuation_of` where it is filled; a row without a title continues the one above."""
    groups: list[Group] = []
    by_row: dict[int, Group] = {}
    above: Group | None = None
    for row in table.rows:
        line = read_line(table, columns, row, head, findings)
        printed = table.text(row, Column.CONTINUES)
        if printed:
            group = by_row.get(whole(printed) or 0)
        else:
            group = _opened(table, row, line, groups) if line.title else above
        if group is None:
            fault = Fault.CONTINUES_NOTHING if printed else Fault.NOTHING_ABOVE
            column = Column.CONTINUES if printed else Column.TITLE
            findings.add(fault, row.number, table.printed(column), shown=quoted(printed))
            continue
        group.lines.append(line)
        above = group
        if line.row is not None:
            by_row[line.row] = group
    return groups


def _opened(table: Table, row: Row, line: Line, groups: list[Group]) -> Group:
    measure = whole(table.text(row, Column.MEASURE))
    groups.append(Group(row, line.row if measure is None else measure))
    return groups[-1]


def _indicator(
    table: Table, group: Group, named: Named | None, reported: frozenset[Period], findings: Findings
) -> FileIndicator:
    row, lines = group.row, group.lines
    primary, additional = placed(table, row, named, findings) if named else ((), ())
    frequency = frequency_said(table, row, findings)
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
        sensitivity=table.text(row, Column.SENSITIVITY),
        frequency=frequency or frequency_inferred(lines, reported),
        frequency_assumed=frequency is None,
        year_type=YearType(years) if years in set(YearType) else year_type(lines),
        lag_days=lag_said(table, row, findings),
        release_month=release_said(table, row, findings),
        aliases=_listed(table, row, Column.ALIASES),
        series=read_series(lines[0].title, lines),
    )


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
