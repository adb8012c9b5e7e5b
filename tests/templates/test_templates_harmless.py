"""Whatever people typed or stored, what leaves is valid, within Slack's limits, and means nothing to Slack."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import render
from bot.domain.asking import Gap
from bot.local import limits as slacks_side
from bot.render import limits
from bot.render.escaping import clean, without_entities
from tests.templates.everything import (
    a_full_unknown,
    said_of_each_kind,
    said_of_each_rule,
    with_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.render import Message, Said

KINDS = [*said_of_each_kind(), *(a_full_unknown(gap) for gap in Gap)]
FAR_TOO_LONG = 3 * limits.TEXT
HOSTILE = (
    "",
    " ",
    "\n\n",
    "\x00",
    "\u200b\u200d",
    "<!channel>",
    "<@U1>",
    "<https://example.org|click here>",
    "&lt;!channel&gt;",
    "&amp;&amp;",
    "*bold* _it_ ~no~ `code` ```block```",
    'quotes " and \' and \\ and \\" and \\u003c',
    "{{ 7 * 7 }} {% raw %} {# #} ${x} %s",
    "\u202eevil\u202c \u2066x\u2069 \u200f",
    "\ud800 alone",
    "line\nline\r\nline\u2028line",
    "tab\tand\x07bell\x1b[31mred",
    ":wave: @here #general",
    "\N{FAMILY}\u200d\N{BOY} \N{REGIONAL INDICATOR SYMBOL LETTER G}\N{REGIONAL INDICATOR SYMBOL LETTER B}",
    "e\u0301" * 300,
    *(each * FAR_TOO_LONG for each in ("x", "<", '"', "\\", "\N{PILE OF POO}", "word ", "\n")),
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # Unicode's Cc and Cs, but for tab and line feed
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def texts_in(held: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  JSON
    """Every string with the kind of object that holds it."""
    for value in held.values():
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, dict):
                yield from texts_in(item)
            elif isinstance(item, str):
                yield held.get("type", ""), item


def assert_harmless(message: Message) -> None:
    payload = {"text": message.text, "blocks": message.blocks}
    assert limits.problems(payload) == []
    assert message.blocks, "it would be said without blocks"
    assert slacks_side.check_message(message.blocks, charts=True).reasons == ()
    assert json.loads(json.dumps(payload).encode()) == payload
    assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", message.text)
    for kind, text in [("", message.text), *(found for block in message.blocks for found in texts_in(block))]:
        assert kind != "mrkdwn", "what people typed never stands in mrkdwn"
        assert not TURNING.search(text)
        assert not CONTROLS.search(text)


@pytest.mark.parametrize("said", KINDS, ids=lambda said: type(said).__name__)
def test_hostile_text_in_every_field_comes_out_harmless(said: Said) -> None:
    """Every text in one test of each kind: as tests of their own they would take longer to count than to run."""
    for text in HOSTILE:
        try:
            assert_harmless(render.message(with_text(said, text), surface="ephemeral"))
        except Exception as failed:
            failed.add_note(f"with the text {text[:20]!a}")
            raise


@given(text=st.text(), place=st.integers(0, len(KINDS) - 1), charts=st.booleans(), buttons=st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_in_every_field_comes_out_harmless(text: str, place: int, charts: bool, buttons: bool) -> None:  # noqa: FBT001  drawn, not written
    assert_harmless(render.message(with_text(KINDS[place], text), charts=charts, buttons=buttons))


@given(texts=st.lists(st.text(min_size=1), min_size=1), place=st.integers(0, len(KINDS) - 1), start=st.integers(0, 50))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_different_texts_in_each_field_come_out_harmless(texts: list[str], place: int, start: int) -> None:
    assert_harmless(render.message(with_text(KINDS[place], *texts), start=start))


def test_each_kind_comes_out_harmless_with_different_texts_in_its_fields_wherever_its_list_starts() -> None:
    """What the test above finds in some of them, for all: nothing to see, an order, far too long, in turn."""
    for number, said in enumerate(KINDS):
        texts = [HOSTILE[(number + step) % len(HOSTILE)] for step in range(0, len(HOSTILE), 5)]
        for start in (0, 1, 7, 50):
            assert_harmless(render.message(with_text(said, *texts), start=start))


@pytest.mark.parametrize("said", [*said_of_each_rule()], ids=lambda said: type(said).__name__)
def test_every_value_of_every_rule_has_words(said: Said) -> None:
    message = render.message(said)
    assert_harmless(message)
    assert "  " not in message.text, "two spaces: a phrase is missing"
    assert not re.search(r" [.,;:]|[.]{2}|\(\)|None(?! of| is| has| can)|Undefined", message.text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_text_comes_out_as_it_went_in(text: str) -> None:
    """In the text for ears, in the blocks for eyes, and at the command line."""
    [status, *_] = KINDS
    message = render.message(with_text(status, text))
    assert clean(text) in without_entities(message.text)
    assert any(clean(text) in shown for block in message.blocks for _, shown in texts_in(block))
    assert clean(text) in render.plain(with_text(status, text))


def test_every_answer_is_long_enough_to_be_one_and_short_enough_for_a_phone() -> None:
    for said in [*KINDS, *said_of_each_rule()]:
        assert 20 <= len(render.plain(said)) <= limits.TEXT
