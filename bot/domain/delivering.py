"""What is said of deliveries that failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.notices import Notice

if TYPE_CHECKING:
    from datetime import datetime

NOT_LET_IN = "not let in"  # their account is a guest's or another organisation's, and no officer has let it in
NO_OPENER = "the message that it belongs under did not go out"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed(Notice):
    """Something will not arrive; `why` is Slack's word for it, or ours."""

    number: int
    kind: str  # which words it would have been: "nudge"
    to: str  # a person's post, or ""
    channel: str = ""
    why: str
    planned_at: datetime
