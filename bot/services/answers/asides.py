"""What stands beside an answer: figures that only some may see yet, promises, and what became of earlier figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain import supplying
from bot.domain.answers import CameLate, Pending, Revised
from bot.domain.kinds import State
from store import figures as stored
from store import owners, people, promises

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.domain.answers import Awaited
    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.people import Person
    from bot.services.answers.inquiry import Figures, Inquiry
    from store.figures import Revision

IMPORTED = "import"  # the source of what a plan file brought
_UNSEEN = (State.SUBMITTED, State.SENT_BACK, State.APPROVED, State.PUBLISHED)


def pending(inquiry: Inquiry, indicator: Indicator, shown: Figures) -> tuple[Pending, ...]:
    """What readers do not see yet of an indicator, for its suppliers and for officers, where only they read it."""
    if not _may_see_pending(inquiry, indicator):
        return ()
    held = stored.latest_of_measures(inquiry.work, [indicator.id])
    unseen = [
        (series, revision)
        for series in indicator.series
        for revision in held.get(series.id, ())
        if _is_unseen(revision, shown.get(series.id, ()))
    ]
    wanted = {revision.provenance.supplied_by for _, revision in unseen} - {None}
    posts = people.by_ids(inquiry.work, [number for number in wanted if number]) if wanted else {}
    return tuple(_pending(series, revision, posts, inquiry) for series, revision in unseen)


def promised(inquiry: Inquiry, awaited: Mapping[int, Awaited]) -> dict[int, Awaited]:
    """What is awaited of each measure, with the promises that its owners made."""
    if not awaited or inquiry.frozen:
        return dict(awaited)
    made = promises.promises(inquiry.work, inquiry.catalogue.plan.id)
    found = {}
    for measure_id, each in awaited.items():
        promise = made.get((measure_id, each.period.key)) or made.get((measure_id, each.period.plan_year.key))
        if promise is None:
            found[measure_id] = each
        else:
            broken = promise.until < inquiry.today
            found[measure_id] = replace(each, available=promise.available, due=promise.until, broken=broken)
    return found


def past(inquiry: Inquiry, indicator: Indicator, shown: Figures) -> tuple[tuple[Revised, ...], tuple[CameLate, ...]]:
    """Figures that readers were once given otherwise, the latest change first; and those that came after their day.

    What an import brought was never late: nobody was waiting for it here.
    """
    changes: list[Revised] = []
    late: list[CameLate] = []
    if inquiry.frozen:  # what became of the figures since is no part of the report
        return (), ()
    for series in indicator.series:
        figures = {each.period: each for each in shown.get(series.id, ()) if _has_a_past(each)}
        if figures:
            revisions = [each for each in stored.history(inquiry.work, series.id) if each.figure.period in figures]
            for figure in figures.values():
                of_it = [each for each in revisions if each.figure.period == figure.period]
                changes += _changes(series, figure, of_it, inquiry)
                late += _late(indicator, series, next(each for each in of_it if each.figure.has_value), inquiry)
    changes.sort(key=lambda each: (each.on, each.now.period.order), reverse=True)
    return tuple(changes), tuple(late)


def _has_a_past(figure: Figure) -> bool:
    return figure.has_value and (figure.revision > 1 or figure.source != IMPORTED)


def _late(indicator: Indicator, series: Series, first: Revision, inquiry: Inquiry) -> list[CameLate]:
    """The figure, where its first revision came after the day it was due."""
    on = _day(first.recorded_at, inquiry)
    if first.provenance.entered_by is None:
        return []
    due = inquiry.due(indicator, first.figure.period, on)
    return (
        [CameLate(series=series, figure=_shown(series, first.figure, inquiry), due=due, on=on)]
        if due and due < on
        else []
    )


def _may_see_pending(inquiry: Inquiry, indicator: Indicator) -> bool:
    viewer = inquiry.viewer
    if viewer is None or viewer.person is None or not inquiry.private or inquiry.frozen:
        return False
    if viewer.is_officer:
        return True
    holder = owners.holders(inquiry.work, inquiry.catalogue.plan.id).get(indicator.id)
    return holder is not None and supplying.may_supply(viewer, holder)


def _is_unseen(revision: Revision, shown: Iterable[Figure]) -> bool:
    figure = revision.figure
    seen = any(each.period == figure.period and each.revision >= figure.revision for each in shown)
    return figure.state in _UNSEEN and not seen


def _pending(series: Series, revision: Revision, posts: Mapping[int, Person], inquiry: Inquiry) -> Pending:
    provenance = revision.provenance
    supplier = posts.get(provenance.supplied_by or 0)
    until = provenance.embargoed_until
    return Pending(
        series=series,
        figure=revision.figure,
        supplied_by=supplier.label if supplier else "",
        embargoed_until=until.astimezone(inquiry.at.tzinfo) if until and until > inquiry.at else None,
        sent_back=provenance.sent_back,
    )


def _changes(series: Series, figure: Figure, past: Iterable[Revision], inquiry: Inquiry) -> list[Revised]:
    """Each step from one revision that readers saw to the next, up to the one they see now; a small one is hidden."""
    by_number: dict[int, Revision] = defaultdict()
    for revision in past:
        held = revision.figure
        if held.has_value and held.revision <= figure.revision and _was_shown(revision, inquiry):
            by_number[held.revision] = revision
    steps = [by_number[number] for number in sorted(by_number)]
    return [
        Revised(
            series=series,
            before=_shown(series, before.figure, inquiry),
            now=_shown(series, now.figure, inquiry),
            on=_day(now.recorded_at, inquiry),
            reason=now.provenance.reason,
        )
        for before, now in pairwise(steps)
    ]


def _shown(series: Series, figure: Figure, inquiry: Inquiry) -> Figure:
    """A revision as whoever asks may see it: each is looked at by itself, as the figure that stands is shown."""
    indicator = next(each for each in inquiry.catalogue.indicators if each.id == series.measure_id)
    return inquiry.shown((indicator,), {series.id: (figure,)})[series.id][0]


def _day(moment: datetime, inquiry: Inquiry) -> date:
    return moment.astimezone(inquiry.at.tzinfo).date()


def _was_shown(revision: Revision, inquiry: Inquiry) -> bool:
    lifted = revision.provenance.embargoed_until is None or revision.provenance.embargoed_until <= inquiry.at
    seen = {State.PUBLISHED, State.APPROVED} if inquiry.catalogue.plan.readers_see_approved else {State.PUBLISHED}
    return lifted and revision.figure.state in seen
