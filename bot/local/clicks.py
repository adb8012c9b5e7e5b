"""Pressing a button or choosing from a menu, in a message, a modal or the Home tab."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.local import answers, forms, payloads
from bot.local.deliveries import INTERACTION, Delivery
from bot.local.entries import Impossible
from bot.local.forms import Place, Spot
from bot.local.things import JSON, Message, View
from bot.local.users import User
from bot.local.world import World


@dataclass(frozen=True)
class Button:
    """How a person finds what to press: its action_id or its words, and what else tells it apart."""

    name: str
    block_id: str | None = None
    value: str | None = None


def click(
    world: World,
    user: User,
    where: Message | View,
    button: Button,
    *entry: object,
    typed: Mapping[Place, object] | None = None,
) -> Delivery:
    """`typed` is what stands in the other fields of the same message or view."""
    with world.changed:
        where = _open(world, user, where) if isinstance(where, View) else _standing(world, user, where)
        spot = forms.find(where.blocks, button.name, block_id=button.block_id, value=button.value, who=user.id)
        if isinstance(where, View):
            where.values = _state(where.blocks, where.values, typed, spot, entry)
            place = payloads.in_view(where)
        else:
            place = _in_message(world, user, where, _state(where.blocks, {}, typed, spot, entry))
        payload = payloads.interaction("block_actions", user, world.new_trigger(user.id)) | place
        payload["actions"] = [forms.action(spot, world.new_ts(), *entry)]
        return world.send(Delivery(INTERACTION, payload, then=answers.to_click(world, user.id)))


def look_up(world: World, user: User, where: Message | View, button: Button, typed: str) -> Delivery:
    """Type into a menu whose options come from the app (docs.slack.dev/reference/interaction-payloads)."""
    with world.changed:
        where = _open(world, user, where) if isinstance(where, View) else _standing(world, user, where)
        spot = forms.find(where.blocks, button.name, block_id=button.block_id, value=None, who=user.id)
        if spot.element["type"] not in {"external_select", "multi_external_select"}:
            raise Impossible(f"{button.name!r} has its options with it")
        if len(typed) < spot.element.get("min_query_length", 3):
            raise Impossible(f"{button.name!r} asks for nothing yet at {typed!r}")
        payload = payloads.suggestion(user, where, world.channels)
        payload |= {"action_id": spot.action_id, "block_id": spot.block_id, "value": typed}
        return world.send(Delivery(INTERACTION, payload, then=answers.to_suggestion(world, user.id)))


def _standing(world: World, user: User, message: Message) -> Message:
    """The message as it is now, if this person can see it."""
    if message.only_for:
        standing = next((one for one in world.ephemerals if one.ts == message.ts and one.only_for == user.id), None)
    else:
        channel = world.channels[message.channel]
        standing = channel.messages.get(message.ts) if user.id in channel.members else None
    if standing is None:
        raise Impossible(f"{user.real_name} does not see this message")
    return standing


def _in_message(world: World, user: User, message: Message, values: JSON) -> JSON:
    response_url = world.new_response_url(world.new_response_exchange(user.id, message.channel, message))
    return payloads.in_message(message, world.channels[message.channel], response_url, values)


def _open(world: World, user: User, view: View) -> View:
    if view not in [*world.modals.get(user.id, []), world.homes.get(user.id)]:
        raise Impossible(f"{user.real_name} does not have this view open: {view.title!r}")
    return view


def _state(
    blocks: Sequence[JSON], before: JSON, typed: Mapping[Place, object] | None, spot: Spot, entry: tuple[object, ...]
) -> JSON:
    """What is chosen in a view stays chosen."""
    values = forms.put_in(blocks, before, typed or {})
    if spot.element["type"] in forms.STATES:
        values.setdefault(spot.block_id, {})[spot.action_id] = forms.state_of(spot.element, *entry)
    return values
