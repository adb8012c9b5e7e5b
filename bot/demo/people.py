"""Who there is to be in the demo, and where they meet: by their posts, as the plan prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.local import LocalSlack

ELSEWHERE = "T0PARTNER"  # another organisation's Slack
BOARD, PARTNERS = "C0BOARD", "C0PARTNERS"


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody whom the visitor can be."""

    id: str
    name: str  # as it is mentioned
    post: str
    title: str
    team: str = ""  # of another organisation's Slack


COUNCILLOR = Part("U0COUNCILLOR", "councillor", "Councillor", "Board member: reads and asks")
NEET = Part("U0OFFICER07", "officer-07", "Named officer 07", "Data owner: young people not in work or learning")
CARE = Part("U0OFFICER02", "officer-02", "Named officer 02", "Data owner: child protection, children in care")
LEAD = Part("U0LEAD", "lead", "Head of Early Help", "Leads objectives 1 and 11")
OFFICER = Part("U0PERFORMANCE", "performance", "Performance officer", "Runs the round: approves, publishes")
CHAIR = Part("U0CHAIR", "chair", "Chair of the board", "Is briefed on the morning of the meeting")
OUTSIDER = Part("U0OUTSIDER", "outsider", "Analyst elsewhere", "whom no officer has let in yet", ELSEWHERE)
CAST = (COUNCILLOR, NEET, CARE, LEAD, OFFICER, CHAIR, OUTSIDER)


def enter(slack: LocalSlack, cast: tuple[Part, ...] = CAST) -> None:
    """Everybody takes their place: in the board's channel all but the outsider, who shares one with some."""
    for part in cast:
        team = {"team_id": part.team} if part.team else {}
        slack.add_user(part.id, part.name, real_name=part.post, title=part.title, **team)
    insiders = [part.id for part in cast if not part.team]
    slack.add_channel(BOARD, "childrens-board", members=insiders)
    slack.add_channel(PARTNERS, "with-partners", members=[OFFICER.id, OUTSIDER.id], is_private=True, is_ext_shared=True)
