"""The words of a plan that moves on, at a terminal: the difference line by line, what to look at, all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.model import Polarity
from bot.domain.rolling.columns import GOOD, Becomes, objective_label
from bot.render.formats import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.differing import FieldChange
    from bot.domain.rolling.results import MovedOn, Outlook, Refusal
    from bot.domain.rolling.sheet import Rollover
    from bot.domain.rolling.steps import NextIndicator, NextObjective, OpenStep, Steps

_FIELDS = {
    "primary": "objectives", "polarity": "good is", "meaning": "definition", "lead_printed": "lead",
    "delivery_group": "delivery group", "parent": "belongs to",
}  # fmt: skip
_MOST = 90  # characters of a title in a line


def written(made: Rollover, path: str) -> Iterator[str]:
    plan = made.catalogue.plan
    counts = [
        _many(len(made.lines), "line"), _many(len(made.objectives), "objective"), _many(len(made.open), "open item"),
    ]  # fmt: skip
    yield f"Written: {path}, to make {plan.short_name or plan.name} {made.year.label}: {', '.join(counts)}."
    yield 'Fill it in as its first sheet says, then look at the difference: steward rollover "FILE.xlsx"'


def outlook(found: Outlook) -> Iterator[str]:
    """Everything that would become otherwise, then what a careful officer would look at."""
    steps = found.steps
    named = steps.plan.short_name or steps.plan.name
    yield f"{found.file_name} would make {named} {steps.label} of {steps.plan.version or 'the version in force'}:"
    yield f"  {_counted(steps)}."
    yield from (f"  {line}" for line in _of_indicators(steps))
    yield from (f"  {line}" for line in _of_objectives(steps))
    yield from (f"  {line}" for each in steps.open for line in _of_open(each))
    yield from (f"  Please look: {line}" for line in _to_look_at(found))
    yield 'Nothing was saved. To take it in, run it again with --confirm and --reason "...".'


def refused(found: Refusal) -> Iterator[str]:
    """Every problem with its cell."""
    yield f"Nothing was taken from {found.file_name}: {_many(len(found.problems), 'problem')} found."
    yield from (f"  {problem}" for problem in found.problems)


def moved_on(found: MovedOn) -> Iterator[str]:
    if found.before:
        yield f"{found.file_name} was taken in before: {found.plan} {found.label} was made of it. Nothing was changed."
        return
    yield f"Taken from {found.file_name}: {found.plan} {found.label} is in force."
    yield f"The next round asks for figures of {found.label} as its periods end; those of before still come in."


def _counted(steps: Steps) -> str:
    made = steps.made
    carried = len(steps.indicators) - len(made)
    split = {each.origin.id for each in made if each.becomes is Becomes.SPLIT}
    parts = sum(each.becomes is Becomes.SPLIT for each in made)
    merged = [each for each in made if each.becomes is Becomes.MERGE]
    into = len({origin.id for each in merged for origin in each.of})
    redefined = sum(each.becomes is Becomes.REDEFINE for each in made)
    targets = sum(len(each.targets) for each in steps.indicators)
    said = [f"{_many(carried, 'indicator')} carried", f"{len(steps.retired)} retired"]
    said += [f"{len(split)} split into {parts}"] if split else []
    said += [f"{into} merged into {len(merged)}"] if merged else []
    said += [f"{redefined} redefined"] if redefined else []
    return ", ".join([*said, f"{_many(targets, 'target')} for {steps.label}"])


def _of_indicators(steps: Steps) -> Iterator[str]:
    for gone in steps.retired:
        indicator = gone.indicator
        yield f"retired: {_short(f'{indicator.code} {indicator.title}'.strip())}{_note(gone.note)}"
    for each in steps.indicators:
        name = _short(each.label)
        if not each.is_carried:
            froms = " and ".join(_short(f"{of.code} {of.title}".strip()) for of in each.of)
            yield f"{_WORDS[each.becomes]}: {froms} -> {name}{_note(each.note)}"
            yield f"    {_placed(each)}"
        yield from (f"changed: {name}: {_change(change)}" for change in each.changes)
        for line in each.lines:
            series = f" ({line.like.name})" if line.like.name else ""
            yield from (f"target: {name}{series}, {each.period.label}: {each.as_printed}" for each in line.targets)
    for indicator, dropped in steps.lines_dropped:
        yield f"line retired: {_short(indicator.title)} ({dropped.name or 'the line without a name'})"


_WORDS = {Becomes.SPLIT: "split", Becomes.MERGE: "merged", Becomes.REDEFINE: "redefined"}


def _placed(each: NextIndicator) -> str:
    """Where it counts, whose it is and which way is good: what was settled for what is counted anew."""
    under = ", ".join(objective_label(key) for key in each.primary) or "no objective"
    good = ", ".join(dict.fromkeys(GOOD[line.polarity] for line in each.lines))
    owner = each.owner.label if each.owner else "nobody"
    return f"under {under}, owner {owner}, good is {good}{_note(each.meaning)}"


def _of_objectives(steps: Steps) -> Iterator[str]:
    for gone in steps.objectives_retired:
        yield f"objective retired: {objective_label(gone.key)} {_short(gone.title)}"
    for each in steps.objectives:
        if each.held is None:
            yield f"objective new: {objective_label(each.key)} {_short(each.title)}{_people(each)}"
        for change in each.changes:
            yield f"objective changed: {objective_label(each.key)}: {_change(change)}"


def _people(each: NextObjective) -> str:
    said = [("lead", each.lead_printed), ("sponsor", each.sponsor), ("delivery group", each.delivery_group)]
    return "".join(f", {what} {who}" for what, who in said if who)


def _of_open(each: OpenStep) -> Iterator[str]:
    what = f"{type(each.of).__name__.lower()}"
    if each.closes:
        yield f"{what} closed: {_short(each.of.title)}{_note(each.note)}"
    else:
        to = objective_label(each.objective) if each.objective else "no objective"
        yield f"{what} carried to objective {to}: {_short(each.of.title)}"


def _to_look_at(found: Outlook) -> Iterator[str]:
    steps = found.steps
    if without := steps.without_target:
        yield f"{_many(len(without), 'indicator')} had a target and get none for {steps.label}: {_some(without)}."
    if empty := [objective_label(each.key) for each in steps.emptied]:
        yield f"no indicator under {_many(len(empty), 'objective')}: {', '.join(empty)}."
    if nowhere := [each for each in steps.indicators if not each.primary and steps.objectives]:
        yield f"under no objective: {_some(nowhere)}."
    for item in found.still_out:
        named = item.indicator.code or item.indicator.title
        out = f"its figure for {item.period.label} still out (due {day(item.due)})"
        yield f"{_short(named)} ends with {out}: ask for it first."


def _change(change: FieldChange) -> str:
    return f"{_FIELDS.get(change.field, change.field)} {_value(change.old)} -> {_value(change.new)}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(objective_label(key) for key in value) or "none"
    if isinstance(value, Polarity):
        return GOOD[value]
    return _short(str(getattr(value, "label", value) or "none"))


def _some(steps: Sequence[NextIndicator]) -> str:
    """The first few by their codes or titles, and how many more."""
    named = [each.code or _short(each.title) for each in steps]
    return ", ".join(named[:8]) + (f" and {len(named) - 8} more" if len(named) > 8 else "")


def _short(text: str) -> str:
    return f"{text[: _MOST - 1]}…" if len(text) > _MOST else text


def _note(text: str) -> str:
    return f" ({text})" if text else ""


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
