"""What every change of an action or a risk begins and ends with: whether they may, the audit, and messages anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import rounds
from bot.domain.errors import NotYourTask, OldButton
from bot.domain.field_problems import Fault, FieldProblem
from bot.domain.people import Holder
from bot.domain.supplying import asked, may_supply
from bot.domain.task_forms import OWNER
from bot.freshening import freshen
from store import audit, people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.actions import Action
    from bot.domain.acts import Act as Doing
    from bot.domain.model import Objective
    from bot.domain.people import Person, Someone
    from bot.domain.risks import Risk
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody at the plan's actions and risks, in one transaction."""

    work: Work
    at: datetime  # in the workspace's zone
    by: Someone
    person: Person
    round: Round

    @property
    def runs(self) -> bool:
        return self.by.is_officer and self.by.ticked is None

    def may_change(self, held: Action | Risk) -> bool:
        """Its owner may, whoever stands in for them, and officers."""
        holder = holder_of(held)
        theirs = {each.person.id for each in asked(holder, self.round.people, self.round.today)}
        return self.runs or self.person.id in theirs or may_supply(self.by, holder)

    def owner(self, held: Action | Risk) -> Person | None:
        return self.round.people.get(held.owner_person_id or 0)

    def objective(self, held: Action | Risk) -> Objective | None:
        return next((each for each in self.round.catalogue.objectives if each.key == held.objective), None)

    def chosen(self, objective_id: str) -> tuple[str, int] | None:
        """The objective that was chosen for one that is added."""
        return next((each.key for each in self.round.catalogue.objectives if str(each.id) == objective_id), None)

    def named(self, account: str) -> Person | FieldProblem | None:
        """Whose Slack account that is; None where none was chosen."""
        if not account:
            return None
        found = people.by_slack(self.work, account)
        return found or FieldProblem(field=OWNER, fault=Fault.NOT_MATCHED)

    def note(
        self, what: Doing, subject: str, number: int, old: Mapping[str, Any], new: Mapping[str, Any], reason: str = ""
    ) -> None:
        """Keep who changed what, in words."""
        audit.add(
            self.work,
            audit.Change(
                at=self.at,
                who=self.by.slack_user,
                what=what,
                subject=subject,
                subject_id=number,
                old=_said(old),
                new=_said(new),
                reason=reason.strip(),
                person_id=self.person.id,
                origin="form",
            ),
        )

    def freshen(self, key: str, *held: Action | Risk) -> None:
        """Whoever has it, had it, or stands in, sees it as it is now."""
        concerned = {self.person.id}
        for each in held:
            holder = holder_of(each)
            concerned |= {one.person.id for one in asked(holder, self.round.people, self.round.today)}
            concerned |= {holder.person_id} if holder and holder.person_id is not None else set()
        freshen(self.work, [], self.at, also=concerned, tasks=[key])


def begun(workspace: Workspace, work: Work, someone: Someone) -> Act:
    """OldButton where there is no plan any more, NotYourTask for whoever is nobody in it."""
    round_ = rounds.of(workspace, work)
    if round_ is None:
        raise OldButton
    if someone.person is None:
        raise NotYourTask
    return Act(work=work, at=workspace.now(), by=someone, person=someone.person, round=round_)


def holder_of(held: Action | Risk) -> Holder | None:
    if held.owner_person_id is None and held.owner_organisation_id is None:
        return None
    return Holder(person_id=held.owner_person_id, organisation_id=held.owner_organisation_id)


def _said(values: Mapping[str, Any]) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {_word(value)}" for name, value in values.items())


def _word(value: object) -> str:
    return str(value) if value not in {None, ""} else "nothing"
