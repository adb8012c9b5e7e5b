"""Commands, clicks and forms: whether what is read of them has the shape that Slack describes.

docs.slack.dev/interactivity/implementing-slash-commands and docs.slack.dev/reference/interaction-payloads.
"""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]
# A kind; a dict of what is read of an object; a list with the shape of its items; EACH with that of every value.
EACH = ""
_OPTION = {"value": str, "text": {"text": str}}
_CHOSEN = {
    "type": str, "value": str, "action_id": str, "block_id": str, "action_ts": str,
    "selected_option": _OPTION, "selected_options": [_OPTION], "selected_user": str, "selected_users": [str],
    "selected_channel": str, "selected_conversation": str, "selected_conversations": [str], "selected_date": str,
    "selected_time": str, "selected_date_time": int,
}  # fmt: skip
_STATE = {"values": {EACH: {EACH: _CHOSEN}}}
_ELEMENT = {"type": str, "action_id": str, "value": str}
_BLOCKS = [{"type": str, "block_id": str, "elements": [{"action_id": str}], "accessory": _ELEMENT, "element": _ELEMENT}]
_VIEW = {
    "id": str, "type": str, "hash": str, "callback_id": str, "private_metadata": str, "blocks": _BLOCKS,
    "state": _STATE, "root_view_id": str, "previous_view_id": str, "team_id": str, "app_installed_team_id": str,
}  # fmt: skip
_READ = {
    "type": str, "command": str, "text": str, "user_id": str, "user_team_id": str, "channel_id": str, "team_id": str,
    "enterprise_id": str, "response_url": str, "trigger_id": str, "callback_id": str, "action_id": str,
    "block_id": str, "value": str, "api_app_id": str, "user": {"id": str, "team_id": str, "enterprise_id": str},
    "team": {"id": str, "enterprise_id": str}, "enterprise": {"id": str}, "channel": {"id": str},
    "container": {
        "type": str, "message_ts": str, "channel_id": str, "thread_ts": str, "view_id": str, "is_ephemeral": bool,
    },
    "message": {"ts": str, "thread_ts": str, "user": str, "text": str, "blocks": _BLOCKS}, "view": _VIEW,
    "state": _STATE, "actions": [_CHOSEN], "authorizations": [{"team_id": str, "enterprise_id": str, "user_id": str}],
}  # fmt: skip
_NEEDED = {  # what must be there, too, by the request's type
    "block_actions": ("user.id", "actions", "container"),
    "view_submission": ("user.id", "view.callback_id", "view.type"),
    "view_closed": ("user.id", "view"),
    "block_suggestion": ("user.id",),
}
_OF_A_COMMAND = ("user_id", "channel_id")


def is_whole(body: JSON) -> bool:
    """Whether what is read of it is there and of its kind; nothing can be done with one that is not so.

    What says of nobody who made it would else pass the door, where people are looked at.
    """
    if not _fits(body, _READ):
        return False
    needed = _OF_A_COMMAND if "command" in body else _NEEDED.get(body.get("type") or "", ())
    if not all(_held(body, name) for name in needed):
        return False
    if body.get("user") is not None and not _held(body, "user.id"):
        return False
    return body.get("type") != "block_actions" or _is_a_click(body)


def is_filled(body: JSON) -> bool:
    """Whether a form that is sent comes with what stands in its fields.

    One that comes without would be taken for one in which everything was cleared. Slack sends every field, cleared ones
    too: docs.slack.dev/reference/interaction-payloads/view-interactions-payload.
    """
    if body.get("type") != "view_submission":  # one that is closed says nothing of most fields, and is kept as a draft
        return True
    view = body["view"]
    values = (view.get("state") or {}).get("values") or {}
    return any(_is_filled(block, values.get(block.get("block_id")) or {}) for block in view.get("blocks") or ())


def _is_filled(block: JSON, said: JSON) -> bool:
    element = block.get("element")
    if block.get("type") != "input" or not isinstance(element, dict):
        return False
    held = said.get(str(element.get("action_id")))
    return held is not None and held.get("type") == element.get("type")


def _is_a_click(body: JSON) -> bool:
    """On something that is called, in a message or a view."""
    in_message = _held(body, "container.channel_id") and _held(body, "container.message_ts")
    in_view = _held(body, "container.view_id") and body.get("view") is not None
    return bool(in_message or in_view) and all(each.get("action_id") for each in body["actions"])


def _fits(value: object, shape: Any) -> bool:  # noqa: ANN401  a shape as described above
    if value is None:
        return True
    if isinstance(shape, type):
        return isinstance(value, shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(each is not None and _fits(each, shape[0]) for each in value)
    if not isinstance(value, dict):
        return False
    if EACH in shape:
        return all(each is not None and _fits(each, shape[EACH]) for each in value.values())
    return all(_fits(value.get(name), inner) for name, inner in shape.items())


def _held(body: JSON, name: str) -> object:
    found: Any = body
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found
