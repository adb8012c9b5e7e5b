"""Two boards on one database: each with its own Slack, plan and people, whose ids are the same on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.model import Owner
from bot.render import report_actions, round_actions
from bot.services import deliveries
from bot.services import plan as plans
from store import bodies, outbox, reports
from tests.builders import a_period, city_planfile
from tests.slack import office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.kinds import State
    from bot.domain.planfile import FileIndicator, PlanFile
    from bot.domain.published import Report
    from bot.local import Delivery, LocalSlack, Message, View
    from bot.workspace import Workspace

OFFICER, OWNER, SECOND, CHANNEL = "U1", "U2", "U3", "C1"
CODES = ("CP-8", "CP-10")
TYPED = {"CP-8": "2.8%", "CP-10": "96.0%"}
WAIT, PATIENCE = "One moment", 3.0  # seconds
LAST = a_period("Q4 2013/14")


@dataclass
class Board:
    """One board as its people see it: they look at what is before them, and do the next thing."""

    name: str
    slack: LocalSlack
    workspace: Workspace
    asked: list[Delivery] = field(default_factory=list)
    again: int = 0  # messages that an officer had sent after all

    def settle(self) -> None:
        """Its plan and people, and where its report goes."""
        plans.import_plan(self.workspace, a_plan(self.name))
        office.matched(self.workspace, "Performance officer", OFFICER, "officer", "admin")
        office.matched(self.workspace, "Second officer", SECOND, "officer")
        office.matched(self.workspace, f"{self.name} owner", OWNER)
        with self.workspace.begin() as work:
            catalogue = self.workspace.catalogue(work)
            assert catalogue
            board = bodies.bodies(work, catalogue.plan)[0]
            bodies.put(work, catalogue.plan.id, replace(board, channel=CHANNEL))

    def to(self, who: str, begins: str) -> list[Message]:
        return [each for each in self.slack.direct(who) if each.user == "U0BOT" and begins in each.text]

    def asks(self, who: str) -> None:
        self.asked.append(self.slack.user(who).dm("status of CP-8"))

    def answers(self) -> list[str]:
        """The keys of the questions that were answered, once for each answer."""
        asked = {f"{each.message.channel}:{each.message.ts}" for each in self.asked if each.message}
        said = (each for who in (OFFICER, OWNER, SECOND) for each in self.slack.direct(who) if each.metadata)
        found = (str(each.metadata["event_payload"]["key"]) for each in said if each.metadata)
        return [key for key in found if key in asked]

    def figures(self, code: str) -> list[State]:
        """How its figure of the last quarter stands, once for each that was taken in."""
        return [each.figure.state for each in office.held(self.workspace, office.an_indicator_of(self.workspace, code))]

    def enters(self, code: str) -> Delivery | None:
        """The next step of the owner on the way to a figure of that indicator."""
        owner = self.slack.user(OWNER)
        view = owner.modal
        if view is None:
            value = round_actions.item_value(office.an_indicator_of(self.workspace, code).id, office.Q4)
            for nudge in self.to(OWNER, "wanted from you"):
                for block in [each for each in nudge.blocks if value in str(each)]:
                    return owner.click(nudge, round_actions.FIGURE_ENTER, value, block_id=block["block_id"])
            return None  # it has come in meanwhile, and the message says so
        if view.title == WAIT and self._gives_way(view):
            return None
        if not view.body.get("submit") or code not in view.words:
            return owner.close(view)
        return owner.submit(view, _filled(view, TYPED[code]))

    def _gives_way(self, view: View) -> bool:
        """Whether the light view becomes the form, before whoever pressed loses patience."""
        try:
            self.slack.wait_for(lambda: view.title != WAIT or view is not self.slack.user(OWNER).modal, PATIENCE)
        except TimeoutError:
            return False
        return True

    def approves(self, code: str) -> Delivery | None:
        """The next step of an officer, from Home."""
        officer, indicator = self.slack.user(OFFICER), office.an_indicator_of(self.workspace, code)
        home = officer.home
        blocks = home.blocks if home else []
        mine = f'"m":{indicator.id},'
        for each in blocks:
            if round_actions.FIGURE_APPROVE in str(each) and mine in str(each).replace("\\", ""):
                assert home
                return officer.click(home, round_actions.FIGURE_APPROVE, block_id=each["block_id"])
        return officer.open_home()

    def signs_off(self) -> Delivery | None:
        """None where the click before has come to something meanwhile, and the draft says so."""
        (draft,) = self.to(OFFICER, "Highlight report")
        if report_actions.PUBLISH not in str(draft.blocks):
            return None
        return self.slack.user(OFFICER).click(draft, report_actions.PUBLISH)

    @property
    def report(self) -> Report | None:
        with self.workspace.reading() as work:
            found = reports.of_plan(work, office.plan_id(self.workspace))
        return found[-1] if found else None

    def sends_after_all(self) -> None:
        """What an officer does about messages whose fate nobody knows, as nobody can look in a channel."""
        with self.workspace.reading() as work:
            failed = outbox.every(work, (outbox.State.FAILED,))
        for each in failed:
            deliveries.retry(self.workspace, each.id, "an officer")
            self.again += 1

    def words(self) -> Iterator[str]:
        """Every word that anybody of this board was ever shown."""
        world = self.slack.world
        for channel in list(world.channels.values()):
            for each in channel.messages.values():
                yield f"{each.text} {each.blocks} {[file.name for file in each.files]}"
        for view in (*world.homes.values(), *(view for views in world.modals.values() for view in views)):
            yield f"{view.title} {view.blocks}"
        yield from (each.text for each in world.ephemerals)


def _filled(view: View, value: str) -> dict[str, object]:
    """What somebody types into the form of a figure, and every tick that it asks for."""
    ids = {block["block_id"].split(":")[0]: block["block_id"] for block in reversed(view.blocks)}
    ticks = {each["block_id"]: ["yes"] for each in view.blocks if each["block_id"].startswith("confirm:")}
    return {ids["value"]: value, ids["comment"]: "As recorded."} | ticks


def a_plan(name: str) -> PlanFile:
    """Three indicators of the City's that nobody has a last figure of, under that board's name wherever words are."""
    city = city_planfile()
    held = [each for each in city.indicators if each.code in CODES]
    plan = replace(city.plan, name=f"{name} plan", short_name=name, board=f"{name} board")
    return replace(city, plan=plan, indicators=tuple(_of(each, name) for each in held), aliases=())


def _of(indicator: FileIndicator, name: str) -> FileIndicator:
    lines = (
        replace(line, figures=tuple(each for each in line.figures if each.period != LAST), marks=())
        for line in indicator.series
    )
    owner = Owner(post=f"{name} owner")
    return replace(indicator, title=f"{indicator.title}, {name}", owner=owner, series=tuple(lines))
