"""What a board member is told: from words to the stored facts, on the City's plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.domain.answers import (
    Choices,
    Comparison,
    History,
    Listing,
    Meeting,
    NoPlan,
    ObjectiveSummary,
    Overdue,
    OwnerAnswer,
    PlanSummary,
    Reason,
    Several,
    Status,
    TargetAnswer,
    Unknown,
)
from bot.domain.asking import Gap, Intent
from bot.domain.errors import NoSuchPlan
from bot.domain.judgement import Movement, Verdict
from bot.domain.phrases import Alias
from bot.services import answers, choosing
from bot.services.answers import knowledge
from store import aliases, asked, figures, inbox
from tests.builders import a_figure
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.answers import Answer
    from bot.domain.matching import Index
    from bot.workspace import Workspace

PLACE = "D1"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A City of its own, for tests that leave something behind."""
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("fresh")) as workspace:
        yield workspace


def ask(workspace: Workspace, text: str) -> Answer:
    return answers.answer(workspace, text)


def test_neet_is_answered_with_the_figure_of_all_16_to_18_year_olds(city: Workspace) -> None:
    said = ask(city, "status of NEET")
    assert isinstance(said, Status)
    assert (said.indicators[0].code, said.reading.judgement.figure and said.reading.judgement.figure.value) == (
        "NI 117",
        Decimal("6.5"),
    )
    assert said.reading.judgement.direction.movement is Movement.WORSE
    assert [str(other.judgement.figure.value) for other in said.others if other.judgement.figure] == ["683"]
    assert said.period is not None
    assert said.period.label == "Q4 2013/14"
    assert [objective.number for objective in said.objectives] == [11]


def test_a_running_total_is_not_judged_before_the_year_ends(city: Workspace) -> None:
    said = ask(city, "number of referrals in Q2")
    assert isinstance(said, Status)
    assert said.reading.judgement.figure
    assert said.reading.judgement.figure.value == 2291
    assert said.reading.judgement.verdict is Verdict.NOT_JUDGED


def test_a_card_shows_no_figure_of_after_the_period_asked_for(city: Workspace) -> None:
    said = ask(city, "NEET as at December 2013")
    assert isinstance(said, Status)
    assert said.recent[-1].period.label == "Q3 2013/14"
    assert said.awaited is None


def test_what_is_promised_stands_on_the_card(city: Workspace) -> None:
    said = ask(city, "infant mortality")
    assert isinstance(said, Status)
    promised = said.awaited
    assert promised is not None
    assert promised.available == "May 2014"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NI 117 since 2011", History),
        ("target for S47 enquiries", TargetAnswer),
        ("who owns CP-8", OwnerAnswer),
        ("compare theft with violence by under 18s", Comparison),
        ("NEET and teenage conceptions", Several),
        ("what's red", Listing),
        ("is anything overdue", Overdue),
        ("summary of objective 6", ObjectiveSummary),
        ("how are we doing overall", PlanSummary),
        ("when is the next board meeting", Meeting),
        ("chlamydia", Choices),
        ("why is NEET worse", Reason),
        ("potholes", Unknown),
    ],
)
def test_each_way_of_asking_has_its_answer(city: Workspace, text: str, kind: type[Answer]) -> None:
    assert isinstance(ask(city, text), kind)


def test_a_list_holds_exactly_those_that_meet_its_conditions(city: Workspace) -> None:
    red, worse, both = (ask(city, text) for text in ("what's red", "what got worse", "red and getting worse"))
    ids = [{indicator.id for indicator in said.indicators} for said in (red, worse, both)]
    assert ids[0] & ids[1] == ids[2] != set()


def test_a_list_counts_everything_it_looked_at(city: Workspace) -> None:
    said = ask(city, "what's red")
    assert isinstance(said, Listing)
    assert said.base.indicators == 102
    assert said.base.missed == len(said.readings)


def test_the_reports_own_way_of_counting_goes_by_its_marks(city: Workspace) -> None:
    said = ask(city, "how many missed their target, as printed")
    assert isinstance(said, Listing)
    assert (len(said.readings), said.base.judged, said.base.indicators) == (24, 47, 111)


def test_two_counted_differently_are_not_called_alike(city: Workspace) -> None:
    said = ask(city, "compare NI 117 with NI 112")
    assert isinstance(said, Comparison)
    assert not said.alike


def test_a_code_that_does_not_exist_is_refused_with_near_ones(city: Workspace) -> None:
    said = ask(city, "CP-44")
    assert isinstance(said, Unknown)
    assert said.gap is Gap.NO_SUCH_CODE
    assert "CP-4" in {near.code for near in said.near}


def test_a_period_that_the_plan_has_not_is_said_with_those_it_has(city: Workspace) -> None:
    said = ask(city, "robberies in 2009/10")
    assert isinstance(said, Unknown)
    assert said.gap is Gap.NO_SUCH_PERIOD
    assert [period.label for period in said.periods][:2] == ["2011/12", "2012/13"]


def test_a_follow_up_is_about_what_was_said_last_in_that_place(fresh: Workspace) -> None:
    answers.answer(fresh, "status of NEET", asker="U1", place=PLACE)
    answers.answer(fresh, "status of CP-8", asker="U1", place="D2")
    owner = answers.answer(fresh, "who owns it?", asker="U1", place=PLACE)
    assert (owner.intent, owner.indicators[0].code) == (Intent.OWNER, "NI 117")


def test_thanks_leave_what_a_conversation_is_about(fresh: Workspace) -> None:
    answers.answer(fresh, "status of NEET", asker="U1", place=PLACE)
    answers.answer(fresh, "thanks", asker="U1", place=PLACE)
    assert answers.answer(fresh, "who owns it?", asker="U1", place=PLACE).indicators[0].code == "NI 117"


def test_one_of_those_offered_can_be_named_by_its_place(fresh: Workspace) -> None:
    offered = answers.answer(fresh, "chlamydia", asker="U1", place=PLACE)
    said = answers.answer(fresh, "the second one", asker="U1", place=PLACE)
    assert said.indicators == offered.indicators[1:2]


def test_an_owner_s_list_holds_what_they_answer_for_and_nothing_else(city: Workspace) -> None:
    said = ask(city, "what is Probation responsible for?")
    assert isinstance(said, Listing)
    owners = [each.measure.owner.label for each in said.indicators if each.measure.owner]
    assert owners == ["Probation"] * 2


def test_a_follow_up_with_nothing_before_it_says_so(fresh: Workspace) -> None:
    said = answers.answer(fresh, "and in 2012/13?", asker="U1", place="D9")
    assert isinstance(said, Unknown)
    assert said.gap is Gap.NO_CONTEXT


def test_what_was_asked_is_kept_for_learning_and_its_event_marked(fresh: Workspace) -> None:
    with fresh.begin() as work:
        inbox.claim(work, "C1:1.2", {}, fresh.now(), lease=timedelta(minutes=1))
    answers.answer(fresh, "potholes", asker="U1", place=PLACE, event="C1:1.2")
    with fresh.reading() as work:
        (line,) = asked.since(work, fresh.now())
    with fresh.begin() as work:
        later = inbox.claim(work, "C1:1.2", {}, fresh.now() + timedelta(hours=1), lease=timedelta(minutes=1))
    assert later.was_answering
    assert (line.text, line.asker, line.outcome, line.gap) == ("potholes", "U1", "unknown", Gap.NOT_IN_PLAN)


def test_a_question_at_the_command_line_leaves_nothing_behind(fresh: Workspace) -> None:
    answers.answer(fresh, "status of NEET")
    with fresh.reading() as work:
        assert asked.since(work, fresh.now()) == ()


def test_a_plan_is_made_ready_for_questions_again_only_where_something_is_named_anew(fresh: Workspace) -> None:
    def index() -> Index:
        with fresh.reading() as work:
            known = knowledge.of_plan(fresh, work)
            assert known
            assert known.stored is fresh.catalogue(work)
            return known.index

    before = index()
    neet = before.catalogue.indicators[0]
    with fresh.begin() as work:
        figures.add(work, a_figure("9.9%", "Q4 2013/14", neet.headline.id), fresh.now())
    assert index() is before
    with fresh.begin() as work:
        aliases.add(work, Alias(phrase="idle hands", measure_id=neet.id), fresh.now())
    assert index() is not before
    assert isinstance(answers.answer(fresh, "status of idle hands"), Status)


def test_a_pick_is_answered_and_proposed_as_another_name(fresh: Workspace) -> None:
    offered = answers.answer(fresh, "chlamydia", asker="U1", place=PLACE)
    assert isinstance(offered, Choices)
    match = offered.matches[1]
    pointer = answers.Pointer(intent=offered.wanted, measures=(match.indicator.id,), phrase=match.phrase)
    said = answers.again(fresh, pointer, asker="U1", place=PLACE, picked=True)
    assert said.indicators == (match.indicator,)
    with fresh.reading() as work:
        (proposal,) = aliases.proposed(work)
    assert (proposal.phrase, proposal.measure_id, proposal.times) == (match.phrase, match.indicator.id, 1)


def test_before_any_import_every_question_is_told_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with a_workspace_with(None, tmp_path_factory.mktemp("empty")) as workspace:
        assert isinstance(answers.answer(workspace, "status of NEET", asker="U1", place=PLACE), NoPlan)


def test_a_plan_that_is_not_held_is_refused_with_those_that_are(city: Workspace) -> None:
    with pytest.raises(NoSuchPlan, match="Nottingham City CYPP"):
        answers.answer(city, "NEET", plan="Another")


def test_another_plan_answers_once_it_is_chosen(fresh: Workspace) -> None:
    held = choosing.plans(fresh)
    assert [plan.id for plan in held.plans] == [held.current_id]
    assert choosing.use(fresh, "nottingham city cypp").id == held.current_id
    with pytest.raises(NoSuchPlan):
        choosing.use(fresh, "Another")


def test_asked_as_on_an_earlier_day_later_figures_are_not_the_latest_period(city: Workspace) -> None:
    said = answers.answer(city, "what's overdue", on=date(2013, 11, 1))
    assert isinstance(said, Overdue)
    assert said.period is not None
    assert said.period.label == "Q2 2013/14"
