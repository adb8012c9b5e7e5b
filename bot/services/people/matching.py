"""Whose Slack account is whose: matched by an officer, never by a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.acts import Act as Done
from bot.domain.errors import AccountTaken, BadSlackId, ChangedMeanwhile, PostNeeded, PostTaken
from bot.services.people.acting import begun, officer
from store import people

if TYPE_CHECKING:
    from bot.domain.people import Person, Someone
    from bot.services.people.acting import Act
    from bot.workspace import Workspace

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{1,24}")


def match(
    workspace: Workspace, someone: Someone, person_id: int, slack_user: str, *, expected: str | None = None
) -> Person:
    """Let that account be this person's from now on; `slack_user` "" takes theirs away.

    `expected` is the account that was theirs when the form was opened: ChangedMeanwhile where it no longer is.
    AccountTaken where the account is another person's.
    """
    officer(someone)
    with workspace.begin() as work:
        return matched(begun(workspace, work, someone), person_id, slack_user, expected=expected)


def unmatch(workspace: Workspace, someone: Someone, person_id: int) -> Person:
    """Let no account be this person's."""
    return match(workspace, someone, person_id, "")


def add(
    workspace: Workspace,
    someone: Someone,
    post: str,
    *,
    organisation_id: int | None = None,
    organisation: str = "",
    slack_user: str = "",
) -> Person:
    """Add a post, to an organisation held already or to a new one. PostTaken where it is there."""
    officer(someone)
    post, organisation = " ".join(post.split()), " ".join(organisation.split())
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        if organisation:
            organisation_id = people.organisation(work, organisation)
        elif organisation_id is not None and organisation_id not in people.organisations(work):
            raise ChangedMeanwhile
        added = added_post(act, post, organisation_id)
        return matched(act, added.id, slack_user) if slack_user else added


def added_post(act: Act, post: str, organisation_id: int | None) -> Person:
    """A new post; PostTaken where the organisation has one of that name, PostNeeded where it has no name itself."""
    if not post:
        raise PostNeeded
    for held in people.everyone(act.work):
        if held.organisation_id == organisation_id and held.post.casefold() == post.casefold():
            raise PostTaken(label=held.label)
    added = act.person(people.person(act.work, post, organisation_id))
    act.note(Done.POST_ADDED, person_id=added.id, new=added.label)
    return added


def matched(act: Act, person_id: int, slack_user: str, *, expected: str | None = None) -> Person:
    """The same as `match`, within a transaction."""
    person = act.person(person_id)
    if slack_user:
        checked(slack_user)
        holder = people.by_slack(act.work, slack_user)
        if holder is not None and holder.id != person_id:
            raise AccountTaken(label=holder.label)
    if expected is not None and person.slack_user != expected:
        raise ChangedMeanwhile
    if person.slack_user == slack_user:
        return person
    people.link(act.work, person_id, slack_user or None)
    act.note(
        Done.ACCOUNT_MATCHED if slack_user else Done.ACCOUNT_TAKEN_AWAY,
        person_id=person_id,
        old=person.slack_user,
        new=slack_user,
    )
    act.freshen(person_id)
    return act.person(person_id)


def checked(slack_user: str) -> str:
    """The id as it is written; BadSlackId for what is none by its shape."""
    if not _SLACK_ID.fullmatch(slack_user):
        raise BadSlackId(given=slack_user)
    return slack_user
