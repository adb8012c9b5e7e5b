"""Figures that wait for an officer: approved one by one or together, sent back with a reason, published; each once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot import queueing
from bot.domain.kinds import State
from bot.domain.model import Figure, Marker
from bot.render import round_actions
from store import audit, outbox
from store.figures import Provenance, Revision
from tests.builders import a_period
from tests.conftest import MORNING
from tests.slack.office import Q4, filled, held, matched, opened, owned, pressed, sent, told

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.local import LocalSlack, View
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward


@pytest.fixture
def amy(workspace: Workspace) -> int:
    return matched(workspace, "Named officer 03", "U1")


@pytest.fixture
def ben(workspace: Workspace) -> int:
    return matched(workspace, "Named officer 05", "U2", "officer")


@pytest.fixture
def cat(slack: LocalSlack, workspace: Workspace) -> int:
    """Another officer."""
    slack.add_user("U4", "cat", real_name="Cat Cole")
    return matched(workspace, "Named officer 06", "U4", "officer")


@pytest.fixture
def waiting(steward: Steward, workspace: Workspace, amy: int, ben: int) -> Indicator:  # noqa: ARG001  he is there
    """91.0% from Amy, which is on target and stands out in nothing."""
    return given(steward, workspace, "NI 126", amy, value="91.0%")


def given(steward: Steward, workspace: Workspace, code: str, owner: int, who: str = "U1", **entries: str) -> Indicator:
    indicator = owned(workspace, code, owner)
    preview = sent(steward, who, opened(steward, who, indicator), **entries)
    assert preview
    right = {each["block_id"]: "right" for each in preview.blocks if each["block_id"].startswith("confirm:")}
    done = sent(steward, who, preview, **right)
    assert done
    assert done.title == "Saved", done.errors
    steward.slack.user(who).close(done)
    return indicator


def queue(steward: Steward, who: str = "U2") -> View:
    pressed(steward, who, round_actions.FIGURE_QUEUE, "queue")
    return filled(steward, who)


def click(steward: Steward, view: View, action_id: str, who: str = "U2") -> None:
    steward.slack.user(who).click(view, action_id)
    steward.slack.settle()


def states(workspace: Workspace, indicator: Indicator) -> list[State]:
    return [each.figure.state for each in held(workspace, indicator)]


def seen(workspace: Workspace, indicator: Indicator) -> str:
    """What a button of the queue carries for the figure as it stands now."""
    return round_actions.seen_value(indicator.id, Q4, queueing.seen_of(held(workspace, indicator)[-1:]))


@pytest.mark.usefixtures("waiting")
def test_the_queue_shows_the_figure_the_change_whose_it_is_and_what_stands_out(
    steward: Steward, workspace: Workspace, amy: int
) -> None:
    given(steward, workspace, "NI 053a", amy, value="20.25%", comment="Fewer visits.")
    form = queue(steward)
    assert "2 figures wait; 1 without anything" in form.words
    assert "91.0% in Q4 2013/14. Target met" in form.words
    assert "Better than" in form.words
    assert "Supplied by Named officer 03, 2 July 2014." in form.words
    assert "20.25% has more decimals" in form.words
    assert "Fewer visits." in form.words


def test_one_is_approved_by_its_button_and_leaves_the_queue(
    steward: Steward, workspace: Workspace, waiting: Indicator, ben: int
) -> None:
    form = queue(steward)
    click(steward, form, round_actions.FIGURE_APPROVE)
    assert "1 figure is approved." in form.words
    assert "No figure waits for you." in form.words
    (revision,) = held(workspace, waiting)
    assert revision.figure.state is State.APPROVED
    assert (revision.provenance.approved_by, revision.provenance.one_person) == (ben, False)
    with workspace.reading() as work:
        (change,) = (each for each in audit.of_measure(work, waiting.id) if each.what == "figure approved")
    assert (change.who, change.new) == ("U2", "Q4 2013/14: 91.0%")


def test_a_selection_is_approved_and_the_rest_stays(
    steward: Steward, workspace: Workspace, waiting: Indicator, amy: int
) -> None:
    other = given(steward, workspace, "NI 053a", amy, value="45.0%", comment="Fewer visits.")
    form = queue(steward)
    tick = next(each["block_id"] for each in form.blocks if each["block_id"].startswith(f"tick:{waiting.id}:"))
    value = seen(workspace, waiting)
    left = sent(steward, "U2", form, **{tick: [value]})
    assert left
    assert "1 figure is approved." in left.words
    assert states(workspace, waiting) == [State.APPROVED]
    assert states(workspace, other) == [State.SUBMITTED]
    assert sent(steward, "U2", left)
    assert "Nothing was ticked" in left.words


def test_all_without_warnings_are_approved_that_the_officer_had_seen(
    steward: Steward, workspace: Workspace, clock: StandingClock, waiting: Indicator, amy: int
) -> None:
    doubtful = given(steward, workspace, "NI 053a", amy, value="45.25%", comment="Fewer visits.")
    form = queue(steward)
    clock.advance(minutes=1)
    later = given(steward, workspace, "CSS162", amy, value="80.0%", comment="More places.")
    click(steward, form, round_actions.FIGURE_APPROVE_CLEAN)
    assert states(workspace, waiting) == [State.APPROVED]
    assert states(workspace, doubtful) == states(workspace, later) == [State.SUBMITTED]


@pytest.mark.usefixtures("cat")
def test_nobody_approves_a_figure_that_they_supplied(steward: Steward, workspace: Workspace, ben: int) -> None:
    own = given(steward, workspace, "NI 126", ben, "U2", value="91.0%")
    form = queue(steward)
    assert "You supplied it, so somebody else approves it." in form.words
    assert round_actions.FIGURE_APPROVE not in str(form.blocks)
    pressed(steward, "U2", round_actions.FIGURE_APPROVE, seen(workspace, own))
    assert states(workspace, own) == [State.SUBMITTED]
    click(steward, queue(steward, "U4"), round_actions.FIGURE_APPROVE, "U4")
    assert states(workspace, own) == [State.APPROVED]


def test_an_officer_may_enter_a_partners_figure_and_approve_it_as_a_one_person_check(
    steward: Steward, workspace: Workspace, amy: int, ben: int
) -> None:
    theirs = given(steward, workspace, "NI 126", amy, "U2", value="91.0%")
    (revision,) = held(workspace, theirs)
    assert (revision.provenance.supplied_by, revision.provenance.entered_by) == (amy, ben)
    form = queue(steward)
    assert "needs a source" in form.words
    assert round_actions.FIGURE_APPROVE not in str(form.blocks)
    pressed(steward, "U2", round_actions.FIGURE_APPROVE, seen(workspace, theirs))
    assert states(workspace, theirs) == [State.SUBMITTED]
    given(steward, workspace, "NI 126", amy, "U2", source="https://example.org/return.xlsx")
    form = queue(steward)
    assert "marked as a one-person check" in form.words
    click(steward, form, round_actions.FIGURE_APPROVE)
    revision = held(workspace, theirs)[-1]
    assert (revision.figure.state, revision.provenance.one_person) == (State.APPROVED, True)
    assert revision.provenance.approved_by == ben


def test_the_message_of_what_was_saved_says_when_it_was_approved_and_when_readers_saw_it(
    steward: Steward, waiting: Indicator, clock: StandingClock
) -> None:
    assert "It waits for Named officer 05 to approve it." in saved(steward)
    clock.set(MORNING + timedelta(days=1))
    form = queue(steward)
    click(steward, form, round_actions.FIGURE_APPROVE)
    steward.drain()
    day = f"{(MORNING + timedelta(days=1)).day} {MORNING + timedelta(days=1):%B %Y}"
    assert f"Approved on {day}. Readers see it when it is published." in saved(steward)
    pressed(steward, "U2", round_actions.FIGURE_PUBLISH, "publish")
    steward.drain()
    assert f"Published on {day}." in saved(steward)
    assert waiting.title in saved(steward)


@pytest.mark.usefixtures("waiting")
def test_the_message_of_what_was_saved_says_that_it_was_sent_back(steward: Steward) -> None:
    assert "It waits for" in saved(steward)
    click(steward, queue(steward), round_actions.FIGURE_SEND_BACK)
    ask = steward.slack.user("U2").modal
    assert ask
    sent(steward, "U2", ask, reason="Wrong term.")
    steward.drain()
    assert "It waits for" not in saved(steward)
    assert f"Sent back on {MORNING.day} {MORNING:%B %Y}: my message about that says why." in saved(steward)


def saved(steward: Steward) -> str:
    """The one message that tells its owner what was saved, as it reads now."""
    steward.drain()
    (message,) = [each.text for each in told(steward, "U1") if each.text.startswith("Saved: ")]
    return message


def test_a_figure_goes_back_with_a_reason_and_comes_again(
    steward: Steward, workspace: Workspace, waiting: Indicator
) -> None:
    form = queue(steward)
    click(steward, form, round_actions.FIGURE_SEND_BACK)
    ask = steward.slack.user("U2").modal
    assert ask
    assert sent(steward, "U2", ask, reason="  ") is ask
    assert ask.errors == {"reason": "Say why in a sentence or two."}
    sent(steward, "U2", ask, reason="See jo@example.org")
    assert "an email address" in ask.errors["reason"]
    assert sent(steward, "U2", ask, reason="The count is of the wrong term.") is form
    steward.slack.wait_for(lambda: "The figure is sent back" in form.words)
    assert states(workspace, waiting) == [State.SENT_BACK]
    steward.drain()
    message = told(steward, "U1")[-1]
    assert "91.0%" in message.text
    assert "The officer says: The count is of the wrong term." in message.text
    steward.slack.user("U1").click(message, round_actions.FIGURE_ENTER)
    again = filled(steward, "U1")
    assert "The count is of the wrong term." in again.words
    assert '"91.0"' in str(again.body).replace("'", '"')
    preview = sent(steward, "U1", again, value="90.5%")
    assert preview
    sent(steward, "U1", preview)
    assert states(workspace, waiting) == [State.SENT_BACK, State.SUBMITTED]


def test_what_revises_an_approved_figure_keeps_its_reason_when_it_comes_again(
    steward: Steward, workspace: Workspace, waiting: Indicator, amy: int
) -> None:
    click(steward, queue(steward), round_actions.FIGURE_APPROVE)
    given(steward, workspace, "NI 126", amy, value="92.0%", reason="A clinic was late.")
    form = queue(steward)
    assert "A clinic was late." in form.words
    click(steward, form, round_actions.FIGURE_SEND_BACK)
    ask = steward.slack.user("U2").modal
    assert ask
    sent(steward, "U2", ask, reason="Which one?")
    form = opened(steward, "U1", waiting)
    assert "A clinic was late." in str(form.body)
    sent(steward, "U1", form, value="92.5%", reason="")
    assert list(form.errors) == ["reason"]
    given(steward, workspace, "NI 126", amy, value="92.5%", reason="The clinic in Bulwell was late.")
    revision = held(workspace, waiting)[-1]
    assert (revision.figure.markers, revision.provenance.reason) == (
        {Marker.REVISED},
        "The clinic in Bulwell was late.",
    )


def test_a_note_of_what_was_sent_back_is_not_sent_once_a_new_figure_is_in(steward: Steward, waiting: Indicator) -> None:
    steward.drain()
    before = len(told(steward, "U1"))
    form = queue(steward)
    click(steward, form, round_actions.FIGURE_SEND_BACK)
    ask = steward.slack.user("U2").modal
    assert ask
    sent(steward, "U2", ask, reason="Wrong term.")
    preview = sent(steward, "U1", opened(steward, "U1", waiting), value="90.5%")
    assert preview
    sent(steward, "U1", preview)
    steward.drain()
    assert ["Wrong term." in each.text for each in told(steward, "U1")[before:]] == [False]


@pytest.mark.usefixtures("cat")
def test_of_two_officers_the_second_is_told_that_it_is_done(
    steward: Steward, workspace: Workspace, waiting: Indicator, ben: int
) -> None:
    first, second = queue(steward, "U2"), queue(steward, "U4")
    click(steward, first, round_actions.FIGURE_APPROVE, "U2")
    click(steward, second, round_actions.FIGURE_APPROVE, "U4")
    assert "dealt with by another officer" in second.words
    assert held(workspace, waiting)[0].provenance.approved_by == ben


def test_what_came_after_the_officer_looked_is_not_approved_unseen(
    steward: Steward, workspace: Workspace, waiting: Indicator, amy: int
) -> None:
    form = queue(steward)
    given(steward, workspace, "NI 126", amy, value="12.0%", comment="A mistake.")
    click(steward, form, round_actions.FIGURE_APPROVE)
    assert "given anew" in form.words
    assert State.APPROVED not in states(workspace, waiting)


def test_other_lines_of_an_indicator_given_as_often_are_not_what_was_seen() -> None:
    def of(series: int, revision: int) -> Revision:
        figure = Figure(series_id=series, period=a_period("Q4 2013/14"), as_printed="1", revision=revision)
        return Revision(figure=figure, provenance=Provenance(), recorded_at=MORNING)

    number, rate = 1, 2
    sets = ([of(number, 2)], [of(rate, 2)], [of(number, 1), of(rate, 1)], [of(number, 2), of(rate, 1)])
    assert len({queueing.seen_of(each) for each in sets}) == len(sets)
    assert queueing.seen_of(sets[3]) == queueing.seen_of(sets[3][::-1])


@pytest.mark.parametrize(
    ("action", "value"),
    [
        (round_actions.FIGURE_QUEUE, "queue"),
        (round_actions.FIGURE_APPROVE, '{"m":%s,"p":"Q2013.4","n":2}'),
        (round_actions.FIGURE_APPROVE_CLEAN, "9000000000000000"),
        (round_actions.FIGURE_PUBLISH, "publish"),
    ],
)
def test_it_is_for_officers_alone(
    steward: Steward, workspace: Workspace, waiting: Indicator, action: str, value: str
) -> None:
    pressed(steward, "U1", action, value % waiting.id if "%s" in value else value)
    if action == round_actions.FIGURE_QUEUE:
        assert "for a performance officer" in filled(steward, "U1").words
    assert states(workspace, waiting) == [State.SUBMITTED]


def test_approved_figures_are_published_together(steward: Steward, workspace: Workspace, waiting: Indicator) -> None:
    form = queue(steward)
    click(steward, form, round_actions.FIGURE_APPROVE)
    assert "1 figure is approved and not published." in form.words
    steward.slack.user("U2").close(form)
    form = queue(steward)
    click(steward, form, round_actions.FIGURE_PUBLISH)
    assert "1 figure is published." in form.words
    assert states(workspace, waiting) == [State.PUBLISHED]


@pytest.mark.usefixtures("waiting")
def test_an_officer_has_one_message_a_day_changed_in_place(
    steward: Steward, workspace: Workspace, clock: StandingClock, amy: int
) -> None:
    steward.drain()
    (message,) = told(steward, "U2")
    assert message.text.startswith("1 figure waits")
    clock.advance(minutes=10)
    given(steward, workspace, "NI 053a", amy, value="47.0%", comment="More visits.")
    steward.drain()
    (message,) = told(steward, "U2")
    assert message.text.startswith("2 figures wait")
    clock.advance(minutes=10)
    steward.slack.user("U2").click(message, round_actions.FIGURE_APPROVE_CLEAN)
    steward.slack.settle()
    steward.drain()
    (message,) = told(steward, "U2")
    assert message.text == "No figure waits for you any more."
    clock.advance(days=1)
    given(steward, workspace, "CSS162", amy, value="80.0%", comment="More places.")
    steward.drain()
    assert len(told(steward, "U2")) == 2


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("came_of_it", ["not needed", "dropped", "failed"])
def test_where_the_days_message_came_to_nothing_a_later_figure_has_another(
    steward: Steward, workspace: Workspace, clock: StandingClock, amy: int, came_of_it: str
) -> None:
    with workspace.begin() as work:
        (message,) = (each for each in outbox.every(work) if each.kind == queueing.KIND)
        if came_of_it == "dropped":
            assert outbox.drop(work, message.id)
        if came_of_it == "failed":
            (taken,) = (each for each in outbox.claim(work, clock(), timedelta(minutes=1), 9) if each.id == message.id)
            assert outbox.fail(work, taken, "x")
    if came_of_it == "not needed":
        click(steward, queue(steward), round_actions.FIGURE_APPROVE)
    clock.advance(minutes=2)
    steward.drain()
    assert told(steward, "U2") == []
    for minutes, code, value in ((60, "NI 053a", "47.0%"), (60, "CSS162", "80.0%")):
        clock.advance(minutes=minutes)
        given(steward, workspace, code, amy, value=value, comment="As counted.")
        steward.drain()
        (said,) = told(steward, "U2")
        assert value in said.text


@pytest.mark.usefixtures("ben")
def test_a_long_queue_is_turned_page_by_page(
    steward: Steward, workspace: Workspace, amy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.services.figures import approving

    monkeypatch.setattr(approving, "PAGE", 1)
    given(steward, workspace, "NI 126", amy, value="91.0%")
    clock = workspace.clock
    clock.set(clock() + timedelta(minutes=1))  # type: ignore[attr-defined]  # it is the standing one
    given(steward, workspace, "NI 053a", amy, value="47.0%", comment="More visits.")
    form = queue(steward)
    assert "These are 1 to 1." in form.words
    click(steward, form, f"{round_actions.FIGURE_QUEUE_PAGE}:after")
    assert "These are 2 to 2." in form.words
    assert "NI 053a" in form.words
    click(steward, form, f"{round_actions.FIGURE_QUEUE_PAGE}:before")
    assert "NI 126" in form.words
