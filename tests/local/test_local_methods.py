"""Every method of the Web API that the bot's own code calls is there, with its limits; none is left to chance."""

import ast
import inspect
import json
import re
import urllib.request
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import LocalSlack
from bot.local.faults import PER_MINUTE
from bot.local.methods import METHODS

ROOT = Path(__file__).parents[2]
OF_THE_SDK = {"apps.connections.open"}  # called by the Socket Mode handler, not by code of ours
ARGUMENTS = (
    "blocks", "bot", "channel", "channel_id", "cursor", "external_id", "file", "filename", "files", "latest", "length",
    "limit", "metadata", "oldest", "text", "thread_ts", "trigger_id", "ts", "user", "user_id", "users", "view",
    "view_id", "attachments", "hash", "initial_comment", "include_locale", "markdown_text",
)  # fmt: skip
UNCOUNTED = {
    "api.test": "says nothing of a workspace",
    "apps.connections.open": "the lowest tier, with bursts: an app that starts twice in a minute is not put off",
    "auth.test": "a tier of its own, of hundreds a minute",
    "chat.postMessage": "is counted by channel and second",
}


@cache
def called_by(name: str) -> frozenset[str]:
    """The methods behind a function of slack_sdk's client; some call others of its own."""
    source = inspect.getsource(getattr(WebClient, name))
    own = re.findall(r'api_call\(\s*"([\w.]+)"', source)
    further = [inner for inner in re.findall(r"self\.(\w+)\(", source) if inner in functions() and inner != name]
    return frozenset(own).union(*map(called_by, further))


@cache
def functions() -> frozenset[str]:
    return frozenset(name for name in vars(WebClient) if "_" in name.strip("_") and not name.startswith("_"))


def called() -> Iterator[str]:
    for folder in ("bot", "handlers", "store"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.is_relative_to(ROOT / "bot" / "local"):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in functions():
                    yield from called_by(node.attr)


def test_the_bot_calls_nothing_that_is_not_there() -> None:
    wanted = {*called(), *OF_THE_SDK}
    assert {"chat.postMessage", "files.completeUploadExternal", "views.push", "dnd.info"} <= wanted  # it does look
    assert wanted - METHODS.keys() == set()


@pytest.mark.parametrize("method", sorted(METHODS.keys() - UNCOUNTED.keys()))
def test_every_method_has_its_natural_limit(method: str) -> None:
    assert PER_MINUTE[method] in {1, 20, 50, 100}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_fails_and_is_put_off_when_told_to(slack: LocalSlack, method: str) -> None:
    """Whatever a method would have answered: an error of Slack's, a limit, trouble at Slack's, each once."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    slack.fail(method, "internal_error")
    slack.rate_limit(method, retry_after=7)
    slack.server_error(method, 503)
    with pytest.raises(SlackApiError, match="internal_error"):
        client.api_call(method)
    with pytest.raises(SlackApiError) as put_off:
        client.api_call(method)
    assert (put_off.value.response.status_code, put_off.value.response.headers["retry-after"]) == (429, "7")
    with pytest.raises(SlackApiError) as trouble:
        client.api_call(method)
    assert trouble.value.response.status_code == 503


@pytest.mark.parametrize("value", [[1, [2]], {"a": {"b": None}}, 7, True, "", "\ud800", "1" * 5000], ids=repr)
def test_no_method_falls_over_arguments_of_the_wrong_kind(slack: LocalSlack, value: object) -> None:
    wrong = dict.fromkeys(ARGUMENTS, value)
    right = {"channel": "C1", "channel_id": "C1", "user": "U1", "user_id": "U1", "users": "U1"}
    for method in METHODS:
        for more in ({}, right, right | {"text": "Words", "ts": "1.000001", "thread_ts": ""}):
            trigger = {"trigger_id": slack.world.new_trigger("U1")} if more else {}
            body = json.dumps(wrong | more | trigger | {"test": True}).encode()  # test: nothing is revoked
            request = urllib.request.Request(f"{slack.api_url}{method}", body)  # noqa: S310 - the local workspace
            request.add_header("Authorization", f"Bearer {slack.bot_token}")
            request.add_header("Content-Type", "application/json")
            with urllib.request.urlopen(request) as reply:  # noqa: S310 - the same; whatever is no 200 raises
                answer = json.load(reply)
            assert isinstance(answer["ok"], bool), (method, body)
            assert answer.get("error") != "token_revoked"
