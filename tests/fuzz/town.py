"""A board in the middle of its round, and after its freeze: people who hold something to do, and people who may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.app import build
from bot.app.inbox import Inbox
from bot.app.office import Office, Reception, TheOnlyOffice
from bot.app.slack import posting_client, web_client, who_am_i
from bot.commands.running import decide
from bot.delivery import Outbox
from bot.domain.actions import Action, ActionKind
from bot.domain.kinds import State
from bot.domain.risks import Risk, RiskScore
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.services import plan as plans
from bot.workspace import Workspaces
from store import actions, bodies, figures, leads, people, risks
from store.figures import Provenance
from store.work import Store
from tests.builders import a_figure
from tests.conftest import LONDON, StandingClock
from tests.returned import without_q4
from tests.slack.office import an_indicator_of, matched, owned, plan_id

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.planfile import PlanFile
    from bot.local import LocalSlack
    from bot.workspace import Workspace

OFFICER, OWNER, READER, POLICE, LEAD = "U1", "U2", "U4", "U5", "U6"
GUEST, OUTSIDER, NOBODY = "U3", "U9", "U77"
OWNERS_POST = "Named officer 02"
ROLES = {OFFICER: "olive", OWNER: "owen", READER: "rose", POLICE: "pat", LEAD: "lena"}
WAITS = "1.37%"  # a figure that no officer has approved yet: for officers and whoever gave it, and for no channel
WHO_SEES_IT = {OFFICER, OWNER}
ROUND = datetime(2014, 5, 20, 10, 0, tzinfo=LONDON)  # the day after figures were due
LATE = datetime(2014, 5, 30, 10, 0, tzinfo=LONDON)
FROZEN = datetime(2014, 6, 4, 9, 0, tzinfo=LONDON)  # the morning on which the report is drafted
OUT = datetime(2014, 6, 24, 12, 0, tzinfo=LONDON)  # when it goes out
CODES = {"NI 117", "NI 126", "CP-8"}


def a_few() -> PlanFile:
    """Seven indicators of the City's plan, before anything was reported for its last quarter."""
    city = without_q4()
    named = [each for each in city.indicators if each.code in CODES or each.title.startswith("Sexual offences")]
    return replace(city, indicators=(*named, *city.indicators[:3]))


def made_board(path: Path, clock: StandingClock) -> Workspace:
    """That plan with people matched to posts, a figure that waits, an action, a risk, and a channel for reports."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    workspaces = Workspaces(store, clock)
    workspaces.make_first()
    workspace = workspaces.bind(TEAM, TEAM_DOMAIN)
    plans.import_plan(workspace, a_few())
    matched(workspace, "Performance officer", OFFICER, "officer", "admin")
    owner = matched(workspace, OWNERS_POST, OWNER)
    lead = matched(workspace, "Director of Safeguarding", LEAD)
    for code in CODES:
        owned(workspace, code, owner)
    with workspace.begin() as work:
        police = next(number for number, name in people.organisations(work).items() if name == "Police")
        people.link(work, people.person(work, "Data officer", police), POLICE)
        leads.appoint(work, plan_id(workspace), "operational", 1, lead)
        action = Action(id=0, kind=ActionKind.ACTION, title="Train the staff", due=ROUND.date(), owner_person_id=owner)
        actions.add(work, plan_id(workspace), [action], workspace.now())
        scores = (RiskScore(on=date(2014, 2, 1), likelihood=4, impact=5),)
        risks.add(
            work,
            plan_id(workspace),
            [Risk(id=0, title="Posts stay unfilled", mitigation="Pay more", owner_person_id=owner, scores=scores)],
            workspace.now(),
        )
        waits = a_figure(WAITS, "Q4 2013/14", an_indicator_of(workspace, "CP-8").headline.id, state=State.SUBMITTED)
        figures.add(work, waits, workspace.now(), Provenance(supplied_by=owner, entered_by=owner))
        catalogue = workspace.catalogue(work)
        assert catalogue
        board = bodies.bodies(work, catalogue.plan)[0]
        bodies.put(work, catalogue.plan.id, replace(board, channel="C1"))
    return workspace


def peopled(slack: LocalSlack) -> None:
    for account, name in ROLES.items():
        slack.add_user(account, name)
    slack.add_user(GUEST, "gus", is_restricted=True)
    slack.add_user(OUTSIDER, "xena", team_id="T9OTHER")
    slack.add_channel("C1", "board", members=[*ROLES, GUEST])
    slack.add_channel("C9", "partners", is_ext_shared=True, members=[OFFICER, OUTSIDER])


class Steward:
    """Steward at work on it, told by hand what happened and what time it is."""

    def __init__(self, slack: LocalSlack, workspace: Workspace) -> None:
        client = web_client(slack.bot_token, slack.api_url)
        identity = who_am_i(client)
        self.workspace = workspace
        self._seconds = 0.0
        self.outbox = Outbox(workspace, posting_client(client), ticks=lambda: self._seconds)
        inbox = Inbox(build(workspace, client, identity, self.outbox), workspace, client)
        self.reception = Reception(TheOnlyOffice(Office(workspace, identity, client, self.outbox, inbox)))

    def tick(self) -> None:
        decide(self.workspace)
        self.drain()

    def drain(self) -> None:
        """Send what is due, however close upon each other."""
        for _ in range(2):
            while self.outbox.drain():
                self._seconds += 2.0
            self._seconds += 2.0
