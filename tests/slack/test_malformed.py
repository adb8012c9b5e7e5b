"""Events that are not as Slack describes them are acknowledged and dropped, without a word of them in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.events import WORDS, is_whole, key_of
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
