"""What is as it should be, spoilt: fields missing, of another kind, huge, unknown, nested; texts of odd letters."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD = "zanzibar"  # stands in what people type here and nowhere else: it must not come into a log
ODD = (
    "",
    " ",
    "\0",
    "\ud800",
    "\u202egnitfil\u202c",
    "\U0001f468\u200d\U0001f469",
    "\u0130\u0131\u1e9e\ufb03",
    "\u0661\u0662\u06f3",
    "e\u0301" * 40,
    "=1+1",
    "@SUM(A1)",
    "{{ 7*7 }}{% for x in y %}",
    "<!channel> <@U1> &lt;",
    "'; DROP TABLE figure; --",
    "../../etc/passwd",
    "1e999999",
    "-0",
    "NaN",
    "9" * 400,
    "%" * 300,
    "(" * 300,
    f"{WORD} " * 500,
)
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 2**70, 1e308, 0.1, [], {}, [[]], [None], {"": None}, {"id": None}, {"id": ["U1"]},
    *ODD, "U1", "U9", "C1", "C9", "D1", "T9OTHER", "message", "block_actions", "view_submission", "app_mention",
)  # fmt: skip
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
def spoilt(draw: st.DrawFn, seeds: Sequence[Any]) -> Any:  # noqa: ANN401  of whatever kind the seeds are
    """One of these, with up to three things in it changed."""
    found = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(found))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        deed = draw(st.sampled_from(("replace", "replace", "remove", "add", "wrap")))
        if deed == "replace":
            holder[key] = draw(values)
        elif deed == "remove":
            del holder[key]
        elif deed == "wrap":
            holder[key] = nested(holder[key], draw(st.integers(1, 4)))
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(("extra", "type", "user", "channel", "value", "")))] = draw(values)
    return found


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Where something stands in it, at any depth."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield value, key
        yield from _places(each)


def words_in(value: object) -> set[str]:
    """Every text in it."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {word for each in inner for word in words_in(each)}
