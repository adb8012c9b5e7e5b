"""A plan moves on: the sheet is written, shown as a difference, and taken in whole or not at all, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain.errors import NotAYearToCome, WhyMoveOn
from bot.domain.kinds import State
from bot.domain.links import before
from bot.domain.model import Polarity
from bot.domain.periods import from_key
from bot.domain.problems import Fault
from bot.domain.rolling.columns import Aim, Line, Open
from bot.domain.rolling.results import MovedOn, Outlook, Refusal
from bot.services import rollover as services
from bot.services import timetables
from bot.sheets.rollovers import OBJECTIVES, OPEN
from store import aliases, figures, tables
from tests.builders import a_figure, a_period
from tests.rolled import (
    PATHWAY,
    WHY,
    Filled,
    catalogue,
    five_kinds,
    five_kinds_read,
    indicator,
    made_database,
    moved_on,
    with_city,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.rolling.sheet import Rollover
    from bot.workspace import Workspace, Workspaces
    from store.work import Store

COUNTED = (tables.PlanVersion, tables.Measure, tables.Placement, tables.Target, tables.MeasureLink, tables.Change)


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("rollover") / "city.sqlite3", with_city)


@pytest.fixture
def city(workspaces: Workspaces) -> Workspace:
    return with_city(workspaces.make_first())


def rows(workspace: Workspace) -> list[int]:
    """How many there are of all that a rollover writes."""
    with workspace.reading() as work:
        return [len(work.rows(table.__table__.select())) for table in COUNTED]


def test_the_difference_is_shown_and_nothing_is_kept_of_it(city: Workspace) -> None:
    before_it = rows(city)
    shown = services.difference(city, five_kinds_read(city))
    assert isinstance(shown, Outlook)
    steps = shown.steps
    assert (len(steps.indicators), len(steps.retired), len(steps.made)) == (100, 2, 4)
    assert {each.code for each in steps.ended} == {"", "NI 089", "NI 117", "CC-12", "CC-13", "CP-8"}
    assert rows(city) == before_it
    assert catalogue(city).plan.version == "2013/14"


def test_without_a_reason_nothing_is_written(city: Workspace) -> None:
    before_it = rows(city)
    with pytest.raises(WhyMoveOn):
        services.move_on(city, five_kinds_read(city), " ")
    assert rows(city) == before_it


def test_a_figure_on_its_way_keeps_its_indicator_from_ending(city: Workspace) -> None:
    ended = indicator(city, "CP-8")
    with city.begin() as work:
        figures.add(work, a_figure("3.0%", "Q1 2014/15", ended.headline.id, state=State.SUBMITTED), city.now())
    refused = services.move_on(city, five_kinds_read(city), WHY)
    assert isinstance(refused, Refusal)
    assert [(each.fault.name, each.sheet) for each in refused.problems] == [("ENDS_UNPUBLISHED", "Indicators")]
    assert catalogue(city).plan.version == "2013/14"


def test_the_year_may_be_another_and_the_sheet_says_which(city: Workspace) -> None:
    made = services.made(city, "2015/16")
    assert made.year == from_key("Y2015", 4)
    assert made.file_name == "rollover Nottingham City CYPP 2015-16.xlsx"
    assert services.made(city).year == a_period("2014/15")


def test_a_line_that_turns_the_other_way_is_told_of(city: Workspace) -> None:
    filled = five_kinds(services.made(city))
    filled.set(OPEN, PATHWAY, {Open.BECOMES: "close"})
    filled.line("CC-8", good="lower")
    services.move_on(city, filled.read(), WHY)
    assert indicator(city, "CC-8").headline.polarity is Polarity.LOWER


def test_no_objective_is_put_under_one_that_may_be_under_it(city: Workspace) -> None:
    """Its row was refused by the database, with no word of which."""
    filled = Filled(services.made(city))
    strategic = filled.rows(OBJECTIVES, "2")
    row = next(each for each in strategic if filled.sheet(OBJECTIVES).cell(each, 1).value == "strategic")
    filled.write(OBJECTIVES, row, {Aim.PARENT: "operational 4"})
    refused = services.move_on(city, filled.read(), WHY)
    assert isinstance(refused, Refusal)
    assert [(each.fault, each.sheet, each.row) for each in refused.problems] == [
        (Fault.NO_OBJECTIVE_LEFT, OBJECTIVES, row)
    ]


def test_taken_in_twice_it_writes_nothing_the_second_time(city: Workspace) -> None:
    book = five_kinds_read(city)
    services.move_on(city, book, WHY)
    after_it = rows(city)
    again = services.move_on(city, book, WHY)
    assert isinstance(again, MovedOn)
    assert again.before
    assert isinstance(services.difference(city, book), MovedOn)
    assert rows(city) == after_it


def test_another_sheet_of_the_version_that_was_moved_on_is_refused(city: Workspace) -> None:
    other = five_kinds(services.made(city))
    other.line("NI 112", becomes="retire")
    moved_on(city)
    refused = services.move_on(city, other.read(), WHY)
    assert isinstance(refused, Refusal)
    assert [each.fault.name for each in refused.problems] == ["OLD_ROLLOVER"]


def test_a_redefined_one_says_what_it_counts_and_is_found_by_the_words_people_used(city: Workspace) -> None:
    was = indicator(city, "CP-8")
    with city.begin() as work:
        aliases.propose(work, "long plans", was.id, "U1", city.now())
        (proposal,) = aliases.proposed(work)
        aliases.settle(work, proposal.id, aliases.APPROVED, city.now())
    moved_on(city)
    now = indicator(city, "CP-8")
    assert now.id != was.id
    assert now.measure.meaning.startswith("Plans that ended and")
    assert now.id in {each.measure_id for each in catalogue(city).aliases if each.phrase == "long plans"}
    (link,) = before(catalogue(city).links, now.id)
    assert link.note == "As the board agreed in March"


def ran(monkeypatch: pytest.MonkeyPatch, store: Store, *arguments: str) -> tuple[int, str]:
    monkeypatch.setenv("STEWARD_DATABASE_URL", store.url.render_as_string(hide_password=False))
    done = CliRunner().invoke(command_line(["rollover"]), ["rollover", *arguments])
    return done.exit_code, done.output


def test_at_the_command_line_it_is_written_shown_refused_and_taken_in(
    city: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out, filled = tmp_path / "next.xlsx", tmp_path / "filled.xlsx"
    code, said = ran(monkeypatch, store, "--out", str(out))
    assert (code, out.exists()) == (0, True)
    assert "to make Nottingham City CYPP 2014/15: 112 lines, 20 objectives, " in said
    wrong = Filled(services.made(city))
    wrong.line("NI 117", becomes="split")
    wrong.book.save(filled)
    code, said = ran(monkeypatch, store, str(filled), "--confirm", "--reason", WHY)
    assert code == 1
    assert "Indicators, row 83, column F (Becomes): its lines say carry and split." in said
    right = five_kinds(services.made(city))
    right.set(OPEN, PATHWAY, {Open.BECOMES: "close"})
    right.book.save(filled)
    code, said = ran(monkeypatch, store, str(filled))
    assert code == 0
    counted = "2 retired, 1 split into 2, 2 merged into 1, 1 redefined, 4 targets for 2014/15."
    assert f"96 indicators carried, {counted}" in said
    assert "retired: NI 089 Number of schools judged as requiring special measures (No school needs it" in said
    assert "Nothing was saved." in said
    assert catalogue(city).plan.version == "2013/14"
    assert ran(monkeypatch, store, str(filled), "--confirm", "--reason", WHY)[0] == 0
    assert catalogue(city).plan.version == "2014/15"
    code, said = ran(monkeypatch, store, str(filled), "--confirm", "--reason", WHY)
    assert (code, "was taken in before" in said) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [(), ("next.xlsx", "--out", "next.xlsx"), ("next.xlsx", "--year", "2014/15"), ("--out", "next.csv")],
)
def test_at_the_command_line_it_is_either_written_or_read(
    city: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    assert ran(monkeypatch, store, *arguments)[0] == 2
    assert catalogue(city).plan.version == "2013/14"


@pytest.mark.parametrize("said", ["2013/14", "2012/13", "next", "Q1 2014/15"])
def test_a_year_that_is_not_to_come_is_refused(city: Workspace, said: str) -> None:
    with pytest.raises(NotAYearToCome):
        services.made(city, said)


def test_small_numbers_stand_in_the_sheet_as_the_board_is_shown_them(city: Workspace) -> None:
    def last(sheet: Rollover) -> str:
        return next(
            row.cells[Line.LAST] for row in sheet.lines if row.cells[Line.INDICATOR].startswith("Sexual offences")
        )

    assert last(services.made(city)) == "8 (Q4 2013/14)"
    timetables.set_rule(city, "small_board", "10")
    assert last(services.made(city)).startswith("[c]")
