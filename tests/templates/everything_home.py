"""One of every Home and of its forms, with every part in every variety."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.figure_forms import Hindrance, QueueLine
from bot.domain.home_places import Place, Section
from bot.domain.homes import (
    Guide,
    Home,
    HomeTrouble,
    LatePart,
    MeetingForm,
    MineLine,
    MinePart,
    NameLine,
    OwedLine,
    OwedPart,
    Page,
    QueuePart,
    ReportLine,
    RulesForm,
    Settings,
    StandingLine,
    TaskLine,
    TasksPart,
    Unreminded,
    page,
)
from bot.domain.nudges import NudgeRequest
from bot.domain.people import Person
from bot.domain.reporting import ReportState
from bot.domain.rounds import Body, Misfit, Owed, Promise, Rules, Timetable, Wanting
from bot.domain.standing import Counts, Standing
from tests.builders import a_period, a_plan, a_reading, an_indicator
from tests.templates.everything_nudges import some_tasks
from tests.templates.everything_reports import on_its_way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.notices import View

AT = datetime(2014, 5, 19, 14, 32, tzinfo=ZoneInfo("Europe/London"))
TODAY, QUARTER = AT.date(), a_period("Q4 2013/14")
OFFICER = Person(id=3, post="Named officer 03", organisation="Board office", organisation_id=1)
BOARD = Body(id=1, name="Children's Partnership Board", meetings=(date(2014, 7, 2),))
PROMISE = Promise(measure_id=1, period=QUARTER, until=TODAY, available="June 2014", why="School census", times=2)
TITLE = "16 to 18 year olds who are not in education, employment or training"


def views() -> Iterator[View]:
    """At least one of each class, all texts filled in."""
    yield a_home()
    yield from (a_home(place=Place(section, start=40)) for section in Section)
    yield an_idle_home()
    yield a_home(60, organisations=60)
    for led in (a_home(1), a_home(60)):
        if led.late:
            yield dataclasses.replace(led, late=dataclasses.replace(led.late, unasked=0, to_settle=False))
    for ticked in (True, False):
        for person in (None, OFFICER):
            guide = Guide(indicators=95, objectives=12, examples=("NI 117", "Obesity"), ticked=ticked)
            yield Home(at=AT, plan=a_plan(), person=person, officers=("Named officer 03",), guide=guide)
    yield Home(at=AT, plan=None, person=None, guide=Guide(indicators=0, objectives=0))
    for unasked in (0, 1, 3):
        part = _tasks(Section.UNDONE, 3, None)
        yield dataclasses.replace(an_idle_home(), undone=part and dataclasses.replace(part, late=0, unasked=unasked))
    yield dataclasses.replace(an_idle_home(), reports=_reports())
    yield dataclasses.replace(a_home(3), indicators=1, lines=0)
    out = tuple(ReportLine(report=each.report, channel="C1") for each in _reports())
    for person in (OFFICER, None):
        yield Home(at=AT, plan=a_plan(), person=person, guide=Guide(indicators=1, objectives=1), published=out * 2)
    yield HomeTrouble(reference="K7Q-4MW", at=AT)
    misfits = [*_misfits()]
    for start in range(0, len(misfits), 5):
        settings = Settings(rules=Rules(), meetings=(), misfits=tuple(misfits[start : start + 5]))
        yield Home(at=AT, plan=a_plan(), person=OFFICER, settings=settings)
    yield RulesForm(rules=Rules(starts_at=time(8, 30), closed=(TODAY,)), plan=a_plan())
    yield RulesForm(rules=Rules(), plan=a_plan())
    yield MeetingForm(bodies=("Children's Partnership Board", "Trust"), today=TODAY)


def a_home(lines: int = 45, organisations: int = 2, place: Place | None = None) -> Home:
    """Of somebody who is everything: an owner, an officer and an admin."""
    rounds = [a_round(), a_round(timetable=None)]
    shares = [
        StandingLine(round=each, organisation="Health" * (number % 3), counts=Counts(late=number), first=not number)
        for each in rounds
        for number in range(organisations)
    ]
    mine = page(Section.MINE, list(_mine(lines)), place)
    return Home(
        at=AT,
        plan=a_plan(),
        person=OFFICER,
        officers=("Named officer 03",) * 4,
        place=place,
        indicators=102,
        lines=111,
        owed=_owed(lines, place),
        mine=MinePart(page=mine, led=lines // 3) if mine else None,
        standing=page(Section.STANDING, shares, place),
        queue=_queue(lines, place),
        requests=page(Section.REQUESTS, list(_requests(lines)), place),
        late=_late(lines, place),
        tasks=_tasks(Section.TASKS, lines, place),
        undone=_tasks(Section.UNDONE, lines, place),
        names=page(Section.NAMES, [a_name(number) for number in range(1, lines + 1)], place),
        settings=_settings() if place is None else None,
        unreminded=Unreminded(no_account=66, nobody=18, away=1, gone=1, no_owner=2),
    )


def _reports() -> tuple[ReportLine, ...]:
    """One in each state, with a channel and without."""
    states = (ReportState.PUBLISHED, ReportState.DRAFT, ReportState.SIGNED_OFF)
    held = on_its_way(id=4, held=True)
    lines = tuple(ReportLine(report=on_its_way(id=n, state=state), channel="C1") for n, state in enumerate(states, 1))
    return (*lines, ReportLine(report=held))


def an_idle_home() -> Home:
    """Of somebody who is everything, while there is nothing to do."""
    rules = Rules(nudging=False, approval=False, readers_see_approved=True)

    def empty(section: Section) -> Page[Any]:
        return Page(section=section, lines=(), of=0)

    return Home(
        at=AT,
        plan=a_plan(),
        person=dataclasses.replace(OFFICER, organisation=""),
        owed=OwedPart(page=empty(Section.OWED), late=0, due_now=0, soon=0),
        mine=MinePart(page=empty(Section.MINE)),
        standing=empty(Section.STANDING),
        queue=QueuePart(page=empty(Section.QUEUE), clean=0, seen=0, approved=1),
        requests=empty(Section.REQUESTS),
        late=LatePart(page=empty(Section.LATE), to_settle=True),
        undone=TasksPart(page=empty(Section.UNDONE)),
        names=empty(Section.NAMES),
        settings=Settings(rules=rules, meetings=()),
    )


def _tasks(section: Section, count: int, place: Place | None) -> TasksPart | None:
    """One of each kind in turn, in each state."""
    lines = [
        TaskLine(
            task=item.task, days_late=item.days_late, has_day=number % 5 != 4, is_in=number % 6 == 2,
            is_begun=number % 6 == 5, of=OFFICER if number % 2 else None, unasked=number % 4 == 0,
            reminded_on=TODAY if number % 3 else None,
        )
        for number, item in enumerate(some_tasks(count))
    ]  # fmt: skip
    shown = page(section, lines, place)
    return TasksPart(page=shown, late=count // 3, unasked=count // 4) if shown else None


def a_round(**given: Any) -> Standing:  # noqa: ANN401  any field of the value
    days = dict.fromkeys(("papers", "paper_deadline", "clearance", "freeze", "covers_from"), date(2014, 6, 2))
    timetable = Timetable(body=BOARD, meeting=BOARD.meetings[0], figures_due=TODAY, **days)
    counts = Counts(approved=10, submitted=4, late=2, deferred=1, awaited=5)
    return Standing(**({"timetable": timetable, "counts": counts, "shares": ()} | given))


def an_owed(number: int = 1, **given: Any) -> Owed:  # noqa: ANN401  any field of the value
    return Owed(
        **({"indicator": an_indicator(f"{TITLE} {number}", code="NI 117"), "period": QUARTER, "due": TODAY} | given)
    )


def _owed(lines: int, place: Place | None) -> OwedPart | None:
    kinds: Sequence[dict[str, Any]] = [
        {"due": date(2014, 5, 1)},
        {"promise": PROMISE},
        {"wanting": Wanting.FINAL},
        {"sent_back": "Which school year is it for?"},
        {"due": date(2014, 6, 2)},
    ]
    owed = [an_owed(number, **kinds[number % len(kinds)]) for number in range(lines)]
    late = [max((TODAY - each.due).days, 0) for each in owed]
    told = [
        OwedLine(owed=each, days_late=days, reminded_on=TODAY, of=OFFICER)
        for each, days in zip(owed, late, strict=True)
    ]
    shown = page(Section.OWED, told, place)
    return OwedPart(page=shown, late=9, due_now=27, soon=9, organisation_id=1) if shown else None


def _late(lines: int, place: Place | None) -> LatePart | None:
    late = [OwedLine(owed=an_owed(number, due=date(2014, 5, 1)), days_late=18) for number in range(lines)]
    shown = page(Section.LATE, late, place)
    return LatePart(page=shown, unasked=min(lines, 2), to_settle=True) if shown else None


def _mine(lines: int) -> Iterator[MineLine]:
    for number in range(lines):
        reading = a_reading(f"{TITLE} {number}", **({"figure": None} if number % 4 == 3 else {}))
        yield MineLine(reading=reading, waiting=number % 4 == 1, embargoed_until=AT if number % 4 == 2 else None)


def _queue(lines: int, place: Place | None) -> QueuePart | None:
    shown = page(Section.QUEUE, list(_queue_lines(lines)), place)
    return QueuePart(page=shown, clean=3, seen=1_400_000_000_000_000, approved=12) if shown else None


def _queue_lines(lines: int) -> Iterator[QueueLine]:
    hindrances = [None, *Hindrance]
    for number in range(lines):
        reading = a_reading(f"{TITLE} {number}")
        yield QueueLine(
            indicator=reading.indicator,
            period=QUARTER,
            readings=(reading,) * (number % 3),
            seen=1,
            since=AT,
            supplied_by="Health - Named officer 04",
            entered_by="Named officer 03",
            hindrance=hindrances[number % len(hindrances)],
            comment="A new centre opened." if number % 2 else "",
            reason="A school was late." if number % 3 else "",
            source="https://example.org/neet" if number % 4 else "",
            embargoed_until=AT if number % 5 == 4 else None,
        )


def _requests(lines: int) -> Iterator[NudgeRequest]:
    for number in range(1, lines + 1):
        about = {"request_id": number, "indicator": an_indicator(TITLE), "asked_by": OFFICER, "why": "We never held it"}
        match number % 4:
            case 0:
                yield NudgeRequest(kind="deferral", period=QUARTER, until=date(2014, 6, 30), **about)
            case 1:
                yield NudgeRequest(kind="hand over", organisation="Police", **about)
            case 2:
                yield NudgeRequest(kind="hand over", slack_user="U7", post="Named officer 09", **about)
            case _:
                yield NudgeRequest(kind="hand over", slack_user="U8", **(about | {"why": ""}))


def a_name(number: int) -> NameLine:
    return NameLine(id=number, phrase="skipping school", indicator=an_indicator("Absence"), times=number)


def _settings() -> Settings:
    return Settings(rules=Rules(), meetings=((BOARD.name, date(2014, 7, 2)),) * 8, misfits=tuple(_misfits()))


def _misfits() -> Iterator[Misfit]:
    """One of each kind; an objective without a level, and a day off that is no holiday, too."""
    about: dict[str, object] = {"body": BOARD.name, "meeting": BOARD.meetings[0]}
    days = {"previous": TODAY, "figures_due": TODAY, "freeze": TODAY, "covers_from": TODAY, "first": TODAY}
    held = {"indicators": tuple(an_indicator(TITLE, code=code) for code in ("NI 117", "", "", ""))}
    for level in ("operational", ""):
        yield Misfit(kind="unknown objective", facts=about | {"objective": (level, 4)})
    for holiday in ("Good Friday", ""):
        yield Misfit(kind="not a working day", facts=about | {"holiday": holiday})
    yield Misfit(kind="too few clear days", facts=about | {"days": 1, "least": 5})
    yield Misfit(kind="cadence not kept", facts=about | days | {"cadence": "quarterly", "months": 7, "days": 213})
    yield Misfit(kind="cadence not kept", facts=about | days | {"cadence": "quarterly", "months": 0, "days": 3})
    yield Misfit(kind="already past", facts=about | {"days": (("freeze", TODAY), ("papers", TODAY))})
    for kind in ("no coming meeting", "plan names another", "rounds overlap", "nothing to report"):
        yield Misfit(kind=kind, facts=about | days)
    for kind in ("after figures are due", "after the freeze", "reported nowhere"):
        yield Misfit(kind=kind, facts=about | days | held)
