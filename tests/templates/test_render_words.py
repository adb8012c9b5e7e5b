"""What people are told, read as a councillor with two minutes and a phone would read it."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from bot import render
from bot.domain.answers import Answer, Choices, Unknown
from bot.domain.asking import Gap, Intent, Match, Stage
from bot.domain.errors import NoSuchPlan
from bot.domain.judgement import Direction, Movement, Verdict, Why
from bot.domain.model import Accumulation, Marker, Missing, Owner, Polarity, TargetKind
from bot.render import Trouble
from tests.builders import (
    a_figure,
    a_listing,
    a_period,
    a_reading,
    a_series,
    a_status,
    a_target,
    an_indicator,
)
from tests.templates import real_plans
from tests.templates.everything import (
    ASKED,
    a_history,
    a_plan_summary,
    a_summary,
    an_overdue,
    said_of_each_kind,
)

READABLE = 150  # characters that a phone shows before the reader must do something


def first_line(said: render.Said) -> str:
    return render.plain(said).split("\n")[0]


def a_count(*figures: tuple[str, str], polarity: Polarity = Polarity.LOWER, **series: object) -> render.Said:
    """A card of plain numbers, compared with the first of them."""
    made = a_series(polarity, **series)
    held = [a_figure(printed, period, made.id) for printed, period in figures]
    change = held[-1].value - held[0].value if held[-1].value is not None and held[0].value is not None else None
    worse = Direction(movement=Movement.WORSE, against=held[0], change=change)
    return a_status(reading=a_reading(indicator=an_indicator("Referrals", [made]), figure=held[-1], direction=worse))


def every_real_card() -> list[render.Said]:
    return [
        real_plans.status_of(*held, asked=asked)
        for plan in real_plans.NAMES
        for held in real_plans.indicators(plan)
        for asked in (None, a_period("Q2 2013/14"), a_period("2012/13"))
    ]


# The first line


def test_the_first_line_gives_value_period_judgement_and_direction() -> None:
    assert first_line(a_status()) == "NEET (NI 117): 6.5% in Q4 2013/14. No target set. Worse than 2012/13 (6.2%)."


def test_every_indicator_of_the_sample_plans_is_told_in_the_first_150_characters() -> None:
    cards = every_real_card()
    assert len(cards) > 300
    for card in cards:
        said, judgement = render.plain(card), card.reading.judgement
        assert len(first_line(card)) <= READABLE
        readable = said[:READABLE]
        if judgement.figure is None or not judgement.figure.has_value:
            assert "no figure" in readable
            continue
        assert judgement.figure.true_period.label in readable
        assert any(word in readable for word in ("Target ", "No target set", "Only monitored", "Sets the baseline"))
        assert any(word in readable for word in (" than ", "Same as", "No earlier", "No like-for-like"))


def test_a_title_that_the_first_line_cuts_stands_in_full_right_after() -> None:
    title = "Initial assessments for children's social care carried out within 10 working days of referral"
    first, second, *_ = render.plain(a_status(title)).split("\n")
    assert first.startswith("Initial assessments for children's social care carried out within 10… (NI 117): 6.5%")
    assert second == f"{title} (NI 117)."


def test_a_period_without_a_figure_says_so_and_gives_the_latest_there_is() -> None:
    asked = a_period("Q3 2013/14")
    said = a_status(reading=a_reading(figure=None, verdict=Verdict.NO_DATA), period=asked, no_figure=True)
    assert first_line(said) == "NEET (NI 117): no figure for Q3 2013/14."
    assert "Latest figure: 6.5% in Q4 2013/14." in render.plain(said)


# Judgements and directions


def test_a_missed_target_says_by_how_much_and_names_the_colour() -> None:
    missed = a_reading(verdict=Verdict.MISSED, target=a_target("6.0%"), gap=Decimal("-0.5"))
    assert "Target missed (6.0% or lower)." in first_line(a_status(reading=missed))
    assert "6.0% or lower for 2013/14. Missed by 0.5 percentage points (red)." in render.plain(a_status(reading=missed))


def test_near_is_told_apart_from_missed_with_the_tolerance() -> None:
    series = a_series(unit="%", decimals=1, tolerance=Decimal("1.0"))
    near = a_reading(
        indicator=an_indicator(series=[series]), verdict=Verdict.NEAR, target=a_target("6.0%"), gap=Decimal("-0.5")
    )
    said = render.plain(a_status(reading=near))
    assert "Missed by 0.5 percentage points, within the tolerance of 1.0 percentage points (amber)." in said


def test_a_judgement_in_words_is_quoted_with_its_target() -> None:
    words = a_reading(
        figure=a_figure("Inadequate judgement", "2010/11"),
        verdict=Verdict.MISSED,
        target=a_target("Adequate judgement", "2010/11", kind=TargetKind.JUDGEMENT),
    )
    said = first_line(a_status(reading=words))
    assert 'Inadequate judgement in 2010/11. Target missed ("Adequate judgement" or better).' in said


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (
            {"verdict": Verdict.MET, "target": a_target("11.8%"), "gap": Decimal("0.9")},
            "10.9% in 2012/13. Target for 2013/14 met already (11.8% or lower).",
        ),
        ({"verdict": Verdict.MISSED, "target": a_target("10.0%")}, "Target for 2013/14 not met yet (10.0% or lower)."),
        ({"verdict": Verdict.NEAR, "target": a_target("10.8%")}, "Target for 2013/14 nearly met (10.8% or lower)"),
        (
            {
                "verdict": Verdict.NOT_JUDGED,
                "why": Why.NO_FIGURE,
                "target": a_target("Review and reduce", kind=TargetKind.REDUCE),
            },
            "Target for 2013/14: below this; no figure yet.",
        ),
    ],
)
def test_last_year_s_figure_beside_this_year_s_target_is_never_said_to_have_met_or_missed_it(
    judged: dict[str, object], said: str
) -> None:
    status = a_status(reading=a_reading(figure=a_figure("10.9%", "2012/13"), **judged))
    assert said in first_line(status)
    assert "The figure is for 2012/13, before the year of the target." in render.plain(status)


def test_what_is_only_monitored_or_waits_for_the_year_end_is_never_called_missed() -> None:
    for why, words in [
        (Why.MONITOR, "Only monitored, so not judged."),
        (Why.UNTIL_YEAR_END, "not judged before year end"),
    ]:
        said = render.plain(a_status(reading=a_reading(verdict=Verdict.NOT_JUDGED, target=a_target("6.0%"), why=why)))
        assert words in said.split("\n")[0]
        assert "missed" not in said.lower()
        assert "(red)" not in said


def test_a_move_without_a_good_direction_is_higher_or_lower_and_says_why() -> None:
    moved = Direction(
        movement=Movement.HIGHER, against=a_figure("6.2%", "2012/13"), change=Decimal("0.3"), why=Why.NO_POLARITY
    )
    said = render.plain(a_status(reading=a_reading(direction=moved)))
    assert "Higher than 2012/13 (6.2%)." in said[:READABLE]
    assert "Neither better nor worse: the plan does not say whether higher or lower is good." in said
    assert "better than" not in said.lower()


def test_a_move_gives_both_figures_and_both_periods() -> None:
    assert "worse, from 6.2% in 2012/13 to 6.5% in Q4 2013/14, up 0.3 percentage points." in render.plain(a_status())


def test_a_change_over_two_years_is_never_told_as_one_on_last_year() -> None:
    said = render.plain(a_count(("9.1", "2011/12"), ("9.9", "Q4 2013/14")))
    assert "Worse than two years earlier, 2011/12 (9.1)." in said
    assert "up 0.8 over two years." in said


def test_a_running_total_says_so_before_the_year_end_and_at_it() -> None:
    half = a_count(("2,100", "Q2 2012/13"), ("2,291", "Q2 2013/14"), accumulation=Accumulation.CUMULATIVE)
    year = a_count(("4,261", "2012/13"), ("5,007", "Q4 2013/14"), accumulation=Accumulation.CUMULATIVE)
    assert "2,291 up to Q2 2013/14" in first_line(half)
    assert "5,007 for the year to Q4 2013/14" in first_line(year)
    assert "Adds up through the year" in render.plain(half)


# Figures


def test_nothing_is_a_figure_and_zero_is_one() -> None:
    assert "0 in Q4 2013/14" in first_line(a_count(("11", "2012/13"), ("0", "Q4 2013/14")))
    nothing = a_status(reading=a_reading(figure=None, verdict=Verdict.NO_DATA), period=None, recent=())
    assert first_line(nothing) == "NEET (NI 117): no figure in the plan."


def test_a_figure_of_another_period_than_its_column_names_both() -> None:
    figure = a_figure("9.9%", "2012/13", covers=a_period("2011/12"), note="Full Year 11/12")
    said = render.plain(a_status(reading=a_reading(figure=figure)))
    assert "9.9% in 2011/12." in said[:READABLE]
    assert "It is for 2011/12, though printed in the 2012/13 column." in said
    assert 'Printed with the note "Full Year 11/12".' in said


def test_a_provisional_figure_is_called_so_beside_it_and_explained() -> None:
    figure = a_figure("0.04%", "Q2 2013/14", markers=frozenset({Marker.PROVISIONAL}))
    said = render.plain(a_status(reading=a_reading(figure=figure)))
    assert "0.04% (provisional) in Q2 2013/14" in said[:READABLE]
    assert "Provisional, so it may still change." in said


def test_a_promised_figure_is_told_with_its_promise() -> None:
    promised = a_figure("~", "Q2 2013/14", missing=Missing.DEFERRED, available="May 2014")
    assert "Q2 no figure (promised for May 2014)" in render.plain(
        a_status(recent=(a_figure("5.6", "Q1 2013/14"), promised, a_figure("~", "Q3 2013/14")))
    )


def test_nothing_is_asked_of_a_target_that_cannot_be_passed() -> None:
    none_wanted = a_reading(verdict=Verdict.MISSED, target=a_target("0"))
    assert "Target missed (0%)." in first_line(a_status(reading=none_wanted))
    series = a_series(Polarity.HIGHER, unit="%")
    full = a_reading(indicator=an_indicator(series=[series]), verdict=Verdict.MET, target=a_target("100%"))
    assert "Target met (100%)." in first_line(a_status(reading=full))


# Lists and counts


@pytest.mark.parametrize(
    "said", [a_listing(300), an_overdue(300), a_summary(300)], ids=lambda said: type(said).__name__
)
def test_every_line_of_a_long_list_can_be_reached_and_none_is_cut_in_silence(said: Answer) -> None:
    seen: list[str] = []
    while len(seen) < 300:
        page = render.plain(said) if not seen else render.message(said, start=len(seen)).text
        lines = [line for line in page.split("\n") if line.startswith(f"{len(seen) + 1}. ") or line[:1].isdigit()]
        numbered = [line for line in lines if line.partition(". ")[0].isdigit()]
        assert numbered
        left = 300 - len(seen) - len(numbered)
        assert f"Shown here: {len(seen) + 1} to {len(seen) + len(numbered)} of 300." in page
        assert left == 0 or f"And {left} more" in page
        seen += numbered
    assert [line.partition(". ")[0] for line in seen] == [str(number) for number in range(1, 301)]


def test_a_long_history_and_a_long_plan_say_what_they_leave_out() -> None:
    assert "And 276 earlier periods: ask for a year" in render.plain(a_history(300, 1))
    assert "And 295 more lines of this indicator." in render.plain(a_history(6, 300))
    assert "And 276 more objectives: ask for one by its number." in render.plain(a_plan_summary(300))


# Not a figure


def test_choices_are_offered_with_full_names_and_none_is_picked() -> None:
    titles = ["State Funded Secondary School Persistent Absence rates (including Academies) - 20% Threshold", "Absence"]
    matches = tuple(Match(indicator=an_indicator(title), stage=Stage.WORDS, phrase="absence") for title in titles)
    said = render.plain(Choices(**ASKED, matches=matches, more=3))
    assert said.startswith('I am not sure which indicator you mean by "absence". Is it one of these?')
    assert f"1. {titles[0]}\n2. Absence\nAnd 3 more fit" in said


def test_an_unknown_code_is_refused_and_near_ones_offered() -> None:
    near = (an_indicator("Children on a plan", code="CP-4"),)
    said = Unknown(question="CP-44", plan=None, intent=Intent.UNKNOWN, gap=Gap.NO_SUCH_CODE, about="CP-44", near=near)
    assert render.plain(said).startswith(
        'There is no indicator "CP-44" in the plan. The codes nearest to it are:\nChildren'
    )


def test_why_quotes_the_comment_or_says_there_is_none() -> None:
    held, none = [said for said in said_of_each_kind() if type(said).__name__ == "Reason"]
    assert '\n"A new centre opened."' in render.plain(held)
    assert "The plan holds no comment on this figure" in render.plain(none)


def test_an_owner_is_named_or_said_to_be_missing() -> None:
    measure = dataclasses.replace(an_indicator().measure, owner=Owner(post="Named officer 04", organisation="Health"))
    owned = a_reading(indicator=an_indicator(measure=measure))
    assert "Owner: Health - Named officer 04." in render.plain(a_status(reading=owned))
    assert "Owner: nobody is named in the plan." in render.plain(a_status())


def test_a_refusal_says_its_own_sentence_and_trouble_gives_its_reference() -> None:
    assert render.plain(NoSuchPlan(name="X", held="Y")) == 'There is no plan called "X". Plans held: Y.'
    assert "4F2A" in render.plain(Trouble(reference="4F2A"))
