"""Whatever is typed with one board's name prints, writes and changes nothing of another board in the database."""

from __future__ import annotations

import re
from types import NoneType
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

import pytest
import typer
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from bot.workspace import Workspaces
from store import people
from store.work import Store
from tests.builders import imported_city
from tests.conftest import MORNING
from tests.store.calls import fill
from tests.store.test_store_tenancy import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer.core import TyperCommand, TyperGroup

    from bot.workspace import Workspace

MARK, OURS = "Zanzibar", "Our own"  # their name, which is in every text of theirs; and ours
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
    "receive": ["receive return.xlsx"],
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
    store = Store(f"sqlite:///{path}")
    store.migrate()
    boards = Workspaces(store, lambda: MORNING)
    ours = boards.welcome("T1", OURS)
    imported_city(ours)
    with ours.begin() as work:
        people.link(work, people.person(work, POST), "U1")
    with boards.welcome("T2", MARK).begin() as work:
        fill(work, MARK)
    store.close()
    return path


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
    for each in written:
        assert MARK.encode() not in content(tmp_path / "files" / each), each


def test_what_is_handed_out_of_one_board_holds_nothing_of_another(typed: Callable[[str], str], tmp_path: Path) -> None:
    typed(f"boards export '{OURS}' ours.zip")
    typed(f"boards export '{MARK}' theirs.zip")
    assert MARK.encode() not in content(tmp_path / "files" / "ours.zip")
    assert MARK.encode() in content(tmp_path / "files" / "theirs.zip"), "the walk would find it"


def content(path: Path) -> bytes:
    """What stands in a file, and in the files that are in it."""
    try:
        with ZipFile(path) as file:
            return b"".join(file.read(each) for each in file.namelist())
    except BadZipFile:
        return path.read_bytes()
