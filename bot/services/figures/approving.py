"""The officer's queue: figures approved one by one or together, sent back with a reason, and published."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from bot import freshening, publishing, queueing
from bot.domain import personal_details
from bot.domain.acts import Act
from bot.domain.errors import ChangedMeanwhile, OfficersOnly
from bot.domain.field_problems import Fault, FieldProblem
from bot.domain.figure_forms import REASON, FigureQueueForm, Handled, Hindrance, SendBackForm, moment_of
from bot.domain.kinds import State
from bot.publishing import Publisher
from bot.services.figures import case as cases
from store import audit, figures, outbox, stamps
from store.outbox import Planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.domain.figure_forms import QueueLine
    from bot.domain.people import Someone
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.figures import Revision
    from store.work import Work

Item = tuple[int, str, int]  # measure, Period.key, and what stands for its revisions as the officer saw them
SENT_BACK = "figure sent back"  # the kind of message that tells of it
PAGE = 8


def queue(workspace: Workspace, someone: Someone, start: int = 0, handled: Handled | None = None) -> FigureQueueForm:
    """A page of what waits; OfficersOnly."""
    _must_be_officer(someone)
    with workspace.reading() as work:
        round_ = cases.round_of(workspace, work)
    lines = queueing.lines(round_, someone, workspace.zone)
    first = start - start % PAGE if start < len(lines) else max(0, (len(lines) - 1) // PAGE * PAGE)
    return FigureQueueForm(
        lines=lines[first : first + PAGE],
        start=first,
        earlier=first - PAGE + 1 if first else 0,
        later=first + PAGE + 1 if first + PAGE < len(lines) else 0,
        total=len(lines),
        clean=sum(line.is_clean for line in lines),
        approved=queueing.approved(round_, workspace.now()),
        seen=max((moment_of(line.since) for line in lines), default=0),
        handled=handled,
    )


def approve(workspace: Workspace, someone: Someone, items: Sequence[Item]) -> Handled:
    """Approve what the officer saw, each where it still stands so and they may; OfficersOnly."""
    _must_be_officer(someone)
    with workspace.begin() as work:
        stamps.alone(work)
        round_ = cases.round_of(workspace, work)
        return _approved(work, round_, someone, dict.fromkeys(items), workspace.now())


def approve_clean(workspace: Workspace, someone: Someone, seen: int) -> Handled:
    """Approve all without a warning that had come in when the officer looked; OfficersOnly."""
    _must_be_officer(someone)
    with workspace.begin() as work:
        stamps.alone(work)
        round_ = cases.round_of(workspace, work)
        clean = (line for line in queueing.lines(round_, someone) if line.is_clean and moment_of(line.since) <= seen)
        items = [(line.indicator.id, line.period.key, line.seen) for line in clean]
        return _approved(work, round_, someone, items, workspace.now())


def send_back_form(workspace: Workspace, someone: Someone, item: Item, reason: str = "") -> SendBackForm:
    """OfficersOnly; ChangedMeanwhile where it does not stand so any more."""
    _must_be_officer(someone)
    with workspace.reading() as work:
        round_ = cases.round_of(workspace, work)
    return SendBackForm(line=_line(queueing.lines(round_, someone, workspace.zone), item), reason=reason)


def send_back(workspace: Workspace, someone: Someone, item: Item, reason: str) -> FieldProblem | Handled:
    """Send a figure back to whoever gave it, who is told why; the problem where the reason cannot stand."""
    _must_be_officer(someone)
    why, at = reason.strip(), workspace.now()
    if not why:
        return FieldProblem(field=REASON, fault=Fault.NO_REASON)
    if details := personal_details.noticed(why, workspace.today()):
        return FieldProblem(field=REASON, fault=Fault.PERSONAL, details=details)
    with workspace.begin() as work:
        stamps.alone(work)
        round_ = cases.round_of(workspace, work)
        revisions = _standing_so(round_, item)
        if not revisions:
            return Handled(overtaken=1)
        _return(work, someone, item, revisions, at, why)
        _tell(work, item, revisions, at)
        queueing.changed(work, round_.officers(), at)
        return Handled(sent_back=1)


def publish(workspace: Workspace, someone: Someone) -> Handled:
    """Show readers every figure that stands approved and is not under embargo, and no other revision; OfficersOnly."""
    _must_be_officer(someone)
    with workspace.begin() as work:
        stamps.alone(work)
        round_, at = cases.round_of(workspace, work), workspace.now()
        return Handled(published=publishing.publish(work, round_, _by(someone), at))


def _must_be_officer(someone: Someone) -> None:
    if not someone.is_officer or someone.person is None:
        raise OfficersOnly


def _approved(work: Work, round_: Round, someone: Someone, items: Iterable[Item], at: datetime) -> Handled:
    done: Counter[str] = Counter()
    changed = set()
    ends: set[datetime | None] = set()  # of embargoes
    for item in items:
        revisions = _standing_so(round_, item)
        why = queueing.hindrance(revisions, someone)
        if not revisions:
            done["overtaken"] += 1
        elif why is Hindrance.OWN or why is Hindrance.NO_SOURCE:
            done["own" if why is Hindrance.OWN else "without_source"] += 1
        else:
            _approve(work, someone, item, revisions, at, alone=why is Hindrance.ONE_PERSON)
            ends |= {each.provenance.embargoed_until for each in revisions}
            done["approved"] += 1
            changed.add(item[0])
    if changed:
        freshening.freshen(work, changed, at)
        queueing.changed(work, round_.officers(), at)
    for end in ends:
        if end and end > at:  # from then on it can be published, which Home says
            freshening.officers_homes(work, at, end)
            queueing.told_later(work, round_.officers(), end, at)
    return Handled(**done)


def _standing_so(round_: Round, item: Item) -> list[Revision]:
    """The submitted revisions, if they are those that the officer saw; none where anything changed since."""
    measure_id, period_key, seen = item
    indicator = round_.indicator(measure_id)
    found = queueing.waiting(round_, indicator) if indicator else {}
    those = [each for period, pairs in found.items() if period.key == period_key for _, each in pairs]
    return those if queueing.seen_of(those) == seen else []


def _approve(
    work: Work, someone: Someone, item: Item, revisions: Iterable[Revision], at: datetime, *, alone: bool
) -> None:
    """`alone`: by whoever entered it. ChangedMeanwhile, and nothing is changed, where somebody was quicker."""
    approver = someone.person.id if someone.person else None
    what = Act.FIGURE_APPROVED_ALONE if alone else Act.FIGURE_APPROVED
    for each in revisions:
        if not figures.move(work, each.figure, State.APPROVED, approver, one_person=alone):
            raise ChangedMeanwhile
        audit.add(work, publishing.change(_by(someone), item[0], each, what, at))
        freshening.moved_on(work, [(item[0], each)], at)


def _return(work: Work, someone: Someone, item: Item, revisions: Iterable[Revision], at: datetime, why: str) -> None:
    """ChangedMeanwhile as above."""
    for each in revisions:
        if not figures.move(work, each.figure, State.SENT_BACK, sent_back=why):
            raise ChangedMeanwhile
        audit.add(work, publishing.change(_by(someone), item[0], each, Act.FIGURE_SENT_BACK, at, why))
        freshening.moved_on(work, [(item[0], each)], at)
    freshening.freshen(work, [item[0]], at)


def _by(someone: Someone) -> Publisher:
    return Publisher(someone.slack_user, someone.person.id if someone.person else None)


def _tell(work: Work, item: Item, revisions: Sequence[Revision], at: datetime) -> None:
    """Whoever supplied each, or else entered it."""
    given: dict[int, list[list[int]]] = defaultdict(list)
    for each in revisions:
        terms = each.provenance
        person = terms.supplied_by if terms.supplied_by is not None else terms.entered_by
        if person is not None:
            given[person].append([each.figure.series_id, each.figure.revision])
    measure_id, period_key, seen = item
    for person, theirs in given.items():
        key = f"{SENT_BACK}:{measure_id}:{period_key}:{seen}:{person}"
        facts = {"measure": measure_id, "period": period_key, "figures": theirs}
        outbox.plan(work, at, Planned(key=key, kind=SENT_BACK, person_id=person, facts=facts))


def _line(lines: Iterable[QueueLine], item: Item) -> QueueLine:
    for line in lines:
        if (line.indicator.id, line.period.key, line.seen) == item:
            return line
    raise ChangedMeanwhile
