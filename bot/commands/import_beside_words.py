"""The words of `steward import` for what a plan holds beside its indicators: what is new, what changes, what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.beside_differing import Linked
from bot.domain.list_differences import named
from bot.domain.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.actions import Action
    from bot.domain.beside_difference import BesideDifference
    from bot.domain.difference import Difference
    from bot.domain.differing import FieldChange
    from bot.domain.risks import Risk


def beside_counts(found: BesideDifference) -> Iterator[tuple[int, str]]:
    """How many of each are new, with what one is called."""
    yield sum(each.held is None for each in found.actions), "new action"
    yield sum(each.held is None for each in found.risks), "new risk"
    yield from ((len(listed.added), f"new {thing}") for thing, listed in found.lists)


def beside_changes(difference: Difference) -> Iterator[str]:
    """One line a change; what is new is only counted where the plan is new."""
    found = difference.beside
    for each in found.spoken_of:
        if each.held is not None:
            yield from (f"  {each.read.label}: {of_field(change)}" for change in each.merged.changes)
            if each.merged.reprinted and not each.merged.changes:
                yield f"  {each.read.label}: the file now says what Steward holds"
        elif difference.plan:
            yield f"  + {each.read.label}"
    for thing, listed in found.lists:
        if difference.plan:
            yield from (f"  + {thing}: {named(read)}" for read in listed.added)
        yield from (f"  - {thing}: {named(held)}" for held in listed.gone)
        for pair in listed.pairs:
            yield from (f"  {thing} {named(pair.read)}: {of_field(change)}" for change in pair.fields)


def beside_left_alone(found: BesideDifference) -> Iterator[str]:
    """Actions and risks that the file lacks, and what was said of them in Steward since the last file."""
    lacking = [each.title for each in found.lacking_actions] + [each.title for each in found.lacking_risks]
    if lacking:
        yield "Actions and risks held, but not in this file; left as they are:"
        yield from _few([f"  {title}" for title in lacking])
    if found.loosened:
        yield "Of an objective that this version has not; they stay, and belong to none:"
        yield from _few([f"  {_label(each)}" for each in found.loosened])
    if found.kept:
        yield "Said in Steward since, while the file prints what it did; left as said:"
        yield from _few([f"  {label}, {change.field}: {shown(change.old)}" for label, change in found.kept])


def _label(each: Action | Risk | Statement) -> str:
    return each.title or each.text if isinstance(each, Statement) else each.title


def of_field(change: FieldChange) -> str:
    """A field with what it was and will be."""
    return f"{change.field.replace('_', ' ')}: {shown(change.old)} -> {shown(change.new)}"


def shown(value: object) -> str:
    """A field's value, in a line of text."""
    if value is None or value in ("", ()) or value == Linked((), ()):
        return "(nothing)"
    if isinstance(value, tuple):
        return ", ".join(str(each[-1]) if isinstance(each, tuple) else str(each) for each in value)
    return str(getattr(value, "label", value))


def _few(lines: list[str], most: int = 200) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"  and {len(lines) - most:,} more"
