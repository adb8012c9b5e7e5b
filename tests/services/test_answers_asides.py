"""What stands beside an answer for some and not for others: pending figures, promises, revisions, late arrivals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.answers import History, Listing, Overdue, Status, Unknown
from bot.domain.asking import Intent
from bot.domain.errors import OldButton
from bot.domain.kinds import Frequency, State
from bot.domain.model import Figure
from bot.domain.people import Role, Someone
from bot.domain.rounds import Promise
from bot.services import answers
from bot.services.answers import Pointer
from store import figures, people, promises, rules
from store.figures import Provenance
from tests.builders import a_period, imported_city

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

NEET = "status of NEET"
OTHERS = "Absence"


@pytest.fixture
def plan_id(workspace: Workspace) -> int:
    return imported_city(workspace)


@pytest.fixture
def neet(workspace: Workspace, plan_id: int) -> Indicator:
    assert plan_id
    said = answers.answer(workspace, NEET)
    assert isinstance(said, Status)
    return said.indicators[0]


@pytest.fixture
def owner(workspace: Workspace, neet: Indicator) -> Someone:
    """Named officer 07, who supplies NEET."""
    assert neet.measure.owner
    with workspace.begin() as work:
        number = people.person(work, neet.measure.owner.post)
        person = people.by_ids(work, [number])[number]
    return Someone(slack_user="U7", person=person, roles=frozenset({Role.OWNER}))


@pytest.fixture
def officer(workspace: Workspace, plan_id: int) -> Someone:
    with workspace.begin() as work:
        number = people.person(work, "Performance officer")
        people.join(work, number, plan_id, Role.OFFICER)
        person = people.by_ids(work, [number])[number]
    return Someone(slack_user="U1", person=person, roles=frozenset({Role.OFFICER}))


def supplied(
    workspace: Workspace,
    neet: Indicator,
    value: str,
    *,
    state: State = State.SUBMITTED,
    by: Someone | None = None,
    period: str = "Q4 2013/14",
    **terms: object,
) -> None:
    """A revision of NEET's percentage, as an owner's form would leave it."""
    figure = Figure(
        series_id=neet.headline.id,
        period=a_period(period),
        as_printed=f"{value}%",
        value=Decimal(value),
        source="form",
        state=state,
    )
    person = by.person.id if by and by.person else None
    provenance = Provenance(supplied_by=person, entered_by=person, **terms)  # type: ignore[arg-type]  # its own fields
    with workspace.begin() as work:
        figures.add(work, figure, workspace.now(), provenance)


def test_its_owner_and_officers_are_told_what_is_pending_in_private_and_readers_are_not(
    workspace: Workspace, neet: Indicator, owner: Someone, officer: Someone
) -> None:
    supplied(workspace, neet, "7.7", by=owner)
    for viewer in (owner, officer):
        told = render.plain(answers.answer(workspace, NEET, viewer=viewer, private=True))
        assert "6.5% in Q4 2013/14" in told.splitlines()[0]
        assert "Not shown to readers: waits for approval: " in told
        assert "7.7% in Q4 2013/14, supplied by Named officer 07" in told
    for viewer, private in ((owner, False), (officer, False), (None, True), (Someone(slack_user="U2"), True)):
        assert "7.7" not in render.plain(answers.answer(workspace, NEET, viewer=viewer, private=private))


def test_the_owner_of_another_indicator_is_a_reader_of_this_one(
    workspace: Workspace, neet: Indicator, owner: Someone
) -> None:
    supplied(workspace, neet, "7.7", by=owner)
    assert owner.person
    other = replace(owner, person=replace(owner.person, id=owner.person.id + 1))
    assert "7.7" not in render.plain(answers.answer(workspace, NEET, viewer=other, private=True))


def test_a_figure_sent_back_says_why_to_its_owner(workspace: Workspace, neet: Indicator, owner: Someone) -> None:
    supplied(workspace, neet, "77", state=State.SENT_BACK, by=owner, sent_back="is it 7.7?")
    told = render.plain(answers.answer(workspace, NEET, viewer=owner, private=True))
    assert "sent back (is it 7.7?): " in told


def test_an_approved_figure_is_shown_to_readers_once_it_is_published_or_where_the_plan_allows_it(
    workspace: Workspace, plan_id: int, neet: Indicator
) -> None:
    supplied(workspace, neet, "7.7", state=State.APPROVED)
    assert "7.7" not in render.plain(answers.answer(workspace, NEET))
    with workspace.begin() as work:
        rules.set_rules(work, plan_id, replace(rules.rules(work, plan_id), readers_see_approved=True))
    assert "7.7% in Q4 2013/14" in render.plain(answers.answer(workspace, NEET))
    with workspace.begin() as work:
        rules.set_rules(work, plan_id, replace(rules.rules(work, plan_id), readers_see_approved=False))
        (approved,) = (each.figure for each in figures.latest_of_plan(work, plan_id)[neet.headline.id][-1:])
        assert figures.publish(work, [approved], workspace.now()) == 1
    assert "7.7% in Q4 2013/14" in render.plain(answers.answer(workspace, NEET))


def test_an_embargoed_figure_is_told_to_its_owner_alone_with_its_hour_until_the_hour_passes(
    workspace: Workspace, clock: StandingClock, neet: Indicator, owner: Someone
) -> None:
    until = workspace.now() + timedelta(days=1)
    supplied(workspace, neet, "7.7", state=State.PUBLISHED, by=owner, embargoed_until=until)
    told = render.plain(answers.answer(workspace, NEET, viewer=owner, private=True))
    assert "under embargo until 09:00 on 3 July 2014: " in told
    assert "7.7" not in render.plain(answers.answer(workspace, NEET))
    assert "7.7" not in render.plain(answers.answer(workspace, "history of NEET"))
    clock.advance(days=1)
    assert "7.7% in Q4 2013/14" in render.plain(answers.answer(workspace, NEET))


def test_a_promise_shows_where_the_figure_is_missed(workspace: Workspace, clock: StandingClock, plan_id: int) -> None:
    missing = answers.answer(workspace, "is anything overdue?")
    assert isinstance(missing, Overdue)
    reading, awaited = missing.awaited[0]
    promise = Promise(
        measure_id=reading.indicator.id, period=awaited.period, until=date(2014, 9, 1), available="September 2014"
    )
    with workspace.begin() as work:
        promises.promise(work, promise, workspace.now())
    assert plan_id
    assert "available September 2014" in render.plain(answers.answer(workspace, "is anything overdue?"))
    pointer = Pointer(intent=Intent.STATUS, measures=(reading.indicator.id,))
    assert "available September 2014" in render.plain(answers.again(workspace, pointer, place=None))
    clock.advance(days=90)
    assert "was promised for September 2014" in render.plain(answers.again(workspace, pointer, place=None))


@pytest.mark.parametrize(
    ("days_before_the_meeting", "words"),
    [(51, "None is overdue yet."), (30, " are overdue, 2 are to come."), (-1, "for Q4 2013/14. 1 is to come.\n")],
)
def test_overdue_tells_what_is_late_from_what_is_to_come(
    workspace: Workspace, clock: StandingClock, plan_id: int, days_before_the_meeting: int, words: str
) -> None:
    assert plan_id
    clock.advance(days=-days_before_the_meeting)
    said = answers.answer(workspace, "is anything overdue?")
    assert words in render.plain(said)


def test_history_says_what_a_figure_was_before_it_was_revised_and_why(
    workspace: Workspace, neet: Indicator, owner: Someone
) -> None:
    supplied(workspace, neet, "6.6", state=State.PUBLISHED, by=owner, reason="late returns from two schools")
    supplied(workspace, neet, "9.9", state=State.SUBMITTED, by=owner, reason="nobody has looked at it")
    said = answers.answer(workspace, "history of NEET")
    assert isinstance(said, History)
    told = render.plain(said)
    assert "6.6% in Q4 2013/14 was 6.5% until 2 July 2014 (late returns from two schools)" in told
    assert "9.9" not in told


@pytest.mark.parametrize(("days_before_the_meeting", "is_late"), [(30, True), (51, False)])
def test_history_says_which_figures_came_after_their_day(
    workspace: Workspace,
    clock: StandingClock,
    plan_id: int,
    owner: Someone,
    days_before_the_meeting: int,
    is_late: bool,  # noqa: FBT001  a case of the table
) -> None:
    assert plan_id
    missing = answers.answer(workspace, "is anything overdue?")
    assert isinstance(missing, Overdue)
    quarterly = Frequency.QUARTERLY
    reading = next(one for one, _ in missing.awaited if one.indicator.measure.frequency is quarterly)
    clock.advance(days=-days_before_the_meeting)  # figures are due on 19 May 2014
    supplied(workspace, reading.indicator, "6.6", state=State.PUBLISHED, by=owner)
    pointer = Pointer(intent=Intent.HISTORY, measures=(reading.indicator.id,))
    told = render.plain(answers.again(workspace, pointer, place=None))
    assert ("Came late: Q4 2013/14 came on 2 June 2014, due 19 May 2014." in told) is is_late


def test_whoever_is_let_in_to_some_indicators_is_answered_as_if_the_plan_held_no_others(
    workspace: Workspace, neet: Indicator
) -> None:
    outsider = Someone(slack_user="U9", ticked=frozenset({neet.id}))
    assert "6.5%" in render.plain(answers.answer(workspace, NEET, viewer=outsider))
    hidden = answers.answer(workspace, "status of CP-8", viewer=outsider)
    assert isinstance(hidden, Unknown)
    assert "Child protection" not in render.plain(hidden)
    listed = answers.answer(workspace, "what's worse than last year?", viewer=outsider)
    assert isinstance(listed, Listing)
    assert {each.id for each in listed.indicators} <= {neet.id}
    guessed = answers.answer(workspace, "status of CP-8")
    pointer = Pointer(intent=Intent.STATUS, measures=(guessed.indicators[0].id,))
    with pytest.raises(OldButton):
        answers.again(workspace, pointer, place=None, viewer=outsider)
