"""The figures that wait for an officer: the queue's lines, and each officer's one message a day about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.domain import judging, plausibility
from bot.domain.entering import Entered
from bot.domain.figure_forms import PERIOD, Hindrance, QueueLine
from bot.domain.kinds import State
from store import outbox
from store.outbox import Planned
from store.outbox import State as Sending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime, tzinfo

    from bot.domain.field_problems import FieldProblem
    from bot.domain.judgement import Reading
    from bot.domain.model import Figure, Indicator
    from bot.domain.people import Person, Someone
    from bot.domain.periods import Period
    from bot.rounds import Round
    from store.figures import Revision
    from store.outbox import Delivery
    from store.work import Work

KIND = "queue"
_ALIVE = {Sending.PLANNED, Sending.IN_HAND, Sending.SENT}
_STANDS = frozenset({State.SUBMITTED, State.APPROVED, State.PUBLISHED})


def lines(round_: Round, someone: Someone, zone: tzinfo = UTC) -> tuple[QueueLine, ...]:
    """What waits, for one officer, with moments in their zone: those that were submitted first come first."""
    found = (
        _in_zone(_line(round_, someone, indicator, period, revisions), zone)
        for indicator in round_.catalogue.indicators
        for period, revisions in waiting(round_, indicator).items()
    )
    return tuple(sorted(found, key=lambda line: (line.since, line.indicator.id, line.period)))


def waiting(round_: Round, indicator: Indicator) -> dict[Period, list[tuple[int, Revision]]]:
    """The submitted revisions of an indicator, by period, each with its series' id."""
    found: dict[Period, list[tuple[int, Revision]]] = defaultdict(list)
    for series in indicator.series:
        for each in round_.figures.get(series.id, ()):
            if each.figure.state is State.SUBMITTED:
                found[each.figure.period].append((series.id, each))
    return found


def approved(round_: Round, at: datetime) -> int:
    """How many figures can be published: approved, and under no embargo at that moment."""
    return how_many(publishable(round_, at))


def how_many(these: Iterable[tuple[Indicator, Revision]]) -> int:
    """As they are approved: the lines of an indicator in one period, a number and its rate, are one figure."""
    return len({(indicator.id, each.figure.period) for indicator, each in these})


def publishable(round_: Round, at: datetime) -> tuple[tuple[Indicator, Revision], ...]:
    """Those figures, each with its indicator."""
    found = (
        (indicator, each)
        for indicator in round_.catalogue.indicators
        for series in indicator.series
        for each in round_.figures.get(series.id, ())
    )
    return tuple((indicator, each) for indicator, each in found if _may_be_published(each, at))


def _may_be_published(revision: Revision, at: datetime) -> bool:
    until = revision.provenance.embargoed_until
    return revision.figure.state is State.APPROVED and (until is None or until <= at)


def standing(round_: Round, series_id: int) -> tuple[Figure, ...]:
    """The figures of a series that stand: submitted, approved or published, whoever may see them."""
    return tuple(each.figure for each in round_.figures.get(series_id, ()) if each.figure.state in _STANDS)


def readings(round_: Round, indicator: Indicator, period: Period, series_ids: Iterable[int]) -> tuple[Reading, ...]:
    """Those series of an indicator judged for a period by all that stands, the headline first."""
    figures = {series.id: standing(round_, series.id) for series in indicator.series}
    wanted = set(series_ids)
    return tuple(each for each in judging.read_all(indicator, figures, asked=period) if each.series.id in wanted)


def seen_of(revisions: Iterable[Revision]) -> int:
    """What stands for these revisions and no others: whoever approves, approves just what they saw."""
    named = sorted((each.figure.series_id, each.figure.revision) for each in revisions)
    return 1 + int.from_bytes(sha256(repr(named).encode()).digest()[:6], "big")


def hindrance(revisions: Iterable[Revision], someone: Someone) -> Hindrance | None:
    """Nobody approves a figure that they supplied; one that they entered for others only with its source named."""
    own = someone.person.id if someone.person else None
    found = None
    for each in revisions:
        if own is None or each.provenance.supplied_by == own:
            return Hindrance.OWN
        if each.provenance.entered_by == own and found is not Hindrance.NO_SOURCE:
            found = Hindrance.ONE_PERSON if each.figure.source.strip() else Hindrance.NO_SOURCE
    return found


def told_of(work: Work, officers: Iterable[Person], at: datetime) -> None:
    """A figure has come in: each officer has today's message, or it is changed. `at` is in the workspace's zone.

    Where today's came to nothing, such as when all had been looked at before it went out, there is another one.
    """
    for officer in officers:
        if officer.reachable:
            _tell(work, officer, at)


def told_later(work: Work, officers: Iterable[Person], ends: datetime, at: datetime) -> None:
    """A figure is approved and under embargo until then: from then on it can be published, which each officer hears."""
    facts = {"embargo": ends.isoformat()}
    for officer in officers:
        if officer.reachable:
            key = f"embargo over:{officer.id}:{ends.isoformat()}"
            outbox.plan(work, at, Planned(key=key, kind=KIND, person_id=officer.id, facts=facts, not_before=ends))


def changed(work: Work, officers: Iterable[Person], at: datetime) -> None:
    """Figures were approved or sent back: the officers' latest messages are changed where there are any."""
    for officer in officers:
        for sent in outbox.posted(work, KIND, officer.id)[:1]:
            _change(work, sent, at)


def _tell(work: Work, officer: Person, at: datetime) -> None:
    """One that is still to be sent needs no change: the queue is read at the moment of sending."""
    key = f"{KIND}:{officer.id}:{at.date().isoformat()}"
    todays = outbox.keyed(work, key)
    alive = [each for each in todays if each.state in _ALIVE]
    if not alive:
        another = f"{key}:{len(todays) + 1}" if todays else key
        outbox.plan(work, at, Planned(key=another, kind=KIND, person_id=officer.id))
    elif alive[-1].state is not Sending.PLANNED:
        _change(work, alive[-1], at)


def _change(work: Work, message: Delivery, at: datetime) -> None:
    later = f"{message.key}:{at.isoformat()}"
    outbox.plan(work, at, Planned(key=later, kind=KIND, person_id=message.person_id, updates_id=message.id))


def _in_zone(line: QueueLine, zone: tzinfo) -> QueueLine:
    until = line.embargoed_until
    return replace(line, since=line.since.astimezone(zone), embargoed_until=until.astimezone(zone) if until else None)


def _line(
    round_: Round, someone: Someone, indicator: Indicator, period: Period, revisions: list[tuple[int, Revision]]
) -> QueueLine:
    those = [each for _, each in revisions]
    terms = [each.provenance for each in those]
    return QueueLine(
        indicator=indicator,
        period=period,
        readings=readings(round_, indicator, period, (series_id for series_id, _ in revisions)),
        seen=seen_of(those),
        since=max(each.recorded_at for each in those),
        supplied_by=_labels(round_, (each.supplied_by for each in terms)),
        entered_by=_labels(round_, (each.entered_by for each in terms if each.entered_by != each.supplied_by)),
        comment=_said(indicator, revisions, lambda each: each.figure.comment),
        source=_said(indicator, revisions, lambda each: each.figure.source),
        reason=_said(indicator, revisions, lambda each: each.provenance.reason),
        embargoed_until=max((each.embargoed_until for each in terms if each.embargoed_until), default=None),
        warnings=tuple(_warnings(round_, indicator, period, revisions)),
        hindrance=hindrance(those, someone),
    )


def _warnings(
    round_: Round, indicator: Indicator, period: Period, revisions: list[tuple[int, Revision]]
) -> Iterator[FieldProblem]:
    """What the form had asked to be confirmed, looked at again with all that has come in since."""
    early = plausibility.of_period(period, round_.today, PERIOD)
    yield from [early] if early else []
    series = {each.id: each for each in indicator.series}
    for series_id, each in revisions:
        yield from plausibility.checked(
            indicator, series[series_id], period, _entered(each.figure), standing(round_, series_id),
            jump=round_.rules.jump,
        )  # fmt: skip


def _entered(figure: Figure) -> Entered:
    worked_out = figure.numerator is not None or figure.value is None
    exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
    return Entered(
        series_id=figure.series_id,
        as_printed=figure.as_printed,
        value=figure.value,
        text=figure.text,
        missing=figure.missing,
        decimals=None if worked_out or not isinstance(exponent, int) else max(-exponent, 0),
    )


def _labels(round_: Round, person_ids: Iterable[int | None]) -> str:
    found = (round_.people.get(each) for each in dict.fromkeys(person_ids) if each is not None)
    return ", ".join(person.label for person in found if person)


def _said(indicator: Indicator, revisions: list[tuple[int, Revision]], of: Callable[[Revision], str]) -> str:
    """What is said of the lines: once where it is the same of all, else each with its line's name."""
    words = {series_id: of(each).strip() for series_id, each in revisions}
    if len(set(words.values())) == 1:
        return next(iter(words.values()))
    names = {series.id: series.name for series in indicator.series}
    return "\n".join(f"{names[number]}: {text}" if names[number] else text for number, text in words.items() if text)
