"""The form for one indicator's figures, with what was typed before or is held already standing in its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import submitting
from bot.domain.entering import Typed, is_in_words, rate_of
from bot.domain.errors import NothingToReport
from bot.domain.figure_forms import FigureForm, FormLine, PeriodChoice
from bot.domain.filled_forms import Filled, of_kept
from bot.domain.kinds import State
from bot.domain.model import Marker
from bot.domain.rounds import Wanting
from bot.domain.targets import applying
from bot.services.figures import case as cases
from store import drafts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.filled_forms import Draft
    from bot.domain.model import Series
    from bot.domain.people import Someone
    from bot.domain.periods import Period
    from bot.services.figures.case import Case
    from bot.workspace import Workspace
    from store.figures import Revision

_ON_ITS_WAY = frozenset({State.SUBMITTED, State.SENT_BACK})
RECENT = 5  # figures that help to see whether the new one is right


def form(
    workspace: Workspace,
    someone: Someone,
    measure_id: int,
    period_key: str,
    *,
    filled: Filled | None = None,
    asks_embargo: bool = False,
) -> FigureForm:
    """The form as it opens; `filled` is what stands in it already. May raise OldButton, NotYoursToReport."""
    with workspace.reading() as work:
        case = cases.of(workspace, work, someone, measure_id)
        period = _period(case, period_key)
        draft = of_kept(drafts.get(work, case.person.id, measure_id, period.key))
    return made(case, period, filled=filled, draft=draft, asks_embargo=asks_embargo)


def next_form(workspace: Workspace, someone: Someone, after: tuple[int, str]) -> FigureForm:
    """The form for what somebody owes next, leaving out what they have just given. NothingToReport: nothing more."""
    with workspace.reading() as work:
        round_ = cases.round_of(workspace, work)
        owed = [each.key for each in cases.owed_by(round_, someone)]
    left = after if after in owed else next(iter(owed), None)
    if left is None:
        raise NothingToReport
    return form(workspace, someone, *left)


def made(
    case: Case,
    period: Period,
    *,
    filled: Filled | None = None,
    draft: Draft | None = None,
    asks_embargo: bool = False,
) -> FigureForm:
    """The form with what was typed, else what was typed the last time, else what is held."""
    held = case.held(period)
    stands = filled or (draft.typed if draft else None) or _of_held(case, period, held)
    revisions = [held[line.id] for line in case.indicator.series if line.id in held]
    return FigureForm(
        indicator=case.indicator,
        period=period,
        choices=_choices(case, period),
        lines=tuple(_line(case, series, period, stands.of(series.id)) for series in case.indicator.series),
        today=case.round.today,
        provisional=stands.provisional,
        comment=stands.comment,
        source=stands.source,
        reason=stands.reason,
        asks_reason=_asks_reason(case, period),
        embargo=stands.embargo,
        asks_embargo=asks_embargo or stands.embargo is not None,
        suppliers=case.suppliers,
        supplier=_supplier(case, stands.supplier),
        for_others=not case.is_theirs,
        sent_back=_sent_back(revisions),
        restored=filled is None and draft is not None,
    )


def _period(case: Case, key: str) -> Period:
    """The one that was asked for, else the one that is owed first."""
    wanted = case.period(key) or next((each.period for each in case.owed), None)
    if wanted is None:
        raise NothingToReport
    return wanted


def _choices(case: Case, period: Period) -> tuple[PeriodChoice, ...]:
    owed = {each.period: PeriodChoice(period=each.period, due=each.due) for each in case.owed}
    return tuple((owed | {period: owed.get(period, PeriodChoice(period=period))}).values())


def _asks_reason(case: Case, period: Period) -> bool:
    """Whether one of the periods that can be chosen has an approved figure."""
    choices = (choice.period for choice in _choices(case, period))
    return any(submitting.needs_reason(case.held(each).values()) for each in choices)


def _line(case: Case, series: Series, period: Period, typed: Typed) -> FormLine:
    figures = case.figures(series.id)
    before = sorted((each for each in figures if each.has_value and each.period < period), key=lambda each: each.period)
    targets = [target for target in case.indicator.targets if target.series_id == series.id]
    in_words = is_in_words(case.indicator, series, figures)
    return FormLine(
        series=series,
        typed=typed,
        recent=tuple(before[-RECENT:]),
        target=applying(targets, None, period),
        per=None if in_words else rate_of(series),
        in_words=in_words,
    )


def _of_held(case: Case, period: Period, held: dict[int, Revision]) -> Filled:
    """What is held, to be changed; a figure whose final is wanted is final unless somebody says otherwise."""
    revisions = [held[line.id] for line in case.indicator.series if line.id in held]
    if not revisions:
        return Filled(period=period.key)
    first = revisions[0]
    wants_final = any(each.period == period and each.wanting is Wanting.FINAL for each in case.owed)
    until = first.provenance.embargoed_until
    supplied_by = first.provenance.supplied_by
    return Filled(
        period=period.key,
        figures=tuple(_typed(revisions)),
        provisional=Marker.PROVISIONAL in first.figure.markers and not wants_final,
        comment=first.figure.comment,
        source=first.figure.source if first.figure.state is not State.PUBLISHED else "",
        reason=first.provenance.reason if first.figure.state in _ON_ITS_WAY else "",
        embargo=int(until.timestamp()) if until else None,
        supplier=str(supplied_by) if supplied_by is not None else "",
    )


def _typed(revisions: Iterable[Revision]) -> Iterable[Typed]:
    for each in revisions:
        figure = each.figure
        if figure.numerator is not None and figure.denominator is not None:
            part, whole = f"{figure.numerator:f}", f"{figure.denominator:f}"
            yield Typed(series_id=figure.series_id, numerator=part, denominator=whole)
        elif figure.has_value:
            value = f"{figure.value:f}" if figure.value is not None else figure.text
            yield Typed(series_id=figure.series_id, value=value)


def _sent_back(revisions: Iterable[Revision]) -> str:
    """Why an officer did not take one of them; of several that went back, the last that was given."""
    back = [each for each in revisions if each.provenance.sent_back]
    return max(back, key=lambda each: each.recorded_at).provenance.sent_back if back else ""


def _supplier(case: Case, said: str) -> int | None:
    """Whose figure it is, as said; the only one whose it can be."""
    ids = [person.id for person in case.suppliers]
    if said.isascii() and said.isdecimal() and int(said) in ids:
        return int(said)
    return ids[0] if len(ids) == 1 else None
