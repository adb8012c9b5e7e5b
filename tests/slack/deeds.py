"""Every button and form there is, each about something of the board's owner or lead: pressed, filled in, sent."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.asking import Intent
from bot.local import forms
from bot.render import (
    actions,
    home_actions,
    nudge_actions,
    people_actions,
    report_actions,
    round_actions,
    task_actions,
)
from tests.slack import a_board
from tests.slack.a_board import ADMIN, ANOTHER_OWNER, LEAD, OFFICER, OWNER, Q4, Board
from tests.slack.by_hand import Hand

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.local import LocalSlack
    from bot.local.people import Person
    from bot.local.things import View
    from tests.slack.steward import Steward

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A press; `over` is the button whose view it stands in."""

    value: Callable[[Board], str]
    over: str = ""
    typed: JSON = field(default_factory=dict)  # into that view
    by: str = OFFICER  # somebody who may


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, as the button that opens it shows it to somebody who may, filled in."""

    opened: str
    entries: Callable[[Board], JSON] = field(default=lambda _: {})
    closed: bool = False


def of_row(part: str, what: Callable[[Board], object]) -> Callable[[Board], str]:
    return lambda board: people_actions.row_value(what(board), f"{part}:0")


def asked(intent: Intent = Intent.STATUS, **given: Any) -> Callable[[Board], str]:  # noqa: ANN401  fields of Asked
    return lambda board: actions.write(actions.Asked(intent=intent, measures=(board.waiting,), **given))


def item(board: Board) -> str:
    return round_actions.item_value(board.measure, Q4)


def waiting(board: Board) -> str:
    return round_actions.seen_value(board.waiting, Q4, board.waiting_seen)


def highlight(_: Board) -> str:
    return f"highlight:operational.1:{Q4}"


def request(board: Board) -> str:
    return round_actions.request_value(board.request.id, board.request.seen)


def put_off(board: Board) -> str:
    return task_actions.more_value("tomorrow", f"action:{board.action}")


def nothing(_: Board) -> str:
    return "x"


def seen(of: str) -> Callable[[Board], str]:
    return lambda board: report_actions.seen_value(getattr(board, of), 1)


def number(of: str) -> Callable[[Board], str]:
    return lambda board: str(getattr(board, of))


def more(chosen: str) -> Callable[[Board], str]:
    return lambda board: nudge_actions.more_value(chosen, board.measure, Q4)


BUTTONS: dict[str, Button] = {
    actions.PICK: Button(value=asked(phrase="old plans")),
    actions.NONE: Button(value=asked()),
    **{name: Button(value=asked()) for name in (actions.TARGET, actions.OWNER, actions.WHY)},
    actions.HISTORY: Button(value=asked(Intent.HISTORY)),
    actions.MORE: Button(value=asked(Intent.LIST)),
    actions.SHARE: Button(value=asked()),
    round_actions.FIGURE_ENTER: Button(value=item, by=OWNER),
    round_actions.FIGURE_NEXT: Button(value=item, by=OWNER),
    round_actions.FIGURE_EMBARGO: Button(value=item, over=round_actions.FIGURE_ENTER, by=OWNER),
    round_actions.FIGURE_QUEUE: Button(value=nothing),
    round_actions.FIGURE_QUEUE_PAGE: Button(value=lambda _: "1", over=round_actions.FIGURE_QUEUE),
    round_actions.FIGURE_APPROVE: Button(value=waiting),
    round_actions.FIGURE_APPROVE_CLEAN: Button(value=lambda _: "99999999999"),
    round_actions.FIGURE_PUBLISH: Button(value=nothing),
    round_actions.FIGURE_SEND_BACK: Button(value=waiting),
    round_actions.NUDGE_MORE: Button(value=more("tomorrow"), by=OWNER),
    round_actions.NUDGE_SNOOZE: Button(value=more("tomorrow"), by=OWNER),
    round_actions.NUDGE_DEFER: Button(value=item, by=OWNER),
    round_actions.NUDGE_DEFER_SEVERAL: Button(value=nothing, by=OWNER),
    round_actions.NUDGE_NOT_MINE: Button(value=item, by=OWNER),
    round_actions.NUDGE_AWAY: Button(value=nothing, by=OWNER),
    round_actions.NUDGE_BACK: Button(value=nothing, by=OWNER),
    round_actions.NUDGE_SEND_ESCALATION: Button(value=number("escalation")),
    round_actions.NUDGE_DROP_ESCALATION: Button(value=number("escalation")),
    round_actions.NUDGE_GRANT: Button(value=request),
    round_actions.NUDGE_REFUSE: Button(value=request),
    round_actions.SHEET_GET: Button(value=number("person")),
    round_actions.SHEET_CONFIRM: Button(value=number("intake"), by=OWNER),
    f"{round_actions.SHEET_CONFIRM} change": Button(value=number("change"), by=OWNER),
    round_actions.SHEET_DROP: Button(value=number("intake"), by=OWNER),
    task_actions.TASK_OPEN: Button(value=lambda board: f"action:{board.action}", by=OWNER),
    f"{task_actions.TASK_OPEN}:1": Button(value=lambda board: f"risk:{board.risk}", by=OWNER),
    f"{task_actions.TASK_OPEN}:2": Button(value=highlight, by=LEAD),
    task_actions.TASK_MORE: Button(value=put_off, by=OWNER),
    task_actions.TASK_ADD_ACTION: Button(value=nothing),
    task_actions.TASK_ADD_RISK: Button(value=nothing),
    task_actions.HIGHLIGHT_DRAFT: Button(
        value=highlight, over=f"{task_actions.TASK_OPEN}:2", typed={"achievements": "Two teams."}, by=LEAD
    ),
    home_actions.PAGE: Button(value=lambda _: home_actions.OVERVIEW),
    home_actions.RULES: Button(value=nothing, by=ADMIN),
    home_actions.MEETING: Button(value=nothing, by=ADMIN),
    home_actions.NAME_ACCEPT: Button(value=number("alias")),
    home_actions.NAME_REFUSE: Button(value=number("alias")),
    people_actions.OPEN: Button(value=lambda _: home_actions.OVERVIEW),
    people_actions.SHOW: Button(value=lambda _: "leads:0", over=people_actions.OPEN),
    people_actions.PERSON: Button(value=of_row("posts", lambda board: board.person), over=people_actions.OPEN),
    f"{people_actions.PERSON} admin": Button(
        value=of_row("posts", lambda board: board.person), over=people_actions.OPEN, by=ADMIN
    ),
    people_actions.ADD: Button(value=of_row("posts", lambda board: board.organisation), over=people_actions.OPEN),
    people_actions.LEAD: Button(value=of_row("leads", lambda board: board.objective), over=people_actions.OPEN),
    people_actions.LET_IN: Button(value=of_row("let in", lambda _: a_board.GUEST_IN), over=people_actions.OPEN),
    people_actions.OWNER: Button(value=of_row("unowned", lambda board: board.measure), over=people_actions.OPEN),
    people_actions.WITHDRAW: Button(value=of_row("let in", lambda _: a_board.GUEST_IN), over=people_actions.OPEN),
    report_actions.PREVIEW: Button(value=number("draft")),
    report_actions.EDIT: Button(value=seen("draft")),
    report_actions.HOLD: Button(value=seen("draft")),
    report_actions.RELEASE: Button(value=seen("held")),
    report_actions.PUBLISH: Button(value=seen("draft")),
    f"{report_actions.PUBLISH} words": Button(value=seen("telling")),
    report_actions.QUESTIONS: Button(value=number("draft")),
    report_actions.SUPPLEMENT: Button(value=number("published")),
    report_actions.BRIEF: Button(value=nothing),
    report_actions.CHANNEL: Button(value=nothing, by=ADMIN),
    report_actions.CORRECT: Button(value=number("published")),
    report_actions.WITHDRAW: Button(value=number("published")),
    report_actions.COVER: Button(value=number("draft")),
    "gone.button": Button(value=nothing),
}
FORMS: dict[str, Form] = {
    round_actions.FIGURE_FORM: Form(opened=round_actions.FIGURE_ENTER, entries=lambda _: {"value": "3.1%"}),
    f"{round_actions.FIGURE_FORM} closed": Form(
        opened=round_actions.FIGURE_ENTER, entries=lambda _: {"value": "3.1%"}, closed=True
    ),
    round_actions.FIGURE_QUEUE_FORM: Form(opened=round_actions.FIGURE_QUEUE),
    round_actions.FIGURE_SEND_BACK_FORM: Form(
        opened=round_actions.FIGURE_SEND_BACK, entries=lambda _: {"reason": "Which month is it?"}
    ),
    round_actions.NUDGE_DEFER_FORM: Form(
        opened=round_actions.NUDGE_DEFER, entries=lambda _: {"until": "2014-06-20", "why": "It comes later."}
    ),
    round_actions.NUDGE_NOT_MINE_FORM: Form(
        opened=round_actions.NUDGE_NOT_MINE, entries=lambda _: {"person": ANOTHER_OWNER, "why": "It went to them."}
    ),
    round_actions.NUDGE_AWAY_FORM: Form(opened=round_actions.NUDGE_AWAY, entries=lambda _: {"until": "2014-06-20"}),
    round_actions.SHEET_REASON_FORM: Form(
        opened=f"{round_actions.SHEET_CONFIRM} change", entries=lambda _: {"reason": "They were late."}
    ),
    task_actions.ACTION_FORM: Form(opened=task_actions.TASK_OPEN, entries=lambda _: {"progress": "Half of them."}),
    task_actions.RISK_FORM: Form(opened=f"{task_actions.TASK_OPEN}:1", entries=lambda _: {"impact": "4"}),
    task_actions.HIGHLIGHT_FORM: Form(
        opened=f"{task_actions.TASK_OPEN}:2", entries=lambda _: {"achievements": "Two teams."}
    ),
    f"{task_actions.HIGHLIGHT_FORM} closed": Form(
        opened=f"{task_actions.TASK_OPEN}:2", entries=lambda _: {"achievements": "Two teams."}, closed=True
    ),
    home_actions.RULES_FORM: Form(opened=home_actions.RULES, entries=lambda _: {"late": "4"}),
    home_actions.MEETING_FORM: Form(opened=home_actions.MEETING, entries=lambda _: {"on": "2014-12-03"}),
    people_actions.PERSON_FORM: Form(opened=people_actions.PERSON, entries=lambda _: {"until": "2014-06-20"}),
    f"{people_actions.PERSON_FORM} roles": Form(
        opened=f"{people_actions.PERSON} admin", entries=lambda _: {"roles": ["officer"]}
    ),
    people_actions.ADD_FORM: Form(opened=people_actions.ADD, entries=lambda _: {"post": "New officer"}),
    people_actions.LEAD_FORM: Form(opened=people_actions.LEAD, entries=lambda board: {"lead": str(board.person)}),
    people_actions.LET_IN_FORM: Form(opened=people_actions.LET_IN),
    people_actions.OWNER_FORM: Form(
        opened=people_actions.OWNER, entries=lambda board: {"owner": f"o{board.organisation}"}
    ),
    report_actions.EDIT_FORM: Form(opened=report_actions.EDIT, entries=lambda _: {"headline:1": "All is well."}),
    report_actions.WORDS_FORM: Form(
        opened=f"{report_actions.PUBLISH} words", entries=lambda _: {"looked": ["looked"]}
    ),
    report_actions.CHANNEL_FORM: Form(opened=report_actions.CHANNEL, entries=lambda _: {"channel": "C1"}),
    report_actions.CORRECT_FORM: Form(
        opened=report_actions.CORRECT,
        entries=lambda board: {
            "figure": report_actions.figure_value(board.revised, Q4, 2), "reason": "Counted twice."
        },
    ),
    report_actions.WITHDRAW_FORM: Form(opened=report_actions.WITHDRAW, entries=lambda _: {"reason": "Wrong board."}),
    report_actions.COVER_FORM: Form(opened=report_actions.COVER, entries=lambda _: {"title": "How it goes"}),
}  # fmt: skip


def place_of(who: str) -> str:
    """The channel in which they can ask."""
    return "C9" if who in {a_board.ELSEWHERE_IN, a_board.ELSEWHERE_OUT} else "C1"


ASKED = "status of CP-7"
WORDS: dict[str, Callable[[Person, Hall], JSON]] = {
    "dm": lambda user, _: user.dm(ASKED).payload,
    "mention": lambda user, _: user.mention(place_of(user.id), ASKED).payload,
    "command": lambda user, _: user.command("/steward", ASKED).payload,
    "brief me": lambda user, _: user.command("/steward", "brief me").payload,
    "home opened": lambda user, _: user.open_home().payload,
    "upload": lambda user, hall: user.upload("return.xlsx", hall.board.sheet, text="").payload,
}


class Hall:
    """Everybody's hands, and the forms as they stood before those who may send them."""

    def __init__(self, steward: Steward, slack: LocalSlack, board: Board) -> None:
        self.steward, self.slack, self.board = steward, slack, board
        self.hands = {who: Hand(steward, slack, who) for who in a_board.WHO}
        self._views: dict[str, View] = {}

    def payload(self, name: str, who: str) -> JSON:
        """What Slack would bring if they pressed or sent it."""
        hand = self.hands[who]
        if name in WORDS:
            return WORDS[name](self.slack.user(who), self)
        if name in BUTTONS:
            button = BUTTONS[name]
            over = self.view(button.over) if button.over else None
            if over and button.typed:
                over.values = forms.filled_in(over.blocks, over.values, button.typed)
            with self.slack.world.changed:
                self.slack.world.modals[who] = [over] if over else []
            channel = place_of(who) if name == actions.SHARE else ""
            return hand.pressed(name.partition(" ")[0], button.value(self.board), over, alone_in=channel)
        form = FORMS[name]
        return hand.sent(self.filled(name), "view_closed" if form.closed else "view_submission")

    def filled(self, name: str) -> JSON:
        """A form as it is sent by somebody who may."""
        form = FORMS[name]
        view = self.view(form.opened)
        values = forms.filled_in(view.blocks, view.values, self._named(view, form.entries(self.board)))
        return view.json() | {"state": {"values": values}}

    def view(self, opened: str) -> View:
        """What that button opens to somebody who may."""
        if opened not in self._views:
            who = BUTTONS[opened].by
            assert self.steward.receive(self.payload(opened, who)) == 200, opened
            view = copy.deepcopy(self.slack.user(who).modal)
            assert view, opened
            self._views[opened] = view
        fresh = copy.deepcopy(self._views[opened])
        fresh.hash = self.slack.world.new_ts()  # the same one twice in two seconds is a double click
        return fresh

    @staticmethod
    def _named(view: View, entries: JSON) -> JSON:
        """Fields whose ids end in the id of a series are named by what comes before it."""
        ids = {block["block_id"].split(":")[0]: block["block_id"] for block in reversed(view.blocks)}
        whole = {block["block_id"] for block in view.blocks}
        assert entries.keys() <= {*ids, *whole}, (entries, view.words)
        return {name if name in whole else ids[name]: entry for name, entry in entries.items()}
