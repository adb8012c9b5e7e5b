"""Everybody who may not tries every button, form and question there is, and whoever may does it: as the table says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slack_bolt.listener.custom_listener import CustomListener

from bot.local import payloads
from tests.slack import a_board, by_hand, who_may_what
from tests.slack.a_board import ADMIN, OFFICER, OWNER, WHO
from tests.slack.deeds import BUTTONS, FORMS, WORDS
from tests.slack.who_may_what import DEEDS, NO, TICKED, YES, Deed

if TYPE_CHECKING:
    import pytest

    from tests.slack.by_hand import Spy
    from tests.slack.deeds import Hall

DONE = 200
TITLE = "The percentage of children becoming the subject of Child Protection Plan"
TOLD = ("member_joined_channel", "user_change", "team_join", "tokens_revoked", "app_uninstalled")


def outcome(hall: Hall, spy: Spy, deed: Deed, act: str, who: str) -> str:
    """What comes of it, as the table has it."""
    payload = hall.payload(act, who)
    spy.forget()
    since = len(hall.slack.world.calls)
    answer = hall.steward.inbox.receive(payload)
    assert answer.status == DONE, (act, who)
    assert spy.refusal != "Trouble", (act, who)
    told = by_hand.said_by(hall.slack, since) + "".join(spy.shown)
    if who not in {ADMIN, OFFICER, OWNER}:
        assert a_board.SECRET not in told, (act, who)
    if deed.cell(who) in {NO, TICKED} and deed.words:
        assert TITLE not in told, (act, who)
    if spy.refusal or not (spy.said or spy.changed):
        assert not spy.changed, (act, who, spy.changed)
        return NO
    if not deed.tells:
        return YES
    return YES if a_board.SECRET in told else who_may_what.PUBLISHED if TITLE in told else TICKED


FITS = {TICKED: {TICKED, NO}, who_may_what.PUBLIC: {who_may_what.PUBLISHED, YES}}


def test_everybody_may_what_the_table_says_and_nothing_else(
    hall: Hall, spy: Spy, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = by_hand.listeners_run(monkeypatch)
    wrong = []
    for deed in DEEDS:
        for act in deed.acts:
            for who in WHO:
                found, said = outcome(hall, spy, deed, act, who), deed.cell(who)
                if found not in FITS.get(said, {said}):
                    wrong.append((act, WHO[who], "is", found, spy.refusal, "not", said))
    assert wrong == []
    for kind in TOLD:
        hall.steward.receive(told_of(hall, kind))
    every = {by_hand.name_of(each) for each in hall.steward.app._listeners if isinstance(each, CustomListener)}
    assert every - run == set(), "each listener is in the table"


def told_of(hall: Hall, kind: str) -> dict[str, object]:
    """What Slack tells of by itself: nobody asks for it."""
    about = {"type": kind, "event_ts": "1.1", "tokens": {"bot": ["U0BOT"]}, "channel": "C1"}
    users = {"user_change": hall.slack.user(a_board.READER).user.json(), "member_joined_channel": "U0BOT"}
    about["user"] = users.get(kind)
    return payloads.event(hall.slack.world, about)


def test_each_button_form_and_question_stands_in_the_table_once() -> None:
    acts = [act for deed in DEEDS for act in deed.acts]
    openers = {form.opened for form in FORMS.values()}
    assert sorted(acts) == sorted(set(acts))
    assert {*BUTTONS, *FORMS, *WORDS} - set(acts) - openers == set()
    assert set(acts) - {*BUTTONS, *FORMS, *WORDS} == set()
    assert {name for name in by_hand.names() if not re.search(r":(back|earlier|later)$", name)} - set(acts) == set()
