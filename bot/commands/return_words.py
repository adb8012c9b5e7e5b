"""The words of sheets at a terminal: an email to send with a return, a difference line by line, all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import render
from bot.domain.taking_in import Outcome
from bot.render.formats import amount, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.return_notices import ReturnDifference, ReturnRefused, ReturnTaken
    from bot.domain.returning import Return
    from bot.domain.taking_in import Taken, Wrong
    from bot.services.returns import Known

_SIGNS = {Outcome.NEW: "new", Outcome.CHANGED: "changes", Outcome.REPLACED: "replaces", Outcome.PROMISED: "promised"}


def email(made: Return, file_name: str) -> Iterator[str]:
    """Subject and body, for whoever has no Slack."""
    plan = made.plan.short_name or made.plan.name
    first = min(line.due for line in made.lines)
    many = _many(len(made.lines), "figure")
    yield f"Subject: {plan}: figures due from {made.whose}, the first on {day(first)}"
    yield ""
    yield "Dear colleagues,"
    yield ""
    yield f"{made.plan.board or plan} is waiting for {many} from you:"
    yield ""
    for line in made.lines:
        named = f"{line.indicator.title} ({line.indicator.code})" if line.indicator.code else line.indicator.title
        series = f", {line.series.name}" if line.series.name else ""
        final = ", the final figure" if line.final else ""
        days = (made.made_on - line.due).days
        late = f", {_many(days, 'day')} late" if days > 0 else ""
        yield f"- {named}{series}: {line.period.label}{final}, due {day(line.due)}{late}"
    yield ""
    yield f'The attached workbook "{file_name}" has a row for each. Please fill in the light cells and send it back.'
    yield 'Where a figure cannot be had yet, say in "Available when" when it can. Leave a row empty rather than guess.'
    yield "Please put nobody's name, date of birth, address or NHS number in it."


def difference(found: ReturnDifference) -> Iterator[str]:
    """What the sheet would change, every line of it."""
    known = f' (the mapped workbook "{found.known_as}")' if found.known_as else ""
    figures, promises = _many(len(found.figures), "figure"), _many(len(found.promises), "promise")
    rest = f"{found.same} unchanged, {found.blank} empty"
    yield f"{found.file_name}{known} would bring in {figures} and {promises}; {rest}."
    yield from (f"  {line}" for each in found.taken for line in _taken(each))
    if found.left_out:
        yield f"{_many(found.left_out, 'row')} of the return are not in the file any more: not answered."
    for name in found.not_read:
        yield f"Not read: the sheet {name}."
    if found.changed:
        yield f'{_many(len(found.changed), "figure")} approved before would change: give --reason "..." with --confirm.'
    if found.taken:
        yield "Nothing was saved. To take it in, run it again with --confirm."


def refused(found: ReturnRefused) -> Iterator[str]:
    """Every problem with its cell."""
    count = _many(len(found.wrong), "problem")
    yield f"Nothing was taken from {found.file_name}: {count} found."
    yield from (f"  {sentence(each)}" for each in found.wrong)


def taken(found: ReturnTaken) -> Iterator[str]:
    wait = " They wait for an officer's approval." if found.approval and found.figures else ""
    yield f"Taken from {found.file_name}: {_many(found.figures, 'figure')}, {_many(found.promises, 'promise')}.{wait}"


def sentence(wrong: Wrong) -> str:
    """One problem, with its cell in front."""
    said = render.plain(wrong.field) if wrong.field else str(wrong.problem)
    return f"{wrong.where}: {said}" if wrong.where else said


def known(each: Known) -> Iterator[str]:
    """A mapped workbook and its cells."""
    cells, proofs = _many(len(each.cells), "cell"), _many(each.proofs, "text")
    yield f'{each.organisation}: "{each.name}", {cells}, proven by {proofs}'
    for cell, line in zip(each.cells, each.lines, strict=True):
        period = cell.period.label if cell.period else f"the period in {cell.period_at.label if cell.period_at else ''}"
        if line is None:
            yield f"  {cell.at.label}: an indicator that the plan no longer has"
            continue
        name = f" ({line[1].name})" if line[1].name else ""
        yield f"  {cell.at.label}: {line[0].code or line[0].title}{name}, {period}"


def _taken(each: Taken) -> Iterator[str]:
    handed = each.handed
    name = f"{handed.indicator.title} ({handed.indicator.code})" if handed.indicator.code else handed.indicator.title
    series = f", {handed.series.name}" if handed.series.name else ""
    about = f"{handed.at.label}, {name}{series}, {handed.period.label}"
    if each.until:
        yield f"{about}: promised for {day(each.until)}"
        return
    if each.entered is None:
        return
    value = each.entered.value
    new = amount(value, handed.series) if value is not None else each.entered.as_printed
    old = "what is held under embargo" if each.secret else each.held.as_printed if each.held else ""
    provisional = " (provisional)" if each.provisional else ""
    instead = f", in place of {old}" if old and each.outcome is not Outcome.NEW else ""
    yield f"{about}: {_SIGNS[each.outcome]}: {new}{provisional}{instead}"
    yield from (f"    please look: {render.plain(doubt)}" for doubt in each.doubts)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
