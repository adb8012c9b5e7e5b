"""What is pressed in Home is done for the person who pressed it, and Home shows it at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.kinds import State
from bot.render import home_actions, nudge_actions, round_actions
from bot.render.nudge_actions import Chosen
from store import figures, requests
from store.figures import Provenance
from store.requests import DEFERRAL, Request
from tests.builders import a_figure, a_period
from tests.conftest import LONDON, StandingClock
from tests.slack.office import an_indicator_of, held, matched, owned, plan_id

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.local import View
    from bot.workspace import Workspace
    from tests.slack.steward import Steward

AFTERNOON = datetime(2014, 5, 19, 14, 32, tzinfo=LONDON)
OWED = "NI 126"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(AFTERNOON)


@pytest.fixture
def owner(workspace: Workspace) -> int:
    person = matched(workspace, "Data officer 21", "U2")
    owned(workspace, OWED, person)
    return person


@pytest.fixture
def waiting(workspace: Workspace, owner: int) -> Indicator:
    """A figure of Ben's that waits for Amy, the officer."""
    matched(workspace, "Performance officer", "U1", "officer")
    indicator = an_indicator_of(workspace, OWED)
    figure = a_figure("91.7%", "Q4 2013/14", indicator.headline.id, state=State.SUBMITTED)
    with workspace.begin() as work:
        figures.add(work, figure, AFTERNOON - timedelta(hours=1), Provenance(supplied_by=owner, entered_by=owner))
    return indicator


def opened(steward: Steward, who: str) -> View:
    steward.slack.user(who).open_home()
    steward.slack.settle()
    return home_of(steward, who)


def home_of(steward: Steward, who: str) -> View:
    home = steward.slack.user(who).home
    assert home
    return home


def pressed(steward: Steward, who: str, action_id: str, *entry: object) -> View:
    steward.slack.user(who).click(home_of(steward, who), action_id, *entry)
    steward.slack.settle()
    return home_of(steward, who)


def test_a_figure_is_approved_from_home(steward: Steward, workspace: Workspace, waiting: Indicator) -> None:
    assert "1 figure waits for approval" in opened(steward, "U1").words
    after = pressed(steward, "U1", round_actions.FIGURE_APPROVE)
    assert "No figure waits for approval" in after.words
    assert "1 figure is approved and not published" in after.words
    assert held(workspace, waiting)[-1].figure.state is State.APPROVED
    after = pressed(steward, "U1", round_actions.FIGURE_PUBLISH)
    assert "not published" not in after.words
    assert held(workspace, waiting)[-1].figure.state is State.PUBLISHED


def test_a_figure_is_sent_back_from_home_over_a_form(
    steward: Steward, workspace: Workspace, waiting: Indicator
) -> None:
    amy = steward.slack.user("U1")
    opened(steward, "U1")
    pressed(steward, "U1", round_actions.FIGURE_SEND_BACK)
    assert amy.modal
    field = next(block["block_id"] for block in amy.modal.blocks if block["type"] == "input")
    amy.submit(amy.modal, {field: "Which quarter is this?"})
    steward.slack.settle()
    assert held(workspace, waiting)[-1].figure.state is State.SENT_BACK
    assert 'sent back, "Which quarter is this?"' in opened(steward, "U2").words


def test_what_an_owner_presses_in_a_home_that_says_they_are_an_officer_is_refused(
    steward: Steward, workspace: Workspace, waiting: Indicator
) -> None:
    """A Home from before, or a forged one, gives nobody a role."""
    amys = opened(steward, "U1")
    bens = {"type": "home", "blocks": amys.body["blocks"]}
    steward.client.views_publish(user_id="U2", view=bens)
    pressed(steward, "U2", round_actions.FIGURE_APPROVE)
    assert steward.slack.user("U2").modal
    assert held(workspace, waiting)[-1].figure.state is State.SUBMITTED


def test_a_reminder_put_off_in_home_is_seen_there(steward: Steward, workspace: Workspace, owner: int) -> None:
    assert owner
    opened(steward, "U2")
    indicator = an_indicator_of(workspace, OWED)
    entry = nudge_actions.more_value(Chosen.TOMORROW, indicator.id, "Q2013.4")
    after = pressed(steward, "U2", round_actions.NUDGE_MORE, entry)
    assert "you are reminded again on 20 May 2014" in after.words


def test_a_request_is_decided_from_home(steward: Steward, workspace: Workspace, waiting: Indicator, owner: int) -> None:
    wanted = {"until": "2014-06-30", "available": "30 June 2014"}
    about = {"plan_id": plan_id(workspace), "measure_id": waiting.id, "asked_by": owner}
    with workspace.begin() as work:
        number = requests.ask(
            work, Request(kind=DEFERRAL, period=a_period("Q4 2013/14"), wanted=wanted, **about), AFTERNOON
        )
    assert "1 request waits for you" in opened(steward, "U1").words
    after = pressed(steward, "U1", round_actions.NUDGE_REFUSE)
    assert "waits for you" not in after.words
    with workspace.reading() as work:
        found = requests.get(work, number)
    assert found
    assert found.state == requests.REFUSED


def test_the_return_sheet_comes_into_the_direct_messages(steward: Steward, workspace: Workspace, owner: int) -> None:
    from store import owners, people

    with workspace.begin() as work:
        body = people.organisation(work, "Health")
        member = people.person(work, "Data officer 24", body)
        people.link(work, owner, None)
        people.link(work, member, "U2")
        owners.assign(work, an_indicator_of(workspace, OWED).id, None, body)
    opened(steward, "U2")
    pressed(steward, "U2", round_actions.SHEET_GET)
    (message,) = [message for message in steward.slack.direct("U2") if message.files]
    assert message.files[0].name.endswith(".xlsx")
    assert message.files[0].content.startswith(b"PK")


def test_who_is_who_opens_from_an_officers_home_and_from_nobody_elses(steward: Steward, waiting: Indicator) -> None:
    assert waiting
    amys = opened(steward, "U1")
    pressed(steward, "U1", home_actions.PEOPLE_OPEN)
    amy = steward.slack.user("U1")
    steward.slack.wait_for(lambda: amy.modal and "Performance officer" in amy.modal.words)
    steward.client.views_publish(user_id="U2", view={"type": "home", "blocks": amys.body["blocks"]})
    pressed(steward, "U2", home_actions.PEOPLE_OPEN)
    ben = steward.slack.user("U2")
    steward.slack.wait_for(lambda: ben.modal and ben.modal.title != "One moment")
    assert ben.modal
    assert "Performance officer" not in ben.modal.words
