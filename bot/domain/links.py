"""What followed what from one version of a plan to the next: linked with a break, never joined into one line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class LinkKind(StrEnum):
    """What became of an indicator that is not carried as it was."""

    RETIRED = "retired"  # nothing follows it
    SPLIT = "split"  # into several
    MERGED = "merged"  # several into one
    REDEFINED = "redefined"  # counted otherwise from then on


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step from an indicator that ended to one that follows it; a retired one has a link that leads nowhere."""

    kind: LinkKind
    from_id: int
    from_title: str
    from_code: str = ""
    to_id: int | None = None
    to_title: str = ""
    to_code: str = ""
    since: date | None = None  # the first day of what follows; of a retired one, the first on which it is not counted
    note: str = ""

    @property
    def ids(self) -> frozenset[int]:
        """The measures that it names."""
        return frozenset({self.from_id} if self.to_id is None else {self.from_id, self.to_id})


def before(links: Iterable[Link], measure_id: int) -> tuple[Link, ...]:
    """What the measure follows."""
    return tuple(each for each in links if each.to_id == measure_id)


def after(links: Iterable[Link], measure_id: int) -> tuple[Link, ...]:
    """What became of the measure."""
    return tuple(each for each in links if each.from_id == measure_id)
