"""What becomes of the objectives, and of the actions and risks that are open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.differing import FieldChange
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.returning import plain
from bot.domain.rolling.columns import Aim, AimBecomes, Kind, Open, OpenBecomes, objective_label
from bot.domain.rolling.sheet import is_open
from bot.domain.rolling.steps import NextObjective, OpenStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.model import Objective
    from bot.domain.rolling.cells import Desk
    from bot.domain.rolling.reading import Filled
    from bot.domain.rolling.sheet import Rollover
    from bot.domain.rolling.steps import Key

Aims = tuple[tuple[NextObjective, ...], tuple["Objective", ...]]
_KEPT = ("title", "lead_printed", "sponsor", "delivery_group")


def objectives(rows: Sequence[Filled], rollover: Rollover, desk: Desk) -> Aims:
    """Those of the next version, in the plan's order with the new ones last; and those that it has no more."""
    known = {row.of.id: row for row in rows if row.of and row.of.kind is Kind.OBJECTIVE}
    kept: dict[Key, tuple[Filled, NextObjective]] = {}
    retired: list[Objective] = []
    for objective in rollover.catalogue.objectives:
        row = known[objective.id]
        becomes = desk.chosen(row, Aim.BECOMES, AimBecomes)
        if becomes is AimBecomes.RETIRE:
            retired.append(objective)
        else:
            kept[objective.key] = row, _kept(row, objective, becomes, desk)
    for row in rows:
        if row.of is None and (found := _new(row, kept, desk)):
            kept[found.key] = row, found
    return tuple(_under(row, each, kept, rollover, desk) for row, each in kept.values()), tuple(retired)


def still_open(rows: Iterable[Filled], rollover: Rollover, keys: Sequence[Key], desk: Desk) -> Iterator[OpenStep]:
    """The open actions and risks that change: closed, or gone over to another objective."""
    held = {each.id: each for each in rollover.things}
    for row in rows:
        if row.of is None or row.of.kind not in {Kind.ACTION, Kind.RISK}:
            continue
        each = held[row.of.id]
        if not is_open(each):  # it was done since the sheet was made
            continue
        desk.told(row, Open.NOTE)
        closes = desk.chosen(row, Open.BECOMES, OpenBecomes) is OpenBecomes.CLOSE
        to = each.objective if closes else _goes_to(row, each.objective, keys, desk)
        if closes or to != each.objective:
            yield OpenStep(of=each, closes=closes, objective=to, note=row.text(Open.NOTE))


def _goes_to(row: Filled, was: Key | None, keys: Sequence[Key], desk: Desk) -> Key | None:
    """The objective that is written there; as it stood where nothing else is and the next version has it."""
    stood = objective_label(was) if was else ""
    said = row.text(Open.OBJECTIVE) or stood
    return was if said == stood and _is_left(was, keys) else desk.objective(row, Open.OBJECTIVE, said, keys)


def _is_left(key: Key | None, keys: Iterable[Key]) -> bool:
    """Whether the next version has it; what names no level may mean either."""
    return key is None or any(each[1] == key[1] and key[0] in {"", each[0]} for each in keys)


def left_out(rows: Iterable[Filled], rollover: Rollover, keys: Sequence[Key], desk: Desk) -> None:
    """What came to the plan since the sheet was made, and would be left under an objective that is retired."""
    told = {row.of.id for row in rows if row.of}
    for each in rollover.things:
        if is_open(each) and each.id not in told and each.objective and not _is_left(each.objective, keys):
            facts: dict[str, object] = {"shown": quoted(each.title), "held": objective_label(each.objective)}
            desk.problems.append(Problem(fault=Fault.LEFT_BEHIND, sheet=rollover.file_name, facts=facts))


def _kept(row: Filled, objective: Objective, becomes: AimBecomes, desk: Desk) -> NextObjective:
    title = row.text(Aim.NEW_TITLE)
    desk.told(row, Aim.NEW_TITLE, Aim.LEAD, Aim.SPONSOR, Aim.GROUP)
    if becomes is AimBecomes.RENAME and not title:
        desk.wrong(row, Fault.NEW_TITLE_NEEDED, Aim.NEW_TITLE, shown=quoted(objective.title))
    elif title and becomes is not AimBecomes.RENAME:
        desk.wrong(row, Fault.RENAME_MEANT, Aim.BECOMES, shown=quoted(title))
    found = NextObjective(
        held=objective,
        key=objective.key,
        title=title or objective.title,
        parent=None,
        lead_printed=row.text(Aim.LEAD) or objective.lead_printed,
        sponsor=row.text(Aim.SPONSOR) or objective.sponsor,
        delivery_group=row.text(Aim.GROUP) or objective.delivery_group,
    )
    pairs = ((name, getattr(objective, name), getattr(found, name)) for name in _KEPT)
    return replace(found, changes=tuple(FieldChange(name, old, new) for name, old, new in pairs if plain(old) != new))


def _new(row: Filled, kept: dict[Key, tuple[Filled, NextObjective]], desk: Desk) -> NextObjective | None:
    """One that was added to the sheet: it needs a number of its own and a title."""
    level, number = row.text(Aim.LEVEL).casefold(), row.text(Aim.NUMBER)
    title = row.text(Aim.NEW_TITLE) or row.text(Aim.TITLE)
    levels = {key[0] for key in kept}
    desk.told(row, Aim.NEW_TITLE, Aim.TITLE, Aim.LEAD, Aim.SPONSOR, Aim.GROUP)
    if levels and level not in levels:
        known = ", ".join(sorted(each or "nothing" for each in levels))
        desk.wrong(row, Fault.BAD_WORD, Aim.LEVEL, shown=quoted(level), known=known)
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        desk.wrong(row, Fault.BAD_NUMBER, Aim.NUMBER, shown=quoted(number))
        return None
    key = (level, int(number))
    if not title:
        desk.wrong(row, Fault.NEW_TITLE_NEEDED, Aim.NEW_TITLE, shown=objective_label(key))
    if key in kept:
        desk.wrong(row, Fault.OBJECTIVE_TWICE, Aim.NUMBER, shown=objective_label(key))
        return None
    return NextObjective(
        held=None,
        key=key,
        title=title,
        parent=None,
        lead_printed=row.text(Aim.LEAD),
        sponsor=row.text(Aim.SPONSOR),
        delivery_group=row.text(Aim.GROUP),
    )


def _under(
    row: Filled,
    each: NextObjective,
    kept: dict[Key, tuple[Filled, NextObjective]],
    rollover: Rollover,
    desk: Desk,
) -> NextObjective:
    """With the objective that it belongs to, which must be there still."""
    keys = {objective.id: objective.key for objective in rollover.catalogue.objectives}
    was = keys.get(each.held.parent_id) if each.held and each.held.parent_id else None
    said = row.text(Aim.PARENT) or (objective_label(was) if was else "")
    if not said:
        return each
    above = [key for key in kept if key[0] not in {each.key[0], "operational"}]  # to which others may belong
    parent = desk.objective(row, Aim.PARENT, said, above)
    moved = (FieldChange("parent", objective_label(was) if was else "", objective_label(parent)),) if parent else ()
    return replace(each, parent=parent, changes=each.changes + (moved if each.held and parent != was else ()))
