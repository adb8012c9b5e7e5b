"""Two boards in one database: whoever guesses the other's ids sees, changes and learns nothing of it.

One board has a mark in every text that it keeps. An officer of the other presses every button and sends every form that
there is with the ids of all that the marked one holds, in every shape in which a button carries an id.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt.listener.custom_listener import CustomListener

from bot import meters
from bot.domain.asking import Intent
from bot.local import payloads
from bot.local.things import TEAM
from bot.render import actions, home_actions, nudge_actions, people_actions, report_actions, round_actions, task_actions
from store import people
from tests.marks import MARK, OURS, THEIR_TEAM, ids_in, rows_of, two_boards
from tests.slack.steward import Steward
from tests.store.calls import fill

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

    from bot.local import LocalSlack
    from bot.workspace import Workspace, Workspaces

JSON = dict[str, Any]
Q = "Q2013.4"
RENDERED = (actions, home_actions, nudge_actions, people_actions, report_actions, round_actions, task_actions)
NAMED = re.compile(r"[a-z]+\.[a-z_:]+")  # a button or a form
POINTED_AT = {  # what a button or a form may be about, by its number alone
    "alias", "body", "delivery", "intake", "measure", "objective", "organisation", "person", "report", "request",
}  # fmt: skip
TOLD_WHEN_CLOSED = {round_actions.FIGURE_FORM, task_actions.HIGHLIGHT_FORM}
OF_ASKING = {"asked", "conversation", "seen_event"}
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


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The listeners that were reached, by what they are called."""
    found: set[str] = set()
    as_it_is = CustomListener.run_ack_function

    def noted(self: CustomListener, **given: Any) -> object:  # noqa: ANN401  Bolt's
        found.add(name_of(self))
        return as_it_is(self, **given)

    monkeypatch.setattr(CustomListener, "run_ack_function", noted)
    return found


def name_of(listener: CustomListener) -> str:
    return f"{listener.ack_function.__module__}.{listener.ack_function.__qualname__}"


def names() -> list[str]:
    """What every button and form is called, and one button of another version."""
    found = {
        value
        for module in RENDERED
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and NAMED.fullmatch(value)
    }
    return [*sorted(found), "gone.button"]


def guesses(theirs: Workspace) -> list[str]:
    """All their ids, in every shape in which a button, a form or a menu of ours carries one."""
    held: dict[str, int] = {}
    for table, rows in rows_of(theirs).items():
        number = next((int(found[1]) for row in rows if (found := re.search(r"(?<![\w])id: (\d{12,})", row))), None)
        if number is not None:
            held[table] = number
    measure, series, report = held["measure"], held["series"], held["report"]
    shapes = [str(held[table]) for table in sorted(POINTED_AT)]
    shapes += [f"p{held['person']}", f"o{held['organisation']}"]
    shapes += [f"action:{held['action']}", f"risk:{held['risk']}"]
    shapes += [task_actions.more_value("tomorrow", each) for each in shapes[-2:]]
    shapes += [task_actions.form_value(each, 1) for each in shapes[-4:-2]]
    shapes += [round_actions.item_value(measure, Q), round_actions.seen_value(measure, Q, 1)]
    shapes += [round_actions.request_value(held[each], 1) for each in ("request", "report")]
    shapes += [nudge_actions.more_value(each, measure, Q) for each in ("tomorrow", "defer", "not mine")]
    shapes += [report_actions.cover_value(report, "0"), report_actions.figure_value(series, Q, 1)]
    shapes += [people_actions.row_value(held[each], "people:0") for each in ("person", "organisation", "measure")]
    for intent in (Intent.STATUS, Intent.HISTORY, Intent.OBJECTIVE):
        asked = actions.Asked(intent=intent, measures=(measure,), series=series, objective=held["objective"])
        shapes.append(actions.write(asked))
    return shapes


class Guesser:
    """Somebody who makes requests by hand, as Slack would bring them."""

    def __init__(self, steward: Steward, slack: LocalSlack, who: str) -> None:
        self.steward, self.slack, self.who = steward, slack, who
        said = steward.client.chat_postMessage(channel=slack.user(who).dm("help").payload["event"]["channel"], text="x")
        self.channel, self.ts = said["channel"], said["ts"]

    def press(self, name: str, value: str) -> int:
        option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        pressed = {"type": "button", "action_id": name, "block_id": value[:255], "value": value, "action_ts": "1.1"}
        container = {"type": "message", "message_ts": self.ts, "channel_id": self.channel, "is_ephemeral": False}
        return self._hand_in(
            "block_actions",
            actions=[pressed | {"selected_option": option}],
            container=container,
            channel={"id": self.channel, "name": "directmessage"},
            message={"type": "message", "ts": self.ts, "text": "x", "user": "U0BOT", "blocks": []},
            state={"values": {}},
            response_url=self._answers_at(),
        )

    def send(self, name: str, value: str, kind: str = "view_submission") -> int:
        chosen = {"type": "plain_text_input", "value": value, "selected_option": {"value": value}}
        view = {
            "id": "V1", "type": "modal", "callback_id": name, "private_metadata": value, "hash": "1.x", "blocks": [],
            "state": {"values": {value[:255]: {name: chosen}}}, "title": {"type": "plain_text", "text": "x"},
            "root_view_id": "V1", "previous_view_id": None, "external_id": "", "team_id": TEAM,
        }  # fmt: skip
        return self._hand_in(kind, view=view, response_urls=[], is_cleared=False)

    def _hand_in(self, kind: str, **more: object) -> int:
        world = self.slack.world
        with world.changed:
            world.modals[self.who] = []
            user, trigger = world.users[self.who], world.new_trigger(self.who)
        return self.steward.receive(payloads.interaction(kind, user, trigger) | more)

    def _answers_at(self) -> str:
        world = self.slack.world
        with world.changed:
            return world.new_response_url(world.new_response_exchange(self.who, self.channel))


@pytest.fixture
def guesser(idle: Steward, slack: LocalSlack) -> Guesser:
    slack.add_channel("C2", "plain", members=["U1"])
    return Guesser(idle, slack, "U1")


def said_by(slack: LocalSlack) -> str:
    """Everything that Steward ever told Slack, whoever was to see it."""
    return json.dumps([call.args for call in slack.world.calls], ensure_ascii=False, default=str)


def test_guessed_ids_of_another_board_are_refused_and_nothing_of_it_is_told(
    guesser: Guesser, theirs: Workspace, workspace: Workspace, slack: LocalSlack, log: io.StringIO, run: set[str]
) -> None:
    before = rows_of(theirs)
    for name in names():
        for value in guesses(theirs):
            if name.endswith("form"):
                guesser.send(name, value)
                if name in TOLD_WHEN_CLOSED:
                    guesser.send(name, value, "view_closed")
            else:
                assert guesser.press(name, value) == DONE
    assert {each for told in told_of(slack, theirs) for each in (guesser.steward.receive(told),)} == {DONE}
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


@pytest.mark.parametrize(
    ("who", "is_let_in", "most"),
    [("U2", True, None), ("U3", False, 1), ("U9", True, 3), ("U8", False, 1)],
    ids=["reader", "guest", "outsider let in to some indicators", "deactivated"],
)
def test_whoever_has_no_part_in_the_round_changes_nothing_by_any_button_or_form(
    who: str, is_let_in: object, most: int | None, idle: Steward, slack: LocalSlack, workspace: Workspace, run: set[str]
) -> None:
    """With the board's own ids, as they stand in the buttons of others."""
    slack.add_user("U8", "closed", real_name="Closed Account")
    guesser = Guesser(idle, slack, who)
    slack.user("U8").deactivate()
    before = of_the_round(workspace)
    for name in names():
        for value in guesses(workspace)[:most]:
            if name.endswith("form"):
                guesser.send(name, value)
            else:
                assert guesser.press(name, value) == DONE
    assert of_the_round(workspace) == before
    assert bool(run) is is_let_in, "others do not get past the door"


def of_the_round(workspace: Workspace) -> dict[str, list[str]]:
    """All that is kept, but for what is noted of anybody who asks or opens Home."""
    return {name: rows for name, rows in rows_of(workspace).items() if name not in OF_ASKING}


def test_the_walk_would_find_the_mark(theirs: Workspace, slack: LocalSlack) -> None:
    steward = Steward(slack, theirs)
    assert steward.receive(slack.user("U1").dm("status of CP-0").payload) == DONE
    assert MARK in said_by(slack)
