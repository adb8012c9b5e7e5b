"""The words of `steward import`: what changed or would change, what was assumed, what was not read, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.import_beside_words import beside_changes, beside_counts, beside_left_alone, of_field
from bot.commands.import_remarks import not_read, sheets_not_read, to_look_at
from bot.domain.model import Accumulation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.difference import Difference, IndicatorDifference
    from bot.domain.errors import BadImport
    from bot.domain.planfile import PlanFile
    from bot.services.plan import Imported

MOST_PROBLEMS = 50
MOST_LINES = 200
_FEW = 12  # rows or indicators that are named; of more only the number is
_ADDS_UP = {  # how a row's figures were taken to add up, in words
    Accumulation.CUMULATIVE: "running totals since the start of the year (cumulative)",
    Accumulation.PER_PERIOD: "counts of each quarter alone, compared with the same quarter and not with a year",
    Accumulation.ANNUALISED: "rates so far, scaled up to a full year (annualised)",
    Accumulation.ROLLING: "totals of the last twelve months (rolling)",
    Accumulation.AVERAGE: "averages over several years",
    Accumulation.POINT: "figures that stand alone",
}


def refusal(refused: BadImport) -> Iterator[str]:
    """Every problem, or the first fifty and how many more there are."""
    yield str(refused)
    yield from _bounded([f"  {problem}" for problem in refused.problems], MOST_PROBLEMS)


def told(imported: Imported) -> Iterator[str]:
    """What was not read first, as it costs most; what was done, or would be; then what was assumed and left out."""
    found = imported.difference
    yield from not_read(found)
    yield from _outcome(imported)
    yield from _bounded([*_changes(found), *beside_changes(found)], MOST_LINES)
    yield from _left_alone(found)
    yield from beside_left_alone(found.beside)
    if not found.is_empty:
        yield from _assumed(found.planfile)
    yield from to_look_at(found.planfile)
    yield from sheets_not_read(found.planfile)
    if not imported.written and found.revised:
        yield f'{_many(len(found.revised), "figure")} would change: give --reason "..." with the import.'
    if not imported.written and found.beside.overruled:
        said = _many(len(found.beside.overruled), "thing")
        yield f'{said} said in Steward would change: give --reason "..." with the import.'


def _outcome(imported: Imported) -> Iterator[str]:
    found, head = imported.difference, imported.difference.planfile.plan
    if found.is_empty:
        yield f"{head.name}: nothing has changed."
        return
    done = "Imported" if imported.written else "This would be imported"
    version = f", version {head.version}" if head.version else ""
    news = " (a new plan)" if not found.plan else " (a new version)" if found.new_version else ""
    yield f"{done}: {head.name}{version}{news}"
    counts = (
        (len(found.added), "new indicator"),
        (len(found.figures) - len(found.revised), "new figure"),
        (len(found.revised), "revised figure"),
        (sum(each.held is None for each in found.objectives), "new objective"),
        (len(found.aliases), "new phrase"),
        *beside_counts(found.beside),
    )
    if said := [_many(count, thing) for count, thing in counts if count]:
        yield f"  {', '.join(said)}"


def _changes(found: Difference) -> Iterator[str]:
    """One line a change; of a new indicator one line for all its figures, and none where the plan is new."""
    yield from (f"  plan, {of_field(change)}" for change in found.fields)
    for objective in found.objectives:
        if objective.held is None and found.plan:
            yield f"  + objective {objective.read.number}: {objective.read.title}"
        yield from (f"  objective {objective.read.number}, {of_field(change)}" for change in objective.fields)
    for each in found.indicators:
        if each.held is None and found.plan:
            yield f"  + {each.read.label}"
        elif each.held is not None:
            yield from _of_indicator(each)
    if found.plan:
        yield from (f"  + phrase: {alias.phrase}" for alias in found.aliases)
    if found.reordered:
        yield "  the order of the indicators"


def _of_indicator(each: IndicatorDifference) -> Iterator[str]:
    label = each.read.label
    yield from (f"  {label}: {of_field(change)}" for change in (*each.fields, *each.placing))
    for line in each.lines:
        name = f"{label} ({line.read.name})" if line.read.name else label
        if line.held is None:
            yield f"  + {name}"
        yield from (f"  {name}: {of_field(change)}" for change in line.fields)
        for target in line.targets:
            yield f"  {name}: target {target.period.label}: {_cell(target.held)} -> {_cell(target.read)}"
        for mark in line.marks:
            yield f"  {name}: printed mark, {mark.test}: {_cell(mark.held)} -> {_cell(mark.read)}"
        for change in line.figures:
            sign = "in place of what waits for approval" if change.waits else "revised" if change.revises else "new"
            yield f"  {name}: {change.read.period.label} {sign}: {_cell(change.held)} -> {_cell(change.read)}"


def _left_alone(found: Difference) -> Iterator[str]:
    """What is held and not in the file: nothing is ever deleted by an import."""
    gone = [each.measure.code or each.title for each in found.lacking]
    gone += [f"{each.measure.code or each.title} ({series.name})" for each, series in found.lacking_lines]
    gone += [f"objective {each.number} {each.title}" for each in found.lacking_objectives]
    if gone:
        yield "Held, but not in this file; left as they are:"
        yield from _bounded([f"  {name}" for name in gone], MOST_LINES)
    if found.kept_owners:
        yield "The file prints another owner than the one named in Steward since; left as they are:"
        named = [
            f"  {each.measure.code or each.title}: {each.measure.owner.label if each.measure.owner else 'nobody'}"
            for each in found.kept_owners
        ]
        yield from _bounded(named, MOST_LINES)
    if found.blank:
        yield "A figure is held where the file has a blank; left as they are:"
        lines = [f"  {each.measure.code or each.title}, {period.label}" for each, _, period in found.blank]
        yield from _bounded(lines, MOST_LINES)


def _assumed(planfile: PlanFile) -> Iterator[str]:
    """What the file does not say and was worked out: people should know, and can say otherwise in a column."""
    often: dict[str, list[str]] = {}
    adds_up: dict[str, list[str]] = {}
    for indicator in planfile.indicators:
        if indicator.frequency_assumed:
            often.setdefault(f"reported {indicator.frequency}", []).append(indicator.code or str(indicator.at))
        for line in indicator.series:
            if line.accumulation_assumed:
                adds_up.setdefault(_ADDS_UP[line.accumulation], []).append(str(line.row or indicator.at))
    if often or adds_up:
        yield (
            'Assumed, as the file does not say. To say otherwise, add a column "Frequency", or write in Good '
            'Performance "cumulative", "each quarter alone" or "snapshot":'
        )
    for thing, assumed in (("indicator", often), ("row", adds_up)):
        for what, of_lines in assumed.items():
            named = f": {', '.join(of_lines)}" if len(of_lines) <= _FEW else ""
            yield f"  {what}, {_many(len(of_lines), thing)}{named}"


def _cell(value: object) -> str:
    return str(getattr(value, "as_printed", "")) or "(nothing)"


def _bounded(lines: Sequence[str], most: int) -> Iterable[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"  and {len(lines) - most:,} more"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
