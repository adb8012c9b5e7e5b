"""Modals and Home tabs as they stand before people."""

import json

from bot.local import forms, limits
from bot.local.things import JSON, View
from bot.local.world import World


def valid_view(world: World, view: object, kinds: tuple[str, ...]) -> limits.Verdict:
    """Whether Slack would take this view (docs.slack.dev/reference/views)."""
    if not isinstance(view, dict):
        return limits.Verdict("invalid_arguments", ("[ERROR] must provide an object [json-pointer:/view]",))
    if view.get("type") not in kinds:
        return limits.Verdict("invalid_arguments", ("[ERROR] unsupported type [json-pointer:/view/type]",))
    if len(json.dumps(view, ensure_ascii=False).encode()) > limits.VIEW_BYTES:
        return limits.Verdict("view_too_large")
    return limits.check_view(view, charts=world.charts)


def find_view(world: World, view_id: str, external_id: str) -> View | None:
    """A view that is open now."""
    standing = [view for stack in world.modals.values() for view in stack] + list(world.homes.values())
    for view in standing:
        if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
            return view
    return None


def show_modal(world: World, user: str, body: JSON) -> View:
    """A modal as the first of its stack; one that was open before gives way."""
    view = _new_view(world, user, body)
    world.modals[user] = [view]
    world.changed.notify_all()
    return view


def push_view(world: World, user: str, body: JSON) -> View:
    stack = world.modals[user]
    view = _new_view(world, user, body)
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    stack.append(view)
    world.changed.notify_all()
    return view


def show_home(world: World, user: str, body: JSON) -> View:
    if old := world.homes.get(user):
        return change_view(world, old, body)
    world.homes[user] = _new_view(world, user, body)
    world.changed.notify_all()
    return world.homes[user]


def change_view(world: World, view: View, body: JSON) -> View:
    """Another content for a view; what was put into fields that remain stays."""
    view.body = body | {"blocks": forms.completed(body["blocks"])}
    view.hash = _new_hash(world)
    view.errors = {}
    standing = {block["block_id"] for block in view.blocks}
    view.values = {block_id: state for block_id, state in view.values.items() if block_id in standing}
    world.changed.notify_all()
    return view


def _new_view(world: World, user: str, body: JSON) -> View:
    view_id, whole = world.new_id("V"), body | {"blocks": forms.completed(body["blocks"])}
    return View(view_id, user, whole, _new_hash(world), root_id=view_id, team=world.home.id)


def _new_hash(world: World) -> str:
    return f"{world.new_ts().split('.')[0]}.{world.new_id('')}"
