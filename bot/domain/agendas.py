"""What a board has before it: the items of its meetings, and what it means to take up later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of the agenda of the plan's board on a day."""

    id: int
    on: date
    number: int
    title: str
    pages: str = ""  # "33 - 46", of the printed pack
    report_of: str = ""  # the post or body that reports


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardItem:
    """Something that the board will take up; `on` where it is known when."""

    id: int
    number: int
    title: str
    group: str = ""  # "to be scheduled", "partner updates"
    on: date | None = None
