"""What is said of figures later, by the outbox: the state is read again, and what is out of date is not said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot import queueing, rounds
from bot.domain.figure_forms import FigureQueue, FigureQueueDone, FigureSentBack, FigureTaken
from bot.domain.kinds import State
from bot.domain.model import Missing
from bot.domain.people import Someone
from bot.services.figures import case as cases

if TYPE_CHECKING:
    from bot.domain.model import Figure, Indicator
    from bot.domain.notices import Notice
    from bot.domain.periods import Period
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.figures import Revision
    from store.outbox import Delivery


def taken(workspace: Workspace, delivery: Delivery) -> Notice | None:
    """What was saved, to whoever saved it, and how it stands by now; None where it is gone from the plan.

    None as well where it was sent back before anything was said of it: the message about that says all.
    """
    found = _found(workspace, delivery)
    if found is None:
        return None
    round_, indicator, period, held = found
    sent_back = any(each.figure.state is State.SENT_BACK for each in held.values())
    if sent_back and delivery.updates_id is None:
        return None
    given = {number: each for number, each in held.items() if _is_said(each.figure)}
    if not given:
        return None
    untils = [each.provenance.embargoed_until for each in given.values() if each.provenance.embargoed_until]
    person = round_.people.get(delivery.person_id or 0)
    someone = Someone(
        slack_user=person.slack_user if person else "",
        person=person,
        ticked=round_.ticks.get(person.id) if person else None,
    )
    left = [each for each in cases.owed_by(round_, someone) if each.key != (indicator.id, period.key)]
    return FigureTaken(
        indicator=indicator,
        period=period,
        readings=queueing.readings(round_, indicator, period, given),
        state=State.SENT_BACK if sent_back else min((f.figure.state for f in given.values()), key=list(State).index),
        on=date.fromisoformat(delivery.facts["on"]) if "on" in delivery.facts else None,
        officers=round_.officers(),
        embargoed_until=max((each.astimezone(workspace.zone) for each in untils), default=None),
        next=next(iter(left), None),
    )


def sent_back(workspace: Workspace, delivery: Delivery) -> Notice | None:
    """Why the figures that it is about were not taken; None where new ones have come in since."""
    found = _found(workspace, delivery)
    if found is None:
        return None
    _, indicator, period, held = found
    these = {(number, revision) for number, revision in delivery.facts["figures"]}
    back = {number: each for number, each in held.items() if (number, each.figure.revision) in these}
    back = {number: each for number, each in back.items() if each.figure.state is State.SENT_BACK}
    if not back:
        return None
    reason = next(each.provenance.sent_back for each in back.values())
    figures = tuple((line, back[line.id].figure) for line in indicator.series if line.id in back)
    return FigureSentBack(indicator=indicator, period=period, figures=figures, reason=reason)


def queue(workspace: Workspace, delivery: Delivery) -> Notice | None:
    """What waits for an officer now; None where nothing does and nothing was said of it."""
    with workspace.reading() as work:
        round_ = rounds.of(workspace, work)
    person = round_.people.get(delivery.person_id or 0) if round_ else None
    if round_ is None or person is None or person not in round_.officers():
        return None
    lines = queueing.lines(round_, Someone(slack_user=person.slack_user, person=person), workspace.zone)
    approved = queueing.approved(round_, workspace.now())
    if lines or (approved and "embargo" in delivery.facts):
        return FigureQueue(lines=lines, approved=approved, is_over="embargo" in delivery.facts)
    return FigureQueueDone() if delivery.updates_id is not None else None


def _is_said(figure: Figure) -> bool:
    """Whether somebody gave it: a value, or that there can be none; not a gap of the sheet."""
    return figure.has_value or figure.missing is Missing.NOT_APPLICABLE


def _found(workspace: Workspace, delivery: Delivery) -> tuple[Round, Indicator, Period, dict[int, Revision]] | None:
    with workspace.reading() as work:
        round_ = rounds.of(workspace, work)
    indicator = round_.indicator(int(delivery.facts["measure"])) if round_ else None
    if round_ is None or indicator is None:
        return None
    held = {
        line.id: each
        for line in indicator.series
        for each in round_.figures.get(line.id, ())
        if each.figure.period.key == delivery.facts["period"]
    }
    if not held or not round_.may_see(delivery.person_id or 0, indicator.id):
        return None
    return round_, indicator, next(iter(held.values())).figure.period, held
