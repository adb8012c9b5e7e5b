"""What four real plans hold beside their indicators is taken as it stands: every row, and what it says."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.domain.actions import ActionKind, ActionState
from bot.domain.comparators import Against
from bot.domain.model import Marker, Missing, Owner
from bot.domain.statements import StatementKind
from bot.sheets import read_plan
from store import samples
from tests.builders import (
    a_period,
    city_planfile,
    county_planfile,
    later_county_planfile,
    somerset_planfile,
)

if TYPE_CHECKING:
    from bot.domain.commitments import FileAction
    from bot.domain.planfile import PlanFile
    from bot.domain.statements import Statement

NOT_READ = {"plan", "summary_printed"}  # one key a row; the board's own counts


def rows_in(sample: str) -> int:
    """How many rows its files hold under their headings."""
    found = 0
    for path in samples.path(sample).glob("*.csv"):
        if path.stem not in NOT_READ:
            with path.open(encoding="utf-8", newline="") as lines:
                found += len(list(csv.DictReader(lines)))
    return found


def rows_read(plan: PlanFile) -> int:
    """How many rows what was read comes from: each line of an indicator, each figure of a sheet of measures."""
    beside = plan.beside
    lines = [line for each in plan.indicators for line in each.series]
    figures = sum(len(line.figures) for line in lines) if "measures" in beside.sheets else len(lines)
    claims = {each.comparator.title for each in beside.comparators if each.comparator.exceeds is not None}
    listed = len(beside.actions) + len(beside.risks) + len(beside.agenda) + len(beside.forward or ())
    return figures + listed + len(beside.statements) + len(claims) + len(plan.objectives)


@pytest.mark.parametrize("sample", samples.names())
def test_every_row_of_every_sheet_is_accounted_for(sample: str) -> None:
    plan = read_plan(samples.path(sample))
    assert rows_read(plan) == rows_in(sample)
    assert (plan.unread.columns, plan.unread.unknown, plan.unread.rows) == ((), (), ())


def action(reference: str) -> FileAction:
    return next(each for each in city_planfile().beside.actions if each.action.reference == reference)


def said(plan: PlanFile, kind: StatementKind) -> list[Statement]:
    return [each for each in plan.beside.statements if each.kind is kind]


def test_the_minutes_of_march_give_decisions_of_four_kinds() -> None:
    actions = [each.action for each in city_planfile().beside.actions]
    assert Counter(each.kind for each in actions) == {
        ActionKind.APPROVED: 4, ActionKind.NOTED: 9, ActionKind.ACTION: 8, ActionKind.REPORT_BACK: 3,
    }  # fmt: skip
    assert {each.decided_on for each in actions} == {date(2014, 3, 19)}
    resolved = action("43(1)(iii)").action
    assert resolved.kind is ActionKind.REPORT_BACK
    assert (resolved.due, resolved.due_printed) == (None, "once the overall financial implications are clear")
    assert (resolved.basis, resolved.item) == ("resolved", "0-25 SEN system")


def test_six_months_from_the_meeting_are_a_day_and_without_the_meeting_they_are_none() -> None:
    assert action("46(3)").action.due == date(2014, 9, 19)
    assert action("46(3)").action.due_printed == "in 6 months' time"


def test_whoever_has_it_to_do_is_a_post_or_a_body_and_the_board_as_a_whole_is_nobody() -> None:
    assert action("42 (discussion)").action.owner == Owner(organisation="Clinical Commissioning Group")
    assert action("42 (discussion)").action.owner_printed == "Clinical Commissioning Group (to be asked)"
    assert action("46(2)(c)").action.owner == Owner(post="Corporate Director for Children and Families")
    for nobody in ("41", "43(1)(iii)", "50(b)"):
        assert action(nobody).action.owner is None
    assert action("41").action.owner_printed == "Board"


def test_the_agenda_is_of_the_meeting_that_the_plan_names() -> None:
    agenda = city_planfile().beside.agenda
    assert {each.on for each in agenda} == {date(2014, 7, 2)}
    assert (agenda[4].number, agenda[4].pages) == (5, "33 - 46")
    assert agenda[4].report_of == "Corporate Director of Children and Adults"
    forward = city_planfile().beside.forward or ()
    assert Counter(each.group for each in forward) == {"to be scheduled": 9, "partner updates": 6}
    assert {each.on for each in forward} == {None}


def test_headlines_and_challenges_are_told_apart() -> None:
    kinds = Counter(each.kind for each in city_planfile().beside.statements)
    assert kinds == {StatementKind.HEADLINE: 6, StatementKind.CHALLENGE: 5}


def test_milestones_keep_the_day_that_the_plan_gives_and_the_words_it_prints() -> None:
    milestones = [each.action for each in county_planfile().beside.actions]
    assert Counter(each.kind for each in milestones) == {
        ActionKind.ACTIVITY: 44, ActionKind.MILESTONE: 16, ActionKind.CONTEXT: 2,
    }  # fmt: skip
    assert sum(each.state is ActionState.COMPLETED for each in milestones) == 3
    assert sum(each.due is not None for each in milestones) == 12
    complete = next(each for each in milestones if each.title.startswith("Social care transformation"))
    assert (complete.due, complete.due_printed, complete.objective) == (date(2013, 3, 31), "March 2013", ("", 2))
    open_ended = next(each for each in milestones if each.due_printed == "from April 2012")
    assert open_ended.due is None
    assert {each.decided_on for each in milestones} == {None}


def test_twelve_claims_are_read_eight_above_the_nation_and_one_speaks_of_two_indicators() -> None:
    plan = county_planfile()
    claims = plan.beside.comparators
    by_title = {each.comparator.title: each.comparator.exceeds for each in claims}
    assert Counter(by_title.values()) == {True: 8, False: 4}
    assert {each.comparator.against for each in claims} == {Against.NATIONAL}
    breastfeeding = [each.indicator for each in claims if each.comparator.title.startswith("breastfeeding")]
    assert [plan.indicators[place].number for place in breastfeeding if place is not None] == [5, 6]
    assert next(each.indicator for each in claims if each.comparator.title.startswith("obesity")) is None


def test_initiatives_themes_and_progress_are_kept_as_printed() -> None:
    plan = county_planfile()
    initiatives = said(plan, StatementKind.INITIATIVE)
    assert (len(initiatives), initiatives[1].lead) == (3, "Nottinghamshire Police")
    assert initiatives[0].accountable == "Safer Nottinghamshire Board"
    assert [each.text for each in said(plan, StatementKind.THEME)][2] == "Health and Wellbeing"
    progress = said(plan, StatementKind.PROGRESS)
    assert (progress[0].about, progress[1].figure) == ("key actions", "16")
    later = said(later_county_planfile(), StatementKind.PROGRESS)
    assert (later[0].objective, later[0].when, later[0].sort) == (("", 1), "June 2015", "done")
    programmes = said(somerset_planfile(), StatementKind.PROGRESS)
    assert Counter(each.sort for each in programmes) == {"improvement": 39, "concern": 13}
    assert programmes[-1].figure == "14.7 cases (end of Qtr 4); 12 (Quarter 2)"


def test_one_row_a_figure_becomes_indicators_with_the_period_that_the_words_name() -> None:
    plan = later_county_planfile()
    series = {each.title: each.series[0] for each in plan.indicators}
    assert len(series) == 9
    turnover = series["Social worker turnover rate"]
    assert [(each.period, each.value) for each in turnover.figures] == [
        (a_period("2015/16"), Decimal(17)), (a_period("2016/17"), Decimal("10.4")),
    ]  # fmt: skip
    assert [each.note for each in turnover.figures] == ["before April 2016", "since April 2016"]
    taxi = series["Taxi drivers trained to recognise and respond to child sexual exploitation"].figures[0]
    assert taxi.covers is not None
    assert (taxi.covers.label, taxi.value, taxi.markers) == ("January 2017", 4000, {Marker.ESTIMATED})
    money = series["Extra yearly investment in children's mental health (Future in Mind)"].figures[0]
    assert money.covers is not None
    assert (money.covers.label, money.value, money.as_printed) == ("2015-20", 1_500_000, "£1½ million")
    gap = next(line for title, line in series.items() if title.startswith("FSM6 Attainment")).figures
    assert (gap[0].missing, gap[1].value, gap[1].markers) == (Missing.NEW_MEASURE, 24, {Marker.PROVISIONAL})
    vacancies = series["Reduction in social worker vacancies"].figures[0]
    assert (vacancies.value, vacancies.note) == (50, "at least; since April 2016")
    change = series["Increase in pupils achieving A*-C in both English and maths at Key Stage 4"].figures[0]
    assert (change.covers and change.covers.label, change.note) == ("2016", "2015 to 2016 (provisional)")
    columns = {figure.period for line in series.values() for figure in line.figures}
    assert columns == {a_period("2015/16"), a_period("2016/17")}  # a sheet of two years, whatever the words


def test_national_figures_stand_beside_those_of_the_same_period() -> None:
    plan = later_county_planfile()
    found = [(each.indicator, each.comparator) for each in plan.beside.comparators]
    assert [(each.as_printed, each.value, each.period) for _, each in found] == [
        ("53%", Decimal(53), plan.indicators[4].series[0].figures[0].covers),
        ("62.6%", Decimal("62.6"), plan.indicators[5].series[0].figures[0].covers),
    ]
    assert [place for place, _ in found] == [4, 5]


def test_a_plan_without_indicators_has_its_programmes_governance_and_risk() -> None:
    plan = somerset_planfile()
    assert (plan.indicators, len(plan.objectives)) == ((), 7)
    assert {(each.delivery_group, each.sponsor, each.cadence) for each in plan.objectives} == {
        ("Delivery board", "SCT Lead Sponsor", "quarterly")
    }
    (read,) = plan.beside.risks
    assert (read.risk.reference, read.risk.score, read.risk.scores[0].on) == ("ORG0009", 20, date(2017, 3, 31))
    assert read.risk.owner_printed == "SLT and the Cabinet Member"
    governance = said(plan, StatementKind.GOVERNANCE)
    executive = next(each for each in governance if each.title == "Children's Trust Executive")
    assert (executive.accountable, executive.cadence) == ("Somerset Children's Trust Board (implied)", "quarterly")
    assert [(each.title, each.figure) for each in said(plan, StatementKind.OVERARCHING)] == [
        ("Green or Amber", "majority"), ("Red", "3"),
    ]  # fmt: skip
