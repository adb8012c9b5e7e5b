"""`steward report -o`, `steward cover` and `steward template`: papers at a terminal, and what is said to bad input."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from bot.papers.accessibility import flaws
from store import audit
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.workspace import Workspace


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path) as workspace:
        yield workspace


@pytest.fixture
def steward(city: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Steward with these words; what it prints, or the refusal that it ends with."""
    for module in ("reporting", "covers"):  # a template needs none
        monkeypatch.setattr(f"bot.commands.{module}.open_workspace", lambda _name: city)

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line([words[0]]), list(words))
        if done.exception and not isinstance(done.exception, SystemExit | errors.Refused):
            raise done.exception
        return str(done.exception) if isinstance(done.exception, errors.Refused) else done.output

    return typed


def test_a_report_is_saved_as_a_word_paper_with_its_cover(steward: Callable[..., str], tmp_path: Path) -> None:
    steward("cover", "set", "wards", "Bulwell")
    out = tmp_path / "paper.docx"
    assert steward("report", "--period", "Q4 2013/14", "--as-printed", "-o", str(out)) == f"Written: {out}\n"
    made = out.read_bytes()
    assert flaws(made) == ()
    assert Document(io.BytesIO(made)).tables[0].rows[6].cells[1].text == "Bulwell"
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".docx") == ["paper.docx"]


def test_a_report_is_saved_as_a_workbook(steward: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "paper.xlsx"
    steward("report", "--period", "Q4 2013/14", "--as-printed", "-o", str(out))
    overall = [cell.value for cell in load_workbook(out)["Counts"][4]]
    assert overall[:3] == ["Overall", 111, 62]


def test_words_that_seem_to_say_a_hidden_number_are_pointed_out(steward: Callable[..., str], tmp_path: Path) -> None:
    steward("cover", "set", "summary", "All is well. Sexual offences fell to 8.")
    said = steward("report", "-o", str(tmp_path / "paper.xlsx"))
    assert 'Look at this before it is published: "Sexual offences fell to 8." seems to say a number' in said
    assert "hidden from the public, of Sexual offences committed by under 18's." in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "paper.pdf"), "must end in .docx or .xlsx"),
        (("--template", "own.docx"), "add --out FILE.docx"),
        (("-o", "paper.xlsx", "--template", "own.docx"), "add --out FILE.docx"),
        (("-o", "nowhere/at/all/paper.xlsx"), "cannot be written"),
        (("-o", "paper.docx", "--template", "none.docx"), "cannot be read"),
    ],
)
def test_what_cannot_be_written_is_said(
    steward: Callable[..., str], words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in " ".join(steward("report", *words).replace("\u2502", " ").split())
    assert not list(tmp_path.glob("*.docx"))


def test_a_folder_is_never_written_over(steward: Callable[..., str], tmp_path: Path) -> None:
    folder = tmp_path / "paper.docx"
    folder.mkdir()
    assert "is a folder" in steward("report", "-o", str(folder))


def test_a_cover_is_filled_in_shown_and_audited(steward: Callable[..., str], city: Workspace) -> None:
    assert steward("cover", "set", "Financial comments", "No cost.", "--initials", "AB", "--on", "2014-06-20") == (
        "Kept for Nottingham City Children's Partnership Board, 2 July 2014.\n"
    )
    assert "finance (Financial comments): No cost.\n  signed AB, 20 June 2014\n" in steward("cover", "show")
    later = steward("cover", "show", "--meeting", "2014-10-01")
    assert (
        "No cost.\n  not signed for this meeting\n  carried over from 2 July 2014; set it again to confirm it" in later
    )
    with city.reading() as work:
        (change,) = [each for each in audit.of(work, "plan") if each.what == "cover of a paper changed"]
    assert (change.new, change.who) == ("No cost.", "steward cover")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("colour", "x"), 'A cover has no field "colour". Its fields: title, to, item'),
        (("wards", "x" * 201), "Wards affected may have 200 characters; this has 201."),
        (("wards", "All", "--initials", "AB", "--on", "2014-06-20"), "only comments are signed"),
        (("finance", "x", "--initials", "AB"), "initials and date go together"),
        (("objectives", "1, 9"), '"9" is not one of 1, 2, 3, 4, 5'),
        (("wards", "All", "--meeting", "2 July"), "is not a day; write it as 2014-07-02"),
        (("wards", "All", "--board", "Council"), 'There is no board called "Council"'),
    ],
)
def test_what_a_cover_cannot_hold_is_said(steward: Callable[..., str], words: tuple[str, ...], said: str) -> None:
    assert said in " ".join(steward("cover", "set", *words).replace("\u2502", " ").split())
    assert "wards (Wards affected): not filled in" in steward("cover", "show")


def test_ticked_objectives_are_printed_in_words(steward: Callable[..., str], tmp_path: Path) -> None:
    steward("cover", "set", "objectives", "1 3")
    steward("report", "-o", str(tmp_path / "paper.docx"))
    table = Document(str(tmp_path / "paper.docx")).tables[1]
    assert [row.cells[1].text for row in table.rows] == ["Supported", "Yes", "No", "Yes", "No", "No"]


def test_the_template_is_written_restyled_checked_and_used(steward: Callable[..., str], tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    assert steward("template", "write", str(own)) == f"Written: {own}\n"
    assert steward("template", "check", str(own)) == "own.docx can be used. It prints every field.\n"
    word = Document(str(own))
    word.paragraphs[0].insert_paragraph_before("{{ councillor }}")
    word.save(str(own))
    said = steward("template", "check", str(own))
    assert 'In the body, near "{{ councillor }}": the field "councillor" is not known.' in said
    out = tmp_path / "paper.docx"
    assert 'own.docx cannot be used as a template: in the body, near "{{ councillor }}"' in steward(
        "report", "-o", str(out), "--template", str(own)
    )
    assert not out.exists()
