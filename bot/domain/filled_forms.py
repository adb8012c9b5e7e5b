"""What stands in the fields of the form for figures, as it was typed, and as it is kept until it is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.domain.entering import Typed

if TYPE_CHECKING:
    from collections.abc import Mapping

_LATEST = 4_102_444_800  # the year 2100, in seconds: no embargo is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One form as it was sent. Nothing of it is true yet: every field comes from outside."""

    period: str  # Period.key
    figures: tuple[Typed, ...] = ()
    provisional: bool = False
    comment: str = ""
    source: str = ""
    reason: str = ""
    embargo: int | None = None  # seconds since 1970, as Slack's picker gives them
    supplier: str = ""  # a person's id, where an officer enters for somebody
    confirmed: frozenset[str] = frozenset()  # fields of warnings that were ticked

    @property
    def words(self) -> Filled:
        """Without the ticks: what a preview was of."""
        return replace(self, confirmed=frozenset())

    @property
    def is_empty(self) -> bool:
        return all(typed.is_empty for typed in self.figures) and not (self.comment or self.source or self.reason)

    @property
    def embargoed_until(self) -> datetime | None:
        if self.embargo is None or not 0 < self.embargo < _LATEST:
            return None
        return datetime.fromtimestamp(self.embargo, UTC)

    def of(self, series_id: int) -> Typed:
        """What was typed for a series; empty fields where nothing was."""
        return next((typed for typed in self.figures if typed.series_id == series_id), Typed(series_id=series_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form that was not taken yet: as it was last sent, and as it was shown with what would come of it."""

    typed: Filled
    shown: Filled | None = None  # the preview's; only just that may be saved
    view: str = ""  # the form that the preview stands in: one that is opened later shows its own
    asked: tuple[str, ...] = ()  # the fields in it with a warning's tick
    checks: int = 0  # how often it was looked at: the ticks of an earlier look do not count

    def as_kept(self) -> dict[str, Any]:
        return {
            "typed": _as_kept(self.typed),
            "shown": _as_kept(self.shown) if self.shown else None,
            "view": self.view,
            "asked": list(self.asked),
            "checks": self.checks,
        }


def of_kept(held: Mapping[str, Any] | None) -> Draft | None:
    """What `as_kept` wrote; None for what an earlier version wrote in another shape."""
    if held is None:
        return None
    try:
        shown = held["shown"]
        return Draft(
            typed=_filled(held["typed"]),
            shown=_filled(shown) if shown else None,
            view=held["view"],
            asked=tuple(held["asked"]),
            checks=held["checks"],
        )
    except (KeyError, TypeError):
        return None


def _as_kept(filled: Filled) -> dict[str, Any]:
    return {
        "period": filled.period,
        "figures": [[each.series_id, each.value, each.numerator, each.denominator] for each in filled.figures],
        "provisional": filled.provisional,
        "comment": filled.comment,
        "source": filled.source,
        "reason": filled.reason,
        "embargo": filled.embargo,
        "supplier": filled.supplier,
    }


def _filled(held: Mapping[str, Any]) -> Filled:
    figures = (
        Typed(series_id=series_id, value=value, numerator=part, denominator=whole)
        for series_id, value, part, whole in held["figures"]
    )
    rest = {
        name: held[name] for name in ("period", "provisional", "comment", "source", "reason", "embargo", "supplier")
    }
    return Filled(figures=tuple(figures), **rest)
