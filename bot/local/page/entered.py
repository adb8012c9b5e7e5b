"""Reads what was put into the fields of a message or a view, as the page names them: entry:BLOCK_ID:ACTION_ID."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from bot.local.entries import Impossible
from bot.local.forms import STATES, Place, Spot, spots
from bot.local.page.drawing.controls import field_name
from bot.local.page.posted import Posted
from bot.local.things import JSON
from bot.local.world import World

Found = Mapping[Place, Sequence[JSON]]  # the options that the app gave for what was typed into a menu


def entered(blocks: Sequence[JSON], posted: Posted, zone: tzinfo, found: Found) -> dict[Place, object]:
    """Each field that was posted, and each that is empty by not being posted: ticks say nothing when all are out."""
    made: dict[Place, object] = {}
    for spot in spots(blocks):
        kind, name = spot.element["type"], field_name("entry", spot.place)
        if kind not in STATES or kind == "file_input":
            continue
        several = STATES[kind][2]
        if name in posted.fields or several:
            made[spot.place] = _entry(spot, [one for one in posted.fields.get(name, []) if one], zone, found)
    return made


def with_files(world: World, user: str, blocks: Sequence[JSON], posted: Posted) -> dict[Place, object]:
    """The files that were chosen in a form; where none were, those of before stay."""
    made: dict[Place, object] = {}
    for spot in spots(blocks):
        sent = posted.files.get(field_name("entry", spot.place), [])
        if spot.element["type"] == "file_input" and sent:
            made[spot.place] = [world.new_file(one.name, user, one.content).json() for one in sent]
    return made


def _entry(spot: Spot, given: list[str], zone: tzinfo, found: Found) -> object:
    kind = spot.element["type"]
    if "external" in kind:
        chosen = [_option_of(one, spot, found) for one in given]
        return chosen if STATES[kind][2] else next(iter(chosen), None)
    if STATES[kind][2]:
        return given
    text = given[-1].replace("\r\n", "\n") if given else None
    if text and kind == "datetimepicker":
        return _moment(text, zone)
    if text and kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        return {"type": "rich_text", "elements": [section]}
    return text


def _moment(text: str, zone: tzinfo) -> int:
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())
    except (ValueError, OverflowError):
        raise Impossible(f"{text!r} is no moment") from None


def _option_of(value: str, spot: Spot, found: Found) -> JSON:
    """Of those that the app has given; what was chosen before is still among them or was chosen at first."""
    first: list[JSON] = spot.element.get("initial_options") or [spot.element.get("initial_option") or {}]
    for option in [*found.get(spot.place, []), *first]:
        if option.get("value") == value:
            return option
    raise Impossible(f"the app has not offered {value!r}")
