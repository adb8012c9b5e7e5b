"""Home for those who read the plan, and for those whom nobody has matched to a post yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.homes import Guide, Home, ReportLine
from bot.domain.people import Account, Role
from bot.domain.reporting import ReportState
from store import reports, standing

if TYPE_CHECKING:
    from bot.domain.model import Catalogue, Indicator
    from bot.domain.people import Someone
    from bot.workspace import Workspace
    from store.work import Work


def for_readers(workspace: Workspace, work: Work, someone: Someone) -> Home:
    """What the plan holds, how to ask, and whom to turn to."""
    catalogue = workspace.catalogue(work)
    return Home(
        at=workspace.now(),
        plan=catalogue.plan if catalogue else None,
        person=someone.person,
        officers=tuple(each.label for each in standing.officers(work, catalogue.plan.id)) if catalogue else (),
        guide=_guide(catalogue, someone),
        published=published(workspace, work, catalogue.plan.id, someone) if catalogue else (),
    )


def published(workspace: Workspace, work: Work, plan_id: int, someone: Someone) -> tuple[ReportLine, ...]:
    """The last report that each board had, for its members and whoever chairs it, who find it in its channel."""
    if someone.ticked is not None or not (someone.account is Account.MEMBER or Role.CHAIR in someone.roles):
        return ()
    out = (each for each in reports.of_plan(work, plan_id) if each.state is ReportState.PUBLISHED and each.channel)
    last = {each.board: each for each in out}
    return tuple(ReportLine(report=each.in_zone(workspace.zone), channel=each.channel) for each in last.values())


def _guide(catalogue: Catalogue | None, someone: Someone) -> Guide:
    shown = [each for each in catalogue.indicators if someone.may_see(each.id)] if catalogue else []
    ticked = someone.ticked is not None
    return Guide(
        indicators=len(shown),
        objectives=len(catalogue.objectives) if catalogue else 0,
        examples=_examples(shown),
        ticked=ticked,
        by_command=not ticked,
    )


def _examples(indicators: list[Indicator]) -> tuple[str, ...]:
    """The shortest ways to name an indicator here: a code where there is one, and a title."""
    in_short = sorted(indicators, key=lambda each: (not each.targets, len(each.title)))
    coded = next((each for each in in_short if each.code), None)
    titled = next((each for each in in_short if each is not coded), None)
    return tuple(name for name in (coded and coded.code, titled and titled.title) if name)
