"""`steward run` as an administrator starts it: a process of its own, its settings, its log, its end."""

from __future__ import annotations

import http.client
import logging
import os
import signal
import socket
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot import commands, logs, redaction
from bot.local.things import TEAM_DOMAIN
from bot.services import deliveries
from store import outbox, people, plan
from store.outbox import Planned, State
from tests.slack.processes import SECONDS, Process, tokens
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from store.work import Store

Refused = Callable[..., tuple[int, str]]


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Refused]:
    """`steward run` of which is known that it ends at once needs no process: how it ends, and what it writes."""
    told = [logging.getLogger(name) for name in (None, redaction.OURS, *logs.TALKERS)]
    levels, handlers = [each.level for each in told], told[0].handlers[:]
    signals = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    told[0].handlers.clear()

    def ends(*words: str, **settings: str) -> tuple[int, str]:
        for name in [each for each in os.environ if each.startswith(("SLACK_", "STEWARD_"))]:
            monkeypatch.delenv(name)
        for name, value in settings.items() | {("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'steward.sqlite3'}")}:
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            commands.run(["run", *words])
        return int(ended.value.code or 0), capsys.readouterr().err

    yield ends
    told[0].handlers[:] = handlers
    for each, level in zip(told, levels, strict=True):
        each.setLevel(level)
    for number, handler in signals.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("workspace")
def test_it_answers_and_ends_when_it_is_told_to(slack: LocalSlack, run: Callable[..., Process]) -> None:
    port = free_port()
    process = run(**tokens(slack), STEWARD_HTTP=f"127.0.0.1:{port}")
    slack.wait_for(lambda: slack.connections, timeout=SECONDS)
    slack.user("U1").mention("C1", ASKED)
    slack.settle(SECONDS)
    assert slack.wait_for(lambda: seen(port, "/readyz") == '{"ready":true,"reasons":{}}', timeout=SECONDS)
    code, written = process.stop()
    assert code == 0
    assert f"Steward is connected to {TEAM_DOMAIN} as @steward." in written
    assert "Steward has stopped." in written
    assert FIGURE in slack.from_bot("C1")[0].text
    for secret in (FIGURE, ASKED, slack.bot_token, slack.app_token):
        assert secret not in written


@pytest.mark.usefixtures("workspace")
def test_over_http_it_answers_what_slack_signs_and_ends_when_it_is_told_to(
    slack: LocalSlack, run: Callable[..., Process]
) -> None:
    port = free_port()
    address, secret = f"127.0.0.1:{port}", {"SLACK_SIGNING_SECRET": slack.signing_secret}
    process = run("--http", **tokens(slack) | secret | {"SLACK_APP_TOKEN": "", "STEWARD_HTTP": address})
    line = process.process.stderr
    assert line
    while "takes requests" not in (said := line.readline()):
        assert said, "it ended"
    assert seen(port, "/readyz") == '{"ready":true,"reasons":{}}'
    slack.deliver_to(f"http://{address}/slack/events")
    slack.user("U1").mention("C1", ASKED)
    slack.settle(SECONDS)
    code, written = process.stop()
    assert code == 0
    assert "Steward has stopped." in written
    assert FIGURE in slack.from_bot("C1")[0].text
    assert slack.signing_secret not in written


def seen(port: int, path: str) -> str:
    """What stands there; "" where it says that it is not well."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path)
    answer = line.getresponse()
    said = answer.read().decode()
    line.close()
    return said if answer.status == 200 else ""


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def test_without_a_signing_secret_it_takes_no_requests(slack: LocalSlack, refused: Refused) -> None:
    code, written = refused("--http", **tokens(slack))
    assert code == 1
    assert written.startswith("SLACK_SIGNING_SECRET: it is not set")


def test_the_first_start_makes_the_database_and_binds_its_workspace(
    slack: LocalSlack, run: Callable[..., Process]
) -> None:
    process = run(**tokens(slack))
    slack.wait_for(lambda: slack.connections, timeout=SECONDS)
    slack.user("U1").dm(ASKED)
    slack.settle(SECONDS)
    assert process.stop()[0] == 0
    assert slack.direct("U1")[-1].by_bot


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_missing_token_is_named(slack: LocalSlack, refused: Refused, missing: str) -> None:
    code, written = refused(**tokens(slack) | {missing: ""})
    assert code == 1
    assert written.startswith(f"{missing}: it is not set")
    assert len(written.splitlines()) == 1


@pytest.mark.parametrize(
    ("setting", "wrong"), [("SLACK_BOT_TOKEN", "xoxb-not-this"), ("SLACK_APP_TOKEN", "xapp-not-this")]
)
def test_a_token_that_slack_refuses_is_named(slack: LocalSlack, refused: Refused, setting: str, wrong: str) -> None:
    code, written = refused(**tokens(slack) | {setting: wrong})
    assert code == 1
    assert written.splitlines()[-1].startswith(f"{setting}: Slack does not accept it")
    assert "not-this" not in written


def test_tokens_that_were_exchanged_are_noticed(slack: LocalSlack, refused: Refused) -> None:
    given = tokens(slack)
    given["SLACK_BOT_TOKEN"], given["SLACK_APP_TOKEN"] = given["SLACK_APP_TOKEN"], given["SLACK_BOT_TOKEN"]
    code, written = refused(**given)
    assert code == 1
    assert "exchanged" in written


@pytest.mark.parametrize("token", ["xoxb-1-radford\nsecond-half", "xoxb-1-r\u00e4dford"])
def test_a_token_that_cannot_be_sent_is_not_shown(slack: LocalSlack, refused: Refused, token: str) -> None:
    code, written = refused(**tokens(slack) | {"SLACK_BOT_TOKEN": token})
    assert code == 1
    for part in ("xoxb-", "dford", "second-half"):
        assert part not in written


def test_whatever_ends_it_is_told_without_what_slack_answered(slack: LocalSlack, refused: Refused) -> None:
    slack.fail("auth.test", "some_new_error")
    code, written = refused(**tokens(slack))
    assert code == 1
    assert "Steward has stopped: SlackApiError: auth.test was answered with some_new_error" in written
    assert "The server responded with" not in written  # slack_sdk's message quotes the whole of it


def test_what_is_being_sent_when_it_is_told_to_stop_is_finished_and_nothing_is_begun(
    slack: LocalSlack, run: Callable[..., Process], workspace: Workspace
) -> None:
    with workspace.begin() as work:
        owner = people.person(work, "Named officer 99")
        people.link(work, owner, "U1")
        people.join(work, owner, plan.standing(work).plan_id or 0, "officer")
        outbox.plan(work, workspace.now(), Planned(key="lost", kind="notice", channel="C404"))
        (lost,) = outbox.claim(work, workspace.now(), timedelta(minutes=1), 1)
        outbox.fail(work, lost, "is_archived")
        for key in ("first", "second"):
            told = {"kind": deliveries.FAILED, "person_id": owner, "facts": {"delivery": str(lost.id)}}
            outbox.plan(work, workspace.now(), Planned(key=key, **told))
    slack.slow("chat.postMessage", 1.5)
    process = run(**tokens(slack))
    slack.wait_for(lambda: slack.calls_of("conversations.open"), timeout=SECONDS)
    assert process.stop()[0] == 0
    assert len(slack.direct("U1")) == 1
    with workspace.reading() as work:
        assert outbox.counts(work) == {State.SENT: 1, State.PLANNED: 1, State.FAILED: 1}


@pytest.mark.usefixtures("workspace")
def test_a_workspace_of_another_team_is_refused(slack: LocalSlack, refused: Refused, store: Store) -> None:
    with store.all_workspaces(writes=True) as connection:
        connection.execute(text("UPDATE workspace SET slack_team = 'T7', slack_name = 'Elsewhere'"))
    code, written = refused(**tokens(slack))
    assert code == 1
    assert "belongs to another Slack team (Elsewhere)" in written


def test_while_slack_cannot_be_reached_it_says_so_and_tries_again(
    slack: LocalSlack, run: Callable[..., Process]
) -> None:
    slack.server_error("auth.test", 503, times=1)
    process = run(**tokens(slack))
    slack.wait_for(lambda: slack.connections, timeout=SECONDS)
    code, written = process.stop()
    assert code == 0
    assert "Slack cannot be reached; trying again in 2 s." in written
