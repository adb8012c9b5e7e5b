"""A plan's timetable in plain sentences: its bodies, the days of each meeting, and what does not fit."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from bot.domain.kinds import YearType
from bot.domain.model import Indicator
from bot.domain.periods import MONTHS
from bot.domain.ruling import NAMES, shown
from bot.render.formats import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.rounds import Body, Misfit, Timetable
    from bot.services.timetables import Shown

_DAYS = (  # in the order in which they come
    ("figures_due", "figures due"),
    ("freeze", "freeze"),
    ("clearance", "clearance"),
    ("paper_deadline", "paper deadline"),
    ("papers", "papers published"),
    ("meeting", "meeting"),
)
_NAMES = dict(_DAYS)
_USUAL_HOURS = {"starts_at": "09:00", "ends_at": "17:00", "report_at": "12:00"}
RULES = {  # gaps between days are working days where nothing else is said
    "lag_days": "calendar days from a period's end until its figure can be had",
    "papers": "clear working days between the day papers are published and the meeting",
    "paper_deadline": "working days before the papers are published",
    "clearance": "working days before the paper deadline",
    "freeze": "working days before clearance; figures that come later wait for the next meeting",
    "figures_due": "working days before the freeze",
    "heads_up": "working days before a figure is due, when its owner is first told",
    "late": "working days after, when the owner is told again",
    "announce": "working days after, when the owner is told that the objective's lead will hear of it",
    "escalate": "working days after, when a note to the lead is drafted for the officer",
    "officer": "working days after, when it stands on the officer's own list",
    "deferrals": "times that an owner may put a figure off alone; the next one goes to the officer",
    "final_days": "calendar days from a provisional figure's due day to that of its final",
    "jump": "times the usual step of a series: a larger one has to be confirmed",
    "approval": "whether an officer approves each figure before it counts",
    "readers_see_approved": "whether readers see figures once they are approved, before they are published",
    "nudging": "whether anybody is reminded at all",
    "small_board": "counts of people from 1 to this are hidden from the board, and what gives them away; 0: none",
    "small_public": "the same for the public: in papers, and for guests and people of other organisations",
    "starts_at": "when a working day begins, in each person's own zone",
    "ends_at": "when it ends",
    "report_at": "when the report goes out, on the day its papers are published",
    "report_unsigned": "whether it goes out then even if no officer signed it off, marked so",
    "closed": "further days on which nobody works",
    "questions_kept": "calendar days for which is kept who asked what, to learn what words people use; 0: not at all",
}
_MOST_NAMED = 5
_FRIDAY = 5
_SENTENCES = {
    "no coming meeting": '{body} has no coming meeting: set one with "steward timetable meet DATE". Until then a figure'
    " is due as soon as it can be had.",
    "unknown objective": "{body} is to have {objective}, which the plan does not have.",
    "too few clear days": "{body} has its papers {days} before it meets; the law asks for {least}.",
    "rounds overlap": "The round for {meeting} begins on {figures_due}, before the meeting of {previous} is over.",
    "cadence not kept": "{body} meets {cadence}, but its meeting on {meeting} comes {apart} after {previous}.",
    "not a working day": "The meeting on {meeting} falls on {holiday}, when nobody works.",
    "nothing to report": "No figure can be had for the meeting on {meeting}: none comes between {covers_from} and the"
    " freeze on {freeze}.",
    "after figures are due": "For the meeting on {meeting}, figures are due on {figures_due}, but can be had only from"
    " {first} on for {indicators}.",
    "after the freeze": "For the meeting on {meeting}, the freeze on {freeze} comes too early for {indicators}:"
    " no figure can be had before {first}.",
    "reported nowhere": "No body is told of {indicators}.",
    "already past": "Some days for the meeting on {meeting} are past already: {days}.",
    "plan names another": 'The plan as imported names a meeting on {meeting}, which is not set: add it with "steward'
    ' timetable meet", or leave it.',
}


def report(told: Shown) -> Iterator[str]:
    """Everything, for a terminal."""
    yield told.plan.short_name or told.plan.name
    for body in told.bodies:
        yield ""
        yield _about(body)
        coming = [each for each in told.timetables if each.body.name == body.name and each.meeting >= told.today]
        for number, timetable in enumerate(coming):
            if number:
                yield ""
            yield from _days_of(timetable)
        past = [meeting for meeting in body.meetings if meeting < told.today]
        if past:
            yield f"  Met: {', '.join(day(each) for each in past)}."
    yield ""
    yield from rules_said(told)
    yield from to_look_at(told.misfits)


def rules_said(told: Shown) -> Iterator[str]:
    """Every rule with its value and what it is."""
    yield 'Rules of the round (change one with "steward timetable set RULE VALUE"):'
    for name in NAMES:
        value = getattr(told.rules, name)
        yield f"  {name} {_USUAL_HOURS[name] if value is None else shown(value)}: {RULES[name]}"


def to_look_at(misfits: Sequence[Misfit]) -> Iterator[str]:
    """What does not fit, a sentence each."""
    if misfits:
        yield ""
        yield "To look at:"
        yield from (f"  - {sentence(each)}" for each in misfits)


def meeting_said(told: Shown) -> Iterator[str]:
    """The days of the meetings shown, and what does not fit about them."""
    for number, timetable in enumerate(told.timetables):
        if number:
            yield ""
        yield f"{timetable.body.name} meets on {day(timetable.meeting)}."
        yield from _days_of(timetable)
    yield from to_look_at(told.misfits)


def schedule_said(indicator: Indicator, usual_lag: int) -> str:
    """How often an indicator is reported and when its figure can be had; `usual_lag` is by the plan's rules."""
    measure = indicator.measure
    named = measure.code or measure.title
    often = measure.frequency + (f" ({measure.year_type} year)" if measure.year_type is not YearType.FINANCIAL else "")
    if measure.release_month:
        return f"{named}: {often}, comes out in {MONTHS[measure.release_month]}."
    if measure.lag_days is None:
        lag, ruled = usual_lag, " (as the rules of the round say)"
    else:
        lag, ruled = measure.lag_days, ""
    return f"{named}: {often}, can be had {_many(lag, 'day')} after the period ends{ruled}."


def sentence(misfit: Misfit) -> str:
    """One thing that does not fit, in a sentence."""
    facts = {name: _said(name, value) for name, value in misfit.facts.items()}
    if misfit.kind == "not a working day":
        facts["holiday"] = _day_off(misfit)
    if misfit.kind == "cadence not kept":
        months = misfit.facts["months"]
        facts["apart"] = _many(months, "month") if months else _many(misfit.facts["days"], "day")
    return _SENTENCES[misfit.kind].format(**facts)


def as_object(told: Shown) -> dict[str, Any]:
    """The same as the object that other programs read; its keys are a promise to them."""
    return {
        "plan": told.plan.short_name or told.plan.name,
        "today": told.today.isoformat(),
        "bodies": [_body_object(body, told) for body in told.bodies],
        "rules": {name: _plain(getattr(told.rules, name)) for name in NAMES},
        "misfits": [_misfit_object(each) for each in told.misfits],
    }


def _about(body: Body) -> str:
    objectives = ", ".join(f"{level} {number}".strip() for level, number in body.objectives)
    about = [body.cadence, body.audience, f"objectives {objectives}" if objectives else "every indicator"]
    about.append(f"reports go to {body.channel}" if body.channel else "")
    gaps = ", ".join(f"{name} {days}" for name, days in body.leads.items())
    return f"{body.name} ({', '.join(filter(None, about))})" + (f", with its own gaps: {gaps}" if gaps else "")


def _days_of(timetable: Timetable) -> Iterator[str]:
    for name, words in _DAYS:
        yield f"  {words + ':':<18} {_day(getattr(timetable, name))}"
    yield f"  for figures that can be had after {day(timetable.covers_from)}, up to the freeze"


def _day(when: date) -> str:
    return f"{when:%A} {day(when)}"


def _day_off(misfit: Misfit) -> str:
    meeting = misfit.facts["meeting"]
    if isinstance(meeting, date) and meeting.isoweekday() > _FRIDAY:
        return f"a {meeting:%A}"
    return str(misfit.facts["holiday"]) or "a closed day"


def _said(name: str, value: Any) -> str:  # noqa: ANN401  a fact of any kind
    if name == "indicators":
        return _indicators(value)
    if name == "objective":
        return f"objective {' '.join(str(part) for part in value if part != '')}"
    if name == "days" and isinstance(value, tuple):
        return ", ".join(f"{_NAMES[each]} ({day(when)})" for each, when in value)
    if name == "days":
        return _many(value, "clear working day")
    return day(value) if isinstance(value, date) else str(value)


def _many(count: Any, word: str) -> str:  # noqa: ANN401  a number among a misfit's facts
    return f"{count} {word}{'' if count == 1 else 's'}"


def _indicators(indicators: Sequence[Indicator]) -> str:
    named = [each.code or each.title for each in indicators[:_MOST_NAMED]]
    more = len(indicators) - len(named)
    return f"{_many(len(indicators), 'indicator')} ({', '.join(named)}{f' and {more} more' if more else ''})"


def _body_object(body: Body, told: Shown) -> dict[str, Any]:
    return {
        "name": body.name,
        "cadence": body.cadence,
        "audience": body.audience or None,
        "channel": body.channel or None,
        "objectives": [{"level": level or None, "number": number} for level, number in body.objectives],
        "meetings": [
            {name: getattr(each, name).isoformat() for name in (*_NAMES, "covers_from")}
            for each in told.timetables
            if each.body.name == body.name
        ],
    }


def _misfit_object(misfit: Misfit) -> dict[str, Any]:
    facts = {name: _plain(value) for name, value in misfit.facts.items()}
    return {"kind": misfit.kind, **facts, "text": sentence(misfit)}


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever JSON can say
    if isinstance(value, Indicator):
        return {"code": value.code or None, "title": value.title}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, (date, time)) else value
