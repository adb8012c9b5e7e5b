"""Events that are not as Slack describes them are acknowledged and dropped, without a word of them in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import delivery
from bot.app.events import WORDS, is_whole, key_of
from bot.app.trouble import NoCharts
from bot.delivery.posting import NotSlacksError
from bot.local.things import TEAM
from bot.render import Message
from tests.slack.words import ASKED

if TYPE_CHECKING:
    import io

    from bot.local import LocalSlack
    from tests.slack.steward import Steward

DONE = 200
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=2),
)


@pytest.mark.parametrize(
    "change",
    [
        *({"channel": None}, {"channel": {"id": "C1"}}, {"ts": 17.5}, {"ts": None}, {"user": None}, {"user": ["U1"]}),
        *({"subtype": {}}, {"type": ["message"]}, {"type": None}, {"text": {"radford": 1}}, {"thread_ts": 1}),
        *({"user_team": ["T1"]}, {"channel_type": []}),
    ],
    ids=str,
)
def test_an_event_with_a_field_of_another_kind_is_dropped(
    slack: LocalSlack, idle: Steward, log: io.StringIO, change: dict[str, Any]
) -> None:
    told = slack.user("U1").dm(ASKED)
    assert idle.receive(told.payload | {"event": told.payload["event"] | change}) == DONE
    assert len(slack.direct("U1")) == 1
    assert f"Dropped event {told.event_id}: it is not as Slack describes them." in log.getvalue()
    assert "radford" not in log.getvalue()


@pytest.mark.parametrize("kind", ["tokens_revoked", "reaction_added"])
def test_an_event_of_any_kind_whose_person_is_none_is_dropped_and_does_not_come_again(idle: Steward, kind: str) -> None:
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": {"type": kind, "user": 7}}
    assert idle.receive(body) == DONE


@pytest.mark.parametrize("kind", ["", "reaction_added"])
def test_an_event_of_another_kind_is_no_question_whatever_stands_in_it(
    slack: LocalSlack, idle: Steward, log: io.StringIO, kind: str
) -> None:
    told = slack.user("U1").dm(ASKED)
    event = told.payload["event"] | {"type": kind, "channel": {"id": told.payload["event"]["channel"]}}
    idle.receive(told.payload | {"event": event})
    assert "Trouble" not in log.getvalue()
    assert not slack.calls_of("chat.postMessage")


@pytest.mark.parametrize("field", ["channel", "ts", "type"])
def test_an_event_without_what_we_need_is_dropped(
    slack: LocalSlack, idle: Steward, log: io.StringIO, field: str
) -> None:
    told = slack.user("U1").dm(ASKED)
    event = {name: value for name, value in told.payload["event"].items() if name != field}
    assert idle.receive(told.payload | {"event": event}) == DONE
    assert "Dropped event" in log.getvalue()


@pytest.mark.parametrize("event", [None, [], "message", 7])
def test_what_holds_no_event_is_dropped(slack: LocalSlack, idle: Steward, log: io.StringIO, event: object) -> None:
    told = slack.user("U1").dm(ASKED)
    assert idle.receive(told.payload | {"event": event, "event_id": "<!channel> radford"}) == DONE
    assert "Dropped event" in log.getvalue()
    assert "radford" not in log.getvalue()


@given(
    st.fixed_dictionaries(
        {"type": st.just("event_callback")},
        optional={
            "event_id": ANYTHING,
            "event": st.dictionaries(st.sampled_from(WORDS), ANYTHING | st.sampled_from(["message", "im"])),
        },
    )
)
def test_no_event_whatever_its_shape_is_too_much_for_the_inbox(body: dict[str, Any]) -> None:
    assert isinstance(is_whole(body), bool)
    assert isinstance(key_of(body), str)


CLICK: dict[str, Any] = {
    "type": "block_actions",
    "team": {"id": TEAM},
    "user": {"id": "U1", "team_id": TEAM},
    "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
    "channel": {"id": "C1"},
    "actions": [{"action_id": "ask.none", "block_id": "b", "value": "{}", "type": "button", "action_ts": "1.2"}],
}
VIEW: dict[str, Any] = {"id": "V1", "type": "modal", "callback_id": "figure.form", "state": {"values": {}}}
FORM: dict[str, Any] = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": "U1"}, "view": VIEW}
COMMAND: dict[str, Any] = {"command": "/steward", "text": ASKED, "user_id": "U1", "channel_id": "C1", "team_id": TEAM}


@pytest.mark.parametrize(
    "body",
    [
        *(CLICK | {name: held} for name, held in (("user", True), ("user", {}), ("container", {}), ("channel", 7))),
        *(CLICK | {"actions": held} for held in (None, [], [None], [7], [{}], [{"action_id": {}}])),
        *(
            FORM | {"view": held}
            for held in (None, [], {}, {"callback_id": 7}, FORM["view"] | {"state": {"values": []}})
        ),
        *(
            FORM | {"view": FORM["view"] | {"state": {"values": {"a": held}}}}
            for held in (None, 7, {"b": {"value": 7}})
        ),
        *(FORM | {"user": held} for held in (None, "U1", {"id": ["U1"]})),
        *(COMMAND | {name: held} for name, held in (("user_id", None), ("text", ["radford"]), ("channel_id", {}))),
    ],
    ids=str,
)
def test_a_click_form_or_command_of_another_shape_is_dropped_before_the_door(
    slack: LocalSlack, idle: Steward, log: io.StringIO, body: dict[str, Any]
) -> None:
    """The door looks at who asks: what says of nobody that they ask must not get past it."""
    assert idle.receive(body) == DONE
    assert "Dropped a request: it is not as Slack describes them." in log.getvalue()
    assert "Trouble" not in log.getvalue()
    assert "radford" not in log.getvalue()
    assert not slack.calls_of("chat.postMessage")


def test_what_bolt_itself_cannot_read_is_unfit_and_nothing_rises(
    idle: Steward, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_given: object) -> None:
        raise ValueError(ASKED)

    monkeypatch.setattr("bot.app.inbox.BoltRequest", broken)
    assert idle.receive(COMMAND) == 400
    assert "with a request that Bolt cannot read" in log.getvalue()
    assert ASKED not in log.getvalue()


@pytest.mark.parametrize(
    "address", ["https://example.org/x", "http://hooks.slack.com/x", "https://slack.com.evil.org/"]
)
def test_no_answer_goes_to_an_address_that_is_not_slacks(idle: Steward, address: str) -> None:
    with pytest.raises(NotSlacksError):
        delivery.respond(idle.client, NoCharts(), address, lambda _: Message(text=ASKED, blocks=[]))
