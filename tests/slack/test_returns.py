"""Sheets in Slack: uploaded to Steward alone, fetched from Slack alone, confirmed once by whoever may."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery import files
from bot.delivery.hosts import is_slacks
from bot.domain.errors import FileElsewhere, FileNotFetched, FileTooBig
from bot.domain.returning import Column
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.render import round_actions
from bot.services import returns
from bot.sheets import handed_in
from store import figures, people, standing
from store import plan as plans
from tests.builders import a_figure
from tests.conftest import StandingClock
from tests.returned import MAY, filled, made_database, with_round
from tests.slack.office import held, matched, pressed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.model import Indicator
    from bot.domain.returning import Return
    from bot.local import Message
    from bot.workspace import Workspace, Workspaces
    from tests.slack.steward import Steward

ROBBERY = "Robbery offences committed by under 18's"
NAME = "return Police 2014-05-20.xlsx"


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("round") / "city.sqlite3")


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    workspaces.make_first()
    return with_round(workspaces.bind(TEAM, TEAM_DOMAIN))


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(MAY)


@pytest.fixture
def amy(workspace: Workspace) -> int:
    """A sergeant: the Police as such own nine indicators."""
    with workspace.begin() as work:
        person = people.person(work, "Sergeant", people.organisation(work, "Police"))
        people.link(work, person, "U1")
    return person


@pytest.fixture
def made(workspace: Workspace, amy: int) -> Return:
    with workspace.reading() as work:
        someone = standing.someone(work, "U1", plans.standing(work).plan_id, workspace.today())
    assert someone.person
    assert someone.person.id == amy
    return returns.owed_by_someone(workspace, someone)


def robbery(workspace: Workspace) -> Indicator:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    return next(each for each in catalogue.indicators if each.title == ROBBERY)


def uploaded(steward: Steward, who: str, content: bytes, name: str = NAME, text: str = "") -> Message:
    """What Steward says to the file."""
    slack = steward.slack
    before = len(slack.direct(who))
    slack.user(who).upload(name, content, text=text)
    slack.settle()
    said = slack.direct(who)[before + 1 :]
    assert len(said) == 1, [each.text for each in said]
    return said[0]


def now(steward: Steward, who: str, message: Message) -> Message:
    return next(each for each in steward.slack.direct(who) if each.ts == message.ts)


def click(steward: Steward, who: str, message: Message, label: str) -> Message:
    steward.slack.user(who).click(now(steward, who, message), label)
    steward.slack.settle()
    return now(steward, who, message)


def sheet(made: Return, value: str = "41", **entries: Any) -> bytes:  # noqa: ANN401  any entry
    others = {Column[name.upper()]: text for name, text in entries.items()}
    return filled(made, {ROBBERY: {Column.VALUE: value} | others})


def values(workspace: Workspace) -> list[str]:
    return [each.figure.as_printed for each in held(workspace, robbery(workspace))]


def test_a_return_is_shown_confirmed_once_and_in(steward: Steward, workspace: Workspace, made: Return) -> None:
    shown = uploaded(steward, "U1", sheet(made), text="Here you are.")
    assert shown.text.startswith(f"{NAME} would bring in 1 figure. Nothing is saved until it is confirmed.\n")
    assert f"{ROBBERY}, Q4 2013/14: 41, new [Return!J" in shown.text
    assert values(workspace) == []
    after = click(steward, "U1", shown, "Confirm")
    assert after.text.startswith(f"Taken from {NAME}: 1 figure. Thank you.")
    assert values(workspace) == ["41"]
    (revision,) = held(workspace, robbery(workspace))
    assert revision.figure.source.startswith(f"{NAME}, Return!J")
    assert steward.slack.problems == []


def test_a_second_press_of_an_old_button_changes_nothing(steward: Steward, workspace: Workspace, made: Return) -> None:
    shown = uploaded(steward, "U1", sheet(made))
    before = [block for block in shown.blocks if block["type"] == "actions"][0]["elements"][0]["value"]  # noqa: RUF015  of a list
    click(steward, "U1", shown, "Confirm")
    pressed(steward, "U1", round_actions.SHEET_CONFIRM, before)
    assert f"{NAME} was taken in before. Nothing was changed now." in [each.text for each in steward.slack.direct("U1")]
    assert values(workspace) == ["41"]


def test_a_return_is_dropped(steward: Steward, workspace: Workspace, made: Return) -> None:
    after = click(steward, "U1", uploaded(steward, "U1", sheet(made)), "Drop")
    assert after.text == f"{NAME} was dropped; nothing of it was saved. Upload another whenever you like."
    assert values(workspace) == []


def test_all_that_is_wrong_is_told_with_its_cells(steward: Steward, workspace: Workspace, made: Return) -> None:
    said = uploaded(steward, "U1", sheet(made, "about 40", provisional="perhaps"))
    assert said.text.startswith(f"Nothing was taken from {NAME}: 2 things have to be put right first.")
    assert "Q4 2013/14: “perhaps” is neither yes nor no. What to do: write yes where" in said.text
    assert "Q4 2013/14: Type one number alone" in said.text
    assert not [block for block in said.blocks if block["type"] == "actions"]
    assert values(workspace) == []


def test_what_changes_an_approved_figure_is_asked_why(steward: Steward, workspace: Workspace, made: Return) -> None:
    with workspace.begin() as work:
        figures.add(work, a_figure("40", "Q4 2013/14", robbery(workspace).series[0].id), MAY)
    shown = uploaded(steward, "U1", sheet(made))
    assert "Q4 2013/14: 41, in place of the approved 40 [Return!J" in shown.text
    click(steward, "U1", shown, "Confirm")
    assert values(workspace) == ["40"]
    form = steward.slack.user("U1").modal
    assert form
    assert form.title == "Why they change"
    steward.slack.user("U1").submit(form, {"reason": "Born 3 May 2004, 943 476 5919"})
    steward.slack.settle()
    assert "seems to hold somebody's NHS number" in form.errors["reason"]
    assert values(workspace) == ["40"]
    steward.slack.user("U1").submit(form, {"reason": "Late returns"})
    steward.slack.settle()
    assert now(steward, "U1", shown).text.startswith(f"Taken from {NAME}: 1 figure.")
    assert [each.provenance.reason for each in held(workspace, robbery(workspace))] == ["", "Late returns"]


def test_figures_that_changed_since_are_shown_anew(steward: Steward, workspace: Workspace, made: Return) -> None:
    shown = uploaded(steward, "U1", sheet(made))
    with workspace.begin() as work:
        figures.add(work, a_figure("39", "Q4 2013/14", robbery(workspace).series[0].id), MAY)
    anew = click(steward, "U1", shown, "Confirm")
    assert anew.text.startswith("Figures have changed since this sheet was shown, so nothing was saved.")
    assert values(workspace) == ["39"]
    assert [block for block in anew.blocks if block["type"] == "actions"]


def test_somebody_who_owes_nothing_is_refused_before_the_file_is_fetched(
    steward: Steward, workspace: Workspace, made: Return
) -> None:
    said = uploaded(steward, "U2", sheet(made))
    assert said.text.startswith("I take figures from those who supply them.")
    assert values(workspace) == []


def test_nobody_else_confirms_it_but_an_officer_does(steward: Steward, workspace: Workspace, made: Return) -> None:
    shown = uploaded(steward, "U1", sheet(made))
    value = next(block for block in shown.blocks if block["type"] == "actions")["elements"][0]["value"]
    pressed(steward, "U2", round_actions.SHEET_CONFIRM, value)
    assert values(workspace) == []
    assert "Only whoever handed this sheet in" in steward.slack.ephemerals("U2")[-1].text
    matched(workspace, "Performance officer", "U2", "officer")
    pressed(steward, "U2", round_actions.SHEET_CONFIRM, value)
    assert values(workspace) == ["41"]


@pytest.mark.usefixtures("amy")
@pytest.mark.parametrize("value", ["-", "0", "9" * 30, '{"m":1}'])
def test_a_button_of_another_make_does_nothing(steward: Steward, workspace: Workspace, value: str) -> None:
    pressed(steward, "U1", round_actions.SHEET_CONFIRM, value)
    assert values(workspace) == []
    assert "no longer works" in steward.slack.ephemerals("U1")[-1].text


@pytest.mark.usefixtures("amy")
def test_other_files_are_refused_and_a_picture_with_words_is_a_question(steward: Steward) -> None:
    assert "I read figures from Excel workbooks" in uploaded(steward, "U1", b"%PDF", "figures.pdf").text
    assert "this is a workbook of the old kind" in uploaded(steward, "U1", b"PK and more", "old.xls").text
    said = uploaded(steward, "U1", b"\x89PNG", "screen.png", text="status of NEET")
    assert said.text.startswith("16-18 years old City resident young people who are NEET (NI 117)")
    assert 'I did not open "screen.png", I only read your words.' in said.text
    said = uploaded(steward, "U1", b"1 2 3", "figures.txt", text="here are my figures")
    assert 'I did not open "figures.txt"' in said.text
    assert "Figures come as an Excel workbook (.xlsx) or a CSV file" in said.text


@pytest.mark.usefixtures("amy")
def test_broken_files_are_refused_in_words(steward: Steward) -> None:
    for content, why in ((b"PK\x03\x04", "the workbook is damaged"), (b"<html>", "it is not an Excel workbook")):
        said = uploaded(steward, "U1", content, "return.xlsx")
        assert said.text.startswith("Nothing was taken from return.xlsx: 1 thing has to be put right first.")
        assert why in said.text


def test_a_file_that_lies_elsewhere_after_all_is_not_fetched(
    steward: Steward, workspace: Workspace, made: Return, thief: tuple[str, list[str]]
) -> None:
    """A redirect would take the bot's token to another host."""
    address, asked = thief
    steward.slack.redirect_downloads = f"{address}/return.xlsx"
    said = uploaded(steward, "U1", sheet(made))
    assert "could not be fetched from Slack" in said.text
    assert (asked, values(workspace)) == ([], [])


def test_the_return_of_what_is_owed_is_given_on_request(steward: Steward, made: Return) -> None:
    pressed(steward, "U1", round_actions.SHEET_GET, "mine")
    (given,) = [each for each in steward.slack.direct("U1") if each.files]
    assert given.files[0].name == made.file_name == NAME
    assert given.text.startswith("Here is the return of Police: 9 rows, the first due on 19 May 2014.")
    book = handed_in.read_bytes(NAME, given.files[0].content)
    assert [sheet.name for sheet in book.sheets] == ["Return", "How to", "Ids"]
    back = uploaded(steward, "U1", given.files[0].content)
    assert back.text.startswith(f"{NAME} would change nothing.\n9 lines are empty.")


def test_an_officer_gets_the_return_of_others_and_nobody_else_does(
    steward: Steward, workspace: Workspace, made: Return
) -> None:
    matched(workspace, "Performance officer", "U2", "officer")
    with workspace.reading() as work:
        health = next(number for number, name in people.organisations(work).items() if name == "Health")
        owner = next(each.id for each in people.everyone(work) if each.post == "Named officer 08")
    for number in (health, owner):
        pressed(steward, "U2", round_actions.SHEET_GET, str(number))
        pressed(steward, "U1", round_actions.SHEET_GET, str(number))
    given = {who: [file.name for each in steward.slack.direct(who) for file in each.files] for who in ("U1", "U2")}
    assert given["U2"] == ["return Health 2014-05-20.xlsx", "return Health - Named officer 08 2014-05-20.xlsx"]
    assert given["U1"] == [made.file_name] * 2


def test_two_sheets_at_once_are_refused(idle: Steward, made: Return) -> None:
    told = idle.slack.user("U1").upload(NAME, sheet(made))
    told.payload["event"]["files"] *= 2
    idle.receive(told.payload)
    assert idle.slack.direct("U1")[-1].text == "I read one sheet at a time. Upload them one after the other."


@pytest.mark.parametrize("held", [None, "x", [], [None], [7], {"name": "a.xlsx"}])
def test_an_event_with_odd_files_is_no_sheet(idle: Steward, made: Return, held: object) -> None:
    told = idle.slack.user("U1").upload(NAME, sheet(made), text="status of NEET")
    told.payload["event"]["files"] = held
    assert idle.receive(told.payload) == 200
    assert "NEET (NI 117)" in idle.slack.direct("U1")[-1].text


@pytest.mark.parametrize("file", [{}, {"name": None}, {"name": "a.xlsx", "size": "big"}, {"name": 7, "url_private": 7}])
def test_an_odd_file_is_refused_in_words(idle: Steward, made: Return, file: dict[str, object]) -> None:
    told = idle.slack.user("U1").upload(NAME, sheet(made))
    told.payload["event"]["files"] = [file]
    assert idle.receive(told.payload) == 200
    said = idle.slack.direct("U1")[-1].text
    assert "I read figures from Excel workbooks" in said or "does not lie with Slack" in said


def test_of_an_outsiders_file_slack_is_asked(idle: Steward, made: Return) -> None:
    """People of other organisations share a file by its id alone."""
    content = sheet(made)
    told = idle.slack.user("U1").upload(NAME, content)
    (file,) = told.payload["event"]["files"]
    found = files.fetch(idle.client, {"id": file["id"], "file_access": "check_file_info"}, 5_000_000)
    assert found == content


def test_whoever_owes_nothing_is_told_so(steward: Steward, workspace: Workspace) -> None:
    matched(workspace, "Named officer 99", "U2")
    pressed(steward, "U2", round_actions.SHEET_GET, "mine")
    assert "Nothing is owed by Named officer 99 now" in steward.slack.ephemerals("U2")[-1].text


def test_an_event_that_comes_twice_is_answered_once(steward: Steward, made: Return) -> None:
    told = steward.slack.user("U1").upload(NAME, sheet(made))
    steward.slack.settle()
    steward.slack.redeliver(str(told.event_id))
    steward.slack.settle()
    assert len([each for each in steward.slack.direct("U1") if "would bring in" in each.text]) == 1


def test_a_download_that_fails_is_tried_again(idle: Steward, clock: StandingClock, made: Return) -> None:
    idle.slack.server_error("download", 503)
    told = idle.slack.user("U1").upload(NAME, sheet(made))
    assert idle.receive(told.payload) == 503
    clock.advance(hours=1)
    idle.inbox.sweep()
    (said,) = idle.slack.direct("U1")[1:]
    assert said.text.startswith(f"{NAME} would bring in 1 figure.")


# Where a file may be fetched from


@pytest.fixture
def thief() -> Iterator[tuple[str, list[str]]]:
    """Another host, and what was asked of it."""
    asked: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers.get("Authorization", ""))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 100_000)

        def log_message(self, *_told: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/files-pri/T1-F1/return.xlsx",
        "https://files.slack.com.example.org/return.xlsx",
        "https://example.org/files.slack.com/return.xlsx",
        "https://files.slack.com@example.org/return.xlsx",
        "https://files.slack.com:8443/return.xlsx",
        "https://evilslack.com/return.xlsx",
        "https://files.slack.com:x/return.xlsx",
        "file:///etc/passwd",
        "ftp://files.slack.com/return.xlsx",
        "http://localhost/return.xlsx",
        "",
        None,
        7,
    ],
)
def test_a_token_goes_to_slacks_own_hosts_alone(idle: Steward, url: object) -> None:
    with pytest.raises(FileElsewhere):
        files.fetch(idle.client, {"name": "return.xlsx", "url_private_download": url}, 1000)


def test_another_host_on_this_machine_is_another_host(idle: Steward, thief: tuple[str, list[str]]) -> None:
    address, asked = thief
    with pytest.raises(FileElsewhere):
        files.fetch(idle.client, {"name": "return.xlsx", "url_private_download": f"{address}/return.xlsx"}, 1000)
    assert asked == []


@pytest.mark.parametrize("host", ["files.slack.com", "acme.slack.com", "slack.com", "FILES.SLACK.COM"])
def test_slacks_own_hosts_are_known(idle: Steward, host: str) -> None:
    assert is_slacks(f"https://{host}/files-pri/T1-F1/return.xlsx", idle.client)


def test_a_file_is_not_read_beyond_its_bound(idle: Steward, thief: tuple[str, list[str]]) -> None:
    """Whatever Slack says of its size."""
    address, asked = thief
    idle.client.base_url = f"{address}/api/"
    file = {"name": "return.xlsx", "url_private": f"{address}/return.xlsx"}
    assert len(files.fetch(idle.client, file, 100_000)) == 100_000
    for size in (None, 10):
        with pytest.raises(FileTooBig):
            files.fetch(idle.client, file | {"size": size}, 99_999)
    assert len(asked) == 3
    with pytest.raises(FileTooBig):
        files.fetch(idle.client, file | {"size": 100_000}, 99_999)
    assert len(asked) == 3


def test_a_file_that_is_gone_is_told(idle: Steward) -> None:
    gone = f"{idle.client.base_url.removesuffix('/api/')}/files-pri/T1-F404/return.xlsx"
    with pytest.raises(FileNotFetched):
        files.fetch(idle.client, {"name": "return.xlsx", "url_private_download": gone}, 1000)
