"""Requests made by hand, as Slack would bring them, by people who need not see what they press; what comes of it."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from slack_bolt.listener.custom_listener import CustomListener

from bot import render
from bot.delivery import forms
from bot.domain.errors import Refused
from bot.domain.notices import Trouble
from bot.domain.return_notices import ReturnRefused
from bot.local import payloads
from bot.local.things import TEAM
from bot.render import (
    actions,
    home_actions,
    nudge_actions,
    people_actions,
    report_actions,
    round_actions,
    task_actions,
)
from store.work import Store, Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from bot.local import LocalSlack
    from bot.local.things import View
    from tests.slack.steward import Steward

JSON = dict[str, Any]
OF_ASKING = {"asked", "conversation", "seen_event"}  # what is noted of anybody who asks, and says nothing of a plan
TICKS = "workspace"  # has a stamp, which goes up with every change
RENDERED = (actions, home_actions, nudge_actions, people_actions, report_actions, round_actions, task_actions)
NAMED = re.compile(r"[a-z]+\.[a-z_:]+")  # a button or a form
MENUS = {round_actions.NUDGE_MORE, round_actions.NUDGE_SNOOZE, task_actions.TASK_MORE}
NOTHING_TYPED: JSON = {
    "id": "V1", "type": "modal", "hash": "1.x", "blocks": [], "state": {"values": {}}, "external_id": "",
    "title": {"type": "plain_text", "text": "x"}, "root_view_id": "V1", "previous_view_id": None, "team_id": TEAM,
}  # fmt: skip


class Hand:
    """Somebody who makes requests by hand."""

    def __init__(self, steward: Steward, slack: LocalSlack, who: str) -> None:
        self.steward, self.slack, self.who = steward, slack, who
        with slack.world.changed:
            self.channel = slack.world.direct_messages(who).id

    def pressed(self, name: str, value: str, view: View | None = None, *, alone_in: str = "") -> JSON:
        """A press of a button or a choice from a menu: in a message, in what one alone sees, or in a view."""
        option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        action = {"type": "button", "action_id": name, "block_id": value[:255], "value": value, "action_ts": "1.1"}
        held = {"actions": [action | ({"selected_option": option} if name in MENUS else {})]}
        if view is not None:
            return self._made("block_actions", **held, **payloads.in_view(view))
        world, channel = self.slack.world, alone_in or self.channel
        with world.changed:
            button = {"type": "button", "action_id": name, "value": value, "text": {"type": "plain_text", "text": "x"}}
            blocks = [{"type": "actions", "elements": [button]}]
            message = world.bot_message(channel, "x", blocks, only_for=self.who if alone_in else None)
            world.post(message)  # its own for each press: the same one twice in two seconds is a double click
            answers_at = world.new_response_url(world.new_response_exchange(self.who, channel, message))
            place = payloads.in_message(message, world.channels[channel], answers_at, {})
        return self._made("block_actions", **held, **place)

    def sent(self, view: JSON, kind: str = "view_submission") -> JSON:
        """A form sent, or closed, as it stands."""
        return self._made(kind, view=NOTHING_TYPED | view, response_urls=[], is_cleared=False)

    def receive(self, payload: JSON) -> int:
        return self.steward.receive(payload)

    def _made(self, kind: str, **more: object) -> JSON:
        world = self.slack.world
        with world.changed:
            user, trigger = world.users[self.who], world.new_trigger(self.who)
        return payloads.interaction(kind, user, trigger) | more


@dataclass
class Spy:
    """What Steward said, and the tables that it would have changed: nothing of that is kept."""

    said: list[object] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)  # the same as it was drawn, whichever way it went
    changed: set[str] = field(default_factory=set)
    writing: set[str] = field(default_factory=set)  # by the transaction that runs

    def forget(self) -> None:
        self.said.clear()
        self.shown.clear()
        self.changed.clear()

    @property
    def refusal(self) -> str:
        """The first refusal that was said, by its class; "Trouble" for what should not have happened."""
        if any(isinstance(each, Trouble) for each in self.said):
            return "Trouble"
        return next((type(each).__name__ for each in self.said if isinstance(each, Refused | ReturnRefused)), "")


@contextmanager
def spying(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spy]:
    """Watch what is said and written; every transaction that would be kept is undone instead, so that tests share it.

    Forms are filled at once, not by and by.
    """
    spy = Spy()
    for name in ("view", "message", "plain"):
        monkeypatch.setattr(render, name, _noted(spy, getattr(render, name)))
    monkeypatch.setattr(forms, "_filling", AtOnce())
    monkeypatch.setattr(Store, "begin", _undone(spy, Store.begin))
    monkeypatch.setattr(Work, "_write", _watched(spy, Work._write))
    yield spy


class AtOnce:
    """In the place of an executor."""

    @staticmethod
    def submit(act: Any, *given: Any) -> None:  # noqa: ANN401  whatever an executor is given
        act(*given)


class UndoneError(Exception):
    """Never seen outside."""


def _noted(spy: Spy, as_it_is: Any) -> Any:  # noqa: ANN401  a function of `render`
    def noted(said: object, *given: object, **named: object) -> object:
        drawn = as_it_is(said, *given, **named)
        spy.said.append(said)
        spy.shown.append(str(drawn))
        return drawn

    return noted


def _undone(spy: Spy, as_it_is: Any) -> Any:  # noqa: ANN401  a method of the store
    @contextmanager
    def begin(self: Store, *given: Any) -> Iterator[Work]:  # noqa: ANN401  as the store's own
        with suppress(UndoneError), as_it_is(self, *given) as work:
            spy.writing.clear()
            yield work
            spy.changed |= spy.writing
            if spy.writing:
                raise UndoneError

    return begin


def _watched(spy: Spy, as_it_is: Any) -> Any:  # noqa: ANN401  a method of a transaction
    def write(self: Work, statement: Any, values: Any = None) -> Any:  # noqa: ANN401  as its own
        result = as_it_is(self, statement, values)
        if result.rowcount or statement.is_insert:
            spy.writing |= {statement.table.name} - OF_ASKING - {TICKS}
        return result

    return write


def listeners_run(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The listeners that are reached from now on, by what they are called."""
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
    """What every button and form is called."""
    return sorted(
        value
        for module in RENDERED
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and NAMED.fullmatch(value)
    )


def said_by(slack: LocalSlack, since: int = 0) -> str:
    """Everything that Steward told Slack since that call, whoever was to see it."""
    return json.dumps([call.args for call in slack.world.calls[since:]], ensure_ascii=False, default=str)
