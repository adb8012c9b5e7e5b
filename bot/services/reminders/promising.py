"""A figure promised for a later day: written down, and kept in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act as Doing
from bot.domain.rounds import Promise
from store import promises

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.rounds import Owed
    from bot.services.reminders.acting import Act


def promised(act: Act, owed: Owed, until: date, why: str, *, person_id: int | None = None) -> None:
    """Write the promise down, as made by that person, else by whoever acts; the same one again changes nothing."""
    held = owed.promise
    if held and held.times and held.until == until:
        return
    maker = person_id or (act.by.person.id if act.by.person else None)
    promise = Promise(
        measure_id=owed.indicator.id,
        period=owed.period,
        until=until,
        available=f"{until:%B %Y}",
        why=why,
        by=maker,
    )
    promises.promise(act.work, promise, act.at)
    act.note(
        Doing.FIGURE_PUT_OFF, measure_id=owed.indicator.id, person_id=maker,
        old=f"{owed.period.key} until {held.until.isoformat()}" if held else "",
        new=f"{owed.period.key} until {until.isoformat()}", reason=why, origin="form",
    )  # fmt: skip
