"""What a report says and leaves out: periods, what crossed, what nobody does anything about, comparisons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.comparators import Against, Comparator
from bot.domain.composing import beside as others
from bot.domain.composing import changes, commitments
from bot.domain.composing.periods import has_period, known_by, meeting_of, period_of, periods_held, up_to
from bot.domain.composing.things import things
from bot.domain.judgement import Direction, Movement, Reading, Verdict
from bot.domain.model import Catalogue, Polarity
from bot.domain.periods import Kind, Period, quarter, year
from bot.domain.reporting import Compared, Crossed, ReportFacts, ThingKind
from bot.domain.risks import Risk, RiskScore
from bot.domain.rounds import Rules
from bot.domain.timetables import timetables
from tests.builders import a_figure, a_period, a_plan, a_reading, a_series, a_target, an_indicator, an_objective
from tests.round_builders import ENGLAND, JULY, a_body
from tests.templates.everything_report import a_bare_report, a_report

if TYPE_CHECKING:
    from bot.domain.model import Indicator

Q3, Q4 = quarter(2013, 3), quarter(2013, 4)
RULES = Rules()


def a_catalogue(*columns: str, **given: Any) -> Catalogue:  # noqa: ANN401  any field of the plan
    plan = a_plan(**({"starts": date(2013, 4, 1), "ends": date(2014, 3, 31)} | given))
    return Catalogue(plan=plan, objectives=(), indicators=(), periods=tuple(map(a_period, columns)))


# Periods


@pytest.mark.parametrize(
    ("columns", "period", "held"),
    [
        (("2012/13", "Q1 2013/14"), "2012/13", True),
        (("2012/13", "Q1 2013/14"), "Q3 2013/14", True),  # its year is kept by quarter, none is in yet
        (("2012/13", "Q1 2013/14"), "2013/14", True),
        (("2012/13", "Q1 2013/14"), "Q1 2012/13", False),  # an outturn alone: no quarter was ever collected
        (("2012/13", "Q1 2013/14"), "Q1 2014/15", False),  # after the plan
        ((), "Q3 2013/14", True),  # a plan without figures has the quarters that it runs for
        ((), "Q4 2012/13", False),
    ],
)
def test_a_plan_has_its_columns_and_the_quarters_that_it_collects(
    columns: tuple[str, ...], period: str, *, held: bool
) -> None:
    assert has_period(a_catalogue(*columns), a_period(period)) is held


def test_a_plan_without_figures_is_reported_on_by_its_years() -> None:
    somerset = a_catalogue(starts=date(2016, 4, 1), ends=date(2019, 3, 31))
    assert [each.label for each in periods_held(somerset)] == ["2016/17", "2017/18", "2018/19"]


@pytest.mark.parametrize(
    ("cadence", "day", "period"),
    [
        ("quarterly", date(2014, 1, 20), quarter(2013, 2)),  # Q3 has ended, its figures cannot be had yet
        ("quarterly", date(2014, 1, 28), Q3),
        ("six-monthly", date(2014, 1, 28), quarter(2013, 2)),  # half years, by the quarter they end with
        ("yearly", date(2014, 4, 28), year(2013)),
        ("quarterly", date(2013, 5, 1), quarter(2013, 1)),  # before anything has ended it is the first
        ("quarterly", date(2026, 11, 28), Q4),  # long after the plan it is the last
    ],
)
def test_the_period_is_the_latest_whose_figures_can_be_had(cadence: str, day: date, period: object) -> None:
    assert period_of(a_catalogue(), RULES, cadence, day) == period


def test_a_meeting_takes_the_period_whose_figures_can_be_had_by_its_freeze() -> None:
    """Frozen on 3 June 2014, it takes Q4, and none that ends in June; the meeting of April could not take Q4."""
    board = timetables([a_body("Board", date(2014, 4, 9), JULY)], RULES, ENGLAND)
    april, july = board
    assert period_of(a_catalogue(), RULES, "quarterly", date(2014, 7, 2), july) == Q4
    assert period_of(a_catalogue(), RULES, "quarterly", date(2014, 7, 2), april) == Q3
    assert meeting_of(board, Q4, RULES) == july
    assert meeting_of(board, Q3, RULES) == april
    assert meeting_of(board, quarter(2014, 1), RULES) is None


def test_a_later_column_is_the_next_reports() -> None:
    held = tuple(a_figure("7", period) for period in ("2012/13", "Q3 2013/14", "Q4 2013/14"))
    assert up_to({1: held, 2: held[2:]}, Q3) == {1: held[:2]}


def test_a_figure_of_another_calendar_is_known_where_it_ended_by_the_meeting() -> None:
    """Results of the calendar year 2016 are in a report of Q2 2016/17 that goes to the board in January 2017."""
    half, results = quarter(2016, 2), Period(Kind.CALENDAR, 2016)
    held = (
        replace(a_figure("53.3%", "2016/17"), period=results),
        replace(a_figure("65.6%", "2016/17"), covers=results),
        a_figure("7", "Q3 2016/17"),
        replace(a_figure("4.8%", "Q3 2016/17"), covers=Period(Kind.TERM, 2016, 2)),
    )
    assert up_to({1: held}, half, known_by(half, None, date(2017, 1, 19))) == {1: held[:2]}
    assert known_by(half, None, date(2026, 1, 1)) == date(2016, 12, 31)  # made long after, it knows no more
    assert up_to({1: held}, half, known_by(half, date(2016, 11, 1), date(2017, 1, 19))) == {}


# What changed


def judged(title: str, verdict: Verdict, indicator: Indicator | None = None, **given: Any) -> Reading:  # noqa: ANN401  any field of the judgement
    aimed = {"target": a_target("6.0%")} if verdict is not Verdict.NO_TARGET else {}
    return a_reading(title, indicator=indicator, verdict=verdict, **(aimed | given))


@pytest.mark.parametrize(
    ("before", "now", "crosses"),
    [
        (Verdict.MET, Verdict.MISSED, True),
        (Verdict.MISSED, Verdict.MET, True),
        (Verdict.MET, Verdict.NEAR, True),  # just short is not met
        (Verdict.NEAR, Verdict.MISSED, False),
        (Verdict.NOT_JUDGED, Verdict.MISSED, False),  # a running total at its year's end
        (Verdict.NO_TARGET, Verdict.MET, False),
        (Verdict.MET, Verdict.NOT_JUDGED, False),
    ],
)
def test_only_what_was_judged_in_both_reports_crosses(before: Verdict, now: Verdict, *, crosses: bool) -> None:
    then = judged("NEET", before)
    last = a_report(readings=(then,))
    found = changes.crossed([judged("NEET", now, then.indicator)], last)
    assert [(each.met_before, each.met_now) for each in found] == (
        [(before is Verdict.MET, now is Verdict.MET)] if crosses else []
    )


def test_an_old_movement_is_no_news() -> None:
    """A yearly figure of the year before moved then; this report is of the year after."""
    now = judged("NEET", Verdict.NO_TARGET)
    old = judged("Absence", Verdict.NO_TARGET, figure=a_figure("7.0%", "2012/13"))
    assert changes.moved([old, now], Movement.WORSE, Q4) == (now,)


def test_a_figure_that_lost_its_value_or_gained_one_is_not_revised() -> None:
    indicator = an_indicator()
    catalogue = replace(a_catalogue(), indicators=(indicator,))
    number = indicator.headline.id
    given, none = a_figure("7.0%", "Q3 2013/14", number), a_figure("~", "Q3 2013/14", number)
    for was, now in ((given, none), (none, given), (given, replace(given, revision=2))):
        last = a_report(figures={number: (was,)})
        assert changes.revised(catalogue, {number: (now,)}, last, {}) == ()


# Promises


def an_action(**given: Any) -> Action:  # noqa: ANN401  any field of the value
    return Action(**({"id": 1, "kind": ActionKind.ACTION, "title": "Recruit"} | given))


def test_an_open_action_stands_behind_what_it_names_else_behind_its_objective() -> None:
    """And behind what is under that objective, as an action of a strategic one is meant for all of its parts."""
    above = an_objective("Safeguarding", level="strategic")
    own = an_objective(parent_id=above.id)
    red = [judged(title, Verdict.MISSED, an_indicator(title, primary=(own.id,))) for title in ("NEET", "Absence")]
    catalogue = replace(a_catalogue(), objectives=(above, own))

    def left(*actions: Action) -> list[str]:
        return [each.indicator.title for each in commitments.unacted(red, actions, catalogue)]

    assert left() == ["NEET", "Absence"]
    assert left(an_action(measure_ids=(red[0].indicator.id,), objective=own.key)) == ["Absence"]
    assert left(an_action(objective=own.key)) == []
    assert left(an_action(objective=above.key)) == []
    assert left(an_action(objective=("operational", 99))) == ["NEET", "Absence"]
    assert left(an_action(objective=own.key, state=ActionState.COMPLETED)) == ["NEET", "Absence"]
    assert left(an_action(objective=own.key, kind=ActionKind.NOTED)) == ["NEET", "Absence"]


def test_a_target_that_is_still_to_come_is_not_red_yet() -> None:
    early = judged("NEET", Verdict.MISSED, target=a_target("6.0%", "2014/15"))
    met = judged("Absence", Verdict.MET)
    assert commitments.unacted([early, met], (), a_catalogue()) == ()


def test_report_backs_are_due_at_the_meeting_or_have_no_day() -> None:
    back = an_action(kind=ActionKind.REPORT_BACK)
    due, later = replace(back, due=JULY), replace(back, due=date(2014, 10, 1))
    done = replace(due, state=ActionState.COMPLETED)
    every = [back, later, due, done, an_action(due=JULY)]
    assert commitments.coming_back(every, JULY) == (due,)
    assert commitments.coming_back(every, None) == ()
    assert commitments.undated(every) == (back,)


def test_late_actions_go_by_how_long_they_are_overdue() -> None:
    may, june = an_action(due=date(2014, 5, 1)), an_action(due=date(2014, 6, 1))
    assert commitments.late([june, may, an_action(due=JULY), an_action()], JULY) == (may, june)


def test_a_risk_has_risen_that_scores_higher_than_when_the_last_report_went_out() -> None:
    scored = [RiskScore(on=on, likelihood=4, impact=impact) for on, impact in ((date(2014, 1, 1), 3), (JULY, 5))]
    risen = Risk(id=1, title="Demand", scores=tuple(scored))
    fallen = Risk(
        id=2, title="Vacancies", scores=(replace(scored[1], on=date(2014, 1, 1)), replace(scored[0], on=JULY))
    )
    closed = replace(risen, closed_on=JULY)
    assert commitments.risen([fallen, closed, risen], date(2014, 4, 2)) == (risen,)
    assert commitments.risen([risen], date(2014, 8, 1)) == ()  # it had risen by then
    assert commitments.highest_first([replace(fallen, scores=scored[:1]), risen])[0] is risen


# Beside others


def a_comparator(reading: Reading | None = None, **given: Any) -> Comparator:  # noqa: ANN401  any field
    held: dict[str, Any] = {"id": 1, "against": Against.NATIONAL, "title": "NEET"}
    if reading:
        held |= {"series_id": reading.series.id, "period": Q4, "value": Decimal("5.9"), "as_printed": "5.9%"}
    return Comparator(**(held | given))


@pytest.mark.parametrize(
    ("polarity", "value", "better"),
    [
        (Polarity.LOWER, "5.9", False),
        (Polarity.HIGHER, "5.9", True),
        (Polarity.LOWER, "6.5", None),  # level
        (Polarity.NONE, "5.9", None),  # nobody says which way is good
    ],
)
def test_our_figure_is_better_than_others_by_its_polarity(
    polarity: Polarity, value: str, *, better: bool | None
) -> None:
    reading = a_reading(indicator=an_indicator("NEET", [a_series(polarity, unit="%")]))
    (found,) = others.beside([reading], [a_comparator(reading, value=Decimal(value))])
    assert found.better is better


def test_a_figure_of_another_period_is_not_set_beside_ours() -> None:
    """Whichever column ours stands in: what it covers decides."""
    reading = a_reading()
    assert others.beside([reading], [a_comparator(reading, period=Q3)]) == ()
    assert reading.judgement.figure
    covers = replace(reading.judgement, figure=replace(reading.judgement.figure, covers=Q3))
    assert others.beside([replace(reading, judgement=covers)], [a_comparator(reading)]) == ()
    assert len(others.beside([replace(reading, judgement=covers)], [a_comparator(reading, period=Q3)])) == 1


def test_comparisons_are_counted_by_what_they_name_as_the_nottinghamshire_report_does() -> None:
    """Breastfeeding in two areas is one of its four below; what is better here and worse there is neither."""
    claims = [a_comparator(title=f"better {number}", exceeds=True) for number in range(8)]
    claims += [a_comparator(title=f"worse {number}", exceeds=False) for number in range(3)]
    claims += [a_comparator(title="Breastfeeding", exceeds=False, series_id=area) for area in (1, 2)]
    (counted,) = others.compared(others.beside([], claims))
    assert counted == Compared(against=Against.NATIONAL, indicators=12, above=8, below=4)
    mixed = [*claims, *(a_comparator(title="Absence", exceeds=exceeds) for exceeds in (True, False))]
    (counted,) = others.compared(others.beside([], mixed))
    assert (counted.indicators, counted.above, counted.below, counted.unsaid) == (13, 8, 4, 1)


# Things to know


def moved(title: str, movement: Movement, change: str, **given: Any) -> Reading:  # noqa: ANN401  any field
    against = a_figure("10%", "2012/13")
    return a_reading(title, direction=Direction(movement=movement, against=against, change=Decimal(change)), **given)


def told(facts: ReportFacts, *actions: Action) -> list[tuple[ThingKind, str]]:
    return [(each.kind, each.reading.indicator.title if each.reading else "") for each in things(facts, actions)]


def test_wrong_and_right_take_turns_and_what_has_a_target_goes_first() -> None:
    readings = (
        moved("Theft", Movement.WORSE, "9"),
        moved("Absence", Movement.WORSE, "1", target=a_target("6.0%"), verdict=Verdict.MISSED),
        moved("Fraud", Movement.BETTER, "-9"),
        moved("Teeth", Movement.BETTER, "-1", target=a_target("6.0%"), verdict=Verdict.MET),
    )
    facts = a_bare_report(readings=readings)
    assert told(facts) == [
        (ThingKind.WORSENED, "Absence"),
        (ThingKind.IMPROVED, "Teeth"),
        (ThingKind.WORSENED, "Theft"),
        (ThingKind.IMPROVED, "Fraud"),
    ]


def test_nothing_is_told_twice_of_one_indicator() -> None:
    """It has newly missed its target, and moved the right way since last year."""
    reading = moved("Absence", Movement.BETTER, "-1", target=a_target("6.0%"), verdict=Verdict.MISSED)
    facts = a_bare_report(readings=(reading,), crossed=(Crossed(reading=reading, met_before=True, met_now=False),))
    assert told(facts) == [(ThingKind.NEWLY_MISSED, "Absence")]


def test_two_of_the_five_are_kept_for_promises_and_risks() -> None:
    readings = tuple(moved(f"Indicator {number}", Movement.WORSE, "1") for number in range(9))
    facts = a_report(readings=readings, crossed=())
    kinds = [kind for kind, _ in told(facts)]
    assert kinds == [
        ThingKind.COUNTS,
        ThingKind.WORSENED,
        ThingKind.WORSENED,
        ThingKind.LATE_ACTIONS,
        ThingKind.RISK_UP,
    ]


def test_a_plan_without_figures_tells_of_its_actions_its_highest_risk_and_its_own_words() -> None:
    held = a_report()
    facts = a_bare_report(risks=held.risks, statements=held.statements, parts=held.parts)
    doing = [an_action(state=ActionState.COMPLETED), an_action()]
    assert [kind for kind, _ in told(facts, *doing)] == [
        ThingKind.ACTIONS,
        ThingKind.RISK,
        ThingKind.PROGRESS,
        ThingKind.STATED,
        ThingKind.STATED,
    ]
    assert things(facts, doing)[0].count == 1
    assert things(facts, doing)[2].sorts == (("improvement", 1),)


def test_a_report_of_nothing_has_nothing_to_say() -> None:
    assert things(a_bare_report(), ()) == ()
