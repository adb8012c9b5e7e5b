"""What goes into a column comes out of it, on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from store import asked, tables
from store.ids import new_id
from store.work import mine
from tests.conftest import LONDON
from tests.store.planting import plant

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.workspace import Workspace

ZONES = st.sampled_from([UTC, LONDON, timezone(timedelta(hours=-9))])
_series = tables.Series.__table__.c


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.none() | st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_keeps_its_value_and_its_noughts(workspace: Workspace, value: Decimal | None) -> None:
    with workspace.begin() as work:
        measure = plant(work, f"Plan {new_id()}", indicators=1).measures[0]
        work.add(tables.Series, {"id": new_id(), "measure_id": measure, "position": 9, "tolerance": value})
        row = work.first(
            select(_series.tolerance).where(mine(tables.Series), _series.measure_id == measure, _series.position == 9)
        )
    assert row is not None
    assert str(row.tolerance) == str(value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=ZONES))  # noqa: DTZ001  bounds
def test_a_moment_is_the_same_moment_in_utc(workspace: Workspace, at: datetime) -> None:
    with workspace.begin() as work:
        asked.trim(work, datetime(2200, 1, 1, tzinfo=UTC))
        asked.record(work, text="x", asker="", intent="help", outcome="answer", at=at)
        (question,) = asked.since(work, at)
        assert asked.since(work, at + timedelta(microseconds=1)) == ()
    assert question.at == at
    assert question.at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(workspace: Workspace) -> None:
    without_zone = datetime(2014, 7, 2)  # noqa: DTZ001  the very thing refused
    with pytest.raises(StatementError, match="zone"), workspace.begin() as work:
        asked.record(work, text="x", asker="", intent="help", outcome="answer", at=without_zone)


def test_ids_are_positive_and_fit_a_bigint() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(0 < number < 2**63 for number in made)
