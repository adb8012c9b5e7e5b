"""Who may ask: members of the workspace, and whoever the officer let in; and not where others listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.people import Account, Role, Someone
from bot.services import people
from store import admissions
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from slack_bolt import BoltContext

    from bot.local import LocalSlack
    from bot.local.deliveries import Delivery
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

pytestmark = pytest.mark.usefixtures("steward")
OUTSIDER = "I answer people of this workspace only."
GUEST = "I answer a guest of this workspace only once they are let in."
SHARED = "This channel is shared with another organisation"


def said_everywhere(slack: LocalSlack) -> str:
    """Every word that the bot said to anybody."""
    public = [each.words + each.text for channel in slack.world.channels for each in slack.from_bot(channel)]
    private = [each.words + each.text for user in slack.world.users for each in slack.ephemerals(user)]
    return "\n".join(public + private)


def test_somebody_of_another_organisation_is_refused_once_and_kindly(slack: LocalSlack) -> None:
    told = slack.user("U9").mention("C9", ASKED)
    slack.settle()
    (answer,) = slack.from_bot("C9")
    assert answer.text.startswith(OUTSIDER)
    assert answer.thread_ts == told.message.ts
    assert told.acked


def test_somebody_of_another_organisation_is_refused_in_a_direct_message(slack: LocalSlack) -> None:
    slack.user("U9").dm(ASKED)
    slack.settle()
    assert OUTSIDER in said_everywhere(slack)
    assert FIGURE not in said_everywhere(slack)


def test_nobody_gets_figures_in_a_shared_channel(slack: LocalSlack) -> None:
    slack.user("U1").mention("C9", ASKED)
    slack.user("U1").command("/steward", ASKED, "C9")
    slack.settle()
    assert slack.from_bot("C9")[0].text.startswith(SHARED)
    assert slack.ephemerals("U1")[0].text.startswith(SHARED)
    assert FIGURE not in said_everywhere(slack)


@pytest.mark.parametrize("flag", [{}, {"is_ext_shared_channel": False}, {"is_ext_shared_channel": None}])
def test_what_an_event_fails_to_say_of_its_channel_is_asked_of_slack(
    slack: LocalSlack, steward: Steward, flag: dict[str, bool | None]
) -> None:
    slack.events.discard("app_mention")
    payload = dict(mention_of("U1", "C9", slack).payload)
    payload.pop("is_ext_shared_channel", None)
    assert steward.receive(payload | flag) == 200
    assert slack.from_bot("C9")[0].text.startswith(SHARED)
    slack.user("U1").command("/steward", ASKED, "C9")
    slack.settle()
    assert FIGURE not in said_everywhere(slack)


def mention_of(user: str, channel: str, slack: LocalSlack) -> Delivery:
    """A mention as Slack would deliver it, which the test hands in itself."""
    told = slack.user(user).mention(channel, ASKED)
    told.payload["event"]["type"] = "app_mention"
    return told


def test_nothing_is_said_aloud_where_slack_will_not_tell_who_listens(slack: LocalSlack, clock: StandingClock) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    card = slack.from_bot("C1")[0]
    slack.scopes.discard("channels:read")
    clock.advance(minutes=2)
    slack.user("U1").mention("C1", ASKED)
    slack.user("U1").click(card, "ask.history")
    slack.settle()
    refused = [each.text for each in (*slack.from_bot("C1")[1:], *slack.ephemerals("U1"))]
    assert [text.startswith(SHARED) for text in refused] == [True, True]
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    assert FIGURE in slack.ephemerals("U1")[-1].text


def test_the_log_says_in_plain_words_who_was_refused(slack: LocalSlack, log: io.StringIO) -> None:
    told = slack.user("U9").dm(ASKED)
    slack.settle()
    assert f"Refused a message ({told.event_id}): the asker is not of this workspace." in log.getvalue()


def test_each_click_is_for_the_person_who_clicks(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    slack.world.channels["C1"].members.append("U9")
    slack.user("U9").click(slack.from_bot("C1")[0], "ask.history")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    assert slack.ephemerals("U9")[0].text.startswith(OUTSIDER)


def test_a_click_in_a_channel_that_has_been_shared_since_is_refused(slack: LocalSlack, clock: StandingClock) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    slack.world.channels["C1"].is_ext_shared = True
    clock.advance(minutes=2)
    slack.user("U1").click(slack.from_bot("C1")[0], "ask.history")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    assert slack.ephemerals("U1")[0].text.startswith(SHARED)


def test_nobody_is_answered_whom_slack_will_not_describe(slack: LocalSlack) -> None:
    slack.scopes.discard("users:read")
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert slack.from_bot("C1")[0].text.startswith(OUTSIDER)


def test_somebody_whose_account_was_closed_is_not_answered(slack: LocalSlack) -> None:
    slack.world.users["U2"].deleted = True
    slack.user("U2").mention("C1", ASKED)
    slack.settle()
    assert FIGURE not in said_everywhere(slack)


def test_a_bot_gets_no_word(slack: LocalSlack) -> None:
    slack.add_user("U7", "robot", is_bot=True)
    slack.world.channels["C1"].members.append("U7")
    told = slack.user("U7").mention("C1", ASKED)
    slack.settle()
    assert told.acked
    assert not slack.from_bot("C1")


def test_a_post_that_names_another_organisation_as_its_writers_is_refused(slack: LocalSlack, steward: Steward) -> None:
    slack.events.discard("app_mention")
    told = slack.user("U1").mention("C1", ASKED)
    foreign = told.payload | {"event": told.payload["event"] | {"type": "app_mention", "user_team": "T9OTHER"}}
    assert steward.receive(foreign) == 200
    assert slack.from_bot("C1")[0].text.startswith(OUTSIDER)


def test_an_event_of_another_workspace_is_not_ours(slack: LocalSlack, steward: Steward, log: io.StringIO) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    other = told.payload | {"team_id": "T9OTHER", "event_id": "Ev9", "authorizations": [{"team_id": "T9OTHER"}]}
    other["event"] = told.payload["event"] | {"ts": "9.9"}
    before = len(slack.from_bot("C1"))
    steward.receive(other)
    assert len(slack.from_bot("C1")) == before
    assert ASKED not in log.getvalue()


# Guests, and people of other organisations


@pytest.fixture
def admitted(workspace: Workspace) -> tuple[int, ...]:
    """Xena, of another organisation, may see the domestic violence figures and CP-4; those are their ids."""
    ids = tuple(each.id for each in people.indicators(workspace, ["NI 032", "CP-4"]))
    people.admit(workspace, people.BY_COMMAND, "U9", ids, Account.OUTSIDER)
    return ids


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted"])
def test_a_guest_is_told_whom_to_ask_and_answered_once_let_in(
    slack: LocalSlack, workspace: Workspace, flag: str
) -> None:
    slack.user("U2").change(**{"is_restricted": False, "is_ultra_restricted": False} | {flag: True})
    people.appoint_account(workspace, people.BY_COMMAND, "U1", Role.OFFICER, "Performance officer")
    slack.user("U2").mention("C1", ASKED)
    slack.user("U2").command("/steward", ASKED, "C1")
    slack.settle()
    said = [slack.from_bot("C1")[0].text, slack.ephemerals("U2")[0].text]
    assert all(each.startswith(GUEST) and "(Performance officer)" in each for each in said)
    people.admit(workspace, people.BY_COMMAND, "U2", None, Account.GUEST)
    slack.user("U2").mention("C1", ASKED)
    slack.settle()
    assert FIGURE in slack.from_bot("C1")[-1].text
    people.withdraw(workspace, people.BY_COMMAND, "U2")
    slack.user("U2").mention("C1", ASKED)
    slack.settle()
    assert slack.from_bot("C1")[-1].text.startswith(GUEST)


def test_a_member_who_becomes_a_guest_is_one_from_that_moment(slack: LocalSlack) -> None:
    slack.user("U2").mention("C1", ASKED)
    slack.settle()
    assert FIGURE in slack.from_bot("C1")[0].text
    slack.user("U2").change(is_restricted=True)
    slack.settle()
    slack.user("U2").mention("C1", ASKED)
    slack.settle()
    assert slack.from_bot("C1")[1].text.startswith(GUEST)


def test_somebody_elsewhere_who_was_let_in_sees_what_is_ticked_and_nothing_else(
    slack: LocalSlack, admitted: tuple[int, ...]
) -> None:
    assert admitted
    for question in (ASKED, "status of CP-4", "what's red", "how are we doing overall", "who owns CP-8"):
        slack.user("U9").dm(question)
        slack.settle()
    said = [each.text for each in slack.direct("U9") if each.by_bot]
    assert said[1].startswith("Number of children subject to a Child Protection Plan (per 10,000) (CP-4): 479")
    assert said[2].startswith("1 indicator rated red, of 1 judged; 1 not judged.")
    assert "2 indicators, figures up to Q4 2013/14." in said[3]
    for unseen in (said[0], said[4]):
        assert unseen.startswith("There is no indicator")
        assert "CP-4" in unseen or "NI 032" in unseen
    assert FIGURE not in "".join(said)


def test_somebody_elsewhere_is_answered_alone_where_others_listen(
    slack: LocalSlack, workspace: Workspace, admitted: tuple[int, ...]
) -> None:
    slack.user("U9").mention("C9", "status of CP-4")
    slack.settle()
    assert not slack.from_bot("C9")
    (card,) = slack.ephemerals("U9")
    assert card.text.startswith("Number of children subject to a Child Protection Plan (per 10,000) (CP-4): 479")
    assert "Share" not in card.words
    slack.user("U9").click(card, "ask.history")
    slack.settle()
    assert "CP-4" in slack.ephemerals("U9")[1].text
    slack.user("U9").mention("C9", ASKED)
    slack.settle()
    assert "There is no indicator" in slack.ephemerals("U9")[2].text
    slack.user("U1").mention("C9", "status of CP-4")
    slack.settle()
    assert slack.from_bot("C9")[0].text.startswith(SHARED)
    people.withdraw(workspace, people.BY_COMMAND, "U9")
    slack.user("U9").click(card, "ask.target")
    slack.settle()
    assert slack.ephemerals("U9")[3].text.startswith(OUTSIDER)
    assert admitted


def test_what_stands_in_a_shared_channel_has_no_answer_there_for_anybody(
    slack: LocalSlack, workspace: Workspace, admitted: tuple[int, ...]
) -> None:
    assert admitted
    slack.user("U1").mention("C1", "status of CP-4")
    slack.settle()
    slack.world.channels["C1"].is_ext_shared = True
    slack.world.channels["C1"].members.append("U9")
    slack.user("U9").click(slack.from_bot("C1")[0], "ask.history")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    assert people.who(workspace, "U9", Account.OUTSIDER).ticked


def test_what_was_ticked_is_asked_anew_for_each_click(
    slack: LocalSlack, workspace: Workspace, admitted: tuple[int, ...]
) -> None:
    slack.user("U9").dm("status of CP-4")
    slack.settle()
    card = slack.direct("U9")[-1]
    people.admit(workspace, people.BY_COMMAND, "U9", admitted[:1], Account.OUTSIDER)
    slack.user("U9").click(card, "ask.history")
    slack.settle()
    assert "Child Protection Plan" not in "\n".join(each.text for each in slack.direct("U9")[2:])
    people.withdraw(workspace, people.BY_COMMAND, "U9")
    slack.user("U9").click(card, "ask.target")
    slack.settle()
    assert OUTSIDER in said_everywhere(slack)


def test_a_name_in_the_admission_of_another_workspace_counts_for_nothing(
    slack: LocalSlack, other_workspace: Workspace
) -> None:
    with other_workspace.begin() as work:
        admissions.admit(work, admissions.Admission(slack_user="U9", at=other_workspace.now()))
    slack.user("U9").dm(ASKED)
    slack.settle()
    assert OUTSIDER in said_everywhere(slack)


def test_whoever_is_not_let_in_sees_so_in_place_of_home(slack: LocalSlack) -> None:
    for user, words in (("U3", GUEST), ("U9", OUTSIDER)):
        slack.user(user).open_home()
        slack.settle()
        home = slack.user(user).home
        assert home
        assert words in home.words
    assert not slack.problems


def test_each_request_says_who_makes_it(workspace: Workspace, idle: Steward) -> None:
    people.appoint_account(workspace, people.BY_COMMAND, "U1", Role.OFFICER, "Performance officer")
    seen: list[object] = []

    def note(context: BoltContext, next_: Callable[[], None]) -> None:
        seen.append(context.get("someone"))
        next_()

    idle.app.use(note)
    inside = {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home", "blocks": []}}
    clicked = {"type": "block_actions", "actions": [{"action_id": "x", "value": "1"}], **inside}
    field = {"type": "input", "block_id": "b", "element": {"type": "plain_text_input", "action_id": "a"}}
    filled = {"blocks": [field], "state": {"values": {"b": {"a": {"type": "plain_text_input", "value": None}}}}}
    submitted = {"type": "view_submission", "view": {"type": "modal", "callback_id": "x"} | filled}
    closed = submitted | {"type": "view_closed"}
    looked_up = {"type": "block_suggestion", "action_id": "x", "value": "a", "container": {"type": "view"}}
    by_amy = {"team": {"id": "T0LOCAL"}, "user": {"id": "U1", "team_id": "T0LOCAL"}, "trigger_id": "1.1"}
    requests = [each | by_amy for each in (clicked, submitted, closed, looked_up)]
    home = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"}
    requests.append({"type": "event_callback", "team_id": "T0LOCAL", "event_id": "Ev7", "event": home})
    for request in requests:
        idle.receive(request)
    assert len(seen) == len(requests)
    assert all(isinstance(each, Someone) and each.is_officer and each.slack_user == "U1" for each in seen)


@pytest.mark.parametrize("user", [None, {}, {"id": 7}, "U1", {"id": ""}])
def test_an_account_that_is_not_as_slack_describes_it_changes_nothing(
    slack: LocalSlack, workspace: Workspace, idle: Steward, user: object
) -> None:
    person = people.appoint_account(workspace, people.BY_COMMAND, "U1", Role.OFFICER, "Performance officer")
    event = {"type": "user_change", "user": user}
    payload = {"type": "event_callback", "team_id": "T0LOCAL", "event_id": "Ev8", "event": event}
    assert idle.receive(payload) == 200
    assert not slack.problems
    assert people.roll(workspace).people[person.id] == person
