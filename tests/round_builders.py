"""Values of a round as short phrases: a board that meets on 2 July 2014, people, holders, figures on their way."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.domain.actions import Action, ActionKind
from bot.domain.kinds import Frequency
from bot.domain.model import Catalogue, Measure
from bot.domain.nudging import Cast
from bot.domain.owing import Books
from bot.domain.people import Person
from bot.domain.periods import quarter
from bot.domain.risks import Risk, RiskScore
from bot.domain.rounds import Body, Owed, Promise, Rules
from bot.domain.timetables import timetables
from bot.domain.working_days import Calendar
from tests.builders import a_plan, an_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.model import Figure, Indicator
    from bot.domain.periods import Period

JULY = date(2014, 7, 2)  # the board meets: figures are due on 19 May, the freeze is on 3 June
DUE = date(2014, 5, 19)
FREEZE = date(2014, 6, 3)
ENGLAND = Calendar("England")
Q4 = quarter(2013, 4)

_numbers = count(5000)


def a_body(name: str = "Board", *meetings: date, **given: Any) -> Body:  # noqa: ANN401  any field of the value
    return Body(**({"id": None, "name": name, "meetings": meetings} | given))


def books(
    indicators: Iterable[Indicator],
    *bodies: Body,
    figures: Iterable[Figure] = (),
    **given: Any,  # noqa: ANN401  any field
) -> Books:
    """Without a body, the board that meets on 2 July 2014. `promises` is a list of them."""
    rules, calendar = given.pop("rules", Rules()), given.pop("calendar", ENGLAND)
    plan = given.pop("plan", a_plan(starts=date(2013, 4, 1)))
    objectives = tuple(given.pop("objectives", ()))
    by_series: dict[int, list[Figure]] = {}
    for figure in figures:
        by_series.setdefault(figure.series_id, []).append(figure)
    promised: Sequence[Promise] = given.pop("promises", ())
    return Books(
        catalogue=Catalogue(plan=plan, objectives=objectives, indicators=tuple(indicators)),
        rules=rules,
        calendar=calendar,
        timetables=timetables(bodies or (a_body("Board", JULY),), rules, calendar),
        figures=by_series,
        promises={(each.measure_id, each.period.key): each for each in promised},
        **given,
    )


def no_meeting() -> Body:
    return a_body("Board")


def reported(frequency: Frequency = Frequency.QUARTERLY, title: str = "NEET", **given: Any) -> Indicator:  # noqa: ANN401  any field
    """An indicator reported so often; `given` are fields of its measure."""
    number = next(_numbers)
    indicator = an_indicator(title)
    return an_indicator(
        title,
        indicator.series,
        measure=Measure(**({"id": number, "code": "", "title": title, "frequency": frequency} | given)),
    )


def a_promise(indicator: Indicator, until: date, period: Period = Q4, **given: Any) -> Promise:  # noqa: ANN401  any field
    return Promise(measure_id=indicator.id, period=period, until=until, **given)


def an_owed(indicator: Indicator | None = None, due: date = DUE, period: Period = Q4, **given: Any) -> Owed:  # noqa: ANN401  any field
    indicator = indicator or an_indicator()
    return Owed(**({"indicator": indicator, "period": period, "due": due, "series": indicator.series} | given))


def an_action(title: str = "Train the staff", **given: Any) -> Action:  # noqa: ANN401  any field of the value
    number = given.pop("id", None) or next(_numbers)
    return Action(**({"id": number, "kind": ActionKind.ACTION, "title": title, "due": DUE} | given))


def a_risk(title: str = "Posts stay unfilled", **given: Any) -> Risk:  # noqa: ANN401  any field of the value
    number = given.pop("id", None) or next(_numbers)
    scores = (RiskScore(on=date(2014, 2, 1), likelihood=4, impact=5),)
    return Risk(**({"id": number, "title": title, "scores": scores} | given))


def a_person(post: str = "Named officer 01", **given: Any) -> Person:  # noqa: ANN401  any field of the value
    number = given.pop("id", None) or next(_numbers)
    return Person(**({"id": number, "post": post, "slack_user": f"U{number}"} | given))


def a_cast(*people: Person, **given: Any) -> Cast:  # noqa: ANN401  any field of the value
    known: Mapping[int, Person] = {each.id: each for each in people}
    return Cast(**({"rules": Rules(), "calendar": ENGLAND, "people": known} | given))
