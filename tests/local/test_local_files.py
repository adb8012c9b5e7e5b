"""Files: people upload them, the bot fetches them with its token, and the bot sends its own."""

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.local import LocalSlack

Connect = Callable[[], object]
SHEET = b"PK\x03\x04 a sheet \x00"


class Refusing(urllib.request.HTTPRedirectHandler):
    """Follows no redirect, so that a test sees where it would lead."""

    def redirect_request(self, *_args: object, **_more: object) -> None:
        return None


def fetch(address: str, token: str) -> tuple[int, bytes, str]:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - this machine
    try:
        with urllib.request.build_opener(Refusing).open(request) as reply:
            return reply.status, reply.read(), reply.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers.get("Location", "")


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


@pytest.fixture
def scoped(slack: LocalSlack) -> LocalSlack:
    slack.scopes.update({"files:read", "files:write"})
    return slack


def test_an_uploaded_file_reaches_the_app_in_a_direct_message(slack: LocalSlack, app: App, connect: Connect) -> None:
    heard: list[dict[str, Any]] = []

    @app.event({"type": "message", "subtype": "file_share"})
    def hear(event: dict[str, Any]) -> None:
        heard.append(event)

    connect()
    slack.user("U1").upload("return 1.xlsx", SHEET, text="Here")
    slack.settle()
    (event,) = heard
    (file,) = event["files"]
    assert (event["channel_type"], event["text"], event["user"]) == ("im", "Here", "U1")
    assert (file["name"], file["size"], file["filetype"]) == ("return 1.xlsx", len(SHEET), "xlsx")
    assert file["url_private_download"].startswith(slack.api_url.removesuffix("api/"))


def test_a_file_is_for_whoever_bears_the_bots_token(scoped: LocalSlack, client: WebClient) -> None:
    told = scoped.user("U1").upload("return.xlsx", SHEET)
    address = told.payload["event"]["files"][0]["url_private_download"]
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert fetch(address, scoped.bot_token) == (200, SHEET, sheet)
    assert fetch(address, "xoxb-wrong")[0] == 302
    scoped.scopes.discard("files:read")
    assert fetch(address, scoped.bot_token)[2].endswith("/signin")
    assert refusal(lambda: client.files_info(file="F1")) == "missing_scope"


def test_a_download_can_be_sent_elsewhere_or_fail(scoped: LocalSlack) -> None:
    told = scoped.user("U1").upload("return.xlsx", SHEET)
    address = told.payload["event"]["files"][0]["url_private"]
    scoped.redirect_downloads = "http://127.0.0.1:9/elsewhere"
    assert fetch(address, scoped.bot_token)[::2] == (302, "http://127.0.0.1:9/elsewhere")
    scoped.redirect_downloads = ""
    scoped.server_error("download", 503)
    assert [fetch(address, scoped.bot_token)[0] for _ in range(2)] == [503, 200]
    scoped.break_connection("download", "before")
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        fetch(address, scoped.bot_token)


def test_the_bot_sends_a_file_which_stands_in_the_conversation(scoped: LocalSlack, client: WebClient) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    client.files_upload_v2(
        channel=channel, filename="return.xlsx", content=SHEET, title="Your return", initial_comment="To fill in"
    )
    (message,) = scoped.direct("U1")
    (file,) = message.files
    assert (message.by_bot, message.text) == (True, "To fill in")
    assert (file.name, file.title, file.content) == ("return.xlsx", "Your return", SHEET)
    assert client.files_info(file=file.id)["file"]["title"] == "Your return"


def test_without_a_conversation_a_file_stays_with_the_app(scoped: LocalSlack, client: WebClient) -> None:
    file = client.files_upload_v2(filename="paper.docx", content=SHEET)["file"]
    assert scoped.direct("U1") == scoped.messages("C1") == []
    assert client.files_info(file=file["id"])["file"]["name"] == "paper.docx"


@pytest.mark.usefixtures("scoped")
def test_an_upload_is_completed_once_and_only_when_all_of_it_has_come(client: WebClient) -> None:
    begun = client.files_getUploadURLExternal(filename="a.csv", length=3)
    files = [{"id": begun["file_id"]}]
    assert refusal(lambda: client.files_completeUploadExternal(files=files)) == "file_not_found"
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(begun["upload_url"], b"four")  # noqa: S310 - the local workspace
    with urllib.request.urlopen(begun["upload_url"], b"a,b") as reply:  # noqa: S310 - the same
        assert reply.read() == b"OK - 3"
    assert refusal(lambda: client.files_info(file=begun["file_id"])) == "file_not_found"
    assert client.files_completeUploadExternal(files=files)["ok"]
    assert refusal(lambda: client.files_completeUploadExternal(files=files)) == "file_not_found"


def test_a_file_says_where_it_stands_and_is_gone_once_it_is_deleted(scoped: LocalSlack, client: WebClient) -> None:
    opening = client.chat_postMessage(channel="C1", text="The report")["ts"]
    client.files_upload_v2(channel="C1", thread_ts=opening, filename="paper.docx", content=SHEET)
    (file,) = scoped.messages("C1")[-1].files
    (share,) = client.files_info(file=file.id)["file"]["shares"]["public"]["C1"]
    assert share["thread_ts"] == opening
    assert client.files_delete(file=file.id)["ok"]
    assert [each.text for each in scoped.messages("C1")] == ["The report"]
    assert refusal(lambda: client.files_info(file=file.id)) == "file_not_found"


def test_what_stands_against_sending_a_file(scoped: LocalSlack, client: WebClient) -> None:
    scoped.add_channel("C2", bot=False)

    def send(channel: str) -> str:
        return refusal(lambda: client.files_upload_v2(channel=channel, filename="a.csv", content=b"a"))

    assert (send("C2"), send("C0")) == ("not_in_channel", "channel_not_found")
    assert refusal(lambda: client.files_getUploadURLExternal(filename="a.csv", length=0)) == "invalid_arguments"
    scoped.server_error("upload")
    with pytest.raises((SlackRequestError, urllib.error.HTTPError)):
        client.files_upload_v2(channel="C1", filename="a.csv", content=b"a")
    scoped.scopes.discard("files:write")
    assert send("C1") == "missing_scope"


def test_a_file_from_another_organisation_has_to_be_asked_for(scoped: LocalSlack, client: WebClient) -> None:
    told = scoped.user("U9").upload("return.xlsx", SHEET)
    (stub,) = told.payload["event"]["files"]
    assert stub["file_access"] == "check_file_info"
    assert "url_private" not in stub
    address = client.files_info(file=stub["id"])["file"]["url_private_download"]
    assert fetch(address, scoped.bot_token)[1] == SHEET


def test_a_file_in_a_channel_can_call_the_bot(slack: LocalSlack, app: App, connect: Connect) -> None:
    heard: list[str] = []

    @app.event("app_mention")
    def hear(event: dict[str, Any]) -> None:
        heard.append(event["files"][0]["name"])

    connect()
    slack.user("U1").upload("return.xlsx", SHEET, text="@bot here it is", channel="C1")
    slack.settle()
    assert heard == ["return.xlsx"]
