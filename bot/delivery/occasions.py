"""What each kind of delivery says: the function of its service that reads the state again when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.domain.notices import Notice, View
from bot.services import deliveries
from bot.workspace import Workspace
from store.outbox import Delivery

Occasion: TypeAlias = Callable[[Workspace, Delivery], Notice | View | None]  # None: nothing is left to say
Occasions: TypeAlias = Mapping[str, Occasion]
Lost: TypeAlias = Callable[[Workspace, Delivery, str], object]  # somebody cannot be written to, and why

OCCASIONS: dict[str, Occasion] = {
    deliveries.FAILED: deliveries.failed_delivery,
}


def undeliverable(workspace: Workspace, delivery: Delivery, why: str) -> None:
    """Tells whoever should know that somebody cannot be written to, and plans what they hear in their place."""
