"""What `steward import` says: outcome, difference, what was assumed and what was not read; long lists are cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from bot import commands, sheets
from bot.commands.import_words import refusal, told
from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.services.plan import import_plan
from tests.builders import city_planfile
from tests.sheets.papers import a_folder

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace


NEW_IN_THE_CITY = (
    "  102 new indicators, 672 new figures, 20 new objectives, 24 new actions, 12 new agenda items, "
    "15 new forward plan items, 11 new statements"
)


def test_a_first_import_says_what_came_in_what_was_assumed_and_what_was_not_read(workspace: Workspace) -> None:
    said = list(told(import_plan(workspace, city_planfile())))
    assert said[:2] == [
        "Imported: Nottingham Children and Young People's Plan, version 2013/14 (a new plan)",
        NEW_IN_THE_CITY,
    ]
    running = (
        "  running totals since the start of the year (cumulative), 10 rows: 8, 12, 61, 73, 74, 76, 77, 78, 79, 80"
    )
    assert running in said
    assert "  rates so far, scaled up to a full year (annualised), 1 row: 13" in said
    assert said[-1] == "Sheets that this version does not read: summary_printed"
    again = list(told(import_plan(workspace, city_planfile())))
    assert again[0] == "Nottingham Children and Young People's Plan: nothing has changed."


def test_fifty_problems_are_shown_and_the_rest_counted() -> None:
    problems = tuple(Problem(fault=Fault.NO_TITLE, sheet="indicators", row=number) for number in range(2, 64))
    said = list(refusal(BadImport(problems)))
    assert (len(said), said[0], said[-1]) == (52, "Nothing was imported: 62 problems found.", "  and 12 more")


HEADINGS = "code,title,good_performance,outturn_2012_13,q1_2013_14,q2_2013_14,target_2013_14"


def of(workspace: Workspace, folder: Path, indicators: str | bytes) -> list[str]:
    """What is said of an own plan of these rows."""
    return list(told(import_plan(workspace, sheets.read_plan(a_folder(folder, indicators)), dry_run=True)))


def test_what_was_not_read_stands_first_and_says_what_it_costs(workspace: Workspace, tmp_path: Path) -> None:
    said = of(workspace, tmp_path / "own", "code,title,Quarter X,Gut feeling,Q1\nA1,One,1,up,2\n")
    assert said[0] == "Columns not read: Quarter X (indicators), Gut feeling (indicators)"
    assert said[1].startswith("No column says which way is good: nothing will be judged better or worse")
    assert said[2].startswith("No column holds targets")
    assert said[3].startswith("This would be imported")
    assert not [line for line in said if line.startswith("No column holds figures")]


def test_words_among_numbers_are_kept_and_told_with_their_cells(workspace: Workspace, tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA1,One,sideways,10,eleven,8,about 12?\nA2,Two,Lower numbers,10,9,8,7\n"
    said = of(workspace, tmp_path / "own", rows)
    at = said.index("Kept as words, not as figures:")
    assert said[at + 1 : at + 4] == [
        "  indicators, row 2, q1_2013_14: eleven",
        "  indicators, row 2, target_2013_14: about 12?",
        "Not understood (good_performance): sideways, row 2",
    ]


def test_totals_and_notes_are_left_out_by_name(workspace: Workspace, tmp_path: Path) -> None:
    rows = (
        f"{HEADINGS}\nA1,One,Lower numbers,10,9,8,7\n,Total,,10,9,8,7\n,,,(1),(1),(1),\n"
        "Note: of the police,,,,,,\n,Source: the police,,,,,,\n,Fires,,,,,\n"
    ).replace("police,,,,,,\n,Fires", "police,,,,,\n,Fires")
    read = sheets.read_plan(a_folder(tmp_path / "own", rows))
    assert [(each.title, len(each.series)) for each in read.indicators] == [("One", 1), ("Fires", 1)]
    said = list(told(import_plan(workspace, read, dry_run=True)))
    at = said.index("Rows left out, as totals or notes:")
    assert said[at + 1 : at + 7] == [
        "  indicators, row 3: Total",
        "  indicators, row 4: (1)",
        "  indicators, row 5: Note: of the police",
        "  indicators, row 6: Source: the police",
        "Indicators of which the file holds a title alone:",
        "  indicators, row 7: Fires",
    ]


def test_a_total_with_a_code_is_an_indicator(tmp_path: Path) -> None:
    read = sheets.read_plan(a_folder(tmp_path / "own", f"{HEADINGS}\nT1,Total,Lower numbers,10,9,8,7\n"))
    assert [each.label for each in read.indicators] == ["T1 Total"]


def test_a_file_that_was_read_as_windows_text_is_named(workspace: Workspace, tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA1,Saved (£million),Lower numbers,10,9,8,7\n".encode("cp1252")
    assert "indicators was read as Windows text: check that its letters look right, or save it as CSV UTF-8." in of(
        workspace, tmp_path / "own", rows
    )


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line over a database of its own: how it ends, and what it says on each channel."""
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'steward.sqlite3'}")

    def typed(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            commands.run(list(arguments))
        return int(ended.value.code or 0), *capsys.readouterr()

    return typed


def test_the_command_imports_a_sample_by_name_and_says_where_it_is_on_the_error_channel(run: Run) -> None:
    assert run("migrate")[0] == 0
    code, out, err = run("import", "nottinghamshire-2011-14", "--dry-run")
    assert (code, out.splitlines()[1]) == (
        0, "This would be imported: Nottinghamshire Children, Young People and Families Plan, version 1.1 (a new plan)",
    )  # fmt: skip
    assert "comparing" in err
    code, out, err = run("import", "nottinghamshire-2011-14")
    assert (code, "writing" in err) == (0, True)
    assert "23 new indicators" in out


def test_the_command_refuses_with_one_and_wrong_usage_with_two(run: Run, tmp_path: Path) -> None:
    run("migrate")
    code, out, err = run("import", "no-such-plan")
    assert (code, out) == (1, "")
    assert "nottingham-city-2013-14" in err
    code, _, err = run("import", str(tmp_path / "nowhere.xlsx"))
    assert (code, "check the path" in err) == (1, True)
    assert run("import", "nottinghamshire-2011-14", "--from", "some day")[0] == 2


def test_the_list_of_plans_leaves_out_what_a_plan_does_not_say(run: Run, tmp_path: Path) -> None:
    run("migrate")
    own = a_folder(tmp_path / "own", f"{HEADINGS}\nA1,One,Lower numbers,10,9,8,7\n")
    assert run("import", str(own))[0] == 0
    assert run("plan", "list")[1].strip() == "A plan (current)"
    run("import", "nottinghamshire-2011-14")
    assert "Plan (current): Nottinghamshire Children, Young People and Families Plan, 1.1, " in (run("plan", "list")[1])
