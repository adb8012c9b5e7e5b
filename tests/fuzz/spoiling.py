"""What is as it should be, spoilt: fields missing, of another kind, huge, unknown, nested; texts of odd letters."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD = "zanzibar"  # stands in what people type here and nowhere else: it must not come into a log
MENTION = "<!channel>"  # unescaped it calls everybody
FORMULAS = ("=1+1", "@SUM(A1)", "+1", "-cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", '=HYPERLINK("https://example.org")')
ODD = (
    "",
    " ",
    "\0",
    "\ud800",
    "\x1b[31m",
    "\u202egnitfil\u202c",
    "\u200f\u2066NEET\u2069\u200b",
    "\u0405\u0422\u0410TUS \u043ef N\u0415\u0415T",  # Cyrillic letters among Latin ones
    "\U0001f468\u200d\U0001f469",
    "\u0130\u0131\u1e9e\ufb03",
    "\u0661\u0662\u06f3",
    "\u00b2\u2155\u2167",
    "e\u0301" * 40,
    *FORMULAS,
    "{{ 7*7 }}{% for x in y %}",
    f"{MENTION} <@U1> <#C1|board> &lt;!here&gt; <https://example.org|here>",
    "*bold* _x_ ~y~ `z` > quoted",
    "'; DROP TABLE figure; --",
    "%_\\%[a-z]*?",
    "../../etc/passwd",
    "..\\..\\CON.xlsx",
    "1e999999",
    "-0",
    "NaN",
    "9" * 400,
    "9" * 5_000,  # more digits than int() takes
    "1/" * 200,
    "%" * 300,
    "(" * 300,
    " \t" * 2_000,
    "a" * 40_000,
    "NEET and " * 500,
    "<@U1> " * 1_000,
    f"{WORD} " * 500,
)
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 2**70, 1e308, 0.1, [], {}, [[]], [None], {"": None}, {"id": None}, {"id": ["U1"]},
    *ODD, "U1", "U3", "U4", "U9", "U77", "C1", "C9", "D1", "T9OTHER", "message", "block_actions", "view_submission",
    "app_mention", "2.8%", "650%", "2014-02-30", "9999-12-31", "0001-01-01", "25:99",
)  # fmt: skip
PEOPLE = ("U1", "U2", "U3", "U4", "U5", "U6", "U9", "U77", "U0BOT")
SHOWN = {"blocks", "message"}  # what stands there is shown, and hardly read
CARRIED = {"value", "private_metadata", "callback_id", "action_id", "hash"}
DEEP = 60


def nested(value: object, depth: int) -> object:
    for turn in range(depth):
        value = [value] if turn % 2 else {"a": value}
    return value


values = (
    st.sampled_from(ODD_VALUES).map(copy.deepcopy)
    | st.text(max_size=20)
    | st.builds(nested, st.none(), st.integers(1, DEEP))
)


def texts(*seeds: str) -> st.SearchStrategy[str]:
    """Something like one of these, cut, doubled, with odd letters in it; or anything at all."""
    piece = st.sampled_from((*seeds, *ODD)) | st.text(max_size=12)
    cut = st.builds(
        lambda text, start, end, put: text[:start] + put + text[max(start, end) :],
        st.sampled_from(seeds), st.integers(0, 30), st.integers(0, 40), piece,
    )  # fmt: skip
    return cut | st.lists(piece, min_size=1, max_size=4).map(" ".join) | st.text(max_size=60)


@st.composite
def spoil(draw: st.DrawFn, found: Any, treasures: Sequence[str]) -> Any:  # noqa: ANN401  JSON of any kind
    """A request with up to three things in it changed; seldom in what is only shown, often in what is read."""
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(found, everywhere=draw(st.integers(0, 7)) == 0))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        deed = draw(st.sampled_from(("replace", "replace", "replace", "remove", "add", "wrap", "by another")))
        if deed == "by another" and isinstance(found.get("user"), dict):
            found["user"]["id"] = draw(st.sampled_from(PEOPLE))
        elif deed in {"replace", "by another"}:
            carried = key in CARRIED and draw(st.booleans())
            holder[key] = draw(st.sampled_from(treasures)) if carried else draw(values)
        elif deed == "remove":
            del holder[key]
        elif deed == "wrap":
            holder[key] = nested(holder[key], draw(st.integers(1, 4)))
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(("extra", "type", "user", "channel", "value", "")))] = draw(values)
    return found


def _places(value: object, *, everywhere: bool) -> Iterator[tuple[Any, Any]]:
    """Where something stands in it, at any depth."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield value, key
        if everywhere or key not in SHOWN:
            yield from _places(each, everywhere=everywhere)


def words_in(value: object) -> set[str]:
    """Every text in it."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {word for each in inner for word in words_in(each)}
