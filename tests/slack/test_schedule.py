"""The timetable: what is due is sent at once when it is woken, and no job's trouble is another's."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot import schedule
from bot.domain.errors import DatabaseAway
from tests.slack.sending import Sending

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from bot.local import LocalSlack
    from bot.workspace import Workspace

SECONDS = 20


@pytest.fixture
def sending(slack: LocalSlack, workspace: Workspace) -> Sending:
    return Sending(slack, workspace)


@pytest.fixture
def started(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Starts a timetable whose jobs come as often as they can, and do nothing unless told."""
    monkeypatch.setattr(schedule, "POLL_SECONDS", 0.1)
    running = []

    def start(**jobs: Callable[[], object]) -> None:
        given = dict.fromkeys(("sweep", "trim", "decide"), lambda: None) | jobs
        running.append(schedule.timetable(sending.outbox, **given, polls=True))
        running[-1].start()

    yield start
    for each in running:
        each.shutdown(wait=True)


def test_what_is_woken_goes_out_without_waiting_for_the_next_tick(
    slack: LocalSlack, sending: Sending, started: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "POLL_SECONDS", 3600)
    started()
    sending.plan("a")
    sending.outbox.wake()
    slack.wait_for(lambda: sending.said() == ["a"], timeout=SECONDS)


def test_what_is_decided_is_sent_by_itself(slack: LocalSlack, sending: Sending, started: Callable[..., None]) -> None:
    started(decide=lambda: sending.plan("nudge:1:2014-07-02"))
    slack.wait_for(lambda: sending.said() == ["nudge:1:2014-07-02"], timeout=SECONDS)


def test_a_job_that_fails_is_told_with_a_reference_comes_again_and_stops_no_other(
    slack: LocalSlack, sending: Sending, started: Callable[..., None], log: io.StringIO
) -> None:
    again, raised = Event(), [ValueError(), DatabaseAway()]

    def decide() -> None:
        if raised:
            raise raised.pop(0)
        again.set()

    sending.plan("a")
    started(decide=decide)
    assert again.wait(SECONDS)
    slack.wait_for(lambda: sending.said() == ["a"], timeout=SECONDS)
    assert "with the timetable's decide." in log.getvalue()
    assert "The timetable's decide must wait." in log.getvalue()
