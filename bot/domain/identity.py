"""Which indicator held is which in a file that comes again: by code, else the sheet's own number, else the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.planfile import text_key
from bot.domain.problems import Fault, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.model import Indicator, Series
    from bot.domain.planfile import FileIndicator, FileSeries


def match_indicators(
    read: Sequence[FileIndicator], held: Sequence[Indicator]
) -> tuple[dict[int, Indicator], list[Problem]]:
    """The indicator held for each place in `read` that has one, and the places where that cannot be told.

    Every code is matched before any number, and every number before any title. A number under which another title
    is held, while the new title is held under another number, means that the sheet was renumbered: following the
    number would put one indicator's figures under the other's name, so it is a problem for people.
    """
    found: dict[int, Indicator] = {}
    problems: list[Problem] = []
    _by_code(read, held, found)
    _by_number(read, _without(held, found), found, problems)
    _by_title(read, _without(held, found), found, problems)
    return found, problems


def match_series(read: Sequence[FileSeries], held: Sequence[Series]) -> dict[int, Series]:
    """The line held for each place in `read` that has one: by name, and those left over in their order."""
    by_name = {series.name: series for series in held}
    found = {place: by_name[line.name] for place, line in enumerate(read) if line.name in by_name}
    taken = {series.id for series in found.values()}
    rest = (series for series in held if series.id not in taken)
    open_places = [place for place in range(len(read)) if place not in found]
    return found | dict(zip(open_places, rest, strict=False))


def _without(held: Iterable[Indicator], found: dict[int, Indicator]) -> list[Indicator]:
    taken = {indicator.id for indicator in found.values()}
    return [indicator for indicator in held if indicator.id not in taken]


def _by_code(read: Sequence[FileIndicator], held: Sequence[Indicator], found: dict[int, Indicator]) -> None:
    codes = {text_key(indicator.code): indicator for indicator in held if indicator.code}
    for place, indicator in enumerate(read):
        if indicator.code and (same := codes.pop(text_key(indicator.code), None)):
            found[place] = same


def _by_number(
    read: Sequence[FileIndicator], held: Sequence[Indicator], found: dict[int, Indicator], problems: list[Problem]
) -> None:
    numbers = {each.measure.number: each for each in held if each.measure.number is not None}
    titles = {text_key(each.title): each for each in held}
    file_titles = {text_key(each.title) for place, each in enumerate(read) if place not in found}
    for place, indicator in enumerate(read):
        same = numbers.get(indicator.number) if place not in found and indicator.number is not None else None
        if same is None:
            continue
        elsewhere = titles.get(text_key(indicator.title))
        moved = text_key(same.title) != text_key(indicator.title)
        if moved and elsewhere is not None and elsewhere.id != same.id:
            number = elsewhere.measure.number
            problems.append(_problem(Fault.RENUMBERED, indicator, held=same.title, number=number))
        elif moved and text_key(same.title) in file_titles:
            continue  # what was held under this number stands elsewhere in the file: this row is a new one
        else:
            found[place] = same


def _by_title(
    read: Sequence[FileIndicator], held: Sequence[Indicator], found: dict[int, Indicator], problems: list[Problem]
) -> None:
    titles: dict[str, list[Indicator]] = {}
    for each in held:
        titles.setdefault(text_key(each.title), []).append(each)
    reported = {problem.row for problem in problems}
    for place, indicator in enumerate(read):
        same = titles.get(text_key(indicator.title), [])
        if place in found or not same or indicator.at in reported:
            continue
        if len(same) > 1:
            problems.append(_problem(Fault.TITLE_HELD_TWICE, indicator))
        elif not (indicator.code and same[0].code):  # with two codes they are two indicators of one title
            found[place] = same.pop()


def _problem(fault: Fault, indicator: FileIndicator, **facts: object) -> Problem:
    told = {"shown": indicator.number, **facts}
    if "held" in told:
        told["held"] = quoted(str(told["held"]), 60).strip("“”")
    return Problem(fault=fault, sheet="indicators", row=indicator.at, facts=told)
