"""`steward deliveries`: what is planned, what failed and why; what is retried or dropped stands in the audit."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from store import audit, outbox, people
from store.outbox import Planned, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.workspace import Workspace

LEASE = timedelta(minutes=2)


@pytest.fixture
def steward(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """`steward deliveries` with these words; what it prints, or the refusal that it ends with."""
    monkeypatch.setattr("bot.commands.deliveries.open_workspace", lambda _name: workspace)

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line(["deliveries"]), ["deliveries", *words])
        return str(done.exception) if isinstance(done.exception, errors.Refused) else done.output

    return typed


@pytest.fixture
def held(workspace: Workspace) -> dict[str, int]:
    """One sent, one failed, one put off after a try, one in hand, one planned; by their keys."""
    now = workspace.now()
    with workspace.begin() as work:
        owner = people.person(work, "Named officer 03")
        later = now + timedelta(hours=1)
        for key in ("sent", "failed", "put off", "in hand"):
            outbox.plan(work, now, Planned(key=key, kind="nudge", person_id=owner))
            (taken,) = outbox.claim(work, now, LEASE, 1)
            if key == "sent":
                outbox.sent(work, taken, "1.1", "D1", now)
            elif key == "failed":
                outbox.fail(work, taken, "account deactivated")
            elif key == "put off":
                outbox.postpone(work, taken, later, "status 503")
        outbox.plan(work, now, Planned(key="planned", kind="notice", channel="C1", not_before=later))
        return {each.key: each.id for each in outbox.every(work)}


def test_it_lists_what_waits_and_what_failed_and_why(steward: Callable[..., str], held: dict[str, int]) -> None:
    said = steward()
    assert said.startswith("Deliveries: 2 planned, 1 in hand, 1 sent, 1 failed.\n")
    assert f"{held['failed']}  failed: nudge to Named officer 03, 2014-07-02 09:00. Why: their Slack account is" in said
    assert f"{held['put off']}  planned: nudge to Named officer 03, 2014-07-02 10:00, one try failed (status 5" in said
    assert f"{held['planned']}  planned: notice to C1, 2014-07-02 10:00." in said
    assert str(held["sent"]) not in said
    assert str(held["sent"]) in steward("--state", "sent")
    assert str(held["failed"]) not in steward("--state", "sent")


def test_an_outbox_that_holds_nothing_says_so(steward: Callable[..., str]) -> None:
    assert steward() == "Deliveries: none.\n"
    assert json.loads(steward("--json")) == []


def test_other_programs_get_everything_and_never_what_was_said(
    steward: Callable[..., str], held: dict[str, int]
) -> None:
    told = {each["key"]: each for each in json.loads(steward("--json"))}
    assert set(told) == set(held)
    assert told["sent"] == {
        "id": held["sent"],
        "key": "sent",
        "kind": "nudge",
        "to": "Named officer 03",
        "state": "sent",
        "planned_at": "2014-07-02T09:00:00+01:00",
        "not_before": "2014-07-02T09:00:00+01:00",
        "sent_at": "2014-07-02T09:00:00+01:00",
        "attempts": 0,
        "error": None,
        "updates": None,
    }


def test_what_failed_is_sent_after_all_and_the_audit_says_who_wanted_it(
    steward: Callable[..., str], held: dict[str, int], workspace: Workspace
) -> None:
    number = held["failed"]
    assert "goes out with the next tick" in steward("--retry", str(number))
    with workspace.reading() as work:
        assert outbox.every(work, [State.FAILED]) == ()
        (change,) = audit.of(work, "delivery", number)
    told = (change.who, change.what, change.old, change.new)
    assert told == ("steward deliveries", "delivery retried", "failed", "planned")


@pytest.mark.parametrize("key", ["failed", "planned"])
def test_what_waits_or_failed_can_be_dropped(
    steward: Callable[..., str], held: dict[str, int], workspace: Workspace, key: str
) -> None:
    assert steward("--drop", str(held[key])) == f"Delivery {held[key]} is dropped.\n"
    with workspace.reading() as work:
        assert [each.key for each in outbox.every(work, [State.DROPPED])] == [key]
        assert [each.what for each in audit.of(work, "delivery", held[key])] == ["delivery dropped"]


def test_what_cannot_be_done_is_refused_and_changes_nothing(
    steward: Callable[..., str], held: dict[str, int], workspace: Workspace
) -> None:
    with workspace.reading() as work:
        before = outbox.every(work)
    assert f"Delivery {held['sent']} is sent: only one that failed" in steward("--retry", str(held["sent"]))
    assert f"Delivery {held['in hand']} is in hand: only one that is planned" in steward("--drop", str(held["in hand"]))
    assert "There is no delivery 7." in steward("--retry", "7")
    assert "There is no delivery 7." in steward("--drop", "7")
    assert "not both" in steward("--retry", "7", "--drop", "7")
    with workspace.reading() as work:
        assert outbox.every(work) == before
        assert audit.of(work, "delivery") == ()
