"""Requests of every kind that the manifest subscribes to, by people who may and who may not, spoilt and handed in."""

from __future__ import annotations

import json
import logging
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from bot import redaction
from bot.local import answers
from bot.local.deliveries import INTERACTION, Delivery
from bot.web.requests import UnfitError, payload_of
from tests.fuzz.spoiling import MENTION, ODD, WORD, spoil, words_in
from tests.fuzz.town import ROLES, WAITS, WHO_SEES_IT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fuzz.standing import Stage
    from tests.fuzz.town import Steward
    from tests.fuzz.walking import Seed

JSON = dict[str, Any]
FIGURE = "5.9%"  # the latest that readers see of what is asked
FINE = {200, 400, 404, 503}  # done or refused in words; unreadable; nothing is called so; come again
SEEN = ("chat.postMessage", "chat.postEphemeral", "chat.update", "views.publish", "views.open", "views.push",
        "views.update")  # fmt: skip
UNFIT = {"invalid_blocks", "msg_too_long", "no_text", "msg_blocks_too_long", "view_too_large", "too_many_attachments"}
INNARDS = ("Traceback", "Error(", "object at 0x", "{{", "{%", "Undefined", "sqlite3", "site-packages")
OWN = "steward"  # of messages of ours: their metadata names a key, not words


@dataclass(frozen=True)
class Case:
    """A request and the moment at which it comes in."""

    seed: Seed
    body: JSON


class Asking:
    """Steward with its office open, set to the moment of each request; what it said and logged is looked at."""

    def __init__(self, stage: Stage, steward: Steward, seeds: Sequence[Seed]) -> None:
        self.troubles: Counter[str] = Counter()
        self._stage, self._steward, self._seeds = stage, steward, seeds
        self._treasures = sorted({value for seed in seeds for value in _values(seed.body)})
        self._log = _Log()
        self._log.addFilter(redaction.Redacting())
        logging.getLogger("steward").addHandler(self._log)

    def close(self) -> None:
        logging.getLogger("steward").removeHandler(self._log)

    def requests(self) -> st.SearchStrategy[Case]:
        return st.sampled_from(self._seeds).flatmap(
            lambda seed: spoil(seed.body, self._treasures).map(lambda body: Case(seed, body))
        )

    def check(self, case: Case) -> None:
        """Nothing escapes; nobody learns or changes what is not theirs; Slack would take all that is said of it."""
        stage, body = self._stage, case.body
        stage.set_to(case.seed.moment)
        _renew(stage, case)
        self._log.lines.clear()
        words = words_in(body)
        trusted = bool(words & set(ROLES))
        before = None if trusted else stage.database.rows()
        response = self._steward.reception.receive(body)
        assert response.status in FINE, response.status
        _carry_out(stage, body, response.body)
        self._look_at_what_was_said(words, response.body)
        assert trusted or stage.database.rows() == before, "changed by somebody who may not"
        if stage.database.changed():
            done = len(stage.slack.world.calls)
            self._steward.drain()
            for call in stage.slack.world.calls[done:]:
                assert not call.answer or call.answer.get("error") not in UNFIT, call
        for line, place in self._log.lines:
            assert WORD not in line, "the log quotes what was typed"
            self.troubles[place] += bool(place)

    def _look_at_what_was_said(self, words: set[str], answered: str) -> None:
        world = self._stage.slack.world
        assert not [each for each in world.problems if each.kind.startswith("refused")], world.problems
        _harmless(answered, words)
        for call in world.calls:
            if call.method not in SEEN:
                continue
            said = json.dumps(call.args, ensure_ascii=False)
            assert not call.answer or call.answer.get("error") not in UNFIT, (call.method, call.answer)
            _harmless(said, words)
            channel = str(call.args.get("channel", ""))
            assert not (channel == "C9" and FIGURE in said), "told where others listen"
            assert not (channel in {"C1", "C9"} and call.method == "chat.postMessage" and WAITS in said), "told aloud"
            assert not channel or channel.startswith("D") or channel in words, f"posted to {channel}"


def _harmless(said: str, words: set[str]) -> None:
    """No figure for whoever may not see it, no order to Slack, nothing of the program's insides."""
    assert words & set(ROLES) or FIGURE not in said, "told to somebody who may not know"
    assert words & WHO_SEES_IT or any(WAITS in word for word in words) or WAITS not in said, (
        "told before it is approved"
    )
    assert MENTION not in said, "what was typed calls people"
    for inside in INNARDS:
        assert inside not in said or any(inside in word for word in words), inside


def _renew(stage: Stage, case: Case) -> None:
    """A trigger and an address to answer at of its own, unless these are what was spoilt."""
    world, before, body = stage.slack.world, case.seed.body, case.body
    with world.changed:
        if body.get("trigger_id") and body["trigger_id"] == before.get("trigger_id"):
            body["trigger_id"] = world.new_trigger(case.seed.who)
        if body.get("response_url") and body["response_url"] == before.get("response_url"):
            place = before.get("channel", {}).get("id") or before["channel_id"]
            message = stage.messages_of(place).get(before.get("container", {}).get("message_ts", ""))
            body["response_url"] = world.new_response_url(world.new_response_exchange(case.seed.who, place, message))


def _carry_out(stage: Stage, body: JSON, answered: str) -> None:
    """What Slack makes of the answer to a form: whether it would take it."""
    view = body.get("view")
    if body.get("type") != "view_submission" or not isinstance(view, dict):
        return
    world = stage.slack.world
    with world.changed:
        standing = next((each for stack in world.modals.values() for each in stack if each.id == view.get("id")), None)
        if standing is not None and view.get("blocks") == standing.blocks:
            made = Delivery(INTERACTION, body, answer=json.loads(answered or "{}"))
            answers.to_form(world, standing)(made)


def _values(body: object) -> set[str]:
    """What buttons, options and forms carry."""
    found: set[str] = set()
    if isinstance(body, dict):
        for name, held in body.items():
            if name in {"value", "private_metadata", "callback_id", "action_id"} and isinstance(held, str) and held:
                found.add(held)
            found |= _values(held)
    elif isinstance(body, list):
        found = {value for each in body for value in _values(each)}
    return found


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
