"""Roles in a plan: given and taken away by an admin, objective leads by an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act as Done
from bot.domain.errors import AccountTaken, ChangedMeanwhile, LastAdmin, NotMatched, RoleNotGiven, SeesTicksAlone
from bot.domain.people import RUN_ROUNDS, Role
from bot.services.people import matching
from bot.services.people.acting import admin, begun, officer, plan_of
from bot.services.people.finding import post_named
from store import admissions, leads, people, plan

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.domain.people import Holder, Person, Someone
    from bot.services.people.acting import Act
    from bot.workspace import Workspace

GIVEN = (Role.READER, Role.CHAIR, Role.OFFICER, Role.ADMIN)


def set_roles(
    workspace: Workspace, someone: Someone, person_id: int, roles: AbstractSet[Role], *, expected: AbstractSet[Role]
) -> None:
    """Give and take away what differs from `expected`, the roles that stood in the form; the rest stays as it is."""
    admin(someone)
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        for role in GIVEN:
            if (role in roles) is not (role in expected):
                set_role(act, person_id, role, held=role in roles)


def appoint(workspace: Workspace, someone: Someone, person_id: int, role: Role) -> None:
    """Give somebody a role."""
    set_roles(workspace, someone, person_id, {role}, expected=set())


def dismiss(workspace: Workspace, someone: Someone, person_id: int, role: Role) -> None:
    """Take a role away. LastAdmin where nobody would be left to give it."""
    set_roles(workspace, someone, person_id, set(), expected={role})


def appoint_account(workspace: Workspace, someone: Someone, slack_user: str, role: Role, post: str = "") -> Person:
    """Give the role to whoever has that account; `post` says whose account it is, where nobody was matched to it.

    NotMatched where neither says who it is, AccountTaken where the account is another post's. A new post is added.
    """
    admin(someone)
    if role not in GIVEN:
        raise RoleNotGiven(role=role)
    matching.checked(slack_user)
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        person = _person_of(act, slack_user, post)
        set_role(act, person.id, role, held=True)
        return person


def lead(
    workspace: Workspace,
    someone: Someone,
    level: str,
    number: int,
    person_id: int | None,
    *,
    expected: Holder | None = None,
) -> None:
    """Let that person lead the objective, or nobody. `expected` is who led it when the form was opened."""
    officer(someone)
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        plan_id = plan_of(work)
        held = plan.catalogue(work, plan_id)
        if held is None or (level, number) not in {(each.level, each.number) for each in held.objectives}:
            raise ChangedMeanwhile
        before = leads.leads(work, plan_id).get((level, number))
        if expected is not None and expected.person_id != (before.id if before else None):
            raise ChangedMeanwhile
        after = act.person(person_id) if person_id is not None else None
        leads.appoint(work, plan_id, level, number, person_id)
        act.note(
            Done.LEAD_CHANGED,
            person_id=after.id if after else before.id if before else None,
            old=f"{level} {number}: {before.label if before else ''}".strip(),
            new=f"{level} {number}: {after.label if after else ''}".strip(),
        )
        act.freshen(*(each.id for each in (before, after) if each))


def _person_of(act: Act, slack_user: str, post: str) -> Person:
    person = people.by_slack(act.work, slack_user)
    named = post_named(act.work, post) if post else None
    if person is not None:
        if post and named != person.id:
            raise AccountTaken(label=person.label)
        return person
    if not post:
        raise NotMatched(account=slack_user)
    person_id = matching.added_post(act, post, None).id if named is None else named
    return matching.matched(act, person_id, slack_user)


def set_role(act: Act, person_id: int, role: Role, *, held: bool) -> None:
    """Give or take away one role, within a transaction."""
    plan_id, person = plan_of(act.work), act.person(person_id)
    if held:
        if role in RUN_ROUNDS and admissions.ticks(act.work, [person]):
            raise SeesTicksAlone(label=person.label)
        if people.join(act.work, person_id, plan_id, role):
            act.note(Done.ROLE_GIVEN, person_id=person_id, new=role)
            act.freshen(person_id)
        return
    if role is Role.ADMIN and {each.id for each in people.members(act.work, plan_id, Role.ADMIN)} == {person_id}:
        raise LastAdmin(label=person.label)
    if people.leave(act.work, person_id, plan_id, role):
        act.note(Done.ROLE_TAKEN_AWAY, person_id=person_id, old=role)
        act.freshen(person_id)
