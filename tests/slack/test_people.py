"""Who belongs to the workspace, as Slack describes people and channels."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.people import CHANNELS_KEPT, PEOPLE_KEPT, Directory, shared_of
from bot.delivery.users import person_of
from bot.domain.people import Account
from bot.local import LocalSlack

TEAM = "T0LOCAL"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2014, 3, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def directory(client: WebClient, clock: Clock) -> Directory:
    return Directory(client, clock)


def test_members_and_guests_belong_to_the_workspace(directory: Directory) -> None:
    for user in ("U1", "U3"):
        person = directory.person(user)
        assert person is not None
        assert person.belongs_to(TEAM)


def test_what_an_account_is_to_us_is_read_off_it() -> None:
    ours = {"id": "U1", "team_id": TEAM}
    assert person_of(ours).account(TEAM) is Account.MEMBER
    assert person_of(ours | {"is_restricted": True}).account(TEAM) is Account.GUEST
    assert person_of(ours | {"is_ultra_restricted": True}).account(TEAM) is Account.GUEST
    assert person_of(ours | {"team_id": "T9OTHER"}).account(TEAM) is Account.OUTSIDER
    assert person_of(ours | {"is_stranger": True, "is_restricted": True}).account(TEAM) is Account.OUTSIDER


def test_what_an_event_tells_of_an_account_counts_at_once(slack: LocalSlack, directory: Directory) -> None:
    directory.person("U1")
    directory.note_person({"id": "U1", "team_id": TEAM, "deleted": True})
    found = directory.person("U1")
    assert found is not None
    assert found.gone
    assert len(slack.calls_of("users.info")) == 1


def test_people_of_another_organisation_do_not(directory: Directory) -> None:
    person = directory.person("U9")
    assert person is not None
    assert not person.belongs_to(TEAM)


def test_strangers_and_those_who_left_do_not() -> None:
    assert not person_of({"id": "U1", "team_id": TEAM, "is_stranger": True}).belongs_to(TEAM)
    assert not person_of({"id": "U1", "team_id": TEAM, "deleted": True}).belongs_to(TEAM)


def test_people_of_an_enterprise_belong_to_all_its_workspaces_that_they_are_in() -> None:
    enterprise = {"enterprise_id": "E1", "teams": ["T2", TEAM]}
    person = person_of({"id": "U1", "team_id": "T2", "enterprise_user": enterprise})
    assert person.belongs_to(TEAM)
    assert "E1" in person.teams
    assert not person.belongs_to("T3")


def test_bots_and_slackbot_are_machines() -> None:
    assert person_of({"id": "U5", "team_id": TEAM, "is_bot": True}).machine
    assert person_of({"id": "USLACKBOT", "team_id": TEAM, "is_bot": False}).machine


def test_nobody_is_known_whom_slack_does_not_know(directory: Directory) -> None:
    assert directory.person("U404") is None


def test_nobody_is_known_without_the_scope_to_look(slack: LocalSlack, directory: Directory) -> None:
    slack.scopes.discard("users:read")
    assert directory.person("U1") is None


def test_trouble_on_slacks_side_is_not_taken_for_an_answer(slack: LocalSlack, directory: Directory) -> None:
    slack.server_error("users.info", 500)
    with pytest.raises(SlackApiError):
        directory.person("U1")
    person = directory.person("U1")
    assert person is not None


def test_people_are_asked_for_again_after_ten_minutes(slack: LocalSlack, directory: Directory, clock: Clock) -> None:
    directory.person("U1")
    clock.now += PEOPLE_KEPT - timedelta(seconds=1)
    directory.person("U1")
    assert len(slack.calls_of("users.info")) == 1
    clock.now += timedelta(seconds=1)
    directory.person("U1")
    assert len(slack.calls_of("users.info")) == 2


def test_a_clock_that_is_put_back_keeps_nothing_for_ever(slack: LocalSlack, directory: Directory, clock: Clock) -> None:
    directory.person("U1")
    clock.now -= timedelta(days=365)
    directory.person("U1")
    assert len(slack.calls_of("users.info")) == 2


def test_a_channel_tells_whether_it_is_shared(directory: Directory) -> None:
    assert directory.is_shared("C9") is True
    assert directory.is_shared("C1") is False


def test_a_channel_that_we_cannot_see_is_not_taken_for_one_of_ours(slack: LocalSlack, directory: Directory) -> None:
    slack.add_channel("C5", "secret", is_private=True, bot=False)
    assert directory.is_shared("C5") is None


def test_an_event_may_say_that_its_channel_is_shared_but_not_that_it_is_not(
    slack: LocalSlack, directory: Directory, clock: Clock
) -> None:
    directory.note_channel("C1", shared=True)
    directory.note_channel("C1", shared=False)
    assert directory.is_shared("C1") is True
    assert not slack.calls_of("conversations.info")
    clock.now += CHANNELS_KEPT
    assert directory.is_shared("C1") is False


@pytest.mark.parametrize(
    "channel",
    [
        {"is_ext_shared": True},
        {"is_pending_ext_shared": True},
        {"is_shared": True, "is_org_shared": False},
        {"pending_shared": ["T9OTHER"]},
        {"pending_connected_team_ids": ["T9OTHER"]},
    ],
)
def test_a_channel_that_is_or_will_be_open_to_another_organisation_is_shared(channel: dict[str, object]) -> None:
    assert shared_of(channel)


def test_a_channel_of_several_workspaces_of_one_enterprise_is_not_shared_with_another_organisation() -> None:
    assert not shared_of({"is_shared": True, "is_org_shared": True, "is_ext_shared": False, "pending_shared": []})
    assert not shared_of({})
