"""Slack's OAuth in the local workspace: a page to press, codes and tokens that are good once, and the way out."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.local.conftest import SSL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.local import LocalSlack

BACK = "http://127.0.0.1:9/back"


@pytest.fixture
def district(slack: LocalSlack) -> Iterator[LocalSlack]:
    """Of an organisation, which has two workspaces."""
    with slack.neighbour("T3LOCAL", "district", "E1LOCAL") as district:
        district.add_user("U30", "dan", real_name="Dan Dale")
        yield district


def address(slack: LocalSlack, **asked: str) -> str:
    usual = {"client_id": slack.grants.client_id, "scope": "chat:write,commands", "redirect_uri": BACK, "state": "s1"}
    return f"/oauth/v2/authorize?{urlencode(usual | asked)}"


def opened(slack: LocalSlack, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, page and where it leads."""
    line = http.client.HTTPConnection(urlsplit(slack.api_url).netloc, timeout=10)
    own = {"Origin": slack.world.address, "Content-Type": "application/x-www-form-urlencoded"} | headers
    line.request("GET" if form is None else "POST", path, urlencode(form or {}), own)
    answer = line.getresponse()
    found = answer.status, answer.read().decode(), answer.getheader("Location", "")
    line.close()
    return found


def allowed(slack: LocalSlack, who: str = "T0LOCAL U1") -> str:
    """The code that somebody comes back with."""
    led = opened(slack, address(slack), {"who": who, "answer": "allow"})[2]
    return parse_qs(urlsplit(led).query)["code"][0]


def exchanged(slack: LocalSlack, **given: str) -> dict[str, Any]:
    client = WebClient(base_url=slack.api_url, ssl=SSL, retry_handlers=[])
    own = {"client_id": slack.grants.client_id, "client_secret": slack.grants.client_secret}
    answer = client.oauth_v2_access(**(own | given))  # type: ignore[arg-type]  # its own arguments
    return dict(answer.data)  # type: ignore[arg-type]  # JSON


def client(slack: LocalSlack, token: str) -> WebClient:
    return WebClient(token, base_url=slack.api_url, ssl=SSL, retry_handlers=[])


def test_the_page_asks_who_and_where(slack: LocalSlack) -> None:
    status, page, _ = opened(slack, address(slack))
    assert status == 200
    assert "chat:write, commands" in page
    assert "local, as Amy Adams" in page
    assert "Xena" not in page


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"scope": ""}, "invalid_scope"),
        ({"redirect_uri": "https://elsewhere.example/"}, "bad_redirect_uri"),
        ({"redirect_uri": ""}, "bad_redirect_uri"),
    ],
)
def test_the_page_says_what_is_wrong_with_what_is_asked(slack: LocalSlack, asked: dict[str, str], word: str) -> None:
    status, page, _ = opened(slack, address(slack, **asked))
    assert (status, word in page) == (400, True)


def test_allow_leads_back_with_a_code_and_cancel_with_a_word(slack: LocalSlack) -> None:
    status, _, led = opened(slack, address(slack), {"who": "T0LOCAL U1", "answer": "allow"})
    assert status == 302
    assert led.startswith(f"{BACK}?code=")
    assert led.endswith("&state=s1")
    assert opened(slack, address(slack), {"answer": "cancel"})[2] == f"{BACK}?error=access_denied&state=s1"


def test_forms_of_other_pages_and_people_of_other_workspaces_let_nobody_in(slack: LocalSlack) -> None:
    form = {"who": "T0LOCAL U1", "answer": "allow"}
    assert opened(slack, address(slack), form, Origin="http://evil.example")[0] == 403
    assert opened(slack, address(slack), form | {"who": "T9OTHER U9"})[0] == 400
    assert slack.grants.codes == {}


def test_a_code_is_good_once_and_with_the_right_secret(slack: LocalSlack) -> None:
    code = allowed(slack)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        exchanged(slack, code=code, client_secret="another", redirect_uri=BACK)
    answer = exchanged(slack, code=code, redirect_uri=BACK)
    assert (answer["team"]["id"], answer["authed_user"]["id"]) == ("T0LOCAL", "U1")
    assert "refresh_token" not in answer
    assert client(slack, answer["access_token"]).auth_test()["team_id"] == "T0LOCAL"
    assert slack.scopes == {"chat:write", "commands"}
    with pytest.raises(SlackApiError, match="invalid_code"):
        exchanged(slack, code=code, redirect_uri=BACK)
    with pytest.raises(SlackApiError, match="bad_redirect_uri"):
        exchanged(slack, code=allowed(slack))
    with pytest.raises(SlackApiError, match="invalid_client_id"):
        exchanged(slack, code=allowed(slack), client_id="9.9")
    assert all("client_secret" not in call.args for call in slack.calls)


def test_a_token_that_ends_is_renewed_once(slack: LocalSlack) -> None:
    slack.grants.rotation = True
    first = exchanged(slack, code=allowed(slack), redirect_uri=BACK)
    assert first["expires_in"] == 43_200
    second = exchanged(slack, grant_type="refresh_token", refresh_token=first["refresh_token"])
    with pytest.raises(SlackApiError, match="invalid_refresh_token"):
        exchanged(slack, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert client(slack, first["access_token"]).auth_test()["ok"]
    exchanged(slack, grant_type="refresh_token", refresh_token=second["refresh_token"])
    with pytest.raises(SlackApiError, match="token_revoked"):
        client(slack, first["access_token"]).auth_test()
    slack.grants.expire()
    with pytest.raises(SlackApiError, match="token_expired"):
        client(slack, second["access_token"]).auth_test()


def test_thrown_out_the_app_is_told_and_its_tokens_open_nothing(slack: LocalSlack) -> None:
    token = exchanged(slack, code=allowed(slack), redirect_uri=BACK)["access_token"]
    slack.uninstall()
    assert [each.payload["event"]["type"] for each in slack.deliveries] == ["tokens_revoked", "app_uninstalled"]
    for each in (token, slack.bot_token):
        with pytest.raises(SlackApiError, match="account_inactive"):
            client(slack, each).auth_test()
    assert slack.user("U1").mention("C1", "hello").trouble == "not_installed"
    assert slack.user("U1").command("/board").trouble == "not_installed"


def test_the_app_takes_its_leave(slack: LocalSlack) -> None:
    token = exchanged(slack, code=allowed(slack), redirect_uri=BACK)["access_token"]
    assert client(slack, token).auth_revoke()["revoked"]
    assert not slack.installed
    token = exchanged(slack, code=allowed(slack), redirect_uri=BACK)["access_token"]
    assert slack.installed
    own = {"client_id": slack.grants.client_id, "client_secret": slack.grants.client_secret}
    client(slack, token).apps_uninstall(**own)
    assert not slack.installed


def test_an_organisation_lets_it_into_all_of_its_workspaces(slack: LocalSlack, district: LocalSlack) -> None:
    with slack.neighbour("T4LOCAL", "borough", "E1LOCAL") as borough:
        borough.add_user("U40", "eve")
        borough.add_channel("C40", "cabinet")
        answer = exchanged(slack, code=allowed(slack, "E1LOCAL U30"), redirect_uri=BACK)
        assert (answer["team"], answer["enterprise"]["id"], answer["is_enterprise_install"]) == (None, "E1LOCAL", True)
        whole = client(slack, answer["access_token"])
        whole.chat_postMessage(channel="C40", text="hello")
        assert borough.from_bot("C40")
        district.scopes.add("users:read")
        assert whole.users_info(user="U30")["user"]["team_id"] == "T3LOCAL"
        told = borough.user("U40").mention("C40", "hello").payload
        assert (told["enterprise_id"], told["authorizations"][0]["is_enterprise_install"]) == ("E1LOCAL", True)
        district.uninstall()
        assert not borough.installed
        assert slack.installed
