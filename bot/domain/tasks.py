"""What people are asked for beside figures: actions that fall due, risks to look at again, highlights to write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.domain.composing.periods import period_of
from bot.domain.people import Holder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.model import Catalogue, Objective
    from bot.domain.people import Person
    from bot.domain.periods import Period
    from bot.domain.risks import Risk
    from bot.domain.rounds import Body, Rules, Step, Timetable
    from bot.domain.working_days import Calendar

HIGHLIGHT_AHEAD = 5  # working days before the freeze: by then the quarter's figures are in, and the officer can read it
_OFTEN = (  # how a plan prints how often a lead reports, and in which quarters of its year that is
    ("half", (2, 4)),
    ("six", (2, 4)),
    ("6", (2, 4)),
    ("twice", (2, 4)),
    ("bi-annual", (2, 4)),
    ("biannual", (2, 4)),
    ("year", (4,)),
    ("annual", (4,)),
)
_EACH = (1, 2, 3, 4)
_PLAIN = re.compile(r"[A-Za-z -]{0,20}")  # letters that stand in a button's value as they are


class TaskKind(StrEnum):
    ACTION = "action"
    RISK = "risk"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that somebody is asked for by a day; just one of `action`, `risk` and `objective` is there."""

    due: date
    holder: Holder | None  # who is asked; None: nobody is matched to it
    action: Action | None = None
    risk: Risk | None = None
    objective: Objective | None = None  # whose highlight it is
    period: Period | None = None  # the highlight's
    meeting: date | None = None  # that it is for: after it nobody is asked any more

    @property
    def kind(self) -> TaskKind:
        if self.action is not None:
            return TaskKind.ACTION
        return TaskKind.RISK if self.risk is not None else TaskKind.HIGHLIGHT

    @property
    def key(self) -> str:
        """What it is known by, wherever plans come anew: "action:12", "highlight:operational.4:Q2013.4"."""
        if self.objective is not None and self.period is not None:
            return highlight_key(self.objective.key, self.period.key)
        subject = self.action or self.risk
        return f"{self.kind}:{subject.id if subject else 0}"

    @property
    def title(self) -> str:
        subject = self.action or self.risk or self.objective
        return subject.title if subject else ""


def highlight_key(objective: tuple[str, int], period_key: str) -> str:
    """The key of a highlight; a level that is called otherwise than in a word or two has its digest in it."""
    level, number = objective
    word = level if _PLAIN.fullmatch(level) else sha256(level.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{TaskKind.HIGHLIGHT}:{word}.{number}:{period_key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskItem:
    """A task in a message, as far as the chase for it has come."""

    task: Task
    step: Step
    days_late: int  # calendar days past the due day; 0 until then
    of: Person | None = None  # whose it is, where the message goes to somebody else
    why: str = ""  # it stands on the officer's list before its time: "no active owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """What a plan holds of all this, and what became of it."""

    actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    written: frozenset[tuple[tuple[str, int], str]] = frozenset()  # highlights that are in: objective and Period.key
    begun: frozenset[tuple[tuple[str, int], str]] = frozenset()  # those of which a draft is kept
    postponed: Mapping[tuple[int, str], date] = field(default_factory=dict)  # by person and Task.key: not before then


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """By what it is decided when each is due, and who is asked."""

    catalogue: Catalogue
    leads: Mapping[tuple[str, int], Person]  # own ones, by level and number
    timetables: Sequence[Timetable]
    rules: Rules
    calendar: Calendar


def tasks(held: Commitments, setting: Setting, day: date) -> tuple[Task, ...]:
    """All that is still to be done as of that day, begun or not, by its due day and then as the plan has it."""
    found = [*_actions(held), *_reviews(held, setting, day), *highlights(setting, day, held.written)]
    return tuple(sorted(found, key=lambda task: task.due))


def highlights(
    setting: Setting, day: date, written: frozenset[tuple[tuple[str, int], str]] = frozenset()
) -> Iterator[Task]:
    """Those that the running rounds want, once for each quarter: of every objective that has a lead of its own.

    An objective without one is covered by what the lead of the one that it serves writes.
    """
    for objective in setting.catalogue.objectives:
        lead, once = setting.leads.get(objective.key), set[str]()
        for timetable in _running(setting.timetables, day, objective.key) if lead else ():
            period = told_of(timetable, setting.catalogue, setting.rules)
            if lead is None or not _reports(objective, period) or period.key in once:
                continue
            once.add(period.key)
            if (objective.key, period.key) not in written:
                due = max(timetable.figures_due, setting.calendar.before(timetable.freeze, HIGHLIGHT_AHEAD))
                yield Task(
                    due=due, holder=Holder(person_id=lead.id), objective=objective, period=period,
                    meeting=timetable.meeting,
                )  # fmt: skip


def periods_told(setting: Setting, day: date) -> tuple[Period, ...]:
    """Those that the meetings to come hear of, each once."""
    running = (each for each in setting.timetables if day <= each.meeting)
    return tuple(dict.fromkeys(told_of(each, setting.catalogue, setting.rules) for each in running))


def told_of(timetable: Timetable, catalogue: Catalogue, rules: Rules) -> Period:
    """The period that its meeting hears of, as the report has it."""
    return period_of(catalogue, rules, timetable.body.cadence, timetable.freeze, timetable)


def quarters_of(cadence: str) -> tuple[int, ...]:
    """In which quarters of the plan's year a lead reports who reports so often.

    >>> quarters_of("Six monthly"), quarters_of("quarterly"), quarters_of("")
    ((2, 4), (1, 2, 3, 4), (1, 2, 3, 4))
    """
    said = cadence.casefold()
    return next((quarters for word, quarters in _OFTEN if word in said and "quarter" not in said), _EACH)


def _reports(objective: Objective, period: Period) -> bool:
    """Whether its lead reports on that period; where a body hears of whole years, every lead does."""
    return not period.number or period.number in quarters_of(objective.cadence)


def _actions(held: Commitments) -> Iterator[Task]:
    """Those that somebody has to do by a day; what has none can never be late, and nobody is asked for it."""
    for action in held.actions:
        if action.kind.is_to_do and action.state.is_open and action.due is not None:
            holder = _holder(action.owner_person_id, action.owner_organisation_id)
            yield Task(due=action.due, holder=holder, action=action)


def _reviews(held: Commitments, setting: Setting, day: date) -> Iterator[Task]:
    """Risks that were not looked at since the last round, for the next meeting that hears of them."""
    for risk in held.risks:
        timetable = next(_running(setting.timetables, day, risk.objective), None)
        if risk.closed_on is None and timetable and risk.scores[-1].on <= timetable.covers_from:
            holder = _holder(risk.owner_person_id, risk.owner_organisation_id)
            yield Task(due=timetable.figures_due, holder=holder, risk=risk, meeting=timetable.meeting)


def _running(timetables: Iterable[Timetable], day: date, objective: tuple[str, int] | None) -> Iterator[Timetable]:
    """Of the meetings to come of bodies that hear of the objective, by their days."""
    return (each for each in timetables if day <= each.meeting and _hears(each.body, objective))


def _hears(body: Body, objective: tuple[str, int] | None) -> bool:
    return not body.objectives or objective in body.objectives


def _holder(person_id: int | None, organisation_id: int | None) -> Holder | None:
    return Holder(person_id=person_id, organisation_id=organisation_id) if person_id or organisation_id else None
