"""Buttons, menus and fields: what people can find in blocks, and what putting something in makes of the state.

docs.slack.dev/reference/interaction-payloads/block_actions-payload and .../view-interactions-payload.
"""

import copy
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.local import entries
from bot.local.entries import Impossible
from bot.local.things import JSON

# Element -> the field of its state, the field of its first content, and whether it holds several things.
STATES = {
    "plain_text_input": ("value", "initial_value", False),
    "number_input": ("value", "initial_value", False),
    "email_text_input": ("value", "initial_value", False),
    "url_text_input": ("value", "initial_value", False),
    "rich_text_input": ("rich_text_value", "initial_value", False),
    "datepicker": ("selected_date", "initial_date", False),
    "timepicker": ("selected_time", "initial_time", False),
    "datetimepicker": ("selected_date_time", "initial_date_time", False),
    "static_select": ("selected_option", "initial_option", False),
    "external_select": ("selected_option", "initial_option", False),
    "radio_buttons": ("selected_option", "initial_option", False),
    "users_select": ("selected_user", "initial_user", False),
    "conversations_select": ("selected_conversation", "initial_conversation", False),
    "channels_select": ("selected_channel", "initial_channel", False),
    "checkboxes": ("selected_options", "initial_options", True),
    "multi_static_select": ("selected_options", "initial_options", True),
    "multi_external_select": ("selected_options", "initial_options", True),
    "multi_users_select": ("selected_users", "initial_users", True),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", True),
    "multi_channels_select": ("selected_channels", "initial_channels", True),
    "file_input": ("files", "", True),
}
STATELESS = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}


Place = tuple[str, str]  # block_id and action_id


@dataclass(frozen=True)
class Spot:
    """An element and the block that it stands in."""

    block: JSON
    element: JSON

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def place(self) -> Place:
        return self.block_id, self.action_id


def completed(blocks: Iterable[JSON]) -> list[JSON]:
    """A copy with every block_id and action_id that the app left to Slack."""
    finished = [{"block_id": secrets.token_hex(3)[:5], **copy.deepcopy(block)} for block in blocks]
    for block in finished:
        if "child_blocks" in block:
            block["child_blocks"] = completed(block["child_blocks"])
        for part in _parts(block):
            if part.get("type") in STATES.keys() | STATELESS:
                part.setdefault("action_id", secrets.token_hex(3)[:5])
    return finished


def spots(blocks: Iterable[JSON]) -> Iterator[Spot]:
    """Everything that can be pressed, chosen or filled in."""
    for block in blocks:
        yield from spots(block.get("child_blocks", []))
        for part in _parts({name: each for name, each in block.items() if name != "child_blocks"}):
            if "action_id" in part:
                yield Spot(block, part)


def find(blocks: Iterable[JSON], name: str, *, block_id: str | None, value: str | None, who: str) -> Spot:
    """The element with this action_id, or with this writing on it, that the person can see."""
    for spot in spots(blocks):
        element, allowed = spot.element, spot.element.get("visible_to_user_ids")
        writing = element.get("text")
        if name not in {spot.action_id, writing.get("text") if isinstance(writing, dict) else writing}:
            continue
        if block_id not in {None, spot.block_id} or (allowed and who not in allowed):
            continue
        if element["type"] != "button" or value in {None, element.get("value")}:
            return spot
    raise Impossible(f"there is no {name!r} to press; there are {[spot.action_id for spot in spots(blocks)]}")


def state_of(element: JSON, *entry: object) -> JSON:
    """The state of a field: with the entry where one is made, else with what it shows at first."""
    field, initial, several = STATES[element["type"]]
    content = _chosen(element, entry[0]) if entry else element.get(initial, [] if several else None)
    entries.check(element, content)
    return {"type": element["type"], field: content}


def first_state(blocks: Iterable[JSON]) -> JSON:
    """The state of every field before anybody touches one."""
    values: JSON = {}
    for spot in spots(blocks):
        if spot.element["type"] in STATES:
            values.setdefault(spot.block_id, {})[spot.action_id] = state_of(spot.element)
    return values


def filled_in(blocks: Iterable[JSON], before: JSON, made: JSON) -> JSON:
    """The state of a form once a person has made these entries, each under its block_id or action_id."""
    fields = [spot for spot in spots(blocks) if spot.element["type"] in STATES]
    typed: dict[Place, object] = {}
    for name, entry in made.items():
        found = [spot for spot in fields if name in {spot.block_id, spot.action_id}]
        if not found:
            raise Impossible(f"there is no field {name!r}; there are {[spot.block_id for spot in fields]}")
        typed[found[0].place] = entry
    values = put_in(blocks, before, typed)
    for spot in fields:
        if refusal := _refusal(spot, values):
            raise Impossible(f"{spot.block_id} does not take {_content(spot, values)!r}: {refusal}")
    return values


def put_in(blocks: Iterable[JSON], before: JSON, typed: Mapping[Place, object]) -> JSON:
    """The state of a surface once a person has put this into its fields; nothing is refused that can be chosen."""
    values = first_state(blocks) | copy.deepcopy(before)
    for spot in spots(blocks):
        if spot.element["type"] in STATES and spot.place in typed:
            values.setdefault(spot.block_id, {})[spot.action_id] = state_of(spot.element, typed[spot.place])
    return values


def refusals(blocks: Iterable[JSON], values: JSON) -> dict[str, str]:
    """What Slack's client says beside the fields of a form instead of sending it: block_id -> words."""
    found = {spot.block_id: _refusal(spot, values) for spot in spots(blocks) if spot.element["type"] in STATES}
    return {block_id: words for block_id, words in found.items() if words}


def action(spot: Spot, ts: str, *entry: object) -> JSON:
    """What was pressed or chosen, as block_actions tells it."""
    element = spot.element
    done: JSON = {"type": element["type"], "action_id": spot.action_id, "block_id": spot.block_id, "action_ts": ts}
    if element["type"] == "overflow":
        return done | {"selected_option": _option(element, entry[0] if entry else None)}
    if element["type"] in STATES:
        return done | state_of(element, *entry)
    return done | {name: element[name] for name in ("text", "value") if name in element}


def _content(spot: Spot, values: JSON) -> object:
    return values[spot.block_id][spot.action_id][STATES[spot.element["type"]][0]]


def _refusal(spot: Spot, values: JSON) -> str:
    """What Slack's client refuses by itself before anything is sent; only input blocks have to be filled in."""
    if spot.block["type"] != "input":
        return ""
    content = _content(spot, values)
    if content in (None, "", []):
        return "" if spot.block.get("optional") else _wanted(spot.element["type"])
    return entries.refusal(spot.element, content)


def _wanted(kind: str) -> str:
    """What an empty field asks for: something is written, chosen or ticked."""
    if kind == "checkboxes" or kind.startswith("multi_"):
        return "Choose at least one."
    return "Choose one." if kind == "radio_buttons" or kind.endswith("_select") else "This must be filled in."


def _chosen(element: JSON, entry: object) -> object:
    field, _, several = STATES[element["type"]]
    if entry is None or "option" not in field:
        return ([] if entry is None else list(_each(entry))) if several else entry
    return [_option(element, one) for one in _each(entry)] if several else _option(element, entry)


def _each(entry: object) -> Iterable[object]:
    return entry if isinstance(entry, list | tuple | set) else [entry]


def _option(element: JSON, wanted: object) -> JSON:
    """The option with this value, or with this writing on it."""
    if isinstance(wanted, dict):  # from an external source: its options are not in the element
        return wanted
    groups = element.get("option_groups") or [element]
    options: list[JSON] = [option for group in groups for option in group.get("options", [])]
    for option in options:
        if wanted in {option.get("value"), option["text"]["text"]}:
            return option
    raise Impossible(f"there is no {wanted!r} to choose; there are {[option.get('value') for option in options]}")


def _parts(part: object) -> Iterator[JSON]:
    """Every object within a block that has a type."""
    if isinstance(part, list):
        for each in part:
            yield from _parts(each)
    elif isinstance(part, dict):
        if "type" in part:
            yield part
        for each in part.values():
            yield from _parts(each)
