"""What was planned goes out: read again, to whoever it is for, when they work, once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.occasions import OCCASIONS
from bot.domain.acts import Act
from bot.domain.notices import ToldAtHome, Trouble
from bot.domain.rounds import Rules
from bot.services import deliveries
from store import audit, outbox, people, plan, rules
from store.outbox import State
from tests.conftest import LONDON
from tests.slack.sending import Sending

if TYPE_CHECKING:
    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

NOON = datetime(2014, 7, 2, 12, 0, tzinfo=LONDON)  # a Wednesday


@pytest.fixture
def sending(slack: LocalSlack, workspace: Workspace, clock: StandingClock) -> Sending:
    clock.set(NOON)
    return Sending(slack, workspace)


def test_what_is_planned_for_a_channel_is_posted_there_and_known_by_the_timestamp_that_slack_gave(
    slack: LocalSlack, sending: Sending
) -> None:
    sending.plan("a", facts={"says": "It is due."})
    sending.drain()
    (message,) = slack.from_bot("C1")
    assert "It is due." in message.text
    held = sending.held()
    assert (held.state, held.ts, held.channel, held.sent_at) == (State.SENT, message.ts, "C1", NOON)


def test_what_is_for_a_person_opens_their_direct_messages(slack: LocalSlack, sending: Sending) -> None:
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    assert sending.said("U1") == ["a"]
    assert sending.held().channel == slack.direct("U1")[0].channel


def test_a_reply_goes_into_its_thread(slack: LocalSlack, sending: Sending) -> None:
    root = slack.user("U1").say("C1", "Good morning").message.ts
    sending.plan("a", channel="C1", thread=root)
    sending.drain()
    assert slack.from_bot("C1")[0].thread_ts == root


def test_the_key_goes_along_and_nothing_else_does(slack: LocalSlack, sending: Sending) -> None:
    sending.plan("nudge:7:2014-07-02", facts={"says": "6.5%"})
    sending.drain()
    (call,) = slack.calls_of("chat.postMessage")
    assert call.args["metadata"]["event_payload"] == {"key": "nudge:7:2014-07-02"}


def test_what_is_to_be_said_is_read_again_when_it_goes_out(slack: LocalSlack, sending: Sending) -> None:
    told = ["as it stood"]
    sending.says["notice"] = lambda _workspace, _delivery: Trouble(reference=told[0])
    sending.plan("a", not_before=NOON + timedelta(hours=1))
    sending.drain()
    told[0] = "as it stands"
    sending.workspace.clock.advance(hours=1)  # type: ignore[attr-defined]  # the clock of the tests
    sending.drain()
    assert "as it stands" in slack.from_bot("C1")[0].text


def test_what_has_become_needless_is_not_sent(slack: LocalSlack, sending: Sending) -> None:
    sending.says["notice"] = lambda _workspace, _delivery: None
    sending.plan("a")
    sending.drain()
    assert (sending.state(), slack.from_bot("C1")) == (State.NOT_NEEDED, [])


def test_a_conversation_has_one_message_a_second_and_others_do_not_wait_for_it(sending: Sending) -> None:
    for key in ("a1", "a2", "a3"):
        sending.plan(key, channel="C1")
    sending.plan("b1", person_id=sending.person("U1"))
    sending.outbox.drain()
    assert (len(sending.said("C1")), len(sending.said("U1"))) == (1, 1)
    sending.seconds += 0.9
    sending.outbox.drain()
    assert len(sending.said("C1")) == 1
    sending.seconds += 0.1
    sending.outbox.drain()
    assert len(sending.said("C1")) == 2


def test_a_minute_has_room_for_so_many_messages_and_no_more(slack: LocalSlack, sending: Sending) -> None:
    for number in range(30):
        slack.add_channel(f"CX{number}", members=["U1"])
        sending.plan(f"k{number}", channel=f"CX{number}")
    sending.outbox.drain()
    assert len(slack.calls_of("chat.postMessage")) == 10
    sending.seconds += 1.0
    sending.outbox.drain()
    assert len(slack.calls_of("chat.postMessage")) == 14


# Working hours.


def nudge(sending: Sending, key: str = "nudge:1:2014-07-02", slack_user: str = "U1") -> None:
    sending.plan(key, outbox.NUDGE, person_id=sending.person(slack_user))


@pytest.mark.parametrize(
    ("moment", "zone", "goes_out"),
    [
        ("2014-07-02T09:00+01:00", "Europe/London", "2014-07-02T09:00+01:00"),
        ("2014-07-02T08:59+01:00", "Europe/London", "2014-07-02T09:00+01:00"),
        ("2014-07-02T17:00+01:00", "Europe/London", "2014-07-03T09:00+01:00"),
        ("2014-07-02T10:00+01:00", "America/New_York", "2014-07-02T14:00+01:00"),
        ("2014-07-02T23:30+01:00", "Europe/London", "2014-07-03T09:00+01:00"),
        ("2014-07-04T17:30+01:00", "Europe/London", "2014-07-07T09:00+01:00"),  # over the weekend
        ("2014-08-22T17:30+01:00", "Europe/London", "2014-08-26T09:00+01:00"),  # and the bank holiday after it
        ("2014-10-24T18:00+01:00", "Europe/London", "2014-10-27T09:00+00:00"),  # the clocks go back in between
        ("2014-03-28T18:00+00:00", "Europe/London", "2014-03-31T09:00+01:00"),  # and forward
        ("2014-07-02T10:00+01:00", "Mars/Olympus", "2014-07-02T10:00+01:00"),  # then the workspace's zone
    ],
)
def test_a_nudge_goes_out_in_the_persons_own_working_hours(
    slack: LocalSlack, sending: Sending, clock: StandingClock, moment: str, zone: str, goes_out: str
) -> None:
    slack.world.users["U1"].tz = "Europe/London"
    at, opens = datetime.fromisoformat(moment).astimezone(LONDON), datetime.fromisoformat(goes_out)
    clock.set(at)
    sending.client = sending.client
    told = slack.world.users["U1"].json() | {"tz": zone}
    slack.world.users["U1"].json = lambda: told  # type: ignore[method-assign]  # a zone that this machine need not know
    nudge(sending)
    sending.drain()
    if opens > at:
        assert sending.said("U1") == []
        assert sending.held("nudge:1:2014-07-02").not_before == opens
        assert sending.held("nudge:1:2014-07-02").attempts == 0
        clock.set(opens.astimezone(LONDON) - timedelta(seconds=1))
        sending.drain()
        assert sending.said("U1") == []
        clock.set(opens.astimezone(LONDON))
        sending.drain()
    assert sending.said("U1") == ["nudge:1:2014-07-02"]


def test_the_plans_rules_say_when_the_hours_begin_and_end(sending: Sending, clock: StandingClock) -> None:
    with sending.workspace.begin() as work:
        current = plan.standing(work).plan_id
        assert current is not None
        rules.set_rules(work, current, Rules(starts_at=time(12, 30), ends_at=time(15)))
    nudge(sending)
    sending.drain()
    assert sending.held("nudge:1:2014-07-02").not_before == NOON + timedelta(minutes=30)
    clock.set(NOON.replace(hour=15))
    sending.drain()
    assert sending.held("nudge:1:2014-07-02").not_before == NOON + timedelta(days=1, minutes=30)


def test_an_answer_goes_out_at_any_hour(sending: Sending, clock: StandingClock) -> None:
    clock.set(NOON.replace(hour=23, minute=30))
    sending.plan("a", person_id=sending.person("U1"))
    sending.drain()
    assert sending.said("U1") == ["a"]


def test_a_nudge_waits_while_somebody_is_not_to_be_disturbed(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    until = NOON + timedelta(hours=2)
    slack.world.users["U1"].dnd = (int(NOON.timestamp()) - 60, int(until.timestamp()))
    nudge(sending)
    sending.drain()
    assert sending.said("U1") == []
    assert sending.held("nudge:1:2014-07-02").not_before == until
    clock.set(until)
    sending.drain()
    assert sending.said("U1") == ["nudge:1:2014-07-02"]


def test_where_slack_does_not_tell_of_quiet_hours_working_hours_do(slack: LocalSlack, sending: Sending) -> None:
    slack.scopes.discard("dnd:read")
    slack.world.users["U1"].dnd = (int(NOON.timestamp()) - 60, int(NOON.timestamp()) + 3600)
    nudge(sending)
    nudge(sending, "nudge:2:2014-07-02", "U2")
    sending.drain()
    assert (sending.said("U1"), sending.said("U2")) == (["nudge:1:2014-07-02"], ["nudge:2:2014-07-02"])
    assert len(slack.calls_of("dnd.info")) == 1


def test_nobody_is_nudged_twice_on_a_day_whatever_happens(sending: Sending, clock: StandingClock) -> None:
    """The first one slid over the weekend, and meets the next day's own."""
    clock.set(datetime(2014, 7, 4, 17, 30, tzinfo=LONDON))
    nudge(sending, "nudge:1:2014-07-04")
    sending.drain()
    clock.set(datetime(2014, 7, 7, 9, 0, tzinfo=LONDON))
    nudge(sending, "nudge:1:2014-07-07")
    sending.drain()
    assert len(sending.said("U1")) == 1
    states = {sending.state("nudge:1:2014-07-04"), sending.state("nudge:1:2014-07-07")}
    assert states == {State.SENT, State.NOT_NEEDED}
    clock.advance(days=1)
    nudge(sending, "nudge:1:2014-07-08")
    sending.drain()
    assert len(sending.said("U1")) == 2


def test_the_day_of_a_nudge_is_the_persons_own(slack: LocalSlack, sending: Sending, clock: StandingClock) -> None:
    slack.world.users["U1"].tz = "Pacific/Auckland"
    clock.set(datetime(2014, 7, 1, 22, 0, tzinfo=ZoneInfo("UTC")).astimezone(LONDON))  # the 2nd, 10:00 there
    nudge(sending, "nudge:1:2014-07-01")
    sending.drain()
    clock.advance(hours=5)
    nudge(sending, "nudge:1:2014-07-02")
    sending.drain()
    assert sending.said("U1") == ["nudge:1:2014-07-01"]


# Whom it cannot reach.


def test_somebody_whose_account_was_closed_is_not_written_to_and_is_known_to_be_gone(
    slack: LocalSlack, sending: Sending
) -> None:
    person = sending.person("U1")
    slack.user("U1").deactivate()
    sending.plan("a", outbox.NUDGE, person_id=person)
    sending.drain()
    assert slack.calls_of("chat.postMessage") == []
    assert (sending.state(), sending.held().error) == (State.FAILED, "account deactivated")
    assert sending.lost == [("a", "account deactivated")]
    with sending.workspace.reading() as work:
        assert people.by_ids(work, [person])[person].slack_gone
        assert [each.what for each in audit.of(work, "person", person)] == [Act.ACCOUNT_CLOSED]


def test_an_account_that_closes_between_looking_and_writing_is_noticed(slack: LocalSlack, sending: Sending) -> None:
    sending.plan("a", outbox.NUDGE, person_id=sending.person("U1"))
    slack.fail("conversations.open", "user_disabled")
    sending.drain()
    assert sending.lost == [("a", "user_disabled")]
    assert sending.state() is State.FAILED


@pytest.mark.parametrize(("slack_user", "why"), [("", "no account"), ("U404", "user_not_found"), ("U0BOT", "is_bot")])
def test_somebody_who_cannot_be_written_to_ends_the_delivery(sending: Sending, slack_user: str, why: str) -> None:
    if slack_user == "U0BOT":
        sending.slack.fail("conversations.open", why)
    sending.plan("a", outbox.NUDGE, person_id=sending.person(slack_user, "Somebody"))
    sending.drain()
    assert sending.lost == [("a", why)]
    assert (sending.state(), sending.held().error) == (State.FAILED, why)


def test_who_should_know_is_told_before_the_delivery_ends(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    sending.plan("a", outbox.NUDGE, person_id=sending.person(""))
    monkeypatch.setattr(deliveries, "fail", die)
    with pytest.raises(KeyboardInterrupt):
        sending.outbox.drain()
    assert sending.lost == [("a", "no account")]
    assert sending.state() is State.IN_HAND


@pytest.mark.parametrize(("closed", "told"), [(True, "U1 was closed"), (False, "no Slack account is matched to them")])
def test_an_answer_to_somebody_who_cannot_be_written_to_is_told_to_the_officer_once(
    slack: LocalSlack, sending: Sending, *, closed: bool, told: str
) -> None:
    sending.officer("U2")
    sending.says.update(OCCASIONS)
    sending.says["notice"] = lambda *_: Trouble(reference="x")
    person = sending.person("U1" if closed else "")
    if closed:
        slack.user("U1").deactivate()
    sending.plan("a", person_id=person)
    sending.plan("b", outbox.NUDGE, person_id=person)
    sending.drain()
    sending.plan("c", person_id=person)
    sending.drain()
    (message, *more) = slack.direct("U2")
    assert told in message.text
    assert len(more) == (0 if closed else 1)  # of a closed account once, of what was not delivered each time
    assert [key for key, _ in sending.lost] == ["b"]


@pytest.mark.parametrize(
    "error", ["channel_not_found", "not_in_channel", "is_archived", "msg_too_long", "invalid_blocks",
              "restricted_action", "missing_scope"],
)  # fmt: skip
def test_what_slack_refuses_for_good_ends_the_delivery_and_the_officer_is_told_once(
    slack: LocalSlack, sending: Sending, error: str
) -> None:
    sending.officer("U2")
    sending.says[deliveries.FAILED] = OCCASIONS[deliveries.FAILED]
    slack.fail("chat.postMessage", error)
    sending.plan("a")
    sending.drain()
    assert (sending.state(), sending.held().error) == (State.FAILED, error)
    (told,) = slack.direct("U2")
    assert "planned at 12:00 on 2 July 2014, could not be delivered" in told.text
    assert f"--retry {sending.held().id}" in told.text


def test_what_an_officer_is_told_of_a_failure_is_not_told_of_when_it_fails(slack: LocalSlack, sending: Sending) -> None:
    sending.officer("U2")
    sending.says[deliveries.FAILED] = OCCASIONS[deliveries.FAILED]
    slack.fail("chat.postMessage", "is_archived", times=9)
    sending.plan("a")
    sending.drain()
    with sending.workspace.reading() as work:
        kinds = [each.kind for each in outbox.every(work, [State.FAILED])]
    assert sorted(kinds) == [deliveries.FAILED, "notice"]


def test_a_failure_that_was_mended_meanwhile_is_not_told(slack: LocalSlack, sending: Sending) -> None:
    sending.officer("U2")
    sending.says[deliveries.FAILED] = OCCASIONS[deliveries.FAILED]
    slack.fail("chat.postMessage", "is_archived")
    sending.plan("a")
    sending.outbox.drain(1)
    deliveries.retry(sending.workspace, sending.held().id, "steward deliveries")
    sending.drain()
    assert sending.said() == ["a"]
    assert slack.direct("U2") == []


# Messages that are out already, and Home.


def changed(sending: Sending, **given: object) -> None:
    sending.plan("b", facts={"says": "All in, thank you."}, updates_id=sending.held("a").id, **given)


def test_an_update_changes_the_message_in_place(slack: LocalSlack, sending: Sending) -> None:
    person = sending.person("U1")
    sending.plan("a", outbox.NUDGE, person_id=person)
    sending.drain()
    changed(sending, kind=outbox.NUDGE, person_id=person)
    sending.workspace.clock.set(NOON.replace(hour=23))  # type: ignore[attr-defined]  # at any hour
    sending.drain()
    (message,) = slack.direct("U1")
    assert "All in, thank you." in message.text
    assert (sending.state("b"), sending.held("b").ts) == (State.SENT, message.ts)


def test_an_update_waits_for_the_message_that_it_changes(
    slack: LocalSlack, sending: Sending, clock: StandingClock
) -> None:
    person = sending.person("U1")
    sending.plan("a", person_id=person, not_before=NOON + timedelta(seconds=10))
    changed(sending, person_id=person)
    sending.drain()
    assert slack.direct("U1") == []
    clock.advance(seconds=20)
    sending.drain()
    assert "All in, thank you." in slack.direct("U1")[0].text


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_an_update_of_a_message_that_is_gone_ends(slack: LocalSlack, sending: Sending, error: str) -> None:
    sending.plan("a")
    sending.drain()
    slack.fail("chat.update", error)
    changed(sending, channel="C1")
    sending.drain()
    assert (sending.state("b"), sending.held("b").error) == (State.NOT_NEEDED, error)


def test_an_update_of_what_never_went_out_is_needless(sending: Sending) -> None:
    sending.plan("a", not_before=NOON + timedelta(days=1))
    changed(sending, channel="C1")
    deliveries.drop(sending.workspace, sending.held("a").id, "steward deliveries")
    sending.drain()
    assert sending.state("b") is State.NOT_NEEDED


def test_a_message_is_not_changed_for_whoever_has_the_post_next(slack: LocalSlack, sending: Sending) -> None:
    person = sending.person("U1")
    sending.plan("a", person_id=person, facts={"says": "What U1 owes."})
    sending.drain()
    with sending.workspace.begin() as work:
        people.link(work, person, "U2")
    changed(sending, person_id=person)
    sending.drain()
    assert sending.state("b") is State.NOT_NEEDED
    assert "What U1 owes." in slack.direct("U1")[0].text


def test_a_home_is_published_to_its_person_and_to_nobody_who_is_gone(slack: LocalSlack, sending: Sending) -> None:
    sending.says[outbox.HOME] = lambda _workspace, _delivery: ToldAtHome(words="Nothing is owed.")
    sending.plan("a", outbox.HOME, person_id=sending.person("U1"))
    sending.plan("b", outbox.HOME, person_id=sending.person(""))
    sending.drain()
    home = slack.user("U1").home
    assert home is not None
    assert "Nothing is owed." in home.words
    assert (sending.state("a"), sending.state("b")) == (State.SENT, State.NOT_NEEDED)


# How it begins and ends.


def test_waking_rings_whoever_wants_to_know(sending: Sending) -> None:
    rung: list[bool] = []
    sending.outbox.wake()
    sending.outbox.on_wake(lambda: rung.append(True))
    sending.outbox.wake()
    assert rung == [True]


def test_a_kind_that_nobody_knows_ends_the_delivery(sending: Sending) -> None:
    sending.plan("a", "of a later version")
    sending.drain()
    assert (sending.state(), sending.held().error) == (State.FAILED, "unknown kind: of a later version")


def test_once_it_is_stopped_nothing_new_begins_and_nothing_is_kept_in_hand(sending: Sending, slack: LocalSlack) -> None:
    slack.add_channel("C2", "another")
    stopped: list[bool] = []

    def says(_workspace: object, delivery: outbox.Delivery) -> Trouble:
        if not stopped:
            stopped.append(True)
            sending.outbox._stopping.set()
        return Trouble(reference=delivery.key)

    sending.says["notice"] = says
    for number in range(4):
        sending.plan(f"k{number}", channel="C1" if number else "C2")
    sending.drain()
    with sending.workspace.reading() as work:
        assert outbox.counts(work) == {State.SENT: 1, State.PLANNED: 3}
    assert sending.outbox.stop(1)


def test_what_was_over_a_year_ago_is_forgotten(sending: Sending, clock: StandingClock) -> None:
    sending.plan("a")
    sending.drain()
    clock.advance(days=364)
    sending.outbox.trim()
    assert sending.state() is State.SENT
    clock.advance(days=2)
    sending.outbox.trim()
    with sending.workspace.reading() as work:
        assert outbox.every(work) == ()
