"""What every button and form of the chase begins with: whose item it is, and whether whoever asks may settle it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import personal_details
from bot.domain.errors import AlreadyIn, NotYours, OfficersOnly, PersonalDetails
from bot.domain.people import RUN_ROUNDS
from bot.services.reminders.deciding import rounds_of
from store import audit, outbox, stamps
from store.ids import new_id
from store.outbox import Planned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from bot.domain.acts import Act as Doing
    from bot.domain.people import Person, Someone
    from bot.domain.rounds import Owed
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One change in a transaction of its own, made by somebody, in the rounds as they stand."""

    work: Work
    at: datetime
    by: Someone
    running: tuple[Round, ...]

    def item(self, measure_id: int, period_key: str) -> tuple[Round, Owed]:
        """What is still owed of an indicator that they may supply, or as an officer settle. NotYours, AlreadyIn.

        Ids come from outside: what is of another workspace, or of nobody's plan, is not theirs.
        """
        return item(self.running, self.by, measure_id, period_key)

    def note(
        self, what: Doing, *, measure_id: int | None = None, person_id: int | None = None, old: str = "", new: str = "",
        reason: str = "", origin: str = "button",
    ) -> None:  # fmt: skip
        """Keep who changed what."""
        change = audit.Change(
            at=self.at,
            who=self.by.slack_user,
            what=what,
            subject="measure" if measure_id is not None else "person",
            subject_id=measure_id if measure_id is not None else person_id,
            old=old,
            new=new,
            reason=reason,
            measure_id=measure_id,
            person_id=person_id,
            origin=origin,
        )
        audit.add(self.work, change)

    def tell(self, people: Iterable[Person], kind: str, name: str, facts: dict[str, object]) -> int:
        """A message to each of them, at once; what was sent under the same name stands."""
        reachable = [each for each in people if each.reachable]
        planned = [Planned(key=f"{name}:{each.id}", kind=kind, facts=facts, person_id=each.id) for each in reachable]
        return outbox.plan(self.work, self.at, *planned)

    def change(self, people: Iterable[Person], kind: str, is_it: Callable[[Delivery], bool]) -> None:
        """Change in place what they were sent of that kind and is meant."""
        for person in people:
            for sent in filter(is_it, outbox.posted(self.work, kind, person.id)):
                outbox.plan(
                    self.work,
                    self.at,
                    Planned(
                        key=f"{kind} update:{new_id()}", kind=kind, facts=sent.facts, person_id=person.id,
                        updates_id=sent.id,
                    ),
                )  # fmt: skip


def begun(workspace: Workspace, work: Work, someone: Someone) -> Act:
    """An act that nobody else's of the same workspace runs beside: what it reads still holds when it writes."""
    stamps.alone(work)
    return Act(work=work, at=workspace.now(), by=someone, running=rounds_of(workspace, work))


def item(running: Sequence[Round], someone: Someone, measure_id: int, period_key: str) -> tuple[Round, Owed]:
    """As Act.item, for what is only looked at."""
    theirs = [each for each in running if may_settle(each, someone, measure_id)]
    if not theirs:
        raise NotYours
    for round_ in theirs:
        owed = round_.item(measure_id, period_key)
        if owed and owed.series:
            return round_, owed
    raise AlreadyIn


def may_settle(round_: Round, someone: Someone, measure_id: int) -> bool:
    """Whoever may supply the indicator's figure may say when it comes; so may an officer of its plan."""
    if not someone.may_see(measure_id) or round_.indicator(measure_id) is None:
        return False
    return round_.may_supply(someone, measure_id) or is_officer(round_, someone)


def is_officer(round_: Round, someone: Someone) -> bool:
    """Whether they run this round. Nobody does who is let in to some indicators alone."""
    if someone.person is None or someone.ticked is not None:
        return False
    return bool(round_.roles.get(someone.person.id, frozenset()) & RUN_ROUNDS)


def harmless(words: str, today: date) -> str:
    """What somebody typed, once nothing in it looks like a detail of a person; PersonalDetails."""
    for detail in personal_details.noticed(words, today):
        raise PersonalDetails(found=detail.value)
    return words


def officers_only(round_: Round, someone: Someone) -> None:
    if not is_officer(round_, someone):
        raise OfficersOnly
