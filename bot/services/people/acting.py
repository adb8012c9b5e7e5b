"""What every change of who is who begins with: who may make it, in which plan, and the line it leaves in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import freshening
from bot.domain.errors import AdminsOnly, ChangedMeanwhile, NoPlanHeld, OfficersOnly
from bot.domain.people import Role, Someone
from store import audit, owners, people, plan, stamps

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.acts import Act as Done
    from bot.domain.people import Person
    from bot.workspace import Workspace
    from store.work import Work

BY_COMMAND = Someone(slack_user="steward people", roles=frozenset({Role.ADMIN}))
BY_SLACK = Someone(slack_user="Slack")
SUBJECT = "person"
FORM, COMMAND, EVENT = "form", "command", "event"


def officer(someone: Someone) -> None:
    """OfficersOnly unless they are one."""
    if not someone.is_officer:
        raise OfficersOnly


def admin(someone: Someone) -> None:
    """AdminsOnly unless they are one."""
    if not someone.is_admin:
        raise AdminsOnly


@dataclass(frozen=True, slots=True)
class Act:
    """One change in a transaction of its own, made by somebody."""

    work: Work
    at: datetime
    by: Someone

    def person(self, person_id: int) -> Person:
        """That person of this workspace; ChangedMeanwhile where there is none."""
        found = people.by_ids(self.work, [person_id]).get(person_id)
        if found is None:
            raise ChangedMeanwhile
        return found

    def freshen(self, *person_ids: int) -> None:
        """What these people were told of the figures that they supply may no longer be so."""
        bodies = {each.organisation_id for each in people.by_ids(self.work, person_ids).values()} - {None}
        held = owners.holders(self.work, plan_of(self.work)).items() if plan.standing(self.work).plan_id else ()
        theirs = (
            number
            for number, holder in held
            if holder.person_id in person_ids or (holder.person_id is None and holder.organisation_id in bodies)
        )
        freshening.freshen(self.work, theirs, self.at, also=person_ids)

    def note(
        self,
        what: Done,
        *,
        person_id: int | None = None,
        measure_id: int | None = None,
        old: str = "",
        new: str = "",
        about: str = SUBJECT,
    ) -> None:
        """Keep who changed what of whom."""
        audit.add(
            self.work,
            audit.Change(
                at=self.at,
                who=self.by.slack_user,
                what=what,
                subject=about,
                subject_id=measure_id if about == "measure" else person_id,
                old=old,
                new=new,
                person_id=person_id,
                measure_id=measure_id,
                origin=COMMAND if self.by is BY_COMMAND else EVENT if self.by is BY_SLACK else FORM,
            ),
        )


def begun(workspace: Workspace, work: Work, someone: Someone) -> Act:
    """An act that nobody else's of the same workspace runs beside: what it reads still holds when it writes."""
    stamps.alone(work)
    return Act(work=work, at=workspace.now(), by=someone)


def plan_of(work: Work) -> int:
    """The plan that answers, in which roles are held; NoPlanHeld."""
    plan_id = plan.standing(work).plan_id
    if plan_id is None:
        raise NoPlanHeld
    return plan_id
