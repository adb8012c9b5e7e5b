"""What stands beside an answer, all of it: pending figures in every state, revisions, late arrivals."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from bot.domain.answers import CameLate, History, Pending, Revised, Status
from bot.domain.kinds import State
from tests.builders import a_figure, a_series

UNTIL = datetime(2014, 7, 3, 9, 30, tzinfo=UTC)


def with_asides(answer: Status | History, times: int = 8) -> Status | History:
    """The answer with as many of each as make its lists say that there are more."""
    series = a_series(unit="%", decimals=1)
    figures = [a_figure("7.7%", "Q4 2013/14", state=state) for state in State]
    pending = [
        Pending(series=series, figure=figure, supplied_by="Schools - Named officer 01", sent_back="is it 7.7?")
        for figure in figures
    ]
    pending.append(dataclasses.replace(pending[0], embargoed_until=UNTIL))
    extra: dict[str, object] = {"pending": tuple(pending * times)[:times]}
    if isinstance(answer, History):
        changed = Revised(
            series=series, before=figures[0], now=a_figure("7.8%", "Q4 2013/14"), on=UNTIL.date(), reason="late returns"
        )
        late = CameLate(series=series, figure=figures[0], due=date(2014, 5, 19), on=date(2014, 6, 2))
        extra |= {"revised": (changed,) * times, "late": (late,) * times}
    return dataclasses.replace(answer, **extra)  # type: ignore[arg-type]  # fields of either
