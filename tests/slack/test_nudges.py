"""The chase in Slack: one message a person a day, read again when it is sent, changed in place as figures come in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot import freshening
from bot.domain.acts import Act
from bot.domain.kinds import State
from bot.domain.model import Figure
from bot.domain.periods import from_key
from bot.domain.rounds import Promise
from bot.render import nudge_actions, round_actions
from bot.render.nudge_actions import Chosen
from bot.services import reminders
from bot.services.reminders import planning
from store import admissions, audit, figures, leads, outbox, people, promises, snoozes
from store.admissions import OUTSIDER, Admission
from tests.conftest import LONDON
from tests.slack.office import (
    Q4,
    an_indicator_of,
    filled,
    matched,
    owned,
    plan_id,
    pressed,
    sent,
    told_of_figures,
)

if TYPE_CHECKING:
    from io import StringIO

    from bot.local import LocalSlack, View
    from bot.local.things import Message
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

HEADS_UP, DUE, LATE = date(2014, 5, 12), date(2014, 5, 19), date(2014, 5, 22)
ANNOUNCE, ESCALATE, OFFICER = date(2014, 5, 28), date(2014, 5, 30), date(2014, 6, 3)
CODES = ("NI 126", "NI 053a", "NI 053b")
OTHER = "NI 055a"


@pytest.fixture
def owner(workspace: Workspace) -> int:
    """Amy owns three indicators that are due on 19 May."""
    person = matched(workspace, "Named officer 03", "U1")
    for code in CODES:
        owned(workspace, code, person)
    return person


@pytest.fixture
def officer(workspace: Workspace, slack: LocalSlack) -> int:
    slack.add_user("U4", "olga", real_name="Olga Officer")
    return matched(workspace, "Performance officer", "U4", "officer")


@pytest.fixture
def colleague(workspace: Workspace) -> int:
    """Ben owns another indicator."""
    person = matched(workspace, "Named officer 05", "U2")
    owned(workspace, OTHER, person)
    return person


def at_ten(clock: StandingClock, day: date) -> None:
    clock.set(datetime(day.year, day.month, day.day, 10, 0, tzinfo=LONDON))


def morning(steward: Steward, clock: StandingClock, day: date) -> None:
    """What the timetable does on a day by ten o'clock."""
    at_ten(clock, day)
    reminders.plan_for_today(steward.workspace)
    steward.drain()


def came_in(workspace: Workspace, *codes: str) -> None:
    """Figures for the fourth quarter, in the way that a form writes them."""
    with workspace.begin() as work:
        for code in codes:
            indicator = an_indicator_of(workspace, code)
            for series in indicator.series:
                figure = Figure(
                    series_id=series.id, period=from_key(Q4), as_printed="1", value=Decimal(1), state=State.SUBMITTED
                )
                figures.add(work, figure, workspace.now())
            freshening.freshen(work, [indicator.id], workspace.now())


def said_to(steward: Steward, who: str) -> list[str]:
    """What Steward wrote to somebody, as it stands now; not what a test put there to be pressed."""
    return [message.text for message in steward.slack.direct(who) if message.text != "Press"]


def of_figures(steward: Steward, who: str) -> list[str]:
    """What a lead was told of figures; they are asked for a highlight besides."""
    return [each.text for each in told_of_figures(steward, who)]


def last(steward: Steward, who: str) -> Message:
    return steward.slack.direct(who)[-1]


def item(workspace: Workspace, code: str) -> str:
    return round_actions.item_value(an_indicator_of(workspace, code).id, Q4)


def chose(steward: Steward, who: str, message: Message, code: str, chosen: Chosen) -> None:
    """A line of the menu beside an item."""
    value = nudge_actions.more_value(chosen, an_indicator_of(steward.workspace, code).id, Q4)
    holding = next(block for block in message.blocks if value in str(block).replace("\\\\", "\\"))
    steward.slack.user(who).click(message, round_actions.NUDGE_MORE, value, block_id=holding["block_id"])
    steward.slack.settle()


def told_alone(steward: Steward, who: str) -> str:
    return steward.slack.ephemerals(who)[-1].text


@pytest.mark.usefixtures("owner")
def test_one_message_lists_all_that_somebody_owes_and_when(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    (text,) = said_to(steward, "U1")
    assert text.startswith("3 figures are wanted from you, all due today.\nDue today, 19 May 2014:\n- ")
    assert all(code in text for code in CODES)
    pressable = [
        each["action_id"]
        for block in last(steward, "U1").blocks
        for each in block.get("elements", ())
        if "action_id" in each
    ]
    assert pressable.count("figure.enter") == 3
    assert pressable.count("nudge.more") == 3


@pytest.mark.usefixtures("owner", "officer")
def test_whoever_ticks_and_however_often_it_is_one_a_day(steward: Steward, clock: StandingClock) -> None:
    for _ in range(3):
        morning(steward, clock, DUE)
    assert len(said_to(steward, "U1")) == 1
    at_ten(clock, date(2014, 5, 20))
    assert reminders.plan_for_today(steward.workspace) == 0


@pytest.mark.usefixtures("owner")
def test_each_step_is_said_once_and_days_between_are_quiet(steward: Steward, clock: StandingClock) -> None:
    said: list[str] = []
    for day in (HEADS_UP, date(2014, 5, 13), DUE, date(2014, 5, 20), LATE, date(2014, 5, 24), ANNOUNCE):
        morning(steward, clock, day)
        lines = said_to(steward, "U1")[-1].split("\n")
        if lines[1] not in said:
            said.append(lines[1])
    assert said == [
        "Due on 19 May 2014:",
        "Due today, 19 May 2014:",
        "3 days late, due 19 May 2014:",
        "9 days late, due 19 May 2014:",
    ]
    assert len(said_to(steward, "U1")) == 4


@pytest.mark.usefixtures("owner")
def test_an_earlier_message_gives_way_to_the_later_one(steward: Steward, clock: StandingClock) -> None:
    for day in (HEADS_UP, DUE):
        morning(steward, clock, day)
    reminders.plan_for_today(steward.workspace)
    steward.drain()
    earlier, later = steward.slack.direct("U1")
    assert earlier.text == "Replaced by the list of 19 May 2014 below."
    assert "action_id" not in str(earlier.blocks)
    assert later.text.startswith("3 figures are wanted")
    came_in(steward.workspace, *CODES)
    reminders.plan_for_today(steward.workspace)
    steward.drain()
    assert said_to(steward, "U1") == [earlier.text, "All 3 figures are in. Thank you."]


@pytest.mark.usefixtures("owner")
def test_a_nudge_that_waited_since_yesterday_goes_out_once_with_todays_words(
    steward: Steward, clock: StandingClock
) -> None:
    at_ten(clock, DUE)
    reminders.plan_for_today(steward.workspace)
    morning(steward, clock, LATE)
    (text,) = said_to(steward, "U1")
    assert "3 days late" in text


@pytest.mark.usefixtures("owner")
def test_nothing_is_said_of_a_figure_that_came_in_before_the_message_went_out(
    steward: Steward, clock: StandingClock
) -> None:
    at_ten(clock, DUE)
    reminders.plan_for_today(steward.workspace)
    came_in(steward.workspace, *CODES)
    steward.drain()
    assert said_to(steward, "U1") == []


@pytest.mark.usefixtures("owner")
def test_the_message_is_changed_in_place_as_figures_come_in(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    came_in(steward.workspace, "NI 126")
    steward.drain()
    (text,) = said_to(steward, "U1")
    assert text.startswith("2 figures are wanted from you, both due today. 1 other is in, thank you.")
    assert "NI 126" not in text
    came_in(steward.workspace, "NI 053a", "NI 053b")
    steward.drain()
    assert said_to(steward, "U1") == ["All 3 figures are in. Thank you."]


@pytest.mark.usefixtures("owner")
def test_many_figures_at_once_change_the_message_once(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    came_in(steward.workspace, *CODES)
    steward.drain()
    assert len(steward.slack.calls_of("chat.update")) == 1
    assert said_to(steward, "U1") == ["All 3 figures are in. Thank you."]


def test_a_reminder_put_off_is_shown_and_the_figure_stays_due(
    steward: Steward, clock: StandingClock, owner: int
) -> None:
    morning(steward, clock, DUE)
    chose(steward, "U1", last(steward, "U1"), "NI 126", Chosen.NEXT_WEEK)
    steward.drain()
    (text,) = said_to(steward, "U1")
    assert "reminder on 27 May 2014" in text  # the Monday is a bank holiday
    with steward.workspace.reading() as work:
        assert snoozes.snoozes(work) == {
            (owner, an_indicator_of(steward.workspace, "NI 126").id, Q4): date(2014, 5, 27)
        }


@pytest.mark.usefixtures("owner")
def test_all_reminders_can_be_put_off_at_once_and_come_back(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    every = nudge_actions.all_value(Chosen.THREE_DAYS)
    steward.slack.user("U1").click(last(steward, "U1"), round_actions.NUDGE_SNOOZE, every)
    steward.slack.settle()
    steward.drain()
    assert said_to(steward, "U1")[0].count("reminder on 22 May 2014") == 3
    morning(steward, clock, LATE)
    assert len(said_to(steward, "U1")) == 2


def put_off(steward: Steward, who: str, code: str, until: str) -> View | None:
    """Not available until that day, by the form."""
    pressed(steward, who, round_actions.NUDGE_DEFER, item(steward.workspace, code))
    form = filled(steward, who)
    return sent(steward, who, form, until=until, why="The provider reports in June")


def test_a_figure_is_put_off_by_a_form_with_its_day_and_why(steward: Steward, clock: StandingClock, owner: int) -> None:
    morning(steward, clock, DUE)
    chose(steward, "U1", last(steward, "U1"), "NI 126", Chosen.DEFER)
    form = filled(steward, "U1")
    refused = sent(steward, "U1", form, until="2014-05-19", why="x")
    assert refused
    assert refused.errors == {"until": "Choose a day after today, and within a year."}
    told = sent(steward, "U1", form, until="2014-05-23", why="Ask amy.adams@example.org")
    assert told
    assert told.errors["why"].startswith("What you wrote seems to hold somebody's email address.")
    done = sent(steward, "U1", form, until="2014-05-23", why="The provider reports late")
    assert done
    assert "1 figure is put off until 23 May 2014." in done.words
    steward.drain()
    assert said_to(steward, "U1")[0].startswith("2 figures are wanted from you")
    with steward.workspace.reading() as work:
        (promise,) = promises.promises(work, plan_id(steward.workspace)).values()
    assert (promise.until, promise.available, promise.why, promise.times, promise.by) == (
        date(2014, 5, 23), "May 2014", "The provider reports late", 1, owner,
    )  # fmt: skip


@pytest.mark.usefixtures("owner")
def test_several_are_put_off_at_once(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    steward.slack.user("U1").click(last(steward, "U1"), round_actions.NUDGE_DEFER_SEVERAL)
    form = filled(steward, "U1")
    two = [item(steward.workspace, code) for code in CODES[:2]]
    done = sent(steward, "U1", form, items=two, until="2014-05-23", why="Not yet")
    assert done
    assert "2 figures are put off" in done.words
    steward.drain()
    assert said_to(steward, "U1")[0].startswith("1 figure is wanted from you. 2 others are put off.")


@pytest.mark.usefixtures("officer")
def test_a_third_deferral_is_the_officers_to_grant(steward: Steward, clock: StandingClock, owner: int) -> None:
    morning(steward, clock, DUE)
    for until in ("2014-05-21", "2014-05-22"):
        put_off(steward, "U1", "NI 126", until)
    done = put_off(steward, "U1", "NI 126", "2014-05-23")
    assert done
    assert "the performance officer is asked" in done.words
    steward.drain()
    asked = last(steward, "U4")
    assert asked.text.startswith("Named officer 03 asks to put off ")
    assert "It was put off 2 times before" in asked.text
    with steward.workspace.reading() as work:
        (promise,) = promises.promises(work, plan_id(steward.workspace)).values()
    assert promise.until == date(2014, 5, 22)
    steward.slack.user("U4").click(asked, round_actions.NUDGE_GRANT)
    steward.slack.settle()
    steward.drain()
    assert "Granted." in last(steward, "U4").text
    assert "is put off until 23 May 2014: the performance officer agrees." in last(steward, "U1").text
    with steward.workspace.reading() as work:
        (promise,) = promises.promises(work, plan_id(steward.workspace)).values()
    assert (promise.until, promise.by) == (date(2014, 5, 23), owner)


@pytest.mark.usefixtures("owner", "officer")
def test_one_past_the_freeze_is_the_officers_to_refuse(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    put_off(steward, "U1", "NI 126", "2014-06-30")
    steward.drain()
    asked = last(steward, "U4")
    assert "frozen on" in asked.text
    steward.slack.user("U4").click(asked, round_actions.NUDGE_REFUSE)
    steward.slack.settle()
    steward.drain()
    assert "Refused: it stays due." in last(steward, "U4").text
    assert "is not put off: it stays due" in last(steward, "U1").text
    with steward.workspace.reading() as work:
        assert promises.promises(work, plan_id(steward.workspace)) == {}


@pytest.mark.usefixtures("owner", "officer")
def test_a_request_keeps_the_reason_for_which_it_was_asked(steward: Steward, clock: StandingClock) -> None:
    """Once it is granted the figure is for another meeting, with another freeze."""
    morning(steward, clock, DUE)
    done = put_off(steward, "U1", "NI 126", "2014-06-20")
    assert done
    assert "1 figure would come after the freeze for its meeting: the performance officer is asked" in done.words
    steward.drain()
    because = "The figures for its meeting are frozen on 3 June 2014, which is before that."
    assert because in last(steward, "U4").text
    steward.slack.user("U4").click(last(steward, "U4"), round_actions.NUDGE_GRANT)
    steward.slack.settle()
    steward.drain()
    assert "Granted." in last(steward, "U4").text
    assert because in last(steward, "U4").text


@pytest.mark.usefixtures("owner")
def test_who_puts_off_to_a_weekend_is_told_the_working_day_on_which_they_hear(
    steward: Steward, clock: StandingClock
) -> None:
    morning(steward, clock, DUE)
    done = put_off(steward, "U1", "NI 126", "2014-05-24")  # a Saturday; the Monday is a bank holiday
    assert done
    assert "put off until 24 May 2014. You hear of it again on 27 May 2014, the next working day." in done.words


@pytest.mark.usefixtures("owner", "colleague", "officer")
def test_not_mine_is_handed_over_by_the_officer(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    chose(steward, "U1", last(steward, "U1"), "NI 126", Chosen.NOT_MINE)
    form = filled(steward, "U1")
    nobody = sent(steward, "U1", form)
    assert nobody
    assert "Say whose it is" in nobody.errors["person"]
    sent(steward, "U1", form, person="U2", why="It moved to his team")
    steward.drain()
    asked = last(steward, "U4")
    assert "It is said to belong to: Named officer 05." in asked.text
    steward.slack.user("U4").click(asked, round_actions.NUDGE_GRANT)
    steward.slack.settle()
    steward.drain()
    assert "They are the owner now." in last(steward, "U4").text
    assert "is not yours any more: it is now Named officer 05's." in last(steward, "U1").text
    assert "NI 126" not in said_to(steward, "U1")[0]
    assert "NI 126" in said_to(steward, "U2")[0]
    told = last(steward, "U2").text
    assert "(NI 126) is yours from now on" in told
    assert "Its figure for Q4 2013/14 is due on 19 May 2014." in told


@pytest.mark.usefixtures("owner", "officer")
def test_an_account_that_nobody_matched_is_not_made_an_owner(steward: Steward, clock: StandingClock) -> None:
    at_ten(clock, DUE)
    pressed(steward, "U1", round_actions.NUDGE_NOT_MINE, item(steward.workspace, "NI 126"))
    sent(steward, "U1", filled(steward, "U1"), person="U2")
    steward.drain()
    steward.slack.user("U4").click(last(steward, "U4"), round_actions.NUDGE_GRANT)
    steward.slack.settle()
    assert told_alone(steward, "U4").startswith("That account is matched to no post yet.")
    steward.drain()
    assert "They are the owner now." not in last(steward, "U4").text


@pytest.mark.usefixtures("owner", "colleague", "officer")
def test_away_with_a_deputy_the_deputy_is_asked(steward: Steward, clock: StandingClock) -> None:
    at_ten(clock, date(2014, 5, 16))
    pressed(steward, "U1", round_actions.NUDGE_AWAY, nudge_actions.ALL)
    form = filled(steward, "U1")
    itself = sent(steward, "U1", form, until="2014-05-30", deputy="U1")
    assert itself
    assert "Nobody stands in for themselves" in itself.errors["deputy"]
    unmatched = sent(steward, "U1", form, until="2014-05-30", deputy="U3")
    assert unmatched
    assert "matched to no post" in unmatched.errors["deputy"]
    done = sent(steward, "U1", form, until="2014-05-30", deputy="U2")
    assert done
    assert "You are away until 30 May 2014." in done.words
    morning(steward, clock, DUE)
    assert said_to(steward, "U1") == []
    (text,) = said_to(steward, "U2")
    assert "NI 126), Q4 2013/14, for Named officer 03" in text
    assert "You stand in for Named officer 03 until 30 May 2014." in text


@pytest.mark.usefixtures("owner", "colleague", "officer")
def test_who_is_away_reads_so_in_their_message_and_is_back_at_the_press_of_a_button(
    steward: Steward, clock: StandingClock
) -> None:
    morning(steward, clock, DUE)
    pressed(steward, "U1", round_actions.NUDGE_AWAY, nudge_actions.ALL)
    sent(steward, "U1", filled(steward, "U1"), until="2014-05-30", deputy="U2")
    steward.drain()
    (text,) = said_to(steward, "U1")
    assert text == "You are away until 30 May 2014; Named officer 05 is asked instead."
    message = next(each for each in steward.slack.direct("U1") if each.text == text)
    steward.slack.user("U1").click(message, round_actions.NUDGE_BACK)
    steward.slack.settle()
    steward.drain()
    (text,) = said_to(steward, "U1")
    assert text.startswith("3 figures are wanted from you, all due today.")


NO_ITEM = round_actions.item_value(12345, Q4)


@pytest.mark.usefixtures("owner", "colleague")
def test_another_owners_item_and_one_that_is_nobodys_are_refused(steward: Steward, clock: StandingClock) -> None:
    at_ten(clock, DUE)
    for value in (item(steward.workspace, "NI 126"), NO_ITEM):
        pressed(steward, "U2", round_actions.NUDGE_SNOOZE, value)
        assert told_alone(steward, "U2").startswith("That figure is not yours to settle.")
        for button in (round_actions.NUDGE_DEFER, round_actions.NUDGE_NOT_MINE):
            pressed(steward, "U2", button, value)
            form = filled(steward, "U2")
            assert "That figure is not yours to settle." in form.words
            steward.slack.user("U2").close(form)
    with steward.workspace.reading() as work:
        assert snoozes.snoozes(work) == {}


@pytest.mark.usefixtures("owner")
def test_values_that_we_never_wrote_are_old_buttons(steward: Steward, clock: StandingClock) -> None:
    at_ten(clock, DUE)
    pressed(steward, "U1", round_actions.NUDGE_SNOOZE, "x")
    click = steward.slack.deliveries[-1].payload
    forged = {"nudge.defer": "all", "nudge.not_mine": '{"m":1}', "nudge.grant": "-1", "nudge.more": "tomorrow|all"}
    for number, (button, value) in enumerate(forged.items(), start=2):
        action = click["actions"][0] | {"action_id": button, "value": value}
        assert steward.receive(click | {"actions": [action]}) == 200
        said = [each.text for each in steward.slack.ephemerals("U1")]
        assert len(said) == number
        assert said[-1].startswith("This button no longer works")


@pytest.mark.usefixtures("owner")
def test_a_button_of_a_figure_that_is_in_says_so_kindly(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    message = last(steward, "U1")
    came_in(steward.workspace, "NI 126")
    chose(steward, "U1", message, "NI 126", Chosen.TOMORROW)
    assert told_alone(steward, "U1").startswith("That figure is in by now")


def with_lead(workspace: Workspace, code: str, account: str) -> int:
    """A lead for the first objective of that indicator."""
    lead = matched(workspace, "Director", account)
    indicator = an_indicator_of(workspace, code)
    with workspace.begin() as work:
        held = workspace.catalogue(work)
        assert held
        objective = next(each for each in held.objectives if each.id == indicator.objectives[0])
        leads.appoint(work, plan_id(workspace), objective.level, objective.number, lead)
    return lead


def at_escalation(steward: Steward, clock: StandingClock, slack: LocalSlack) -> Message:
    """The officer's draft, once the owner was warned."""
    slack.add_user("U5", "lena", real_name="Lena Lead")
    with_lead(steward.workspace, "NI 126", "U5")
    came_in(steward.workspace, "NI 053a", "NI 053b")
    morning(steward, clock, ANNOUNCE)
    warned = said_to(steward, "U1")[-1]
    assert "is told to the objective's lead on 30 May 2014 if it is still out" in warned
    morning(steward, clock, ESCALATE)
    return next(each for each in slack.direct("U4") if each.text.startswith("A note to Director is ready: 1 figure"))


@pytest.mark.usefixtures("owner", "officer")
def test_a_lead_hears_only_when_an_officer_sends_the_note_and_once(
    steward: Steward, clock: StandingClock, slack: LocalSlack
) -> None:
    slack.add_user("U6", "otto", real_name="Otto Officer")
    matched(steward.workspace, "Second officer", "U6", "officer")
    draft = at_escalation(steward, clock, slack)
    theirs = next(each for each in slack.direct("U6") if each.text.startswith("A note to Director"))
    assert of_figures(steward, "U5") == []
    slack.user("U4").click(draft, round_actions.NUDGE_SEND_ESCALATION)
    slack.user("U6").click(theirs, round_actions.NUDGE_SEND_ESCALATION)
    slack.settle()
    steward.drain()
    (told,) = of_figures(steward, "U5")
    assert told.startswith("1 figure is late for your objectives.")
    assert "NI 126" in told
    assert any(text.startswith("Sent to Director") for text in said_to(steward, "U4"))
    assert any(text.startswith("Sent to Director") for text in said_to(steward, "U6"))
    refused = [*slack.ephemerals("U4"), *slack.ephemerals("U6")]
    assert ["An officer has decided this by now" in each.text for each in refused] == [True]


@pytest.mark.usefixtures("owner", "officer")
def test_a_lead_does_not_hear_before_the_owner_had_a_day(
    steward: Steward, clock: StandingClock, slack: LocalSlack
) -> None:
    slack.add_user("U5", "lena", real_name="Lena Lead")
    with_lead(steward.workspace, "NI 126", "U5")
    came_in(steward.workspace, "NI 053a", "NI 053b")
    morning(steward, clock, ESCALATE)  # the first day on which anybody is told anything
    (warned,) = said_to(steward, "U1")
    assert "is told to the objective's lead on 2 June 2014 if it is still out" in warned
    draft = next(each for each in slack.direct("U4") if each.text.startswith("A note to Director is ready"))
    assert "owner Named officer 03, warned only today" in draft.text
    slack.user("U4").click(draft, round_actions.NUDGE_SEND_ESCALATION)
    slack.settle()
    assert told_alone(steward, "U4") == "Their owners hear of it only today. Send it from tomorrow on."
    steward.drain()
    assert of_figures(steward, "U5") == []
    at_ten(clock, date(2014, 6, 2))
    number = next(each["value"] for block in draft.blocks for each in block.get("elements", ()) if each.get("value"))
    pressed(steward, "U4", round_actions.NUDGE_SEND_ESCALATION, number)
    steward.drain()
    assert len(of_figures(steward, "U5")) == 1


@pytest.mark.usefixtures("owner", "officer")
def test_a_note_left_out_is_not_sent(steward: Steward, clock: StandingClock, slack: LocalSlack) -> None:
    draft = at_escalation(steward, clock, slack)
    slack.user("U4").click(draft, round_actions.NUDGE_DROP_ESCALATION)
    slack.settle()
    steward.drain()
    assert of_figures(steward, "U5") == []
    assert any(text.startswith("Left out: Director is not told") for text in said_to(steward, "U4"))


@pytest.mark.usefixtures("owner", "officer")
def test_what_came_in_after_the_draft_is_not_told(steward: Steward, clock: StandingClock, slack: LocalSlack) -> None:
    draft = at_escalation(steward, clock, slack)
    came_in(steward.workspace, "NI 126")
    slack.user("U4").click(draft, round_actions.NUDGE_SEND_ESCALATION)
    slack.settle()
    steward.drain()
    assert of_figures(steward, "U5") == []
    assert any("no note is needed" in text for text in said_to(steward, "U4"))


@pytest.mark.usefixtures("owner", "officer")
def test_only_an_officer_decides_notes_and_requests(steward: Steward, clock: StandingClock, slack: LocalSlack) -> None:
    draft = at_escalation(steward, clock, slack)
    number = next(each["value"] for block in draft.blocks for each in block.get("elements", ()) if each.get("value"))
    pressed(steward, "U1", round_actions.NUDGE_SEND_ESCALATION, number)
    assert told_alone(steward, "U1").startswith("That is for a performance officer of this plan")
    put_off(steward, "U1", "NI 126", "2014-06-30")
    steward.drain()
    asked = last(steward, "U4")
    request = next(each["value"] for block in asked.blocks for each in block.get("elements", ()) if each.get("value"))
    pressed(steward, "U1", round_actions.NUDGE_GRANT, request)
    assert told_alone(steward, "U1").startswith("That is for a performance officer of this plan")
    steward.drain()
    assert of_figures(steward, "U5") == []


@pytest.mark.usefixtures("owner", "officer")
def test_what_stayed_out_through_every_step_stands_on_the_officers_list(
    steward: Steward, clock: StandingClock, slack: LocalSlack
) -> None:
    at_escalation(steward, clock, slack)
    morning(steward, clock, OFFICER)
    (listed,) = [text for text in said_to(steward, "U4") if "yours to settle" in text and "NI 126" in text]
    assert "owner Named officer 03" in listed


@pytest.mark.usefixtures("officer")
def test_the_officers_list_says_why_nobody_else_can_be_asked(steward: Steward, clock: StandingClock) -> None:
    owned(steward.workspace, "NI 126", None)
    owned(steward.workspace, "NI 053a", matched(steward.workspace, "Named officer 03", "U1"))
    for day in (ANNOUNCE, ESCALATE):
        morning(steward, clock, day)
    listed = [line for text in said_to(steward, "U4") if "yours to settle" in text for line in text.split("\n")]
    assert any("NI 126" in line and "nobody is named as its owner" in line for line in listed)
    assert any("NI 053a" in line and "its objective has no lead to tell" in line for line in listed)


@pytest.mark.usefixtures("officer")
def test_those_without_slack_get_an_email_through_the_officer_once_a_step(
    steward: Steward, clock: StandingClock
) -> None:
    morning(steward, clock, DUE)
    morning(steward, clock, date(2014, 5, 20))
    texts = [text for text in said_to(steward, "U4") if text.startswith("To pass on")]
    whole = "\n".join(texts)
    assert whole.count("To: Health - Named officer 04\n") == 1
    assert "Subject: Figures wanted for the" in whole
    assert "Early access for women to maternity services (NI 126), Q4 2013/14: due today, 19 May 2014" in whole
    assert all(len(text) <= 4000 and "and more" not in text for text in texts)


@pytest.mark.usefixtures("officer")
def test_where_an_account_is_closed_the_deputy_hears_and_the_officer_once(
    steward: Steward, clock: StandingClock, slack: LocalSlack, owner: int, colleague: int
) -> None:
    with steward.workspace.begin() as work:
        people.away(work, owner, None, colleague)
    slack.user("U1").deactivate()
    slack.settle()
    at_ten(clock, DUE)
    reminders.plan_for_today(steward.workspace)
    steward.drain()
    steward.drain()
    assert said_to(steward, "U1") == []
    assert any("NI 126" in text for text in said_to(steward, "U2"))
    told = [text for text in said_to(steward, "U4") if text.startswith("Named officer 03 could not be told")]
    assert len(told) <= 1


@pytest.mark.usefixtures("officer")
def test_a_message_planned_for_an_account_that_closed_reaches_the_deputy(
    steward: Steward, clock: StandingClock, slack: LocalSlack, owner: int, colleague: int
) -> None:
    with steward.workspace.begin() as work:
        people.away(work, owner, None, colleague)
    at_ten(clock, DUE)
    reminders.plan_for_today(steward.workspace)
    slack.events.discard("user_change")
    slack.user("U1").deactivate()
    steward.drain()
    (told,) = [text for text in said_to(steward, "U4") if text.startswith("Named officer 03 could not be told")]
    assert "their Slack account is closed" in told
    assert "Their deputy, Named officer 05, is told instead." in told
    (theirs,) = said_to(steward, "U2")
    assert "NI 126" in theirs


@pytest.mark.usefixtures("owner")
def test_without_an_officer_nothing_is_lost_and_the_log_says_so(
    steward: Steward, clock: StandingClock, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_warned", {})
    morning(steward, clock, DUE)
    assert "No performance officer of" in log.getvalue()
    matched(steward.workspace, "Performance officer", "U2", "officer")
    morning(steward, clock, DUE)
    assert any(text.startswith("To pass on") for text in said_to(steward, "U2"))


@pytest.mark.usefixtures("officer")
def test_everything_that_somebody_puts_off_is_in_the_audit(steward: Steward, clock: StandingClock, owner: int) -> None:
    at_ten(clock, DUE)
    put_off(steward, "U1", "NI 126", "2014-05-23")
    put_off(steward, "U1", "NI 053a", "2014-06-30")
    pressed(steward, "U1", round_actions.NUDGE_SNOOZE, item(steward.workspace, "NI 053b"))
    with steward.workspace.reading() as work:
        kept = {change.what for change in audit.of_person(work, owner) if change.who == "U1"}
    assert kept == {Act.FIGURE_PUT_OFF, Act.ASKED_OF_OFFICER, Act.REMINDER_PUT_OFF}


@pytest.mark.usefixtures("owner")
def test_updates_are_not_nudges(steward: Steward, clock: StandingClock) -> None:
    morning(steward, clock, DUE)
    came_in(steward.workspace, "NI 126")
    steward.drain()
    morning(steward, clock, LATE)
    assert len(said_to(steward, "U1")) == 2
    with steward.workspace.reading() as work:
        assert {each.state for each in outbox.every(work)} == {outbox.State.SENT}


@pytest.mark.usefixtures("officer")
def test_an_outsider_whom_slack_does_not_let_us_write_to_gets_an_email_once_a_step(
    steward: Steward, clock: StandingClock
) -> None:
    indicator = owned(steward.workspace, "NI 126", matched(steward.workspace, "Provider's analyst", "U9"))
    ticked = Admission(slack_user="U9", kind=OUTSIDER, measure_ids=frozenset({indicator.id}), at=clock())
    with steward.workspace.begin() as work:
        admissions.admit(work, ticked)
    morning(steward, clock, DUE)
    morning(steward, clock, date(2014, 5, 20))
    told = [
        text for text in said_to(steward, "U4") if text.startswith("Provider's analyst could not be told of 1 figure")
    ]
    assert len(told) == 1
    assert "Slack does not let me write to them" in told[0]
    emails = "\n".join(text for text in said_to(steward, "U4") if text.startswith("To pass on"))
    assert emails.count("To: Provider's analyst\n") == 1
    morning(steward, clock, LATE)
    emails = "\n".join(text for text in said_to(steward, "U4") if text.startswith("To pass on"))
    assert emails.count("To: Provider's analyst\n") == 2


@pytest.mark.usefixtures("officer")
def test_whoever_is_matched_to_an_account_hears_from_then_on(steward: Steward, clock: StandingClock) -> None:
    with steward.workspace.begin() as work:
        person = people.person(work, "Named officer 03")
    owned(steward.workspace, "NI 126", person)
    morning(steward, clock, DUE)
    assert "To: Named officer 03\n" in "\n".join(said_to(steward, "U4"))
    matched(steward.workspace, "Named officer 03", "U1")
    morning(steward, clock, date(2014, 5, 20))
    (text,) = said_to(steward, "U1")
    assert "1 day late" in text


@pytest.mark.usefixtures("officer")
def test_the_officers_list_is_changed_as_figures_come_in_and_gives_way_to_the_later_one(
    steward: Steward, clock: StandingClock
) -> None:
    person = matched(steward.workspace, "Named officer 03", "U1")
    for code in CODES:
        owned(steward.workspace, code, person)
    with steward.workspace.begin() as work:
        later = an_indicator_of(steward.workspace, "NI 053b").id
        promise = Promise(measure_id=later, period=from_key(Q4), until=date(2014, 5, 21), times=0)
        promises.promise(work, promise, steward.workspace.now())
    morning(steward, clock, ESCALATE)
    (text,) = said_to(steward, "U1")
    marked = [line for line in text.split("\n") if "with the performance officer since 30 May 2014" in line]
    assert ["NI 053b" in line for line in marked] == [False, False]
    (first,) = [each for each in steward.slack.direct("U4") if "yours to settle" in each.text]
    assert "NI 126" in first.text
    came_in(steward.workspace, "NI 126")
    steward.drain()
    (changed,) = [text for text in said_to(steward, "U4") if "yours to settle" in text]
    assert "NI 126" not in changed
    assert "NI 053a" in changed
    morning(steward, clock, date(2014, 6, 5))
    reminders.plan_for_today(steward.workspace)
    steward.drain()
    lists = [text for text in said_to(steward, "U4") if "yours to settle" in text]
    assert len(lists) == 1
    assert "Replaced by the list of 5 June 2014 below." in said_to(steward, "U4")


@pytest.mark.usefixtures("officer")
def test_what_its_owner_is_asked_for_again_leaves_the_officers_list(steward: Steward, clock: StandingClock) -> None:
    person = matched(steward.workspace, "Named officer 03", "U1")
    for code in CODES:
        owned(steward.workspace, code, person)
    with steward.workspace.begin() as work:
        people.away(work, person, DUE, None)
    morning(steward, clock, DUE)
    (listed,) = [text for text in said_to(steward, "U4") if "yours to settle" in text]
    assert "NI 126" in listed
    morning(steward, clock, date(2014, 5, 20))
    steward.drain()
    assert said_to(steward, "U1")
    assert not any("NI 126" in text and "yours to settle" in text for text in said_to(steward, "U4"))
    assert any(text.startswith("Nothing of this list is left") for text in said_to(steward, "U4"))
