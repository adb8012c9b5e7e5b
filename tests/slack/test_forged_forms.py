"""Forms that no Slack would send: whatever stands in them, nothing of it is kept, and nobody meets a fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.render import actions
from tests.slack import a_board
from tests.slack.deeds import BUTTONS, FORMS

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from tests.slack.by_hand import Spy
    from tests.slack.deeds import Hall

JSON = dict[str, Any]
DONE = 200
ELSES = "8765432109876543210"  # an id of another board's
WORDS = ("", "9" * 25, ELSES, "x" * 50_000, "9999-99-99", "1|action:1")
ABOUT = ("", "9" * 25, "x" * 50_000, "[" * 5_000, "[]", "null")


def spoilt_states(values: JSON) -> Iterator[tuple[str, object]]:
    """What may stand in the place of the fields."""
    yield from (("no state", None), ("an empty state", {}), ("no values", {"values": None}), ("none", {"values": {}}))
    yield "empty blocks", {"values": {name: {} for name in values}}
    yield "empty fields", {"values": {name: {key: {} for key in held} for name, held in values.items()}}
    yield "other blocks", {"values": {f"x{name}": held for name, held in values.items()}}
    yield (
        "other fields",
        {"values": {name: {f"x{each}": said for each, said in held.items()} for name, held in values.items()}},
    )
    yield "choices without a value", {"values": without_values(values)}
    for word in WORDS:
        yield f"each word is {word[:12]!r}", {"values": said_otherwise(values, word)}


def said_otherwise(held: Any, word: str) -> Any:  # noqa: ANN401  what stands in a form's state
    """Every word that somebody typed or chose is that one."""
    if isinstance(held, dict):
        kept = {"type", "text"}
        return {name: each if name in kept else said_otherwise(each, word) for name, each in held.items()}
    if isinstance(held, list):
        return [said_otherwise(each, word) for each in held]
    return word if isinstance(held, str) else held


def without_values(held: Any) -> Any:  # noqa: ANN401  the same
    if isinstance(held, list):
        return [without_values(each) for each in held]
    if isinstance(held, dict):
        is_option = "text" in held
        return {name: without_values(each) for name, each in held.items() if not (is_option and name == "value")}
    return held


def forged(view: JSON) -> Iterator[tuple[str, JSON]]:
    for name, state in spoilt_states(view["state"]["values"]):
        yield name, view | {"state": state}
    for word in ABOUT:
        yield f"it is about {word[:12]!r}", view | {"private_metadata": word}
    elses = re.sub(r"\d{12,}", ELSES, view["private_metadata"])
    if elses != view["private_metadata"]:
        yield "it is about another board's", view | {"private_metadata": elses}
    yield "no fields", view | {"blocks": []}
    yield "no fields and no state", view | {"blocks": [], "state": {"values": {}}}


NOT_ABOUT = {"nudge.away_form", "home.rules_form", "home.meeting_form", "report.channel_form", "people.add_form"}


@pytest.mark.parametrize("name", FORMS)
def test_a_forged_form_ends_in_a_sentence_and_nothing_of_it_is_kept(
    name: str, hall: Hall, spy: Spy, log: io.StringIO
) -> None:
    form, wrong = FORMS[name], []
    hand = hall.hands[BUTTONS[form.opened].by]  # somebody who may send it as it is
    for how, view in forged(hall.filled(name)):
        spy.forget()
        assert hall.steward.receive(hand.sent(view, "view_closed" if form.closed else "view_submission")) == DONE, how
        assert spy.refusal != "Trouble", how
        if spy.changed and not may_be_kept(name, how):
            wrong.append((how, sorted(spy.changed)))
    assert wrong == []
    assert "Trouble" not in log.getvalue()


def may_be_kept(name: str, how: str) -> bool:
    """What somebody might have typed, and what Steward does not look at."""
    if how in {"other fields", "no fields"}:
        return FORMS[name].closed  # a draft, for whoever typed it
    return how.startswith(("each word", "choices")) or (how.startswith("it is about") and name in NOT_ABOUT)


@pytest.mark.parametrize("address", ["", "https://example.org/actions/x", "https://hooks.slack.com.example.org/x"])
@pytest.mark.parametrize("name", [actions.SHARE, actions.PICK, actions.HISTORY, actions.NONE])
def test_a_click_that_would_be_answered_elsewhere_is_answered_nowhere(
    name: str, address: str, hall: Hall, spy: Spy
) -> None:
    pressed = hall.hands[a_board.READER].pressed(name, BUTTONS[name].value(hall.board), alone_in="C1")
    since = len(hall.slack.world.calls)
    assert hall.steward.receive(pressed | {"response_url": address}) == DONE
    assert not spy.changed - {"alias"}, "the word that was picked for an indicator is only proposed"
    assert not [call for call in hall.slack.world.calls[since:] if call.method.startswith("chat.")]
