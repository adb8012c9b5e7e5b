"""Importing sends as many statements for ten thousand indicators as for ten, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.domain.model import Owner, TargetKind, Test
from bot.domain.planfile import (
    FileAlias,
    FileFigure,
    FileIndicator,
    FileMark,
    FileObjective,
    FileSeries,
    FileTarget,
    PlanFile,
    PlanHead,
)
from bot.services.plan import import_plan
from store import plan
from tests.builders import a_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.workspace import Workspace
    from store.work import Store

OBJECTIVES = (
    FileObjective(number=1, level="strategic", title="All"),
    FileObjective(number=1, level="operational", title="Safe", parent=1),
)


def an_indicator(number: int, value: str) -> FileIndicator:
    lines = tuple(
        FileSeries(
            row=2 * number + position,
            name=name,
            headline=not position,
            figures=(
                FileFigure(period=a_period("2012/13"), as_printed="5", value=Decimal(5)),
                FileFigure(period=a_period("Q1 2013/14"), as_printed=value, value=Decimal(value)),
            ),
            targets=(FileTarget(period=a_period("2013/14"), kind=TargetKind.VALUE, as_printed="4", value=Decimal(4)),),
            marks=(FileMark(test=Test.MET, says=True, as_printed="tick"),),
        )
        for position, name in enumerate(("number", "per 10,000"))
    )
    return FileIndicator(
        title=f"Indicator {number}",
        at=number + 2,
        number=number,
        owner=Owner(post=f"Named officer {number % 7}", organisation=f"Body {number % 5}"),
        primary=(("operational", 1),),
        series=lines,
    )


def a_planfile(count: int, value: str = "6", meaning: str = "") -> PlanFile:
    head = PlanHead(name="A plan", starts=date(2013, 4, 1), ends=date(2014, 3, 31), version="1.0")
    indicators = tuple(replace(an_indicator(number, value), meaning=meaning) for number in range(count))
    aliases = tuple(FileAlias(phrase=f"phrase {number}", indicator=number) for number in range(count))
    return PlanFile(plan=head, objectives=OBJECTIVES, indicators=indicators, aliases=aliases)


@pytest.fixture
def sent(store: Store) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401  SQLAlchemy's
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.engine, "before_cursor_execute", note)


def counted(sent: list[str], workspace: Workspace, planfile: PlanFile, reason: str = "") -> int:
    sent.clear()
    import_plan(workspace, planfile, reason=reason)
    return len(sent)


def test_the_number_of_statements_does_not_grow_with_the_plan(
    workspace: Workspace, other_workspace: Workspace, sent: list[str]
) -> None:
    small = counted(sent, workspace, a_planfile(10))
    assert counted(sent, other_workspace, a_planfile(300)) == small
    small = counted(sent, workspace, a_planfile(10, "7", "changed"), "recounted")
    assert counted(sent, other_workspace, a_planfile(300, "7", "changed"), "recounted") == small
    small = counted(sent, workspace, a_planfile(10, "7", "changed"))
    assert counted(sent, other_workspace, a_planfile(300, "7", "changed")) == small


def test_all_of_a_large_plan_is_there_and_comes_again_without_a_change(workspace: Workspace) -> None:
    planfile = a_planfile(1_000)
    import_plan(workspace, planfile)
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        held = plan.catalogue(work, current.id)
    assert held
    assert [each.title for each in held.indicators] == [each.title for each in planfile.indicators]
    assert {len(each.series) for each in held.indicators} == {2}
    assert import_plan(workspace, planfile).difference.is_empty
