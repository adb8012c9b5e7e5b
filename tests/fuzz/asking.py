"""Every kind of request that the manifest subscribes to, by people who may and who may not, spoilt and handed in."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from contextlib import suppress
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from bot import redaction
from bot.app.office import Reception, TheOnlyOffice, open_office
from bot.app.slack import web_client, who_am_i
from bot.local import payloads
from bot.local.things import BOT_USER, TEAM
from bot.local.users import User
from bot.web.requests import UnfitError, payload_of
from tests.fuzz.spoiling import ODD, WORD, spoilt, words_in
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.local import LocalSlack
    from bot.workspace import Workspace

JSON = dict[str, Any]
MODULES = (
    "actions",
    "home_actions",
    "nudge_actions",
    "people_actions",
    "report_actions",
    "round_actions",
    "task_actions",
)
MEMBER, REFUSED = "U1", ("U3", "U9", "U77")  # who is answered; a guest, somebody from elsewhere, nobody that is known
FINE = {200, 400, 404, 503}  # done or refused in words; unreadable; nothing is called so; come again
SEEN = ("chat.postMessage", "chat.postEphemeral", "chat.update", "views.publish", "views.open", "views.push")
VALUES = (
    "", "1", "x", "{}", '{"i":"status","m":[1]}', '{"m":1,"p":"Q2013.4"}', '{"m":1,"p":"Q2013.4","s":1}',
    '{"i":"list","f":["red",null,null]}', "[" * 900, '{"m":9223372036854775807,"p":"Y2013"}',
)  # fmt: skip


def ids() -> tuple[str, ...]:
    """What every button and form is called."""
    found = {
        value
        for name in MODULES
        for value in vars(import_module(f"bot.render.{name}")).values()
        if isinstance(value, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", value)
    }
    return tuple(sorted(found))


class Asking:
    """Steward with its office open, and what it has said and logged since the last request."""

    def __init__(self, slack: LocalSlack, workspace: Workspace) -> None:
        self.slack = slack
        client = web_client(slack.bot_token, slack.api_url)
        self.reception = Reception(TheOnlyOffice(open_office(workspace, client, who_am_i(client))))
        self.troubles: Counter[str] = Counter()
        self._log = _Log()
        self._log.addFilter(redaction.Redacting())
        self._fresh = count(1)
        logging.getLogger("steward").addHandler(self._log)

    def close(self) -> None:
        logging.getLogger("steward").removeHandler(self._log)

    def seeds(self) -> tuple[JSON, ...]:
        return tuple(each for who in (MEMBER, *REFUSED) for each in self._by(who))

    def _by(self, who: str) -> Iterator[JSON]:
        world = self.slack.world
        message = {"user": who, "text": f"<@{BOT_USER}> {ASKED}", "ts": "1.1", "team": TEAM, "event_ts": "1.1"}
        for channel, kind in (("C1", "channel"), ("C9", "channel"), ("D1", "im")):
            place = {"channel": channel, "channel_type": kind}
            yield payloads.event(world, message | place | {"type": "app_mention" if kind == "channel" else "message"})
        yield payloads.event(
            world,
            message | place | {"type": "message", "subtype": "file_share", "files": [
                {"id": "F1", "name": "return.xlsx", "size": 10, "url_private": "https://example.org/x"}]},
        )  # fmt: skip
        yield payloads.event(
            world, message | place | {"type": "message", "subtype": "message_changed", "message": message}
        )
        yield payloads.event(world, {"type": "app_home_opened", "user": who, "channel": "D1", "tab": "home"})
        yield payloads.event(
            world, {"type": "member_joined_channel", "user": BOT_USER, "channel": "C1", "inviter": who}
        )
        yield payloads.event(world, {"type": "user_change", "user": world.users["U2"].json() | {"id": who}})
        yield payloads.event(world, {"type": "tokens_revoked", "tokens": {"oauth": [who], "bot": []}})
        yield {"command": "/steward", "text": ASKED, "user_id": who, "channel_id": "C1", "team_id": TEAM,
               "response_url": self._door(), "trigger_id": "1.2"}  # fmt: skip
        view = {"id": "V1", "type": "modal", "hash": "1.a", "blocks": [], "private_metadata": "", "callback_id": "",
                "state": {"values": {"value": {"entry": {"type": "plain_text_input", "value": "7"}}}}}  # fmt: skip
        for at, name in enumerate(ids()):
            common = payloads.interaction("x", self._user(who), "1.2") | {"trigger_id": "1.2"}
            value = VALUES[at % len(VALUES)]
            action = {"action_id": name, "block_id": "b", "type": "button", "value": value, "action_ts": "1.2"}
            spot = {
                "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1", "is_ephemeral": at % 2 == 1},
                "channel": {"id": "C1", "name": "board"},
                "response_url": self._door(),
            }
            where = spot if at % 3 else {"container": {"type": "view", "view_id": "V1"}, "view": view}
            yield common | where | {"type": "block_actions", "actions": [action]}
            yield common | {"type": "view_submission", "view": view | {"callback_id": name, "private_metadata": value}}
        yield common | {"type": "view_closed", "view": view, "is_cleared": False}
        yield common | {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": "a", "view": view}

    def _user(self, who: str) -> User:
        world = self.slack.world
        return world.users.get(who) or User(who, "nobody", "Nobody", home=world.home)

    def _door(self) -> str:
        return f"{self.slack.world.address}/actions/none"

    def requests(self) -> st.SearchStrategy[JSON]:
        return spoilt(self.seeds())

    def check(self, body: JSON) -> None:
        """Nothing escapes; nobody who may not know is told a figure; nothing goes where the request is not about."""
        told = len(self.slack.world.calls)
        self._log.lines.clear()
        self._renew(body)
        status = self.reception.receive(body).status
        assert status in FINE, status
        words = words_in(body)
        may_know = MEMBER in words or "U2" in words
        for call in self.slack.world.calls[told:]:
            if call.method not in SEEN:
                continue
            said = json.dumps(call.args)
            assert may_know or FIGURE not in said, "told to somebody who may not know"
            channel = str(call.args.get("channel", ""))
            assert not (channel == "C9" and FIGURE in said), "told where others listen"
            assert not channel or channel.startswith("D") or channel in words, f"posted to {channel}"
        for line, place in self._log.lines:
            assert WORD not in line, "the log quotes what was typed"
            self.troubles[place] += bool(place)

    def _renew(self, body: JSON) -> None:
        """A post and an event of its own, unless that is what was spoilt: else it would be known already."""
        event = body.get("event")
        if isinstance(event, dict) and event.get("ts") == "1.1":
            number = next(self._fresh)
            event["ts"], body["event_id"] = f"1.{number:06}", f"Ev{number}"


class _Log(logging.Handler):
    """Each line as it would be written, and for trouble the line of code that it came from."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((self.format(record), _place(record) if record.levelno >= logging.ERROR else ""))


def _place(record: logging.LogRecord) -> str:
    said = str(record.exc_text or "").strip().splitlines()
    return " < ".join(line.strip() for line in said[-3:]) or record.getMessage()


def read_body(body: bytes) -> None:
    """What stands in a request is an object, or it is said to be unfit."""
    with suppress(UnfitError):
        assert isinstance(payload_of(body), dict)


def bodies() -> st.SearchStrategy[bytes]:
    seeds = (
        b'{"type":"event_callback"}',
        b"payload=%7B%22a%22%3A1%7D",
        b"command=%2Fsteward&text=x",
        b"[",
        b"{" * 3_000,
    )
    odd = st.sampled_from([each.encode("utf-8", "surrogatepass") for each in ODD]) | st.binary(max_size=30)
    return st.lists(st.sampled_from(seeds) | odd, max_size=4).map(b"".join)
