"""What each kind of delivery says: the function of its service that reads the state again when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.domain.notices import Notice, View
from bot.services import deliveries, figures, home, people, reminders, reports
from bot.workspace import Workspace
from store.outbox import HOME, Delivery

Occasion: TypeAlias = Callable[[Workspace, Delivery], Notice | View | None]  # None: nothing is left to say
Occasions: TypeAlias = Mapping[str, Occasion]
Lost: TypeAlias = Callable[[Workspace, Delivery, str], object]  # somebody cannot be written to, and why


def _to_officer(say: Occasion) -> Occasion:
    """What is for officers, said to whoever is one at this moment."""
    return lambda workspace, delivery: (
        say(workspace, delivery) if deliveries.is_for_officer(workspace, delivery) else None
    )


OCCASIONS: dict[str, Occasion] = {
    deliveries.FAILED: _to_officer(deliveries.failed_delivery),
    people.GONE: _to_officer(people.account_gone),
    HOME: home.occasion,
    figures.TAKEN: figures.taken_notice,
    figures.SENT_BACK: figures.sent_back_notice,
    figures.QUEUE: _to_officer(figures.queue_notice),
    "nudge": reminders.nudge_notice,
    "escalation": _to_officer(reminders.escalation_notice),
    "escalation_told": reminders.lead_notice,
    "officer_list": _to_officer(reminders.officer_list_notice),
    "pass_on": _to_officer(reminders.pass_on_notice),
    "undelivered": _to_officer(reminders.undelivered_notice),
    "request": _to_officer(reminders.request_notice),
    "request_answered": reminders.answered_notice,
    "report": reports.post_notice,
    "report_draft": _to_officer(reports.draft_notice),
    "report_preview": _to_officer(reports.preview_notice),
    "report_unsent": _to_officer(reports.unsent_notice),
    "report_supplement": reports.supplement_notice,
    "report_brief": reports.brief_notice,
    "report_corrected": reports.corrected_notice,
    "report_withdrawn": reports.withdrawn_notice,
}


def undeliverable(workspace: Workspace, delivery: Delivery, why: str) -> None:
    """Tells whoever should know that somebody cannot be written to, and plans what they hear in their place."""
    reminders.undeliverable(workspace, delivery, why)
