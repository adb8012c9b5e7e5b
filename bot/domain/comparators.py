"""How others do: figures for the nation, the region and statistical neighbours, and what a report claims of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.domain.periods import Period


class Against(StrEnum):
    NATIONAL = "national"
    NEIGHBOURS = "statistical neighbours"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """The figure of others for one period, or a report's word on how we stand beside them where no figure is printed.

    `series_id` is None where the plan has no indicator of that name: it is then known by `title` alone.
    """

    id: int
    against: Against
    title: str  # as the comparison names it
    series_id: int | None = None
    measure_id: int | None = None
    period: Period | None = None
    value: Decimal | None = None
    as_printed: str = ""
    exceeds: bool | None = None  # what a report claims: we do better; None: it gives a figure, or says nothing
    note: str = ""
    source: str = ""
