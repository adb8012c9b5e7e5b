"""Where the round stands: what counts as in, late, put off or awaited, and what must not be counted at all."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.kinds import Frequency, State
from bot.domain.rounds import Body, Owed, Timetable, Wanting
from bot.domain.standing import Counts, Stage, figures_of, item_key, stages, standings
from tests.builders import a_figure, a_period, an_indicator

if TYPE_CHECKING:
    from bot.domain.model import Indicator

TODAY = date(2014, 5, 19)
BOARD = Body(id=1, name="Board", meetings=(date(2014, 7, 2),))
TRUST = Body(id=2, name="Trust", meetings=(date(2014, 6, 3),))


def a_timetable(body: Body = BOARD) -> Timetable:
    days = ("papers", "paper_deadline", "clearance", "freeze", "figures_due", "covers_from")
    return Timetable(body=body, meeting=body.meetings[0], **dict.fromkeys(days, date(2014, 5, 1)))


def wanted(indicator: Indicator, due: date = TODAY, **given: Any) -> Owed:  # noqa: ANN401  any field of the value
    facts = {"period": a_period("Q4 2013/14"), "timetable": a_timetable()} | given
    return Owed(indicator=indicator, due=due, **facts)


def counted(*items: tuple[Owed, Stage, str], **hidden: Any) -> dict[str, Counts]:  # noqa: ANN401  what is not to be counted, if anything
    found = standings(
        [item for item, _, _ in items],
        {item_key(item): stage for item, stage, _ in items},
        {item.indicator.id: organisation for item, _, organisation in items},
        **hidden,
    )
    return {share.organisation: share.counts for each in found for share in each.shares}


def test_each_organisation_is_counted_by_itself_and_all_of_them_together() -> None:
    items = [wanted(an_indicator()) for _ in range(4)]
    of = [(items[0], Stage.APPROVED, "Health"), (items[1], Stage.LATE, "Health"), (items[2], Stage.SUBMITTED, "Police")]
    assert counted(*of, (items[3], Stage.DEFERRED, "")) == {
        "Health": Counts(approved=1, late=1),
        "Police": Counts(submitted=1),
        "": Counts(deferred=1),
    }
    (whole,) = standings(items[:3], {item_key(item): stage for item, stage, _ in of}, {})
    assert (whole.counts.submitted_or_approved, whole.counts.all) == (2, 3)


def test_organisations_with_something_late_come_first_then_those_with_most_still_out() -> None:
    of = [("Health", Stage.APPROVED), ("Schools", Stage.AWAITED), ("Police", Stage.LATE), ("Fire", Stage.APPROVED)]
    assert list(counted(*((wanted(an_indicator()), stage, name) for name, stage in of))) == [
        "Police",
        "Schools",
        "Fire",
        "Health",
    ]


def test_what_is_hidden_counts_neither_as_in_nor_as_awaited() -> None:
    open_one, embargoed = wanted(an_indicator()), wanted(an_indicator())
    of = [(open_one, Stage.APPROVED, "Health"), (embargoed, Stage.SUBMITTED, "Police")]
    assert counted(*of, hidden={embargoed.key}) == {"Health": Counts(approved=1)}
    assert counted(*of) == {"Health": Counts(approved=1), "Police": Counts(submitted=1)}


def test_rounds_stand_apart_the_next_meeting_first_and_those_without_one_last() -> None:
    for_board, for_trust = wanted(an_indicator()), wanted(an_indicator(), timetable=a_timetable(TRUST))
    for_none = wanted(an_indicator(), timetable=None)
    items = [for_none, for_board, for_trust]
    found = standings(items, {item_key(item): Stage.AWAITED for item in items}, {})
    assert [each.timetable.body.name if each.timetable else None for each in found] == ["Trust", "Board", None]
    assert all(each.counts == Counts(awaited=1) for each in found)


@pytest.mark.parametrize(("due", "stage"), [(TODAY, Stage.AWAITED), (date(2014, 5, 18), Stage.LATE)])
def test_a_figure_is_late_the_day_after_its_day(due: date, stage: Stage) -> None:
    item = wanted(an_indicator(), due)
    assert stages([item], [item], [], {}, TODAY) == {item_key(item): stage}


@pytest.mark.parametrize(
    ("state", "stage"),
    [(State.SUBMITTED, Stage.SUBMITTED), (State.APPROVED, Stage.APPROVED), (State.PUBLISHED, Stage.APPROVED)],
)
def test_a_figure_that_is_in_waits_for_the_officer_or_is_approved(state: State, stage: Stage) -> None:
    indicator = an_indicator()
    item, series = wanted(indicator), indicator.headline.id
    earlier = a_figure("3.0%", "Q3 2013/14", series, state=State.SUBMITTED)
    held = {series: [earlier, a_figure("3.1%", "Q4 2013/14", series, state=state)]}
    assert stages([item], [], [], held, TODAY)[item_key(item)] is stage


def test_a_promise_that_still_holds_puts_a_figure_off_however_late_it_was() -> None:
    item = wanted(an_indicator(), date(2014, 4, 1))
    assert stages([item], [], [item], {}, TODAY)[item_key(item)] is Stage.DEFERRED


def test_a_final_figure_is_awaited_while_the_provisional_one_is_in() -> None:
    indicator = an_indicator()
    provisional, final = wanted(indicator), wanted(indicator, date(2014, 7, 1), wanting=Wanting.FINAL)
    held = {indicator.headline.id: [a_figure("3.1%", "Q4 2013/14", state=State.APPROVED)]}
    found = stages([provisional, final], [final], [], held, TODAY)
    assert [found[item_key(each)] for each in (provisional, final)] == [Stage.APPROVED, Stage.AWAITED]


def test_an_annual_figure_is_found_in_whichever_column_of_its_year_it_stands() -> None:
    indicator = an_indicator()
    yearly = dataclasses.replace(indicator, measure=dataclasses.replace(indicator.measure, frequency=Frequency.ANNUAL))
    series = indicator.headline.id
    held = {series: [a_figure("3.1%", "2012/13", series), a_figure("3.3%", "Q2 2013/14", series)]}
    year = {"period": a_period("2013/14")}
    assert [figure.as_printed for figure in figures_of(wanted(yearly, **year), held)] == ["3.3%"]
    assert figures_of(wanted(indicator, **year), held) == []
