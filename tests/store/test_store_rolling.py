"""A plan moves on in one transaction, on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.rolling.results import MovedOn
from bot.services import rollover as services
from store import figures, rolling
from tests.rolled import WHY, catalogue, five_kinds_read, indicator, with_city

if TYPE_CHECKING:
    from bot.workspace import Workspace


def test_the_next_version_is_written_once_and_what_is_carried_keeps_its_figures(workspace: Workspace) -> None:
    with_city(workspace)
    was = indicator(workspace, "CIN-8")
    book = five_kinds_read(workspace)
    done = services.move_on(workspace, book, WHY)
    assert isinstance(done, MovedOn)
    assert not done.before
    found = catalogue(workspace)
    assert (found.plan.version, len(found.indicators), len(found.past), len(found.links)) == ("2014/15", 100, 6, 7)
    now = indicator(workspace, "CIN-8")
    assert (now.id, now.series) == (was.id, was.series)
    with workspace.reading() as work:
        assert figures.of_measures(work, [now.id])[now.headline.id]
        assert rolling.taken_from(work, found.plan.id, "2014/15")
        assert rolling.taken_from(work, found.plan.id, "2015/16") is None
    again = services.move_on(workspace, book, WHY)
    assert isinstance(again, MovedOn)
    assert again.before
