"""Settings: what is unsafe is refused at start, by name, and no secret is ever told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.commands.required import require
from bot.config import SLACK, settings
from bot.domain.errors import BadSetting
from store.sealing import Seal
from store.work import Store

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = "http://127.0.0.1:8700/api/"


@pytest.mark.parametrize("given", ["https://slack.example/api", LOCAL, "http://[::1]:99/api/", "HTTP://LOCALHOST/api/"])
def test_another_slack_may_stand_behind_https_or_on_this_machine(given: str) -> None:
    assert settings({"SLACK_API_URL": given}).slack_api_url.rstrip("/") == given.rstrip("/")


@pytest.mark.parametrize(
    "given",
    [
        "http://slack.com/api/", "http://localhost.example/", "http://127.0.0.1@slack.example/", "http://0.0.0.0/",
        "http://[::1", "//127.0.0.1:9/", "ftp://localhost/", "file://localhost/etc", "http://localhost:abc/",
    ],
)  # fmt: skip
def test_any_other_address_of_slack_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match="SLACK_API_URL"):
        settings({"SLACK_API_URL": given})


def test_slack_itself_is_where_it_connects_by_default() -> None:
    assert settings({}).slack_api_url == SLACK


@pytest.mark.parametrize("given", ["xapp-1", "xoxb-1 xapp-SECRET", "xoxb-1\r\nxapp-SECRET", "xoxb-ü"])
def test_a_token_that_is_none_is_refused_and_not_told(given: str) -> None:
    with pytest.raises(BadSetting, match="SLACK_BOT_TOKEN") as refused:
        settings({"SLACK_BOT_TOKEN": given})
    assert "SECRET" not in str(refused.value)


def test_settings_that_are_printed_hold_no_secret() -> None:
    secret = {"SLACK_BOT_TOKEN": "xoxb-SECRET", "SLACK_APP_TOKEN": "xapp-SECRET"}
    secret |= {"SLACK_SIGNING_SECRET": "SECRET-SECRET-SECRET"}
    assert "SECRET" not in repr(settings({**secret, "STEWARD_DATABASE_URL": "postgresql://u:SECRET@h/n"}))


def test_a_set_clock_is_refused_where_real_people_could_be_reached(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("2014-07-02T09:00:00+01:00", encoding="utf-8")
    assert settings({"STEWARD_CLOCK": str(clock), "SLACK_API_URL": LOCAL}).clock_file == clock
    with pytest.raises(BadSetting, match="on this machine"):
        settings({"STEWARD_CLOCK": str(clock)})


@pytest.mark.parametrize("held", [None, "half past nine"])
def test_a_clock_file_that_holds_no_moment_is_refused_at_start(tmp_path: Path, held: str | None) -> None:
    clock = tmp_path / "clock"
    if held is not None:
        clock.write_text(held, encoding="utf-8")
    with pytest.raises(BadSetting, match="must hold one moment"):
        settings({"STEWARD_CLOCK": str(clock), "SLACK_API_URL": LOCAL})


@pytest.mark.parametrize("given", ["mysql://u:p@h/n", "nonsense", "sqlite://", "postgresql://"])
def test_a_database_that_steward_does_not_know_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match="STEWARD_DATABASE_URL"):
        settings({"STEWARD_DATABASE_URL": given})


def test_a_password_with_an_at_sign_is_explained_and_not_told() -> None:
    store = Store("postgresql://steward:Hun@ter2pw@127.0.0.1:1/db")
    with pytest.raises(BadSetting, match="%40") as refused:
        store.check()
    assert "ter2pw" not in str(refused.value)


def test_the_log_level_is_one_of_four() -> None:
    with pytest.raises(BadSetting, match="DEBUG, INFO, WARNING, ERROR"):
        settings({"STEWARD_LOG_LEVEL": "LOUD"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("STEWARD_DATABSE_URL", "STEWARD_DATABASE_URL"),
        ("STEWARD_TEAM", "STEWARD_TEAMS"),
        ("STEWARD_KEYS", "STEWARD_TOKEN_KEYS"),
    ],
)
def test_a_misspelt_setting_is_refused_with_the_nearest(written: str, meant: str) -> None:
    with pytest.raises(BadSetting, match=f"{written}: there is no such setting; the nearest is {meant}") as refused:
        settings({written: "SECRET"})
    assert "SECRET" not in str(refused.value)


def test_what_others_read_is_no_business_of_stewards() -> None:
    assert settings({"SLACK_TOKEN": "of another tool", "PATH": "/bin"}).bot_token == ""


def test_a_key_that_is_none_is_refused_with_the_command_that_makes_one() -> None:
    with pytest.raises(BadSetting, match='one of its keys is no key; "steward boards key" makes one'):
        Seal(["hello"])


def test_many_boards_over_a_socket_are_told_of_http() -> None:
    with pytest.raises(BadSetting, match="start with steward run --http"):
        require(settings({"SLACK_CLIENT_ID": "1.2"}), http=False)


@pytest.mark.parametrize("given", ["short", "with a space in it somewhere", "with-ümlauts-0123456789"])
def test_a_signing_secret_that_is_none_is_refused_and_not_told(given: str) -> None:
    with pytest.raises(BadSetting, match="SLACK_SIGNING_SECRET") as refused:
        settings({"SLACK_SIGNING_SECRET": given})
    assert given not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "read"), [("127.0.0.1:3000", ("127.0.0.1", 3000)), ("[::]:80", ("::", 80)), ("", None)]
)
def test_the_address_to_listen_on_is_read(given: str, read: tuple[str, int] | None) -> None:
    assert settings({"STEWARD_HTTP": given}).http == read


@pytest.mark.parametrize("given", ["3000", "localhost:3000", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", ":80"])
def test_an_address_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match=r"such as 127\.0\.0\.1:3000"):
        settings({"STEWARD_HTTP": given})


@pytest.mark.parametrize("given", ["0", "-1", "many", "1.5", "1000000", "9" * 30])
@pytest.mark.parametrize("name", ["STEWARD_GRACE_DAYS", "STEWARD_PLANS_KEPT"])
def test_a_number_that_is_none_or_too_great_is_refused(name: str, given: str) -> None:
    with pytest.raises(BadSetting, match=f"{name}: it must be a number from 1 to "):
        settings({name: given})
