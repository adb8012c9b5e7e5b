"""Through whose hands the figures of a sheet come in, and what each keeps of where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.handing_in import own_words
from bot.domain.taking_in import Outcome
from bot.submitting import Submission, held

if TYPE_CHECKING:
    from bot.domain.handing_in import Handed
    from bot.domain.model import Indicator
    from bot.domain.people import Person, Someone
    from bot.domain.taking_in import Taken
    from bot.rounds import Round
    from store.figures import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who brings a sheet in."""

    who: str  # a Slack user, or the command
    file_name: str
    brought_by: Someone | None = None  # who handed it in, as they stand now; None: nobody known, by the command
    enters: Person | None = None
    decides: bool = False  # an officer, or the command: promises need nobody else's word
    reason: str = ""

    def supplier(self, round_: Round, indicator: Indicator) -> Person | None:
        """Whoever handed it in, where the figure is theirs to supply; None: they did so for whoever supplies it."""
        theirs = self.brought_by is not None and round_.may_supply(self.brought_by, indicator.id)
        return self.brought_by.person if self.brought_by and theirs else None

    def origin(self, handed: Handed) -> str:
        """The file and the cell: "return.xlsx, Return!J7"."""
        return f"{self.file_name}, {handed.at.label}"

    def submission(self, round_: Round, taken: Taken) -> Submission:
        """One line of the sheet as the form would submit it; an embargo that is held stays."""
        handed, entered = taken.handed, taken.entered
        assert entered is not None  # noqa: S101  only a promise has none
        before = held(round_, handed.indicator, handed.period).get(handed.series.id)
        origin = self.origin(handed)
        comment, source = own_words(handed)
        return Submission(
            indicator=handed.indicator,
            period=handed.period,
            entered=(entered,),
            who=self.who,
            supplied_by=self._supplier(round_, handed),
            entered_by=self.enters.id if self.enters else None,
            origin=origin,
            provisional=taken.provisional,
            comment=comment,
            source=f"{source} ({origin})" if source else origin,
            reason=self.reason if taken.outcome is Outcome.CHANGED else self._kept(before),
            embargoed_until=before.provenance.embargoed_until if before else None,
        )

    def _kept(self, before: Revision | None) -> str:
        """Why the figure that this one takes the place of was to revise an approved one: so does this one."""
        return before.provenance.reason if before else ""

    def _supplier(self, round_: Round, handed: Handed) -> int | None:
        """Who handed it in, if it is theirs; else its owner, or the one person of its organisation."""
        holder, supplier = round_.holders.get(handed.indicator.id), self.supplier(round_, handed.indicator)
        if supplier or holder is None:
            return supplier.id if supplier else None
        if holder.person_id is not None or holder.organisation_id is None:
            return holder.person_id
        members = [each.id for each in round_.people.values() if each.organisation_id == holder.organisation_id]
        return members[0] if len(members) == 1 else None
