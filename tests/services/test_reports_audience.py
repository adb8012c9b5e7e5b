"""What a board is told of and what it is not: its own objectives, and no figure before it may be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.domain.covers import Cover
from bot.domain.kinds import State
from bot.domain.periods import quarter
from bot.domain.reporting import ThingKind
from bot.domain.rounds import Body
from bot.papers.filling import contents
from bot.render.phrases import phrase
from bot.services import reports, timetables
from store import bodies, figures
from store.figures import Provenance
from tests.workspaces import MEETING, a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.model import Indicator
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace

Q4 = quarter(2013, 4)
CHLAMYDIA = 58  # rows of the sheet that have no figure for Q4
MATERNITY = 23


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path) as workspace:
        yield workspace


def of_row(facts: ReportFacts, row: int) -> Indicator:
    return next(each for each in facts.catalogue.indicators if each.headline.row == row)


def hand_in(workspace: Workspace, row: int, state: State, **held: object) -> None:
    """91.5 for Q4, in that state."""
    facts = reports.compose(workspace)
    number = of_row(facts, row).headline.id
    with workspace.begin() as work:
        fresh = replace(
            facts.figures[number][-1],
            period=Q4,
            covers=None,
            value=Decimal("91.5"),
            as_printed="91.5",
            missing=None,
            available="",
            state=state,
        )
        figures.add(work, fresh, MEETING, Provenance(**held))


def told(facts: ReportFacts, row: int) -> tuple[str | None, list[bool]]:
    """What is printed for Q4, and whether what is missing of it was handed in."""
    indicator = of_row(facts, row)
    held = [each.as_printed for each in facts.figures.get(indicator.headline.id, ()) if each.period == Q4]
    value = next((each for each in held if each == "91.5"), None)
    return value, [each.handed_in for each in facts.missing if each.indicator.id == indicator.id]


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (State.APPROVED, ("91.5", [])),  # what officers are about to publish
        (State.PUBLISHED, ("91.5", [])),
        (State.SUBMITTED, (None, [True])),
        (State.SENT_BACK, (None, [False])),
        (State.DRAFT, (None, [False])),
    ],
)
def test_only_what_is_published_or_approved_is_in_it(
    city: Workspace, state: State, seen: tuple[str | None, list[bool]]
) -> None:
    hand_in(city, MATERNITY, state)
    assert told(reports.compose(city), MATERNITY) == seen


def test_a_figure_under_embargo_is_neither_in_it_nor_among_the_missing(city: Workspace) -> None:
    hand_in(city, MATERNITY, State.APPROVED, embargoed_until=MEETING + timedelta(days=1))
    assert told(reports.compose(city), MATERNITY) == (None, [])
    hand_in(city, CHLAMYDIA, State.APPROVED, embargoed_until=MEETING - timedelta(days=1))
    assert told(reports.compose(city), CHLAMYDIA) == ("91.5", [])


def test_a_board_is_told_of_its_own_objectives_alone(city: Workspace) -> None:
    whole = reports.compose(city)
    health = Body(
        id=None,
        name="Health board",
        audience="public",
        objectives=(("operational", 7), ("operational", 8)),
        meetings=(date(2014, 7, 9),),
    )
    with city.begin() as work:
        bodies.put(work, whole.catalogue.plan.id, health)
    facts = reports.compose(city, board="health BOARD")
    assert (facts.board, facts.meeting, facts.period) == ("Health board", date(2014, 7, 9), Q4)
    assert [each.objective.number for each in facts.parts] == [7, 8]
    named = [each.objective.key for each in facts.counts if each.objective]
    assert named == [("strategic", 3), ("operational", 7), ("operational", 8)]
    assert facts.counts[0].indicators == 10
    assert {each.indicator.id for each in facts.missing} < {each.indicator.id for each in whole.missing}


def test_the_public_is_not_told_small_numbers_of_people_and_the_board_is(city: Workspace) -> None:
    """Fraud offences by under 18s: 11 in the year before, 0 in the year, and small numbers on the way."""
    board, public = reports.compose(city), reports.compose(city, audience="public")
    assert (board.audience, public.audience) == ("board", "public")
    shown = {each.as_printed for held in public.figures.values() for each in held}
    hidden = [
        each
        for number, held in board.figures.items()
        for each, told in zip(held, public.figures[number], strict=True)
        if each.as_printed != told.as_printed
    ]
    assert hidden
    assert "[c]" in shown
    assert "[c]" not in {each.as_printed for held in board.figures.values() for each in held}


def test_a_public_body_is_told_what_the_public_is(city: Workspace) -> None:
    whole = reports.compose(city)
    body = Body(id=None, name="Scrutiny", audience="public", meetings=(date(2014, 7, 9),))
    with city.begin() as work:
        bodies.put(work, whole.catalogue.plan.id, body)
    facts = reports.compose(city, board="Scrutiny")
    assert facts.figures == reports.compose(city, board="Scrutiny", audience="public").figures
    assert facts.figures != whole.figures


def test_figures_of_other_boards_indicators_are_not_in_it(city: Workspace) -> None:
    whole = reports.compose(city)
    with city.begin() as work:
        bodies.put(work, whole.catalogue.plan.id, Body(id=None, name="Health", objectives=(("operational", 7),)))
    facts = reports.compose(city, board="Health")
    assert set(facts.figures) <= {line.id for each in facts.catalogue.indicators for line in each.series}


def test_what_was_hidden_is_not_questioned_for_being_gone(city: Workspace) -> None:
    told = reports.compose(city, audience="public")
    hidden = {each.title for each in told.catalogue.indicators if hides(told, each)}
    assert "Burglary offences committed by under 18's" in hidden
    assert hidden.isdisjoint(each.title for each in told.contradictions)
    assert not hidden.isdisjoint(each.title for each in reports.compose(city).contradictions)


def hides(facts: ReportFacts, indicator: Indicator) -> bool:
    return any("[c]" in each.as_printed for line in indicator.series for each in facts.figures.get(line.id, ()))


def test_the_board_is_told_the_same_counts_as_the_public_so_that_none_tells_a_hidden_number(city: Workspace) -> None:
    """Two counts side by side would say which way the lines went that only one of them counts."""
    board, public = reports.compose(city), reports.compose(city, audience="public")
    assert board.figures != public.figures
    assert board.counts == public.counts
    assert [each.counts for each in board.parts] == [each.counts for each in public.parts]
    assert (board.compared, board.uncounted) == (public.compared, public.uncounted)
    assert numbers_of(board) == numbers_of(public)
    assert len(board.unacted_counted) == len(public.unacted_counted) > 0


def numbers_of(facts: ReportFacts) -> list[tuple[int, int]]:
    return [(each.count, each.of) for each in facts.things if each.kind is ThingKind.UNACTED]


def test_what_no_count_holds_is_said_where_it_is_counted_for_the_board_and_for_the_public(city: Workspace) -> None:
    for audience in ("board", "public"):
        facts = reports.compose(city, audience=audience)
        paper = contents(facts, Cover(board=facts.board, meeting=facts.meeting))
        assert facts.counts[0].uncounted == 2
        assert paper.hidden.startswith("2 indicators are in no count, in the report and in its papers alike")
        assert any("(54.1%); 2 more not counted (small numbers)." in each for each in paper.summary)


def test_a_plan_that_hides_nothing_counts_every_line(city: Workspace) -> None:
    timetables.set_rule(city, "small_public", "0")
    facts = reports.compose(city)
    assert (facts.counts[0].indicators, facts.counts[0].uncounted, facts.uncounted) == (111, 0, frozenset())


def test_what_the_paper_recommends_is_put_to_the_board_in_the_post(city: Workspace) -> None:
    facts = reports.compose(city, audience="public")
    asked = f"{len(facts.unacted_counted)} "
    paper = contents(facts, Cover(board=facts.board, meeting=facts.meeting))
    assert any(each.startswith(f"To agree what is to be done about {asked}") for each in paper.recommendations)
    said = phrase("_report", "decide_briefly", reports.compose(city))
    assert said.startswith(f"To decide: what to do about {asked}red indicators without an open action")


def test_what_the_board_resolved_under_no_objective_is_in_it(city: Workspace) -> None:
    facts = reports.compose(city)
    assert len(facts.unplaced) == 11
    assert not {each.id for part in facts.parts for each in part.actions}.intersection(e.id for e in facts.unplaced)
