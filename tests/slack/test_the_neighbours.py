"""Two boards in one database: whoever guesses the other's ids sees, changes and learns nothing of it.

One board has a mark in every text that it keeps. An officer of the other presses every button and sends every form that
there is with the ids of all that the marked one holds, in every shape in which a button carries an id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt.listener.custom_listener import CustomListener

from bot import meters
from bot.domain.asking import Intent
from bot.domain.returning import Column
from bot.local import payloads
from bot.local.things import TEAM, View
from bot.render import actions, nudge_actions, people_actions, report_actions, round_actions, task_actions
from bot.services import returns
from bot.services.people import who
from store import people
from tests.marks import MARK, OURS, THEIR_TEAM, holds_mark, ids_in, rows_of, two_boards
from tests.returned import COLUMNS, filled
from tests.slack.by_hand import NOTHING_TYPED, Hand, listeners_run, name_of, names, said_by
from tests.slack.steward import Steward
from tests.store.calls import fill

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from bot.local import LocalSlack
    from bot.workspace import Workspace, Workspaces

ID = COLUMNS[Column.ROW_ID]
JSON = dict[str, Any]
Q = "Q2013.4"
TOLD_WHEN_CLOSED = {round_actions.FIGURE_FORM, task_actions.HIGHLIGHT_FORM}
DONE = 200


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with both boards, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "boards.sqlite3"
    two_boards(path, TEAM, settle)
    return path


def settle(ours: Workspace) -> None:
    with ours.begin() as work:
        planted = fill(work, OURS).planted
        for role in ("officer", "admin"):
            people.join(work, planted.person, planted.plan, role)


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return workspaces.for_team(TEAM)


@pytest.fixture
def theirs(workspaces: Workspaces) -> Workspace:
    return workspaces.for_team(THEIR_TEAM)


Held = dict[str, int]  # the id of one row, by its table


def held_by(theirs: Workspace) -> Held:
    """An id of theirs from every table."""
    found: Held = {}
    for table, rows in rows_of(theirs).items():
        number = next((int(each[1]) for row in rows if (each := re.search(r"(?<![\w])id: (\d{12,})", row))), None)
        if number is not None:
            found[table] = number
    return found


def guesses(name: str, held: Held) -> list[str]:
    """Their ids, in every shape in which such a button, form or menu of ours carries one, and in one more."""
    return [*SHAPES[name.partition(".")[0]](held), str(held["measure"])]


def _ids(*tables: str) -> Shapes:
    return lambda held: [str(held[table]) for table in tables]


def _figure(held: Held) -> list[str]:
    measure = held["measure"]
    return [round_actions.item_value(measure, Q), round_actions.seen_value(measure, Q, 1)]


def _nudge(held: Held) -> list[str]:
    more = [nudge_actions.more_value(each, held["measure"], Q) for each in ("tomorrow", "defer", "not mine")]
    return [_figure(held)[0], *more, str(held["delivery"]), round_actions.request_value(held["request"], 1)]


def _task(held: Held) -> list[str]:
    keys = [f"action:{held['action']}", f"risk:{held['risk']}"]
    more = [task_actions.more_value("tomorrow", each) for each in keys]
    return [*keys, *more, *(task_actions.form_value(each, 1) for each in keys)]


def _report(held: Held) -> list[str]:
    report = held["report"]
    figure = report_actions.figure_value(held["series"], Q, 1)
    return [str(report), report_actions.seen_value(report, 1), report_actions.cover_value(report, "0" * 16), figure]


def _people(held: Held) -> list[str]:
    rows = {"posts": "person", "leads": "objective", "unowned": "measure", "organisations": "organisation"}
    found = [people_actions.row_value(held[table], f"{part}:0") for part, table in rows.items()]
    return [*found, people_actions.row_value("U9", "let in:0"), f"p{held['person']}", f"o{held['organisation']}"]


def _asked(held: Held) -> list[str]:
    about = {"measures": (held["measure"],), "series": held["series"], "objective": held["objective"]}
    asked = (actions.Asked(intent=each, **about) for each in (Intent.STATUS, Intent.HISTORY, Intent.OBJECTIVE))
    return [actions.write(each) for each in asked]


Shapes = Callable[[Held], list[str]]
SHAPES: dict[str, Shapes] = {
    "ask": _asked, "figure": _figure, "nudge": _nudge, "people": _people, "report": _report,
    "action": _task, "risk": _task, "task": _task, "highlight": _task,
    "home": _ids("alias", "body"), "sheet": _ids("intake", "person", "organisation"), "gone": _ids("measure"),
}  # fmt: skip


class Guesser(Hand):
    """Somebody who presses and sends what they cannot see."""

    def press(self, name: str, value: str) -> int:
        return self.receive(self.pressed(name, value))

    def press_over(self, name: str, value: str) -> int:
        """The same in a form that stands before them."""
        view = View("V1", self.who, NOTHING_TYPED, self.slack.world.new_ts(), root_id="V1")
        with self.slack.world.changed:
            self.slack.world.modals[self.who] = [view]
        return self.receive(self.pressed(name, value, view))

    def send(self, name: str, value: str, kind: str = "view_submission") -> int:
        chosen = {"type": "plain_text_input", "value": value, "selected_option": {"value": value}}
        held = {"callback_id": name, "private_metadata": value, "state": {"values": {value[:255]: {name: chosen}}}}
        field = {"type": "input", "block_id": value[:255], "element": {"type": "plain_text_input", "action_id": name}}
        return self.receive(self.sent(held | {"blocks": [field]}, kind))


@pytest.fixture
def guesser(idle: Steward, slack: LocalSlack) -> Guesser:
    slack.add_channel("C2", "plain", members=["U1"])
    return Guesser(idle, slack, "U1")


def test_guessed_ids_of_another_board_are_refused_and_nothing_of_it_is_told(
    guesser: Guesser,
    theirs: Workspace,
    workspace: Workspace,
    slack: LocalSlack,
    log: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, run = rows_of(theirs), listeners_run(monkeypatch)
    held = held_by(theirs)
    for name in (*names(), "gone.button"):
        for value in guesses(name, held):
            if name.endswith("form"):
                guesser.send(name, value)
                if name in TOLD_WHEN_CLOSED:
                    guesser.send(name, value, "view_closed")
            else:
                assert guesser.press(name, value) == guesser.press_over(name, value) == DONE
    assert "Trouble" not in log.getvalue(), "nobody meets a fault of the program"
    assert {each for told in told_of(slack, theirs) for each in (guesser.receive(told),)} == {DONE}
    assert rows_of(theirs) == before
    assert not ids_in(rows_of(workspace)) & ids_in(before)
    for page in (said_by(slack), log.getvalue(), meters.page().decode()):
        assert MARK not in page
    every = {name_of(each) for each in guesser.steward.app._listeners if isinstance(each, CustomListener)}
    assert every - run == set(), "each listener is walked"


def told_of(slack: LocalSlack, theirs: Workspace) -> Iterator[JSON]:
    """What Slack tells of by itself, in threads that are theirs and with their file; last that Steward was removed."""
    amy, stamps = slack.user("U1"), set(re.findall(r"(?<!\w)ts: (\d[\d.]+)", str(rows_of(theirs))))
    assert stamps
    for ts in stamps:
        yield amy.mention("C1", "what is red?", thread_ts=ts).payload
        yield amy.dm("status of CP-0", thread_ts=ts).payload
    yield amy.dm("what is planned?").payload
    yield amy.command("/steward", "which have no target").payload
    yield amy.upload("return.xlsx", b"PK", text="").payload
    yield amy.open_home().payload
    yield slack.invite_bot("C2", by="U1").payload
    yield slack.user("U2").change(deleted=True).payload
    for kind in ("team_join", "tokens_revoked", "app_uninstalled"):
        yield payloads.event(slack.world, {"type": kind, "event_ts": "1.1", "tokens": {"bot": ["U0BOT"]}})


def a_return(board: Workspace, change: Callable[[Workbook], object] | None = None) -> bytes:
    """What somebody of that board owes, filled in, and whatever else was done to it."""
    made = returns.owed_by_someone(board, who(board, "U1"))
    code = made.lines[0].indicator.code
    return filled(made, {code: {Column.VALUE: "9", Column.COMMENT: "As counted."}}, change)


def ids_of(book: Workbook) -> list[tuple[object, object]]:
    return [(row[0].value, row[1].value) for row in book["Ids"].iter_rows(max_col=2)]


def test_a_return_of_another_board_is_refused_whatever_was_done_to_it(
    guesser: Guesser, theirs: Workspace, workspace: Workspace, slack: LocalSlack, log: io.StringIO
) -> None:
    before, ours = (rows_of(theirs), rows_of(workspace)["figure"]), {}
    a_return(workspace, lambda book: ours.update(ids=ids_of(book), row=book["Return"].cell(2, ID).value))
    theirs_row: dict[str, object] = {}
    a_return(theirs, lambda book: theirs_row.update(row=book["Return"].cell(2, ID).value))

    def with_our_ids(book: Workbook) -> None:
        for number, pair in enumerate(ours["ids"], 1):
            book["Ids"].cell(number, 1).value, book["Ids"].cell(number, 2).value = pair

    def with_our_row(book: Workbook) -> None:
        with_our_ids(book)
        book["Return"].cell(2, ID).value = ours["row"]

    def with_their_row(book: Workbook) -> None:
        book["Return"].cell(2, ID).value = theirs_row["row"]

    sheets = [a_return(theirs), a_return(theirs, with_our_ids), a_return(theirs, with_our_row)]
    assert all(map(holds_mark, sheets)), "the mark is in the file"
    for sheet in (*sheets, a_return(workspace, with_their_row)):
        said = len(slack.direct("U1"))
        assert guesser.receive(slack.user("U1").upload("return.xlsx", sheet).payload) == DONE
        (answer,) = slack.direct("U1")[said + 1 :]
        assert answer.text.startswith("Nothing was taken from return.xlsx")
        assert MARK not in answer.text or sheet is sheets[-1], "of our own row it is told what their sheet says"
    assert (rows_of(theirs), rows_of(workspace)["figure"]) == before
    assert MARK not in str(rows_of(workspace)) + log.getvalue()
    assert holds_mark(a_return(theirs))
    assert not holds_mark(a_return(workspace))


def test_the_walk_would_find_the_mark(theirs: Workspace, slack: LocalSlack) -> None:
    steward = Steward(slack, theirs)
    assert steward.receive(slack.user("U1").dm("status of CP-0").payload) == DONE
    assert MARK in said_by(slack)
