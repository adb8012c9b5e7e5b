"""When the board meets, and which meeting a question means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.answers import Before, Meeting
from bot.domain.asking import Held, Intent
from bot.domain.understanding.beyond import LAST
from store import actions, agendas, bodies

if TYPE_CHECKING:
    from datetime import date

    from bot.services.answers.inquiry import Inquiry


def meeting(inquiry: Inquiry) -> Meeting:
    """The board's next meeting, or its last where none is known to come; with the next of the other bodies."""
    plan = inquiry.catalogue.plan
    board, *others = bodies.bodies(inquiry.work, plan)
    days = _days(inquiry, board.meetings)
    last = inquiry.understood.about == LAST
    on = _last(inquiry, days) if last else _next(days, inquiry.today)
    to_come = tuple((each.name, day) for each in others for day in each.meetings if day >= inquiry.today)
    has_agenda = Held.AGENDA in inquiry.catalogue.holds
    items = [each for each in agendas.agenda(inquiry.work, plan.id) if each.on == on] if has_agenda else []
    return Meeting(
        question=inquiry.understood.text,
        plan=plan,
        intent=Intent.MEETING,
        outcome="answer" if on else "unknown",
        on=on,
        past=on is not None and on < inquiry.today,
        next=_coming(days, inquiry.today) if last else None,
        items=len(items),
        days=_days_before(inquiry, on) if on and on >= inquiry.today and inquiry.sees_all else (),
        others=tuple(sorted(to_come, key=lambda pair: pair[1])) if inquiry.sees_all and not last else (),
    )


def _last(inquiry: Inquiry, days: list[date]) -> date | None:
    """The latest day before today that it is known to have met, by the timetable or by what it decided."""
    decided = None
    if Held.DECISIONS in inquiry.catalogue.holds:
        before = (each for each in actions.actions(inquiry.work, inquiry.catalogue.plan.id))
        decided = max((each.decided_on for each in before if each.decided_on), default=None)
    known = [*days, *([decided] if decided else [])]
    return max((each for each in known if each < inquiry.today), default=None)


def _coming(days: list[date], today: date) -> date | None:
    return next((day for day in days if day >= today), None)


def _days_before(inquiry: Inquiry, on: date) -> tuple[tuple[Before, date], ...]:
    """What is still to be done for that meeting, each with its day."""
    round_ = inquiry.round_
    board = round_.bodies[0] if round_ else None
    found = (each for each in (round_.timetables if round_ else ()) if each.body == board and each.meeting == on)
    days = [(each.figures_due, each.paper_deadline, each.papers) for each in found][:1]
    return tuple((name, day) for held in days for name, day in zip(Before, held, strict=True) if day >= inquiry.today)


def next_meeting(inquiry: Inquiry) -> date | None:
    """The day of the board's next meeting; None where none is known to come."""
    board = bodies.bodies(inquiry.work, inquiry.catalogue.plan)[0]
    on = _next(_days(inquiry, board.meetings), inquiry.today)
    return on if on and on >= inquiry.today else None


def _days(inquiry: Inquiry, meetings: tuple[date, ...]) -> list[date]:
    own = inquiry.catalogue.plan.meeting
    return sorted({*meetings, *([own] if own else [])})


def _next(days: list[date], today: date) -> date | None:
    return next((day for day in days if day >= today), days[-1] if days else None)
