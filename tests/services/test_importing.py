"""Importing: all or nothing, nothing twice, the difference first, revisions and never overwriting."""

from __future__ import annotations

import csv
import re
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from sqlalchemy import event, text

from bot import sheets
from bot.domain.checking.findings import Rule
from bot.domain.errors import BadImport, ReasonNeeded
from bot.domain.judgement import Movement, Verdict
from bot.domain.judging import read
from bot.domain.problems import Fault, Problem
from bot.services.checks import check
from bot.services.plan import import_plan
from store import audit, figures, plan, samples, tables
from tests.builders import a_period, city_planfile, imported_city, imported_county
from tests.everything import seeing_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.domain.model import Catalogue, Figure, Indicator
    from bot.domain.planfile import PlanFile
    from bot.workspace import Workspace
    from store.work import Store

Edit = dict[str, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The City's files, to be changed."""
    return shutil.copytree(samples.path("nottingham-city-2013-14"), tmp_path / "city")


@pytest.fixture
def writes(store: Store) -> Iterator[list[str]]:
    """Every statement that writes, as it is sent to the database."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401  SQLAlchemy's
        if statement.upper().startswith(("INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield sent
    event.remove(store.engine, "before_cursor_execute", note)


def edited(folder: Path, change: Callable[[list[Edit]], object], sheet: str = "indicators") -> PlanFile:
    """The plan after the rows of a sheet were changed in place."""
    path = folder / f"{sheet}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    headings = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)
    return sheets.read_plan(folder)


def catalogue(workspace: Workspace) -> Catalogue:
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        found = plan.catalogue(work, current.id)
    assert found
    return found


def the_indicator(workspace: Workspace, row: int) -> Indicator:
    return next(each for each in catalogue(workspace).indicators if any(line.row == row for line in each.series))


def history(workspace: Workspace, row: int, period: str) -> list[figures.Revision]:
    line = next(line for line in the_indicator(workspace, row).series if line.row == row)
    with workspace.reading() as work:
        return [each for each in figures.history(work, line.id) if each.figure.period == a_period(period)]


def latest(workspace: Workspace, row: int, period: str) -> Figure:
    return history(workspace, row, period)[-1].figure


def test_the_city_is_held_as_it_was_read(workspace: Workspace) -> None:
    imported_city(workspace)
    held = catalogue(workspace)
    read = city_planfile()
    assert [each.title for each in held.indicators] == [each.title for each in read.indicators]
    assert [each.label for each in held.periods] == [
        "2011/12", "2012/13", "Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14",
    ]  # fmt: skip
    assert (len(held.objectives), sum(each.parent_id is not None for each in held.objectives)) == (20, 15)
    assert sum(len(each.targets) for each in held.indicators) == 55
    assert sum(len(each.marks) for each in held.indicators) == 141
    with workspace.reading() as work:
        of_plan = figures.of_plan(work, held.plan.id)
    assert sum(len(found) for found in of_plan.values()) == 672
    assert {found.source for line in of_plan.values() for found in line} == {"import"}
    assert {found.state for line in of_plan.values() for found in line} == {"published"}
    assert latest(workspace, 85, "2012/13").covers == read.indicators[76].series[0].figures[1].covers


def test_importing_twice_writes_nothing(workspace: Workspace, writes: list[str]) -> None:
    imported_city(workspace)
    assert writes
    writes.clear()
    with workspace.reading() as work:
        before = plan.stamp(work)
    again = import_plan(workspace, city_planfile())
    assert (again.written, again.difference.is_empty, writes) == (False, True, [])
    with workspace.reading() as work:
        assert plan.stamp(work) == before


def test_two_plans_stand_beside_each_other_and_the_last_imported_answers(workspace: Workspace, clock: Any) -> None:  # noqa: ANN401  conftest's
    imported_city(workspace)
    clock.advance(minutes=1)
    county = imported_county(workspace)
    with workspace.reading() as work:
        assert [each.short_name for each in plan.plans(work)] == ["Nottinghamshire CYPF Plan", "Nottingham City CYPP"]
        current = plan.current(work)
        assert current
        assert current.id == county


def test_a_dry_run_says_what_would_change_and_writes_nothing(workspace: Workspace, writes: list[str]) -> None:
    found = import_plan(workspace, city_planfile(), dry_run=True)
    assert (len(found.difference.added), len(found.difference.figures), found.written) == (102, 672, False)
    assert writes == []


def test_a_changed_figure_needs_a_reason_and_is_a_revision(
    workspace: Workspace, folder: Path, writes: list[str]
) -> None:
    imported_city(workspace)
    changed = edited(folder, lambda rows: rows[0].update(q4_2013_14="21.9%"))
    writes.clear()
    with pytest.raises(ReasonNeeded) as refused:
        import_plan(workspace, changed)
    first, which, why = str(refused.value).split("\n")
    assert first == "1 figure would change:"
    assert which == "  row 1, NI 032 Repeat incidents of domestic violence (MARAC), Q4 2013/14: 21.6% -> 21.9%"
    assert why.startswith('Say why with --reason "..."')
    assert writes == []
    assert latest(workspace, 1, "Q4 2013/14").value == Decimal("21.6")
    import_plan(workspace, changed, reason="the police counted again")
    first, second = history(workspace, 1, "Q4 2013/14")
    assert (first.figure.value, second.figure.value) == (Decimal("21.6"), Decimal("21.9"))
    assert (second.figure.revision, second.provenance.reason) == (2, "the police counted again")
    assert import_plan(workspace, changed).difference.is_empty


def test_ten_changed_figures_are_named_and_the_rest_counted(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    changed = edited(folder, lambda rows: [row.update(q4_2013_14="1.5%") for row in rows if row["q4_2013_14"] != "~"])
    with pytest.raises(ReasonNeeded) as refused:
        import_plan(workspace, changed)
    count = len(import_plan(workspace, changed, dry_run=True).difference.revised)
    lines = str(refused.value).split("\n")
    assert (len(lines), lines[0], lines[11]) == (13, f"{count} figures would change:", f"  and {count - 10} more")
    assert "(number), Q4 2013/14" in str(refused.value), "which of two lines"


def test_nothing_is_said_to_be_written_where_nothing_has_changed(workspace: Workspace) -> None:
    stages: list[str] = []
    import_plan(workspace, city_planfile(), progress=stages.append)
    assert stages == ["comparing", "writing"]
    import_plan(workspace, city_planfile(), progress=stages.append)
    assert stages == ["comparing", "writing", "comparing"]


def test_a_dry_run_shows_old_and_new_of_a_revision_without_asking_why(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    changed = edited(folder, lambda rows: rows[0].update(q4_2013_14="~"))
    ((indicator, line, figure),) = import_plan(workspace, changed, dry_run=True).difference.revised
    assert figure.held
    assert (indicator.read.code, line.read.row) == ("NI 032", 1)
    assert (figure.held.as_printed, figure.read.as_printed) == ("21.6%", "~")


def test_a_gap_that_is_filled_is_a_new_figure_and_needs_no_reason(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    import_plan(workspace, edited(folder, lambda rows: rows[20].update(q1_2013_14="44.0%")))
    gap, figure = history(workspace, 21, "Q1 2013/14")
    assert (gap.figure.missing, figure.figure.value) == ("not available", Decimal("44.0"))


def test_a_figure_printed_otherwise_but_saying_the_same_is_no_change(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    same = edited(folder, lambda rows: rows[11].update(q4_2013_14="5,007", target_2013_14="4,729"))
    assert import_plan(workspace, same).difference.is_empty


def test_a_blank_says_nothing_and_what_is_held_stays(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    blank = edited(folder, lambda rows: rows[0].update(q4_2013_14="", owner_printed="", target_met="", objective=""))
    found = import_plan(workspace, blank).difference
    assert found.is_empty
    assert [(each.code, period.label) for each, _, period in found.blank] == [("NI 032", "Q4 2013/14")]
    assert latest(workspace, 1, "Q4 2013/14").value == Decimal("21.6")


def test_rows_that_a_new_file_lacks_are_told_and_never_deleted(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    shorter = edited(folder, lambda rows: rows.__delitem__(slice(0, 2)))
    found = import_plan(workspace, shorter).difference
    assert [each.code for each in found.lacking] == ["NI 032", "CIN-8"]
    assert found.is_empty
    assert len(catalogue(workspace).indicators) == 102


def test_a_new_row_is_a_new_indicator_in_its_place(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    new = {"row": "200", "pi": "200", "measure": "200", "code": "ZZ-1", "title": "Toy libraries", "objective": "1",
           "q4_2013_14": "7"}  # fmt: skip

    def change(rows: list[Edit]) -> None:
        rows.insert(1, dict.fromkeys(rows[0], "") | new)

    found = import_plan(workspace, edited(folder, change)).difference
    assert [each.code for each in found.added] == ["ZZ-1"]
    assert [each.code for each in catalogue(workspace).indicators][:3] == ["NI 032", "ZZ-1", "CIN-8"]
    assert latest(workspace, 200, "Q4 2013/14").value == 7
    assert import_plan(workspace, sheets.read_plan(folder)).difference.is_empty


def test_changed_words_owners_objectives_targets_and_marks_are_changed_in_place(
    workspace: Workspace, folder: Path
) -> None:
    imported_city(workspace)
    before = the_indicator(workspace, 4)

    def change(rows: list[Edit]) -> None:
        rows[3].update(
            title="Plans of two years or more", owner_printed="Housing - Director", objective="2", target_met="cross",
            target_2013_14="6.0%", better_than_previous="none", good_performance="Higher percentages",
        )  # fmt: skip
        rows[4].update(target_2013_14="~")

    import_plan(workspace, edited(folder, change))
    after = the_indicator(workspace, 4)
    numbers = {each.id: each.number for each in catalogue(workspace).objectives}
    assert (after.id, after.title, after.headline.polarity) == (before.id, "Plans of two years or more", "higher")
    assert after.measure.owner
    assert after.measure.owner.label == "Housing - Director"
    assert [numbers[each] for each in after.primary] == [2]
    assert [(mark.test, mark.says) for mark in after.marks] == [("met", False)]
    assert [target.value for target in after.targets] == [Decimal("6.0")]
    assert the_indicator(workspace, 5).targets == ()
    assert import_plan(workspace, sheets.read_plan(folder)).difference.is_empty


def test_every_change_is_audited_with_old_and_new(workspace: Workspace, folder: Path, clock: Any) -> None:  # noqa: ANN401  conftest's
    imported_city(workspace)
    clock.advance(days=1)
    changed = edited(folder, lambda rows: rows[3].update(title="Plans of two years", q4_2013_14="2.9%"))
    import_plan(workspace, changed, reason="recounted", by="an officer")
    indicator = the_indicator(workspace, 4)
    with workspace.reading() as work:
        (added, renamed) = audit.of(work, "measure", indicator.id)
        (revised,) = audit.of(work, "series", indicator.headline.id)
    assert (added.what, added.who) == ("indicator added", "steward import")
    assert (renamed.what, renamed.old, renamed.new) == (
        "title changed", "Child protection plans lasting 2 years or more", "Plans of two years",
    )  # fmt: skip
    assert (revised.what, revised.old, revised.new) == ("figure revised", "2.8%", "Q4 2013/14: 2.9%")
    assert (revised.reason, revised.who) == ("recounted", "an officer")


def test_a_code_is_known_again_before_a_number_and_a_number_before_a_title(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)

    def change(rows: list[Edit]) -> None:
        rows[3].update(measure="400", title="Known by its code")
        rows[14].update(title="Known by its number")
        rows[15].update(measure="401")  # known by its title

    found = import_plan(workspace, edited(folder, change)).difference
    assert (found.added, found.lacking) == ((), ())
    told = {(change.field, change.new) for each in found.indicators for change in each.fields}
    assert told == {
        ("number", 400), ("title", "Known by its code"), ("title", "Known by its number"), ("number", 401),
    }  # fmt: skip


def test_a_sheet_that_was_numbered_anew_is_a_problem_and_not_a_mix_of_two_indicators(
    workspace: Workspace, folder: Path
) -> None:
    imported_city(workspace)

    def change(rows: list[Edit]) -> None:
        rows[14]["title"], rows[15]["title"] = rows[15]["title"], rows[14]["title"]

    with pytest.raises(BadImport) as refused:
        import_plan(workspace, edited(folder, change), reason="x")
    found = [(each.fault, each.row) for each in refused.value.problems if isinstance(each, Problem)]
    assert found == [(Fault.RENUMBERED, 16), (Fault.RENUMBERED, 17)]


def test_what_the_file_was_assumed_to_say_never_replaces_what_was_said(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    path = folder / "indicators.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[0] += ",frequency"
    lines[1:] = [f"{line},{'monthly' if number == 1 else ''}" for number, line in enumerate(lines[1:], 1)]
    path.write_text("\n".join(lines), encoding="utf-8")
    import_plan(workspace, sheets.read_plan(folder))
    assert the_indicator(workspace, 1).measure.frequency == "monthly"
    assert import_plan(workspace, city_planfile()).difference.is_empty


def test_a_file_of_the_next_quarter_alone_changes_nothing_else(workspace: Workspace, folder: Path) -> None:
    """Half a year is too little to tell by: running totals stay what four quarters showed them to be."""
    imported_city(workspace)
    keep = ("row", "measure", "continuation_of", "code", "title", "objective", "q1_2013_14", "q2_2013_14")

    with (folder / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, keep, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert import_plan(workspace, sheets.read_plan(folder)).difference.is_empty


def test_next_year_s_version_places_the_same_measures_anew(workspace: Workspace, folder: Path) -> None:
    imported_city(workspace)
    before = the_indicator(workspace, 1)

    def change(rows: list[Edit]) -> None:
        new = {"version": "2014/15", "starts": "2014-04-01", "ends": "2015-03-31"}
        for row in rows:
            row["value"] = new.get(row["key"], row["value"])

    edited(folder, change, "plan")
    later = edited(folder, lambda rows: rows.__delitem__(slice(1, 2)))
    found = import_plan(workspace, later).difference
    assert (found.new_version, found.added) == (True, ())
    after = the_indicator(workspace, 1)
    assert (after.id, after.headline.id) == (before.id, before.headline.id)
    assert after.placement_id != before.placement_id
    assert len(catalogue(workspace).indicators) == 101
    assert len(history(workspace, 1, "Q4 2013/14")) == 1
    assert import_plan(workspace, later).difference.is_empty
    with pytest.raises(BadImport) as refused:
        import_plan(workspace, city_planfile())
    (problem,) = refused.value.problems
    assert isinstance(problem, Problem)
    assert (problem.fault, problem.column) == (Fault.OLD_VERSION, "version")


def test_the_same_plan_as_a_workbook_is_the_same_plan(workspace: Workspace, tmp_path: Path) -> None:
    """With percentages and counts as numbers that Excel formats, as a board's own workbook has them."""
    imported_city(workspace)
    book = Workbook()
    for path in sorted(samples.path("nottingham-city-2013-14").glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                sheet.append(row)
        for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row):
            as_number(cell)
    del book["Sheet"]
    book.save(tmp_path / "city.xlsx")
    assert import_plan(workspace, sheets.read_plan(tmp_path / "city.xlsx")).difference.is_empty


def as_number(cell: Any) -> None:  # noqa: ANN401  openpyxl's cells share no type
    """A cell that holds a number and its sign becomes a number with a format that shows the same."""
    found = re.fullmatch(r"(\d+)(\.\d+)?(%?)", str(cell.value))
    if found:
        places = found[2] or ""
        cell.value = float(Decimal(found[1] + places) / (100 if found[3] else 1))
        cell.number_format = "0" + places.translate(str.maketrans("123456789", "0" * 9)) + found[3]


def test_phrases_of_the_file_are_heard(workspace: Workspace, folder: Path) -> None:
    phrases = 'phrase,indicator\nidle hands,NI 117\n"two, three",NI 032\n'
    (folder / "aliases.csv").write_text(phrases, encoding="utf-8")
    (folder / "vocabulary.csv").write_text("phrase,means\nLAC,looked after children\n", encoding="utf-8")
    import_plan(workspace, sheets.read_plan(folder))
    held = catalogue(workspace)
    heard = {each.phrase: (each.measure_id, each.means) for each in held.aliases}
    assert heard["idle hands"][0] == the_indicator(workspace, 81).id
    assert heard["LAC"] == (None, "looked after children")
    assert import_plan(workspace, sheets.read_plan(folder)).difference.is_empty


def test_what_fails_half_way_leaves_nothing_behind(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(figures, "add_all", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        imported_city(workspace)
    with seeing_all(store) as connection:
        for name in ("plan", "measure", "series", "objective", "organisation", "person", "change"):
            assert connection.scalar(text(f"SELECT COUNT(*) FROM {name}")) == 0, name  # noqa: S608  names from above


def test_another_workspace_s_plan_is_its_own(workspace: Workspace, other_workspace: Workspace) -> None:
    imported_city(workspace)
    first = {each.id for each in catalogue(workspace).indicators}
    imported_city(other_workspace)
    assert first.isdisjoint(each.id for each in catalogue(other_workspace).indicators)
    assert len(catalogue(workspace).indicators) == 102


def test_a_plan_whose_year_starts_in_another_month_is_refused(workspace: Workspace, folder: Path) -> None:
    def change(rows: list[Edit]) -> None:
        rows[-1]["value"] = "January"

    with pytest.raises(BadImport) as refused:
        import_plan(workspace, edited(folder, change, "plan"))
    (problem,) = refused.value.problems
    assert isinstance(problem, Problem)
    assert (problem.fault, problem.column) == (Fault.OTHER_MONTH, "financial_year_starts")


def test_people_and_organisations_are_held_once(workspace: Workspace) -> None:
    imported_city(workspace)
    imported_county(workspace)
    with workspace.reading() as work:
        rows = work.rows(text("SELECT COUNT(*), COUNT(DISTINCT post) FROM person"))
        assert tuple(rows[0]) == (15, 15)  # two of them have something to do alone
        names = {row.name for row in work.rows(tables.Organisation.__table__.select())}
    assert names == {
        "Crime & Drugs Partnership", "Probation", "Housing", "Health", "Police", "CDP", "Development",
        "Job Centre Plus", "Clinical Commissioning Group", "Nottingham and Nottinghamshire Futures",
    }  # fmt: skip


SMOKERS = (
    "code,title,good_performance,outturn_2024_25,q1_2025_26,q2_2025_26,target_2025_26\n"
    "A2,Smokers who quit,{good},320,{q1},{q2},340\n"
)
OWN = "key,value\nname,Any plan\nstarts,2025-04-01\nends,2026-03-31\n"


def smokers(folder: Path, q1: str = "80", q2: str = "75", good: str = "Higher numbers") -> PlanFile:
    """A plan of one line that does not say how its quarters add up."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.csv").write_text(OWN, encoding="utf-8")
    (folder / "indicators.csv").write_text(SMOKERS.format(q1=q1, q2=q2, good=good), encoding="utf-8")
    return sheets.read_plan(folder)


def adds_up(workspace: Workspace) -> tuple[str, bool]:
    (indicator,) = catalogue(workspace).indicators
    return indicator.headline.accumulation.value, indicator.headline.accumulation_assumed


def test_plain_quarterly_counts_are_taken_as_each_quarter_s_own_and_not_judged_against_the_year(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_plan(workspace, smokers(tmp_path / "own"))
    assert adds_up(workspace) == ("per period", True)
    (indicator,) = catalogue(workspace).indicators
    with workspace.reading() as work:
        reading = read(indicator, figures.of_plan(work, catalogue(workspace).plan.id, workspace.now()))
    assert (reading.judgement.verdict, reading.judgement.direction.movement) == (Verdict.NOT_JUDGED, Movement.NONE)
    assert [finding.rule for finding in check(workspace).findings if finding.rule == Rule.LABEL_MISSING]


def test_how_a_line_adds_up_is_settled_anew_when_more_quarters_or_words_say_otherwise(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_plan(workspace, smokers(tmp_path / "own", q2=""))
    assert adds_up(workspace) == ("per period", True)
    import_plan(workspace, smokers(tmp_path / "own", q2="160"))
    assert adds_up(workspace) == ("cumulative", True)
    import_plan(workspace, smokers(tmp_path / "own", q2=""))
    assert adds_up(workspace) == ("cumulative", True), "one quarter tells less than two"
    import_plan(workspace, smokers(tmp_path / "own", q2="160", good="Higher numbers (snapshot)"))
    assert adds_up(workspace) == ("point", False)
    import_plan(workspace, smokers(tmp_path / "own", q2="", good="Higher numbers (each quarter alone)"))
    assert adds_up(workspace) == ("per period", False)
