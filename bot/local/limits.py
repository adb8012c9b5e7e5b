"""Whether Slack would take a message or a view: what its blocks may hold is in `blockkit`, what goes together is here.

docs.slack.dev/reference/block-kit/blocks for the surfaces and the number of blocks, docs.slack.dev/reference/views for
modals and Home tabs. This is Slack's side and knows nothing of how the bot keeps to it. Video, file and
workflow parts need rights that an app rarely has, and are refused.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.local.blockkit.blocks import BLOCKS
from bot.local.blockkit.displays import DATA_TABLE_CHARACTERS, DISPLAYS, TABLE_CHARACTERS
from bot.local.blockkit.elements import IDENTIFIER, SUGGESTION, plain
from bot.local.blockkit.shapes import Rule, complaint, flag, shape, string, typed
from bot.local.forms import spots
from bot.local.things import JSON

MESSAGE, HOME, MODAL = "message", "home", "modal"
MOST_BLOCKS = {MESSAGE: 50, HOME: 100, MODAL: 100}
ELSEWHERE = {  # blocks that do not stand everywhere
    "markdown": {MESSAGE},
    "context_actions": {MESSAGE},
    "task_card": {MESSAGE},
    "plan": {MESSAGE},
    "data_visualization": {MESSAGE, HOME},
    "data_table": {MESSAGE, HOME},
    "table": {MESSAGE, HOME},
    "carousel": {MESSAGE, HOME},
    "container": {MESSAGE, HOME},
    "alert": {MODAL},
}
MOST_CHARTS = 2  # in one message
MARKDOWN_CHARACTERS = 12_000  # of all markdown blocks of a message together
BLOCKS_CHARACTERS = 200_000  # msg_blocks_too_long: the error is documented, the number is not
MODAL_STACK = 3
VIEW_BYTES = 250_000

_ALL = BLOCKS | DISPLAYS
_identity: dict[str, Rule] = {"private_metadata": string(3000, 0)}
_identity |= {"callback_id": string(IDENTIFIER, 0), "external_id": string(IDENTIFIER, 0)}


def _anything(_value: object, _at: str) -> Iterator[str]:
    """Blocks are looked at apart from the view that holds them."""
    yield from ()


_VIEWS = {
    MODAL: shape(
        {"title": plain(24), "blocks": _anything},
        {
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
            **_identity,
        },
    ),
    HOME: shape({"blocks": _anything}, _identity),
}


@dataclass(frozen=True)
class Verdict:
    """Slack's error for a payload and its reasons; no error where it would be taken."""

    error: str = ""
    reasons: tuple[str, ...] = ()


def check_message(blocks: Sequence[object], *, charts: bool) -> Verdict:
    if reasons := tuple(_wrong_with(blocks, MESSAGE, "/blocks", charts=charts)):
        return Verdict("invalid_blocks", reasons)
    too_long = len(json.dumps(blocks, ensure_ascii=False)) > BLOCKS_CHARACTERS
    return Verdict("msg_blocks_too_long") if too_long else Verdict()


def check_view(view: JSON, *, charts: bool) -> Verdict:
    """A modal or a Home tab; its type has been looked at before."""
    reasons = [*_VIEWS[view["type"]](view, "/view")]
    if "blocks" in view:
        reasons += _wrong_with(view["blocks"], view["type"], "/view/blocks", charts=charts)
    if not reasons:
        reasons += _wrong_with_form(view)
    return Verdict("invalid_arguments", tuple(reasons)) if reasons else Verdict()


def check_suggestion(answer: JSON) -> tuple[str, ...]:
    """What stands against the options that an app offers for a menu."""
    return tuple(SUGGESTION(answer, ""))


def _wrong_with(blocks: object, surface: str, at: str, *, charts: bool) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield complaint("must provide an array", at)
        return
    if len(blocks) > MOST_BLOCKS[surface]:
        yield complaint(f"no more than {MOST_BLOCKS[surface]} items allowed", at)
    allowed = {name: rule for name, rule in _ALL.items() if surface in ELSEWHERE.get(name, {surface})}
    if not charts:
        allowed.pop("data_visualization", None)
    each = typed(allowed)
    wrong = [reason for index, block in enumerate(blocks) for reason in each(block, f"{at}/{index}")]
    yield from wrong or _wrong_together(blocks, surface, at)


def _wrong_together(blocks: list[JSON], surface: str, at: str) -> Iterator[str]:
    """What each block may be by itself and all of them may not be together."""
    for block_id in _twice(block["block_id"] for block in blocks if "block_id" in block):
        yield complaint(f"block_id {block_id!r} already exists", at)
    for index, block in enumerate(blocks):
        for action_id in _twice(spot.action_id for spot in spots([block])):
            yield complaint(f"action_id {action_id!r} already exists in this block", f"{at}/{index}")
    kinds = Counter(block["type"] for block in blocks)
    if kinds["data_visualization"] > MOST_CHARTS and surface == MESSAGE:
        yield complaint(f"no more than {MOST_CHARTS} data_visualization blocks allowed", at)
    if kinds["table"] > 1 and surface == MESSAGE:
        yield complaint("only_one_table_allowed", at)
    most = {"table": TABLE_CHARACTERS, "data_table": DATA_TABLE_CHARACTERS, "markdown": MARKDOWN_CHARACTERS}
    for kind, characters in most.items():
        if sum(_characters(block) for block in blocks if block["type"] == kind) > characters:
            yield complaint(f"{kind} blocks must have less than {characters + 1} characters in all", at)


def _wrong_with_form(view: JSON) -> Iterator[str]:
    if view["type"] == MODAL and "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        yield complaint("submit is required where there are input blocks", "/view")
    if sum(bool(spot.element.get("focus_on_load")) for spot in spots(view["blocks"])) > 1:
        yield complaint("only one element may have focus_on_load", "/view/blocks")


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _characters(part: object) -> int:
    """The length of all words in a block: of its `text` fields, however deep."""
    if isinstance(part, list):
        return sum(map(_characters, part))
    if not isinstance(part, dict):
        return 0
    own = len(part["text"]) if isinstance(part.get("text"), str) else 0
    return own + sum(_characters(each) for each in part.values())
