"""One of everything that is said of deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.delivering import DeliveryFailed
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import Notice


def notices() -> Iterator[Notice]:
    yield DeliveryFailed(number=12, kind="nudge", to="Named officer 01", why="account deactivated", planned_at=MORNING)
    yield DeliveryFailed(number=12, kind="notice", to="", channel="C1", why="is_archived", planned_at=MORNING)
    yield DeliveryFailed(number=12, kind="notice", to="Named officer 01", why="trouble K7Q-4MW", planned_at=MORNING)
    yield DeliveryFailed(number=12, kind="file", to="", channel="C1", why="storage_limit_reached", planned_at=MORNING)
