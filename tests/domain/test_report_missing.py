"""Which figures a report says are not in, whose they are and when they can be expected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.composing import Material
from bot.domain.composing.missing import missing
from bot.domain.kinds import Frequency, State
from bot.domain.model import Catalogue, Missing, Owner
from bot.domain.owing import expected
from bot.domain.periods import quarter
from tests.builders import a_figure, a_plan
from tests.round_builders import DUE, JULY, Q4, a_promise, books, reported

if TYPE_CHECKING:
    from bot.domain.model import Figure, Indicator
    from bot.domain.rounds import Promise

Q3 = quarter(2013, 3)
PLAN = a_plan(starts=date(2013, 4, 1))


def material(
    *indicators: Indicator,
    figures: tuple[Figure, ...] = (),
    unseen: tuple[Figure, ...] = (),
    promises: tuple[Promise, ...] = (),
    **given: Any,  # noqa: ANN401  any field of the material
) -> Material:
    """Of Q4 2013/14 to the board of 2 July 2014; `unseen` figures are held and not for the board."""
    held = books(indicators, figures=(*figures, *unseen), promises=promises, plan=PLAN)
    seen: dict[int, tuple[Figure, ...]] = {}
    for each in figures:
        seen[each.series_id] = (*seen.get(each.series_id, ()), each)
    about: dict[str, Any] = {
        "catalogue": Catalogue(plan=PLAN, objectives=(), indicators=indicators),
        "figures": seen,
        "others": seen,
        "board": "Board",
        "audience": "board",
        "period": Q4,
        "as_at": JULY,
        "meeting": JULY,
        "as_printed": False,
        "books": held,
        "owed": expected(held, JULY),
    }
    return Material(**(about | given))


def a_q4(indicator: Indicator, printed: str = "6.5%", **given: Any) -> Figure:  # noqa: ANN401  any field of the figure
    return a_figure(printed, "Q4 2013/14", indicator.headline.id, **given)


def told(held: Material) -> list[tuple[str, str]]:
    return [(each.indicator.title, each.period.label) for each in missing(held)]


def test_what_has_no_figure_for_the_quarter_is_missing_and_late_when_its_day_has_passed() -> None:
    neet, absence = reported(title="NEET"), reported(title="Absence")
    (found,) = missing(material(neet, absence, figures=(a_q4(neet),)))
    assert (found.indicator, found.period, found.expected, found.late) == (absence, Q4, DUE, True)


def test_a_yearly_figure_is_missing_until_it_comes_and_only_once() -> None:
    """Whatever column of its year it is printed in; before the plan began nobody waited for it."""
    yearly = reported(Frequency.ANNUAL, "Results")
    assert told(material(yearly)) == [("Results", "2013/14")]
    assert told(material(yearly, figures=(a_figure("50.3%", "Q3 2013/14", yearly.headline.id),))) == []
    assert told(material(yearly, period=Q3)) == []


def test_what_somebody_promised_goes_before_what_the_round_wants() -> None:
    neet = reported(title="NEET")
    promise = a_promise(neet, date(2014, 8, 29), available="August 2014")
    (found,) = missing(material(neet, promises=(promise,)))
    assert (found.promised, found.expected, found.late) == ("August 2014", date(2014, 8, 29), False)


def test_a_promise_printed_instead_of_a_figure_counts_to_the_end_of_its_month() -> None:
    neet = reported(title="NEET")
    printed = a_figure("~", "Q2 2013/14", neet.headline.id, available="May 2014", missing=Missing.DEFERRED)
    (found,) = [each for each in missing(material(neet, figures=(printed,))) if each.period == Q4]
    assert (found.promised, found.expected, found.late) == ("May 2014", date(2014, 5, 31), True)


def test_an_earlier_figure_that_was_put_off_is_still_missing() -> None:
    neet = reported(title="NEET")
    promise = a_promise(neet, date(2014, 8, 29), period=Q3)
    assert told(material(neet, figures=(a_q4(neet),), promises=(promise,))) == [("NEET", "Q3 2013/14")]


def test_what_waits_for_an_officer_is_missing_and_said_to_be_handed_in() -> None:
    neet = reported(title="NEET")
    (found,) = missing(material(neet, unseen=(a_q4(neet, state=State.SUBMITTED),)))
    assert found.handed_in
    (back,) = missing(material(neet, unseen=(a_q4(neet, state=State.SENT_BACK),)))
    assert not back.handed_in


def test_a_figure_under_embargo_is_not_told_of() -> None:
    neet = reported(title="NEET")
    held = a_q4(neet, state=State.APPROVED)
    assert missing(material(neet, unseen=(held,), embargoed={(held.series_id, Q4)})) == ()


def test_a_hidden_figure_and_one_that_does_not_apply_are_in() -> None:
    neet, absence = reported(title="NEET"), reported(title="Absence")
    hidden = a_q4(neet, "[c]", text="", missing=Missing.SUPPRESSED)
    settled = a_q4(absence, "n/a", text="", missing=Missing.NOT_APPLICABLE)
    assert missing(material(neet, absence, figures=(hidden, settled))) == ()


def test_organisations_with_most_missing_come_first_and_those_of_nobody_last() -> None:
    lost, police, health, birth = (reported(title=title) for title in ("Lost", "Theft", "Teeth", "Birth weight"))
    names = {police.id: "Police", health.id: "Health", birth.id: "Health"}
    found = missing(material(lost, police, health, birth, organisations=names))
    assert [each.organisation for each in found] == ["Health", "Health", "Police", ""]
    assert [each.indicator.title for each in found[:2]] == ["Teeth", "Birth weight"]


def test_what_posts_without_an_organisation_owe_stands_together() -> None:
    posts = ("Named officer 03", "Named officer 10", "Named officer 10")
    found = missing(material(*(reported(owner=Owner(post=post)) for post in posts)))
    assert [each.whose for each in found] == ["Named officer 10", "Named officer 10", "Named officer 03"]


def test_without_a_meeting_a_figure_is_expected_from_when_it_can_be_had() -> None:
    neet = reported(title="NEET")
    held = material(neet, owed=(), as_at=date(2014, 4, 10))
    (found,) = missing(replace(held, books=replace(held.books, timetables=())))
    assert (found.expected, found.late) == (date(2014, 4, 28), False)  # 28 days after the quarter
