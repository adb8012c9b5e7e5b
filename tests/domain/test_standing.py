"""Where the round stands: what counts as in, late, put off or awaited, and what must not be counted at all."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.kinds import Frequency, State
from bot.domain.rounds import Body, Owed, Promise, Timetable, Wanting
from bot.domain.standing import Counts, Stage, figures_of, stage, standings
from tests.builders import a_figure, a_period, an_indicator

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.model import Figure
    from bot.domain.standing import Standing

    Item = tuple[str, Owed]  # with whose it is
    Held = dict[int, list[Figure]]

TODAY, LATE = date(2014, 5, 19), date(2014, 5, 16)
PROMISE = Promise(measure_id=1, period=a_period("Q4 2013/14"), until=date(2014, 6, 2))
BOARD = Body(id=1, name="Board", meetings=(date(2014, 7, 2),))
TRUST = Body(id=2, name="Trust", meetings=(date(2014, 6, 3),))


def a_timetable(body: Body = BOARD) -> Timetable:
    days = ("papers", "paper_deadline", "clearance", "freeze", "figures_due", "covers_from")
    return Timetable(body=body, meeting=body.meetings[0], **dict.fromkeys(days, date(2014, 5, 1)))


def wanted(organisation: str, due: date = TODAY, **given: Any) -> Item:  # noqa: ANN401  any field of the value
    """A figure that is not in, unless `series` is empty."""
    indicator = given.pop("indicator", None) or an_indicator()
    facts = {"period": a_period("Q4 2013/14"), "timetable": a_timetable(), "series": indicator.series} | given
    return organisation, Owed(indicator=indicator, due=due, **facts)


def handed_in(organisation: str, state: State = State.APPROVED) -> tuple[Item, Held]:
    """A figure that is in."""
    indicator = an_indicator()
    figure = a_figure("3.1%", "Q4 2013/14", indicator.headline.id, state=state)
    return wanted(organisation, indicator=indicator, series=()), {indicator.headline.id: [figure]}


def stood(*items: Item, held: Held | None = None, hidden: Collection[tuple[int, str]] = ()) -> tuple[Standing, ...]:
    organisations = {item.indicator.id: organisation for organisation, item in items}
    return standings([item for _, item in items], held or {}, organisations, TODAY, hidden)


def counted(*items: Item, held: Held | None = None, hidden: Collection[tuple[int, str]] = ()) -> dict[str, Counts]:
    return {
        share.organisation: share.counts for each in stood(*items, held=held, hidden=hidden) for share in each.shares
    }


def test_each_organisation_is_counted_by_itself_and_all_of_them_together() -> None:
    (approved, held), (submitted, more) = handed_in("Health"), handed_in("Police", State.SUBMITTED)
    items = approved, wanted("Health", LATE), submitted, wanted("", promise=PROMISE)
    assert counted(*items, held=held | more) == {
        "Health": Counts(approved=1, late=1),
        "Police": Counts(submitted=1),
        "": Counts(deferred=1),
    }
    (whole,) = stood(*items, held=held | more)
    assert (whole.counts.submitted_or_approved, whole.counts.all) == (2, 4)


def test_organisations_with_something_late_come_first_then_those_with_most_still_out() -> None:
    items = handed_in("Health")[0], wanted("Schools"), wanted("Police", LATE), handed_in("Fire")[0]
    assert list(counted(*items)) == ["Police", "Schools", "Fire", "Health"]


def test_what_is_hidden_counts_neither_as_in_nor_as_awaited() -> None:
    (open_one, held), (embargoed, more) = handed_in("Health"), handed_in("Police", State.SUBMITTED)
    awaited = wanted("Fire")
    items, hidden = (open_one, embargoed, awaited), {embargoed[1].key, awaited[1].key}
    assert counted(*items, held=held | more, hidden=hidden) == {"Health": Counts(approved=1)}
    assert len(counted(*items, held=held | more)) == 3


def test_rounds_stand_apart_the_next_meeting_first_and_those_without_one_last() -> None:
    items = wanted("", timetable=None), wanted("Health"), wanted("Health", timetable=a_timetable(TRUST))
    found = stood(*items)
    assert [each.timetable.body.name if each.timetable else None for each in found] == ["Trust", "Board", None]
    assert all(each.counts == Counts(awaited=1) for each in found)


@pytest.mark.parametrize("due", [TODAY, LATE])
def test_a_final_figure_for_no_meeting_is_no_figure_of_a_round(due: date) -> None:
    provisional, held = handed_in("Police", State.SUBMITTED)
    final = wanted("Police", due, indicator=provisional[1].indicator, wanting=Wanting.FINAL, timetable=None)
    (only,) = stood(provisional, final, held=held)
    assert only.timetable == a_timetable()
    assert only.counts == Counts(submitted=1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"due": TODAY}, Stage.AWAITED),
        ({"due": LATE}, Stage.LATE),
        ({"due": TODAY, "promise": PROMISE}, Stage.DEFERRED),
        ({"due": LATE, "promise": PROMISE}, Stage.LATE),
        ({"due": TODAY, "wanting": Wanting.FINAL}, Stage.APPROVED),
        ({"due": LATE, "wanting": Wanting.FINAL}, Stage.LATE),
        ({"due": LATE, "series": ()}, Stage.APPROVED),
    ],
    ids=["due today", "due yesterday", "promised", "promise broken", "final still to come", "final late", "in"],
)
def test_how_far_a_figure_has_come(given: dict[str, Any], expected: Stage) -> None:
    assert stage(wanted("", **given)[1], {}, TODAY) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [(State.SUBMITTED, Stage.SUBMITTED), (State.APPROVED, Stage.APPROVED), (State.PUBLISHED, Stage.APPROVED)],
)
def test_a_figure_that_is_in_waits_for_the_officer_or_is_approved(state: State, expected: Stage) -> None:
    (_, item), held = handed_in("", state)
    for of_series in held.values():
        of_series.insert(0, a_figure("3.0%", "Q3 2013/14", state=State.SUBMITTED))
    assert stage(item, held, TODAY) is expected


def test_an_annual_figure_is_found_in_whichever_column_of_its_year_it_stands() -> None:
    indicator = an_indicator()
    yearly = dataclasses.replace(indicator, measure=dataclasses.replace(indicator.measure, frequency=Frequency.ANNUAL))
    series, year = indicator.headline.id, a_period("2013/14")
    held = {series: [a_figure("3.1%", "2012/13", series), a_figure("3.3%", "Q2 2013/14", series)]}
    annual, quarterly = (wanted("", indicator=each, period=year)[1] for each in (yearly, indicator))
    assert [figure.as_printed for figure in figures_of(annual, held)] == ["3.3%"]
    assert figures_of(quarterly, held) == []
