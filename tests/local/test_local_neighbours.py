"""Several workspaces behind one address: told apart by the token, each with its own people, channels and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import LocalSlack
from tests.local.conftest import SSL

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def county(slack: LocalSlack) -> Iterator[LocalSlack]:
    with slack.neighbour("T2LOCAL", "county") as county:
        county.add_user("U1", "cat", real_name="Cat Clark")
        county.add_channel("C1", "council", members=["U1"])
        county.add_channel("C7", "cabinet", members=["U1"])
        yield county


def client(slack: LocalSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, ssl=SSL, retry_handlers=[])


def test_a_token_opens_its_own_workspace(slack: LocalSlack, county: LocalSlack) -> None:
    assert county.api_url == slack.api_url
    assert [client(each).auth_test()["team_id"] for each in (slack, county)] == ["T0LOCAL", "T2LOCAL"]
    assert [client(each).users_info(user="U1")["user"]["real_name"] for each in (slack, county)] == [
        "Amy Adams",
        "Cat Clark",
    ]
    client(county).chat_postMessage(channel="C1", text="To the council")
    assert (len(slack.from_bot("C1")), len(county.from_bot("C1"))) == (0, 1)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client(slack).chat_postMessage(channel="C7", text="To the cabinet")


def test_each_remembers_and_fails_by_itself(slack: LocalSlack, county: LocalSlack) -> None:
    county.fail("auth.test", "internal_error")
    client(slack).auth_test()
    with pytest.raises(SlackApiError, match="internal_error"):
        client(county).auth_test()
    assert (len(slack.calls), len(county.calls)) == (1, 1)


def test_what_is_told_names_the_workspace_and_no_id_is_there_twice(slack: LocalSlack, county: LocalSlack) -> None:
    here, there = slack.user("U1").mention("C1", "hello"), county.user("U1").mention("C1", "hello")
    assert [each.payload["team_id"] for each in (here, there)] == ["T0LOCAL", "T2LOCAL"]
    assert there.payload["authorizations"][0]["team_id"] == there.payload["event"]["team"] == "T2LOCAL"
    assert here.event_id != there.event_id
    asked = county.user("U1").command("/board", "help", "C1").payload
    assert (asked["team_id"], asked["team_domain"]) == ("T2LOCAL", "county")
    assert "/actions/T2LOCAL/" in asked["response_url"]


def test_a_file_is_for_those_who_have_it(slack: LocalSlack, county: LocalSlack) -> None:
    told = county.user("U1").upload("return.csv", b"1,2")
    file = told.payload["event"]["files"][0]
    assert file["user_team"] == "T2LOCAL"
    assert client(county).files_info(file=file["id"])["file"]["name"] == "return.csv"
    with pytest.raises(SlackApiError, match="file_not_found"):
        client(slack).files_info(file=file["id"])
    assert not slack.grants.opens(slack.bot_token, county.world)


def test_people_of_the_neighbour_are_none_of_ours(county: LocalSlack) -> None:
    county.add_user("U8", "ola", team_id="T0LOCAL")
    assert [county.user(each).user.is_external for each in ("U1", "U8")] == [False, True]


def test_a_neighbour_moves_in_where_there_is_an_address() -> None:
    closed = LocalSlack()
    with pytest.raises(RuntimeError, match="open the first workspace first"):
        closed.neighbour("T2LOCAL", "county").__enter__()
