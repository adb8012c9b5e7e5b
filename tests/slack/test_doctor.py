"""`steward doctor` finds what keeps Steward from its work, and says what to do about it."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

import handlers
from bot import clock, commands
from bot.papers import charts
from bot.services import timetables
from bot.services.timetables import Change
from store import inbox, looks, outbox, owners, workspaces
from store.outbox import Planned
from tests.slack.office import matched, plan_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from store.work import Store

CHECKS = [
    "settings", "database", "migrations", "fence", "zone data", "fonts", "token", "scopes", "channels",
    "owners' accounts", "clock", "socket", "last event", "last post", "outbox", "failed deliveries",
]  # fmt: skip


class Examined:
    """What the doctor says, in a place that the test may spoil before."""

    def __init__(
        self,
        slack: LocalSlack,
        workspace: Workspace,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.slack, self.workspace, self.patch, self._capsys = slack, workspace, monkeypatch, capsys
        for name in [each for each in os.environ if each.startswith(("SLACK_", "STEWARD_"))]:
            monkeypatch.delenv(name)
        self.set(
            STEWARD_DATABASE_URL=f"sqlite:///{folder / 'steward.sqlite3'}",
            SLACK_BOT_TOKEN=slack.bot_token, SLACK_APP_TOKEN=slack.app_token, SLACK_API_URL=slack.api_url,
        )  # fmt: skip

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self.patch.setenv(name, value)

    def says(self, *words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            commands.run(["doctor", *words])
        return int(ended.value.code or 0), self._capsys.readouterr().out

    def all(self) -> list[dict[str, Any]]:
        code, said = self.says("--json")
        found: list[dict[str, Any]] = json.loads(said)
        assert code == (0 if all(each["ok"] for each in found) else 1)
        assert all(list(each) == ["check", "ok", "detail"] for each in found)
        return found

    def finds(self) -> dict[str, str]:
        """What is not well, by its name."""
        return {each["check"]: each["detail"] for each in self.all() if not each["ok"]}


@pytest.fixture
def doctor(
    slack: LocalSlack,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Examined:
    """In a board where all is well: its owner has an account, its reports have a channel."""
    owner = matched(workspace, "Officer of all", "U1")
    with workspace.begin() as work:
        for measure in owners.holders(work, plan_id(workspace)):
            owners.assign(work, measure, owner, None)
    timetables.put_body(workspace, "Board", Change(channel="C1"), None)
    return Examined(slack, workspace, tmp_path, monkeypatch, capsys)


def test_where_all_is_well_it_says_so_of_each_and_ends_with_nothing(doctor: Examined) -> None:
    assert [each["check"] for each in doctor.all()] == CHECKS
    assert doctor.finds() == {}
    assert doctor.all()[1]["detail"].endswith(f", {looks.place(doctor.workspace._store.url)}.")
    code, said = doctor.says()
    assert code == 0
    assert [line.partition(".")[0] for line in said.splitlines()] == [f"Well: {name}" for name in CHECKS]


def a_token_that_slack_refuses(doctor: Examined) -> None:
    doctor.slack.fail("auth.test", "token_revoked", times=9)


def a_missing_scope(doctor: Examined) -> None:
    doctor.slack.scopes.discard("dnd:read")


def an_app_token_that_opens_no_socket(doctor: Examined) -> None:
    doctor.set(SLACK_APP_TOKEN="xapp-another")


def a_channel_that_we_are_not_in(doctor: Examined) -> None:
    doctor.slack.world.channels["C1"].members.remove("U0BOT")


def a_channel_that_others_share(doctor: Examined) -> None:
    doctor.slack.world.channels["C1"].is_ext_shared = True


def an_owner_without_an_account(doctor: Examined) -> None:
    with doctor.workspace.begin() as work:
        work.connection.execute(text("UPDATE person SET slack_user = NULL WHERE post = 'Officer of all'"))


def an_owner_whose_account_is_closed(doctor: Examined) -> None:
    doctor.slack.world.users["U1"].deleted = True


def a_clock_that_is_ahead(doctor: Examined) -> None:
    doctor.patch.setattr(clock, "system_clock", lambda: datetime.now(UTC) + timedelta(seconds=400))


def a_zone_that_nobody_knows(doctor: Examined) -> None:
    with doctor.workspace.begin() as work:
        work.connection.execute(text("UPDATE workspace SET zone = 'Mars/Olympus'"))


def a_database_of_a_newer_program(doctor: Examined) -> None:
    with doctor.workspace.begin() as work:
        work.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def a_database_that_takes_no_changes(doctor: Examined) -> None:
    doctor.patch.setattr(looks, "takes_changes", lambda _: False)


def a_database_that_every_user_may_read(doctor: Examined) -> None:
    Path(looks.place(doctor.workspace._store.url)).chmod(0o644)


def a_disk_that_is_nearly_full(doctor: Examined) -> None:
    doctor.patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=12_000_000))


def a_missing_font(doctor: Examined) -> None:
    doctor.patch.setattr(charts, "fonts", lambda: ("/nowhere/Sans.ttf",))


def a_message_that_does_not_go_out(doctor: Examined) -> None:
    with doctor.workspace.begin() as work:
        outbox.plan(work, doctor.workspace.now(), Planned(key="a", kind="notice", channel="C1"))


def a_delivery_that_failed(doctor: Examined) -> None:
    with doctor.workspace.begin() as work:
        outbox.plan(work, doctor.workspace.now(), Planned(key="a", kind="notice", channel="C1"))
        (lost,) = outbox.claim(work, doctor.workspace.now(), timedelta(minutes=1), 1)
        outbox.fail(work, lost, "is_archived")


def an_event_that_nobody_answers(doctor: Examined) -> None:
    with doctor.workspace.begin() as work:
        inbox.claim(work, "C1:1", {"event": {}}, doctor.workspace.now(), timedelta(minutes=1))


def two_boards_in_one_file(doctor: Examined) -> None:
    with doctor.workspace._store.all_workspaces(writes=True) as connection:
        workspaces.make(connection, "another", zone="Europe/London", nation="Wales", first_month=4)


def a_setting_that_is_none(doctor: Examined) -> None:
    doctor.set(STEWARD_LOG_LEVEL="LOUD")


@pytest.mark.parametrize(
    ("plant", "check", "told"),
    [
        (a_token_that_slack_refuses, "token", "copy it again from the app's page"),
        (a_missing_scope, "scopes", "Missing: dnd:read. So without dnd:read, reminders keep to working hours alone."),
        (an_app_token_that_opens_no_socket, "socket", "SLACK_APP_TOKEN must be an app-level token"),
        (a_channel_that_we_are_not_in, "channels", "Board: Steward is not in C1; write /invite @steward there"),
        (a_channel_that_others_share, "channels", "C1 is shared with another organisation; choose one that is not"),
        (an_owner_without_an_account, "owners' accounts", "1 owner without an account: Officer of all."),
        (an_owner_whose_account_is_closed, "owners' accounts", "1 account of owners closed: Officer of all."),
        (a_clock_that_is_ahead, "clock", "seconds ahead of Slack's. Slack's requests are refused so."),
        (a_zone_that_nobody_knows, "zone data", "It does not hold Mars/Olympus of default."),
        (a_database_of_a_newer_program, "migrations", "newer"),
        (two_boards_in_one_file, "fence", "keep 2 boards apart: SQLite has no row-level security"),
        (a_database_that_takes_no_changes, "database", "takes no changes: its server takes none. Its disk must"),
        (a_database_that_every_user_may_read, "database", "may read it: chmod 600 "),
        (a_disk_that_is_nearly_full, "database", "is nearly full: 12 MB are left."),
        (a_missing_font, "fonts", "/nowhere/Sans.ttf is missing."),
        (a_message_that_does_not_go_out, "outbox", "1 message should have gone out, the first on 2 July 2014 at 09:00"),
        (a_delivery_that_failed, "failed deliveries", "1 delivery failed. steward deliveries --state failed says why"),
        (an_event_that_nobody_answers, "last event", "on 2 July 2014 at 09:00 is not answered yet."),
        (a_setting_that_is_none, "settings", "STEWARD_LOG_LEVEL: it must be one of"),
    ],
    ids=lambda given: given.__name__ if callable(given) else "",
)
def test_it_finds_each_planted_fault_and_says_what_to_do(
    doctor: Examined, plant: Callable[[Examined], None], check: str, told: str
) -> None:
    plant(doctor)
    found = doctor.finds()
    assert told in found.pop(check)
    assert all("could not be looked at" in each for each in found.values())


def test_without_slack_it_says_what_could_not_be_looked_at_and_looks_at_the_rest(doctor: Examined) -> None:
    doctor.set(SLACK_API_URL="http://127.0.0.1:9/api/")
    found = doctor.finds()
    assert set(found) == {"token", "scopes", "channels", "owners' accounts", "clock", "socket"}
    assert "Slack could not be asked" in found["token"]
    assert "could not be looked at" in found["clock"]


def test_of_an_empty_folder_it_makes_no_database(doctor: Examined, tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite3"
    doctor.set(STEWARD_DATABASE_URL=f"sqlite:///{file}")
    assert doctor.finds()["database"].endswith(f'there is none at "{file}" yet; "steward migrate" makes one.')
    assert [each["check"] for each in doctor.all()] == CHECKS
    assert not file.exists()


def test_over_http_it_looks_whether_requests_reach_steward(doctor: Examined, slack: LocalSlack, store: Store) -> None:
    from bot import web
    from bot.hands import Hands

    assert store
    server = web.Server(web.site(web.SlackRequests(None, slack.signing_secret, Hands())), "127.0.0.1", 0)  # type: ignore[arg-type]  # nothing gets so far
    doctor.set(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=slack.signing_secret, STEWARD_HTTP=f"127.0.0.1:{server.port}")
    server.start()
    assert doctor.finds() == {}
    server.stop(1)
    assert "Nothing answers at" in doctor.finds()["request URL"]
    doctor.set(STEWARD_PUBLIC_URL=slack.api_url.removesuffix("/api/"))
    assert "where Steward would with 401" in doctor.finds()["request URL"]


def test_each_scope_that_may_be_missing_has_words_for_what_stops() -> None:
    assert all(stops and not stops.endswith(".") for _, stops in handlers.SCOPES.values())


def test_nothing_that_it_says_holds_a_secret(doctor: Examined, slack: LocalSlack) -> None:
    doctor.set(STEWARD_DATABASE_URL="postgresql://steward:hunter2@127.0.0.1:1/steward")
    _, said = doctor.says()
    assert "cannot be opened" in said
    for secret in ("hunter2", slack.bot_token, slack.app_token):
        assert secret not in said


def test_of_many_boards_each_is_told_by_its_name(
    doctor: Examined, slack: LocalSlack, other_workspace: Workspace
) -> None:
    """One has installed Steward; the other has none of its tokens left."""
    from slack_sdk.oauth.installation_store import Installation

    from bot.app.installations import Installations
    from bot.local.things import TEAM
    from store.sealing import Seal, new_key

    key = new_key()
    doctor.set(
        SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="0123456789abcdef", SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="",
        SLACK_SIGNING_SECRET=slack.signing_secret, STEWARD_TOKEN_KEYS=key, STEWARD_PUBLIC_URL="http://127.0.0.1:9",
    )  # fmt: skip
    store = doctor.workspace._store
    installed = Installation(app_id="A0APP", team_id=TEAM, bot_token=slack.bot_token, bot_id="B1", user_id="U1")
    installations = Installations(store, "1.2", Seal([key]))
    installations.save(installed)
    found = doctor.finds()
    nobodys = (
        "It has none. No Slack has taken this one yet: the next that installs Steward does, at http://127.0.0.1:9/"
    )
    assert found[f"token of {other_workspace.name}"].startswith(nobodys)
    assert not [name for name in found if name.endswith(f" of {doctor.workspace.name}")]
    again = "Steward is to be installed there again, at http://127.0.0.1:9/slack/install."
    slack.fail("auth.test", "token_revoked", times=1)
    assert doctor.finds()["token of default"] == f"Slack does not take it. {again}"
    for left, said in ((115, ""), (100, "and should have been renewed by now."), (-1, "It ended on ")):
        installed.bot_token_expires_at = int((clock.system_clock() + timedelta(minutes=left)).timestamp())
        installations.save(installed)
        told = doctor.finds().get("token of default", "")
        assert said in told
        assert bool(said) is (again in told)
    doctor.set(STEWARD_TOKEN_KEYS=new_key())
    assert "none of its keys opens" in doctor.finds()["token of default"]
