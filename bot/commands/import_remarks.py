"""What people should look at after an import: columns and rows that were passed over, words among numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.difference import Difference
    from bot.domain.planfile import Cited, PlanFile

MOST_CITED = 50


def not_read(found: Difference) -> Iterator[str]:
    """The columns passed over, and what a new plan goes without for want of a column."""
    planfile = found.planfile
    if planfile.unread.columns:
        named = ", ".join(f"{heading} ({sheet})" for sheet, heading in planfile.unread.columns)
        yield f"Columns not read: {named}"
    if found.plan is not None:
        return  # a later file may well bring figures alone: what is held stays
    if not planfile.indicators:
        yield "No sheet holds indicators: no figure will be asked for, and nothing is judged."
        return
    if not planfile.says_good:
        yield (
            "No column says which way is good: nothing will be judged better or worse, nor a number met or missed. "
            'Add a column "Good Performance" that says higher or lower.'
        )
    if not planfile.says_targets:
        yield 'No column holds targets: nothing will be judged met or missed. Add one, such as "Target 2013/14".'
    if not planfile.says_figures:
        yield 'No column holds figures: there is nothing to judge. Add them, such as "Q1 2013/14".'


def to_look_at(planfile: PlanFile) -> Iterator[str]:
    """Cells and rows that were not taken as figures, directions or indicators, and files whose kind was guessed."""
    yield from _cited("Kept as words, not as figures:", planfile.words)
    yield from (
        f"Not understood ({each.column}): {each.text}, row {each.row}" for each in planfile.unclear[:MOST_CITED]
    )
    yield from _more(planfile.unclear)
    yield from _cited("Rows left out, as totals or notes:", planfile.unread.rows)
    yield from _cited("Indicators of which the file holds a title alone:", planfile.bare)
    for sheet, taken_for in planfile.guessed:
        yield f"{sheet} was read as {taken_for}: check that its letters look right, or save it as CSV UTF-8."


def sheets_not_read(planfile: PlanFile) -> Iterator[str]:
    if planfile.unread.later:
        yield f"Sheets that this version does not read: {', '.join(planfile.unread.later)}"
    if planfile.unread.unknown:
        yield f"Sheets that are not known: {', '.join(planfile.unread.unknown)}"


def _cited(heading: str, cells: Sequence[Cited]) -> Iterator[str]:
    if cells:
        yield heading
    for each in cells[:MOST_CITED]:
        where = ", ".join(part for part in (each.sheet, f"row {each.row}", each.column) if part)
        yield f"  {where}: {_short(each.text)}"
    yield from _more(cells)


def _more(cells: Sequence[Cited]) -> Iterator[str]:
    if len(cells) > MOST_CITED:
        yield f"  and {len(cells) - MOST_CITED:,} more"


def _short(text: str) -> str:
    return f"{text[:79]}…" if len(text) > 80 else text
