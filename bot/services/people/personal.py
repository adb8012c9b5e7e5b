"""What is held about a person: handed to them whole, and erased when they ask for it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from bot.domain.acts import Act as Done
from bot.domain.errors import NothingHeld
from bot.errands import LETTERS
from bot.services.people.acting import COMMAND, SUBJECT, admin, begun
from bot.services.people.finding import named
from store import audit, people, personal

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.workspace import Workspace
    from store.work import Work


def held_of(workspace: Workspace, called: str) -> dict[str, Any]:
    """All that is held about somebody, by their post or Slack id: the right of access, UK GDPR Article 15.

    By table, as it is stored. Others' rights are not to suffer by it (Article 15(4)): figures are left out, which may
    be under embargo; whoever hands it over looks it through for others' names in what people typed. NoSuchHolder.
    """
    with workspace.reading() as work:
        person_id, account = _whose(work, called)
        found = personal.held(work, person_id, account)
    return {"of": called, "account": account, "at": workspace.now().isoformat(timespec="seconds"), "held": found}


def erase(workspace: Workspace, someone: Someone, called: str, reason: str) -> str:
    """Take away what is held about somebody, by their post or Slack id; returns the neutral name in its place.

    The right to erasure, UK GDPR Article 17. What is kept for the person's sake goes: their account, questions,
    conversations, drafts, absences, admissions, and what was written to them. What the board keeps for a task in the
    public interest stays (Article 17(3)(b) and (d): the post as the plan prints it, figures, reports, and the audit of
    who approved what), by a neutral name in place of the account, which nothing kept leads back to. Text that somebody
    typed is not searched for names, and backups and logs are outside: they end with their own time.
    NoSuchHolder, NothingHeld; only for admins.
    """
    admin(someone)
    name = f"{personal.ERASED} {''.join(secrets.choice(LETTERS) for _ in range(6))}"
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        person_id, account = _whose(work, called)
        if person_id is not None:
            act.freshen(person_id)  # what goes to them no more goes to others
        if not personal.forget(work, person_id, account, name):
            raise NothingHeld(who=called)
        audit.add(
            work,
            audit.Change(
                at=act.at,
                who=someone.slack_user,
                what=Done.PERSON_ERASED,
                subject=SUBJECT,
                subject_id=person_id,
                person_id=person_id,
                new=name,
                reason=reason.replace(account, name) if account else reason,
                origin=COMMAND,
            ),
        )
    return name


def _whose(work: Work, called: str) -> tuple[int | None, str]:
    """The person's id and account: of an account that is matched to nobody, of a post that has none, or both."""
    if called.isalnum() and called.isupper():
        person = people.by_slack(work, called)
        return (person.id if person else None), called
    person_id = named(work, called, posts_only=True).person_id
    person = people.by_ids(work, [person_id or 0]).get(person_id or 0)
    return person_id, person.slack_user if person else ""
