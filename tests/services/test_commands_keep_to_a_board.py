"""Whatever is typed with one board's name prints, writes and changes nothing of another board in the database."""

from __future__ import annotations

import re
from dataclasses import replace
from types import NoneType
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from bot.domain.returning import Column
from bot.services import plan as plans
from bot.services import returns
from store import people
from tests.builders import city_planfile
from tests.marks import MARK, OURS, holds_mark, rows_of, two_boards
from tests.returned import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer.core import TyperCommand, TyperGroup

    from bot.workspace import Workspace, Workspaces
    from store.work import Store

POST, ANOTHER = "Named officer 07", "Named officer 09"
LINES = {  # every command that takes --workspace; `{id}` is that of a delivery of theirs
    "import": ["import nottingham-city-2013-14 --dry-run"],
    "check": ["check", "check --json --small-numbers"],
    "ask": ["ask 'status of NEET'", "ask --json 'what is red?'", "ask 'overdue actions'"],
    "report": ["report --period 'Q4 2013/14'", "report --period 'Q4 2013/14' --json"]
    + [f"report --period 'Q4 2013/14' --audience {who} --out {who}.{kind}"
       for who in ("board", "public") for kind in ("docx", "xlsx")],
    "actions": ["actions", "actions --json"],
    "risks": ["risks", "risks --json"],
    "return": [f"return --post '{POST}' --out return.xlsx", "return --organisation Police"],
    "receive": ["receive return.xlsx", "receive theirs.xlsx", "receive theirs.xlsx --organisation Police --confirm"],
    "map": ["map --list"],
    "rollover": ["rollover --out next.xlsx"],
    "audit": ["audit --indicator 'NI 117'", f"audit --person '{POST}' --json"],
    "deliveries": ["deliveries", "deliveries --json --state sent", "deliveries --retry {id}", "deliveries --drop {id}"],
    "dictionary import": ["dictionary import nowhere.csv"],
    "dictionary show": ["dictionary show"],
    "dictionary map": ["dictionary map 'NI 117' Mine"],
    "cover show": ["cover show", "cover show --meeting 2014-07-02"],
    "cover set": ["cover set summary Mine"],
    "plan list": ["plan list"],
    "plan use": ["plan use 'Nottingham City CYPP'"],
    "people list": ["people list"],
    "people appoint": ["people appoint U7 --role reader", f"people appoint U1 --role officer --post '{POST}'"],
    "people dismiss": [f"people dismiss '{POST}' --role officer"],
    "people match": [f"people match U7 '{ANOTHER}'"],
    "people unmatch": [f"people unmatch '{ANOTHER}'"],
    "people away": [f"people away '{POST}' 2014-08-01"],
    "people lead": [f"people lead 1 '{POST}'"],
    "people owner": [f"people owner 'NI 117' '{POST}'"],
    "people admit": ["people admit U8 --indicators 'NI 117'"],
    "people withdraw": ["people withdraw U8"],
    "people export": ["people export U1 U1.json"],
    "people erase": ["people erase U1 --reason asked"],
    "timetable": ["timetable", "timetable --json"],
    "timetable meet": ["timetable meet 2014-10-01"],
    "timetable cancel": ["timetable cancel 2014-10-01"],
    "timetable set": ["timetable set small_board 5"],
    "timetable body": ["timetable body Mine --channel C1"],
    "timetable indicator": ["timetable indicator 'NI 117' --lag-days 42"],
    "preview reminders": ["preview reminders --on 2014-05-12", "preview reminders --json"],
}  # fmt: skip


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with both boards, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "boards.sqlite3"
    two_boards(path, "T1", with_some_of_the_city)
    return path


def with_some_of_the_city(ours: Workspace) -> None:
    """Of the City's indicators those of three owners: printed in as many ways, in half the time."""
    city = city_planfile()
    few = tuple(each for each in city.indicators if each.owner and each.owner.post in {POST, ANOTHER, "Police"})
    plans.import_plan(ours, replace(city, indicators=few, aliases=()))
    with ours.begin() as work:
        people.link(work, people.person(work, POST), "U1")


@pytest.fixture
def theirs(workspaces: Workspaces) -> Workspace:
    return workspaces.named(MARK)


@pytest.fixture
def typed(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A command; what it prints, or the refusal that it ends with."""
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{store.url.database}")

    def run(line: str) -> str:
        words = re.findall(r"'[^']*'|\S+", line)
        words = [word.strip("'") for word in words]
        done = CliRunner().invoke(command_line([words[0]]), words)
        assert isinstance(done.exception, errors.Refused | SystemExit | NoneType), (line, done.exception)
        return f"{done.exception}{done.output}"

    return run


def of_a_board() -> Iterator[str]:
    """Every command that takes --workspace."""

    def leaves(command: TyperCommand | TyperGroup, *names: str) -> Iterator[str]:
        if any("--workspace" in each.opts for each in command.params):
            yield " ".join(names)
        for name, inner in getattr(command, "commands", {}).items():
            yield from leaves(inner, *names, name)

    yield from leaves(typer.main.get_command(command_line([])))


def test_no_command_is_left_out() -> None:
    assert sorted(of_a_board()) == sorted(LINES)


def test_nothing_of_another_board_is_printed_written_or_changed(
    typed: Callable[[str], str], theirs: Workspace, tmp_path: Path
) -> None:
    before = rows_of(theirs)
    sheet = filled(returns.owed_by(theirs, organisation=f"{MARK}: Health"), {"CP-0": {Column.VALUE: "9"}})
    (tmp_path / "files" / "theirs.xlsx").write_bytes(sheet)
    assert holds_mark(sheet)
    delivery = re.search(r" id: (\d+)", before["delivery"][0])
    assert delivery
    for name, lines in LINES.items():
        for line in lines:
            at = f" --workspace '{OURS}'"
            said = typed(line.format(id=delivery[1]) + at)
            assert MARK not in said, line
        assert rows_of(theirs) == before, name
    written = sorted(each.name for each in (tmp_path / "files").iterdir())
    assert {"board.docx", "public.xlsx", "next.xlsx", "U1.json"} <= set(written)
    for each in {*written} - {"theirs.xlsx"}:
        assert not holds_mark((tmp_path / "files" / each).read_bytes()), each


def test_what_is_handed_out_of_one_board_holds_nothing_of_another(typed: Callable[[str], str], tmp_path: Path) -> None:
    typed(f"boards export '{OURS}' ours.zip")
    typed(f"boards export '{MARK}' theirs.zip")
    assert not holds_mark((tmp_path / "files" / "ours.zip").read_bytes())
    assert holds_mark((tmp_path / "files" / "theirs.zip").read_bytes()), "the walk would find it"
