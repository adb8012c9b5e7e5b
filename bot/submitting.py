"""Figures taken in: written as new revisions with their audit, whether they come by form or by sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import freshening, queueing
from bot.domain import personal_details
from bot.domain.errors import PersonalDetails
from bot.domain.kinds import State
from bot.domain.model import Figure, Marker
from store import audit, figures
from store.audit import Change
from store.figures import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.domain.entering import Entered
    from bot.domain.model import Indicator
    from bot.domain.periods import Period
    from bot.rounds import Round
    from store.figures import Revision
    from store.work import Work

SUBMITTED, REVISED = "figure submitted", "figure revised"  # in the audit
_COUNTS = frozenset({State.APPROVED, State.PUBLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One indicator's figures for one period, all its series together, checked before."""

    indicator: Indicator
    period: Period
    entered: tuple[Entered, ...]
    who: str  # a Slack user, or the command
    supplied_by: int | None
    entered_by: int | None
    origin: str = "form"  # or the file and its sheet
    provisional: bool = False
    comment: str = ""
    source: str = ""
    reason: str = ""  # why approved figures change
    embargoed_until: datetime | None = None


def held(round_: Round, indicator: Indicator, period: Period) -> dict[int, Revision]:
    """What is held of an indicator for a period: the latest revision of each series that has one."""
    found = ((line.id, each) for line in indicator.series for each in round_.figures.get(line.id, ()))
    return {series_id: each for series_id, each in found if each.figure.period == period}


def needs_reason(revisions: Iterable[Revision]) -> bool:
    """Whether one of them is a figure that was approved, no mere gap, or revises one: to change it, people say why."""
    return any(_is_settled(each.figure) or each.provenance.reason for each in revisions)


def reason_of(said: str, today: date) -> str:
    """Why figures change, as it is kept with each: PersonalDetails where it seems to hold some of somebody's."""
    for detail in personal_details.noticed(said, today):
        raise PersonalDetails(found=detail.value)
    return said.strip()


def changes(submission: Submission, revisions: Mapping[int, Revision]) -> tuple[Figure, ...]:
    """The figures that are new; where none is, those that have another comment or source than is held."""
    made = [(_made(submission, each, revisions.get(each.series_id)), revisions.get(each.series_id))
            for each in submission.entered]  # fmt: skip
    new = tuple(figure for figure, before in made if _is_new(figure, submission, before))
    return new or tuple(figure for figure, before in made if before and _says_more(figure, before.figure))


def write(work: Work, round_: Round, submission: Submission, at: datetime) -> tuple[Figure, ...]:
    """Write what is new, as submitted, or as approved where the plan asks for no approval; empty: nothing is new."""
    revisions = held(round_, submission.indicator, submission.period)
    new = changes(submission, revisions)
    if not new:
        return ()
    state = State.SUBMITTED if round_.rules.approval else State.APPROVED
    terms = Provenance(
        supplied_by=submission.supplied_by,
        entered_by=submission.entered_by,
        embargoed_until=submission.embargoed_until,
        reason=submission.reason,
    )
    added = figures.add_all(work, [replace(figure, state=state) for figure in new], at, terms)
    audit.add(work, *(_change(submission, figure, revisions.get(figure.series_id), at) for figure in added))
    freshening.freshen(work, [submission.indicator.id], at)
    if state is State.SUBMITTED:
        queueing.told_of(work, round_.officers(), at)
    elif submission.embargoed_until:  # from then on it can be published
        freshening.officers_homes(work, at, submission.embargoed_until)
        queueing.told_later(work, round_.officers(), submission.embargoed_until, at)
    return added


def _made(submission: Submission, entered: Entered, before: Revision | None) -> Figure:
    markers = {Marker.PROVISIONAL} if submission.provisional and entered.missing is None else set[Marker]()
    if before and _revises(entered, before):
        markers.add(Marker.REVISED)
    return Figure(
        series_id=entered.series_id,
        period=submission.period,
        as_printed=entered.as_printed,
        value=entered.value,
        text=entered.text,
        missing=entered.missing,
        markers=frozenset(markers),
        comment=submission.comment,
        source=submission.source,
        numerator=entered.numerator,
        denominator=entered.denominator,
    )


def _revises(entered: Entered, before: Revision) -> bool:
    """Whether it revises what was approved, or takes the place of what was to do so."""
    if _is_settled(before.figure):
        return _differs(entered, before.figure)
    return bool(before.provenance.reason) or Marker.REVISED in before.figure.markers


def _is_new(figure: Figure, submission: Submission, before: Revision | None) -> bool:
    if before is None or before.figure.state is State.SENT_BACK:
        return True
    held = before.figure
    said, says = ((each.value, each.text, each.missing, Marker.PROVISIONAL in each.markers) for each in (held, figure))
    return said != says or before.provenance.embargoed_until != submission.embargoed_until


def _says_more(figure: Figure, held: Figure) -> bool:
    return (figure.comment, figure.source) != (held.comment, held.source)


def _is_settled(figure: Figure) -> bool:
    return figure.state in _COUNTS and figure.has_value


def _differs(entered: Entered, was: Figure) -> bool:
    return (entered.value, entered.text, entered.missing) != (was.value, was.text, was.missing)


def _change(submission: Submission, figure: Figure, before: Revision | None, at: datetime) -> Change:
    """Of a figure under embargo the audit has no word: officers read the audit, and it is never changed."""
    secret = submission.embargoed_until is not None or (before and before.provenance.embargoed_until)
    return Change(
        at=at,
        who=submission.who,
        what=REVISED if before and needs_reason([before]) else SUBMITTED,
        subject="figure",
        subject_id=figure.series_id,
        old="" if secret or not before else _in_words(before.figure),
        new="" if secret else _in_words(figure),
        reason=submission.reason,
        measure_id=submission.indicator.id,
        person_id=submission.entered_by,
        origin=submission.origin,
    )


def _in_words(figure: Figure) -> str:
    return f"{figure.period.label}: {figure.as_printed}"
