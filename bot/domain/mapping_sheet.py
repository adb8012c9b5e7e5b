"""The list that maps a workbook, one line a cell: read with every slip at once, or proposed from exact words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.handing_in import Place
from bot.domain.mapping import Mapped, Pages, Proof, is_label, proofs_of, read_address
from bot.domain.period_words import read_period
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.returning import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.domain.model import Indicator, Series
    from bot.domain.periods import Period
    from bot.domain.sheet import Book, Row

HEADINGS = ("sheet", "cell", "indicator", "line", "period", "comment")
_NEEDED = HEADINGS[:5]
_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the wide ones of East Asian letters, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A mapping that was read; nothing is remembered while there are problems."""

    cells: tuple[Mapped, ...] = ()
    proofs: tuple[Proof, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a mapping is held against."""

    indicators: tuple[Indicator, ...]  # of the plan
    measures: frozenset[int]  # that the organisation supplies
    organisation: str
    first_month: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the list, by its headings."""

    sheet: str
    number: int
    texts: Mapping[str, str]

    def problem(self, fault: Fault, column: str, **facts: object) -> Problem:
        return Problem(fault=fault, sheet=self.sheet, row=self.number, column=column, facts=facts)


def read_mapping(listed: Book, workbook: Book, against: Against) -> Read:
    """The cells that the list names, each with what proves it in the workbook as it is now."""
    pages, cells, problems = Pages(workbook), list[Mapped](), list[Problem]()
    proofs: dict[Place, Proof] = {}
    taken: dict[Place, int] = {}
    for line in _lines(listed, problems):
        cell, names, wrong = _cell(line, pages, against)
        if cell and cell.at in taken:
            wrong.append(line.problem(Fault.FIGURE_TWICE, "cell", first=f"line {taken[cell.at]}"))
        if cell and not wrong:
            proving = proofs_of(cell, pages, names)
            wrong += _contradictions(line, cell, proving, names, against)
            proofs |= {proof.at: proof for proof in proving}
            taken[cell.at] = line.number
            cells.append(cell)
        problems += wrong
    if not cells and not problems:
        problems.append(Problem(fault=Fault.NOTHING_IN_IT, sheet=listed.name))
    return Read(cells=tuple(cells), proofs=tuple(proofs.values()), problems=tuple(problems))


def propose(workbook: Book, against: Against) -> tuple[tuple[str, ...], ...]:
    """Lines for cells whose row is called exactly as an indicator and whose column is headed by a period."""
    pages = Pages(workbook)
    called = {plain(name).casefold(): each for each in against.indicators for name in (each.code, each.title) if name}
    found: list[tuple[str, ...]] = []
    for sheet in workbook.sheets:
        periods: dict[int, Period] = {}
        for row in sheet.rows:
            headed = {index: period for index, cell in enumerate(row.cells) if (period := _heading(cell, against))}
            named = [each for cell in row.cells if (each := called.get(plain(cell).casefold()))]
            if headed and not named:
                periods |= headed
            if named and len({each.id for each in named}) == 1 and named[0].id in against.measures:
                found += _proposed(row, sheet.name, named[0], periods, pages)
    return tuple(found)


def _heading(cell: str, against: Against) -> Period | None:
    return read_period(cell, against.first_month) if cell.strip() else None


def _proposed(
    row: Row, sheet: str, indicator: Indicator, periods: Mapping[int, Period], pages: Pages
) -> Iterator[tuple[str, ...]]:
    """Of an indicator with several lines only the one that the row names as well."""
    says = {plain(cell).casefold() for cell in row.cells}
    lines = [line for line in indicator.series if len(indicator.series) == 1 or plain(line.name).casefold() in says]
    labels = [index for index, cell in enumerate(row.cells) if is_label(cell)]
    if len(lines) != 1:
        return
    for index, period in sorted(periods.items()):
        at = Place(sheet, row.number, index)
        if index > labels[0] and not is_label(pages.text(at)):
            words = (sheet, at.address, indicator.code or indicator.title, lines[0].name, period.label, "")
            yield tuple(_harmless(word) for word in words)


def _harmless(word: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    said = plain(word)
    return f"'{said}" if said.startswith(_SIGNS) else said


def _lines(listed: Book, problems: list[Problem]) -> Iterator[_Line]:
    sheet = listed.sheets[0]
    if not sheet.rows:
        return
    headings = [cell.strip().casefold() for cell in sheet.rows[0].cells]
    missing = [needed for needed in _NEEDED if needed not in headings]
    problems += (Problem(fault=Fault.NO_COLUMN, sheet=listed.name, facts={"needed": needed}) for needed in missing)
    if missing:
        return
    for row in sheet.rows[1:]:
        texts = dict.fromkeys(HEADINGS, "") | {
            name: cell.strip().removeprefix("'") for name, cell in zip(headings, row.cells, strict=False)
        }
        yield _Line(listed.name, row.number, texts)


def _cell(line: _Line, pages: Pages, against: Against) -> tuple[Mapped | None, list[str], list[Problem]]:
    """The cell of one line, and the names that its indicator goes by."""
    wrong: list[Problem] = []
    texts = line.texts
    at = read_address(texts["cell"], texts["sheet"])
    if at is None or at.sheet not in pages.sheets:
        wrong.append(line.problem(Fault.NO_SUCH_CELL, "cell", shown=quoted(f"{texts['sheet']}!{texts['cell']}")))
    found = _indicator(texts["indicator"], against)
    if found is None:
        wrong.append(line.problem(Fault.NO_INDICATOR, "indicator", shown=quoted(texts["indicator"])))
    elif found.id not in against.measures:
        facts = {"shown": quoted(texts["indicator"]), "held": against.organisation}
        wrong.append(line.problem(Fault.NOT_THEIRS, "indicator", **facts))
    series = _series(found, texts["line"]) if found else None
    if found and series is None:
        known = ", ".join(quoted(each.name) if each.name else "nothing" for each in found.series)
        wrong.append(line.problem(Fault.NO_LINE, "line", shown=quoted(texts["line"]), known=known))
    period = read_period(texts["period"], against.first_month)
    period_at = None if period else read_address(texts["period"], texts["sheet"])
    if period is None and not _says_period(period_at, pages, against.first_month):
        wrong.append(line.problem(Fault.NOT_A_PERIOD, "period", shown=quoted(texts["period"])))
    comment_at = read_address(texts["comment"], texts["sheet"]) if texts["comment"] else None
    if texts["comment"] and (comment_at is None or comment_at.sheet not in pages.sheets):
        wrong.append(line.problem(Fault.NO_SUCH_CELL, "comment", shown=quoted(texts["comment"])))
    if wrong or at is None or found is None or series is None:
        return None, [], wrong
    names = [plain(name) for name in (found.code, found.title, series.name)]
    cell = Mapped(at=at, series_id=series.id, period=period, period_at=period_at, comment_at=comment_at)
    return cell, names, wrong


def _says_period(at: Place | None, pages: Pages, first_month: int) -> bool:
    return at is not None and read_period(pages.text(at), first_month) is not None


def _indicator(name: str, against: Against) -> Indicator | None:
    """By its code, else by its title, each as the plan has it; one that two share names neither."""
    wanted = plain(name).casefold()
    for of in ("code", "title"):
        found = [each for each in against.indicators if wanted and plain(getattr(each, of)).casefold() == wanted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _series(indicator: Indicator, name: str) -> Series | None:
    if not name and len(indicator.series) == 1:
        return indicator.series[0]
    wanted = plain(name).casefold()
    found = [each for each in indicator.series if plain(each.name).casefold() == wanted]
    return found[0] if len(found) == 1 else None


def _contradictions(
    line: _Line, cell: Mapped, proofs: Iterable[Proof], names: Iterable[str], against: Against
) -> Iterator[Problem]:
    """Where the workbook's own words say something else than the mapping, or nothing at all."""
    proofs, own = list(proofs), {name.casefold() for name in names}
    if not proofs:
        yield line.problem(Fault.NOTHING_PROVES, "cell")
    others = {plain(name).casefold() for each in against.indicators for name in (each.code, each.title) if name} - own
    for proof in proofs:
        headed = read_period(proof.says, against.first_month)
        if proof.at.row == cell.at.row and proof.says.casefold() in others:
            shown, held = quoted(proof.says), quoted(line.texts["indicator"])
            yield line.problem(Fault.OTHER_ROW, "indicator", shown=shown, held=held)
        elif cell.period and headed and proof.at.column == cell.at.column and headed != cell.period:
            shown, held = quoted(proof.says), quoted(line.texts["period"])
            yield line.problem(Fault.OTHER_PERIOD, "period", shown=shown, held=held)
