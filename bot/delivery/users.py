"""People and channels as Slack tells of them: who is there, a person and a member, and what is shared with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.people import Account

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as users.info tells of them; `teams` are the workspaces they belong to, and their enterprise."""

    id: str
    teams: frozenset[str]
    stranger: bool = False
    gone: bool = False
    machine: bool = False
    guest: bool = False

    def belongs_to(self, team: str) -> bool:
        """Guests of the workspace do; people met through Slack Connect do not.

        There is no single flag for the latter: docs.slack.dev/apis/slack-connect.
        """
        return not self.stranger and not self.gone and team in self.teams

    def account(self, team: str) -> Account:
        """What they are to that workspace of ours."""
        if not self.belongs_to(team):
            return Account.OUTSIDER
        return Account.GUEST if self.guest else Account.MEMBER


def person_of(user: Mapping[str, object]) -> Person:
    """From Slack's user object (docs.slack.dev/reference/objects/user-object)."""
    enterprise = user.get("enterprise_user")
    # events name a person's enterprise where they could name the workspace (user_team)
    teams = (enterprise.get("enterprise_id", ""), *enterprise.get("teams", ())) if isinstance(enterprise, dict) else ()
    return Person(
        id=str(user["id"]),
        teams=frozenset(map(str, (user.get("team_id", ""), *teams))),
        stranger=bool(user.get("is_stranger")),
        gone=bool(user.get("deleted")),
        machine=bool(user.get("is_bot") or user.get("is_workflow_bot") or user["id"] == "USLACKBOT"),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    )


def shared_of(channel: Mapping[str, object]) -> bool:
    """From Slack's conversation object (docs.slack.dev/reference/objects/conversation-object): shared, or soon to be.

    `is_shared` is also true within one enterprise, which `is_org_shared` says (docs.slack.dev/apis/slack-connect).
    """
    beyond = channel.get("is_shared") and not channel.get("is_org_shared")
    signs = ("is_ext_shared", "is_pending_ext_shared", "pending_shared", "pending_connected_team_ids")
    return bool(beyond) or any(channel.get(sign) for sign in signs)
