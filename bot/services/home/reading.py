"""Home for those who read the plan, and for those whom nobody has matched to a post yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.homes import Guide, Home
from store import standing

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
    )


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
