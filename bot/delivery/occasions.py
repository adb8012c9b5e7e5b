"""What each kind of delivery says: the function of its service that reads the state again when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.domain.notices import Notice, View
from bot.services import deliveries, figures, home, people, reminders
from bot.workspace import Workspace
from store.outbox import HOME, Delivery

Occasion: TypeAlias = Callable[[Workspace, Delivery], Notice | View | None]  # None: nothing is left to say
Occasions: TypeAlias = Mapping[str, Occasion]
Lost: TypeAlias = Callable[[Workspace, Delivery, str], object]  # somebody cannot be written to, and why

OCCASIONS: dict[str, Occasion] = {
    deliveries.FAILED: deliveries.failed_delivery,
    people.GONE: people.account_gone,
    HOME: home.occasion,
    figures.TAKEN: figures.taken_notice,
    figures.SENT_BACK: figures.sent_back_notice,
    figures.QUEUE: figures.queue_notice,
    "nudge": reminders.nudge_notice,
    "escalation": reminders.escalation_notice,
    "escalation_told": reminders.lead_notice,
    "officer_list": reminders.officer_list_notice,
    "pass_on": reminders.pass_on_notice,
    "undelivered": reminders.undelivered_notice,
    "request": reminders.request_notice,
    "request_answered": reminders.answered_notice,
}


def undeliverable(workspace: Workspace, delivery: Delivery, why: str) -> None:
    """Tells whoever should know that somebody cannot be written to, and plans what they hear in their place."""
    reminders.undeliverable(workspace, delivery, why)
