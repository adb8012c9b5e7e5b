"""The manifest that an administrator is shown says what the code does, no more and no less."""

from __future__ import annotations

import copy
import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import handlers
from bot.commands import command_line
from bot.domain.errors import BadSetting
from bot.local.world import BOT_EVENTS, BOT_SCOPES
from handlers import buttons, figures, home, installs, nudges, people, questions, returns
from tests.slack.conftest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable

FEATURES = MANIFEST["features"]
SETTINGS = MANIFEST["settings"]
# What each permission and each event is called, and how long texts may be: docs.slack.dev/reference/app-manifest
LONGEST = {"name": 35, "description": 140, "long_description": 4000}
# Names that Bolt hands to a listener (slack_bolt kwargs_injection), and our own.
GIVEN = {"ack", "action", "body", "client", "command", "context", "event", "logger", "message", "respond", "say"} | {
    "directory",
    "options",
    "outbox",
    "payload",
    "request",
    "response",
    "shortcut",
    "someone",
    "view",
    "workspace",
}


class Recorder:
    """Takes the place of a Bolt app and writes down what is registered."""

    def __init__(self) -> None:
        self.listeners: list[tuple[str, Any, Callable[..., None]]] = []

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Callable[..., None]], None]]:
        def named(what: object, **_: object) -> Callable[[Callable[..., None]], None]:
            return lambda listener: self.listeners.append((kind, what, listener))

        return named

    def names(self, kind: str) -> set[str]:
        return {what for each, what, _ in self.listeners if each == kind and isinstance(what, str)}


@pytest.fixture(scope="module")
def registered() -> Recorder:
    recorder = Recorder()
    handlers.register(recorder)  # type: ignore[arg-type]  # it stands in for an app
    return recorder


def test_the_manifest_asks_for_the_events_that_are_listened_to(registered: Recorder) -> None:
    wanted = {event.partition(".")[0] for event in SETTINGS["event_subscriptions"]["bot_events"]}
    assert wanted == registered.names("event")


def test_of_messages_only_direct_ones_are_asked_for() -> None:
    messages = [event for event in SETTINGS["event_subscriptions"]["bot_events"] if event.startswith("message")]
    assert messages == ["message.im"]


def test_the_manifest_names_the_commands_that_are_answered(registered: Recorder) -> None:
    assert {each["command"] for each in FEATURES["slash_commands"]} == registered.names("command")


def test_names_in_commands_come_as_ids() -> None:
    assert all(each["should_escape"] for each in FEATURES["slash_commands"])


def test_every_kind_of_event_and_button_has_a_listener_of_last_resort(registered: Recorder) -> None:
    for kind in ("event", "action"):
        last = [what for each, what, _ in registered.listeners if each == kind][-1]
        assert isinstance(last, re.Pattern)
        assert last.fullmatch("anything at all")


def test_each_permission_has_its_reason_and_says_what_stops_without_it() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == set(handlers.SCOPES)
    assert all(why and stops for why, stops in handlers.SCOPES.values())
    assert "user" not in MANIFEST["oauth_config"]["scopes"]


def test_no_permission_lets_us_read_channels_or_write_where_we_were_not_invited() -> None:
    disliked = {"channels:history", "groups:history", "chat:write.public", "chat:write.customize", "users:read.email"}
    assert not disliked & set(handlers.SCOPES)


def test_guests_can_read_because_the_agents_feature_is_off() -> None:
    assert not {"agent_view", "assistant_view"} & set(FEATURES)


def test_steward_can_be_written_to_and_has_a_home_tab() -> None:
    home = FEATURES["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
    assert home["home_tab_enabled"]


def test_it_is_for_socket_mode_and_names_no_address() -> None:
    assert SETTINGS["socket_mode_enabled"]
    assert SETTINGS["interactivity"]["is_enabled"]
    assert "request_url" not in str(MANIFEST)


@pytest.mark.parametrize("name", LONGEST)
def test_its_texts_fit(name: str) -> None:
    assert 0 < len(MANIFEST["display_information"][name]) <= LONGEST[name]
    assert name != "long_description" or len(MANIFEST["display_information"][name]) >= 175


def test_steward_manifest_prints_it_as_it_stands() -> None:
    printed = CliRunner().invoke(command_line(["manifest"]), ["manifest"])
    assert printed.exit_code == 0
    assert printed.output == Path(handlers.__file__).with_name("manifest.json").read_text(encoding="utf-8")


def printed(*words: str) -> Any:  # noqa: ANN401  JSON, or the refusal
    done = CliRunner().invoke(command_line(["manifest"]), ["manifest", *words])
    return done.exception if isinstance(done.exception, BadSetting) else json.loads(done.output)


def test_for_many_boards_over_http_slack_finds_us_and_boards_install_it() -> None:
    made = printed("--http", "https://steward.example/")
    told = "https://steward.example/slack/events"
    assert made["settings"]["event_subscriptions"].pop("request_url") == told
    assert made["settings"]["interactivity"].pop("request_url") == told
    assert made["features"]["slash_commands"][0].pop("url") == told
    assert made["oauth_config"].pop("redirect_urls") == ["https://steward.example/slack/oauth_redirect"]
    switches = ("socket_mode_enabled", "token_rotation_enabled", "org_deploy_enabled")
    assert [made["settings"].pop(name) for name in switches] == [False, True, True]
    rest = copy.deepcopy(MANIFEST)
    for name in switches:
        del rest["settings"][name]
    assert made == rest


def test_for_one_board_over_http_its_token_stays_as_it_is() -> None:
    made = printed("--http", "https://steward.example", "--one-board")
    assert made["settings"]["token_rotation_enabled"] is False
    assert made["settings"]["socket_mode_enabled"] is False
    assert "redirect_urls" not in made["oauth_config"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--http", "http://steward.example"), "--http: it must be an address that begins with https://"),
        (("--http", "steward.example"), "--http: it must be an address that begins with https://"),
        (("--http", "https://[x"), "--http: it is no web address"),
        (("--http", " "), "--http: say where Slack finds Steward"),
        (("--one-board",), "--one-board: it goes with --http alone"),
    ],
)
def test_an_address_that_slack_would_not_take_is_refused(words: tuple[str, ...], said: str) -> None:
    assert str(printed(*words)).startswith(said)


def test_listeners_ask_only_for_what_they_are_given(registered: Recorder) -> None:
    for _, what, listener in registered.listeners:
        assert set(inspect.signature(listener).parameters) <= GIVEN, what


@pytest.mark.parametrize("module", [handlers, questions, buttons, figures, home, installs, nudges, people, returns])
def test_listeners_open_no_transaction(module: Any) -> None:  # noqa: ANN401  a module
    source = inspect.getsource(module)
    assert ".begin(" not in source
    assert ".reading(" not in source


def test_the_acknowledgement_is_the_last_thing_a_listener_does(registered: Recorder) -> None:
    for _, what, listener in registered.listeners:
        lines = inspect.getsource(listener).rstrip().splitlines()
        acks = [line for line in lines if re.match(r"\s+ack\(", line)]
        if "ack" in inspect.signature(listener).parameters:
            assert acks == [lines[-1]], what


def test_the_local_workspace_grants_what_the_manifest_asks_for() -> None:
    assert {*BOT_SCOPES.split()} == {*MANIFEST["oauth_config"]["scopes"]["bot"]}
    assert {*BOT_EVENTS.split()} == {*SETTINGS["event_subscriptions"]["bot_events"]}
