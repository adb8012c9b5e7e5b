"""What stands beside an answer, all of it: pending figures in every state, revisions, late arrivals."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.domain.answers import CameLate, History, Pending, Revised, Status
from bot.domain.kinds import State
from bot.domain.links import Link, LinkKind
from tests.builders import a_figure, a_period, a_series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.answers import Answer

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


def across_breaks(answer: Answer) -> Iterator[Answer]:
    """The answer about what follows others, and about what ended, in each of the ways and of each number."""
    april, told = date(2014, 4, 1), "Agreed by the board in March"
    for kind in LinkKind:
        to = {"to_id": 2, "to_title": "Dental and health checks", "to_code": "CC-30"} if kind != "retired" else {}
        link = Link(kind=kind, from_id=1, from_title="Dental checks", from_code="CC-13", since=april, note=told, **to)  # type: ignore[arg-type]  # fields of the value
        for times in (1, 2, 5):
            links = (link,) * times
            yield dataclasses.replace(answer, became=links, ended=a_period("2013/14"))
            yield dataclasses.replace(answer, follows=links if to else ())
        bare = dataclasses.replace(link, since=None, note="")
        yield dataclasses.replace(answer, became=(bare,), follows=(bare,) if to else ())
