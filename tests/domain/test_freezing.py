"""A published report is kept as JSON and comes back as it was."""

from __future__ import annotations

import json
import sys
from dataclasses import is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import freezing
from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.comparators import Against, Comparator
from bot.domain.freezing import freeze, thaw
from bot.domain.highlights import Highlight, Rating
from bot.domain.model import Marker, Owner
from bot.domain.periods import quarter
from bot.domain.reporting import Beside, Compared, Crossed, Missing, ReportFacts, Revised
from bot.domain.risks import Risk, RiskScore
from bot.domain.statements import Statement, StatementKind
from bot.services import reports
from tests.builders import a_figure
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator

Q4 = quarter(2013, 4)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportFacts]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("city")) as workspace:
        yield reports.compose(workspace)


def through_json(facts: ReportFacts) -> ReportFacts:
    return thaw(json.loads(json.dumps(freeze(facts))))


def test_the_report_of_a_real_plan_comes_back_as_it_was(city: ReportFacts) -> None:
    assert through_json(city) == city


def test_what_is_spoken_of_several_times_is_kept_once(city: ReportFacts) -> None:
    """So 111 indicators with all their figures take a fraction of a megabyte."""
    kinds = [name for name, *_ in freeze(city)["objects"]]
    assert kinds.count("Indicator") == len(city.catalogue.indicators)
    assert kinds.count("Figure") == sum(map(len, city.figures.values()))
    assert len(json.dumps(freeze(city))) < 500_000


words = st.text(max_size=20)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@st.composite
def reports_of_all_kinds(draw: st.DrawFn, base: ReportFacts) -> ReportFacts:
    """The report with one of everything that the City's plan does not hold, all of it drawn."""
    reading = base.readings[draw(st.integers(0, len(base.readings) - 1))]
    figure = replace(
        a_figure("7", "Q4 2013/14"),
        value=draw(st.none() | numbers),
        text=draw(words),
        markers=frozenset(draw(st.sets(st.sampled_from(Marker)))),
        denominator=draw(st.none() | numbers),
    )
    action = Action(
        id=draw(st.integers(1, 2**60)),
        kind=draw(st.sampled_from(ActionKind)),
        title=draw(words),
        objective=draw(st.none() | st.tuples(words, st.integers(1, 99))),
        measure_ids=tuple(draw(st.lists(st.integers(1, 2**60), max_size=3))),
        owner=draw(st.none() | st.builds(Owner, post=words, organisation=words)),
        due=draw(st.none() | days),
        state=draw(st.sampled_from(ActionState)),
    )
    scores = tuple(draw(st.lists(st.builds(RiskScore, on=days, likelihood=st.just(4), impact=st.just(5)), min_size=1)))
    risk = Risk(id=1, title=draw(words), scores=scores)
    said = Comparator(id=1, against=Against.REGION, title=draw(words), value=draw(st.none() | numbers), period=Q4)
    part = replace(
        base.parts[0],
        highlight=Highlight(objective=("operational", 1), period=Q4, barriers=draw(words), rating=Rating.AMBER),
        actions=(action,),
        by_state=((action.state, 1),),
    )
    return replace(
        base,
        parts=(part, *base.parts[1:]),
        figures=base.figures | {1: (figure,)},
        crossed=(Crossed(reading=reading, met_before=True, met_now=False),),
        revised=(Revised(indicator=reading.indicator, series=reading.series, was=figure, now=figure, why=draw(words)),),
        missing=(Missing(indicator=reading.indicator, period=Q4, organisation=draw(words), expected=draw(days)),),
        late_actions=(action,),
        risks=(risk,),
        beside=(Beside(reading=None, comparator=said, better=draw(st.none() | st.booleans())),),
        compared=(Compared(against=Against.REGION, indicators=1, above=0, below=0),),
        statements=(Statement(id=1, kind=draw(st.sampled_from(StatementKind)), text=draw(words)),),
        headlines=tuple(draw(st.lists(words, max_size=5))),
        last=draw(st.none() | days),
    )


@given(drawn=st.data())
def test_whatever_a_report_holds_comes_back_as_it_was(city: ReportFacts, drawn: st.DataObject) -> None:
    facts = drawn.draw(reports_of_all_kinds(city))
    assert through_json(facts) == facts


def test_an_exact_decimal_keeps_its_decimals(city: ReportFacts) -> None:
    figure = replace(a_figure("7", "Q4 2013/14"), value=Decimal("91.70"))
    held = through_json(replace(city, figures={1: (figure,)})).figures[1][0].value
    assert str(held) == "91.70"


def test_a_report_of_today_can_be_read_when_values_have_gained_and_lost_fields(city: ReportFacts) -> None:
    """A field that an old snapshot does not hold has its default; one that no value has any more is passed over."""
    frozen = json.loads(json.dumps(freeze(city)))
    place = frozen["fields"]["Counts"].index("target_met")
    at = frozen["fields"]["ReportFacts"].index("as_printed")
    frozen["fields"]["Counts"][place:place] = ["gone"]
    for each in frozen["objects"]:
        if each[0] == "Counts":
            each[place + 1 : place + 1] = ["whatever"]
        if each[0] == "ReportFacts":
            del each[at + 1]
    del frozen["fields"]["ReportFacts"][at]
    assert thaw(frozen) == city


def test_what_holds_no_report_is_refused(city: ReportFacts) -> None:
    with pytest.raises(ValueError, match="None"):
        thaw({})
    cut_off = freeze(city)
    del cut_off["objects"][-1]
    with pytest.raises(ValueError, match="1"):
        thaw(cut_off)


def test_every_kind_of_value_that_a_report_may_hold_is_known() -> None:
    """Walked from the annotations, so that a value that is added to the report is added here as well."""
    seen: set[type] = set()
    waiting: list[Any] = [ReportFacts]
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if isinstance(kind, type) and kind not in seen and (is_dataclass(kind) or issubclass(kind, Enum)):
            seen.add(kind)
            assert sys.modules[kind.__module__] in freezing.MODULES, kind
            if is_dataclass(kind):
                waiting += freezing._hints(kind).values()
    kept = [each for each in seen if is_dataclass(each)]
    assert {each.__name__ for each in kept} >= {"Action", "Risk", "Figure", "Finding"}
    assert [each for each in kept if freezing.KNOWN[each.__name__] is not each] == []  # no two of one name
