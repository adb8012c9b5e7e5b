"""What was said in the workspace, written down as JSON and taken up again: conversations, files and Homes.

Not kept are open modals and what was on its way to the app: whoever ends the workspace has closed them.
"""

import base64
from dataclasses import fields
from typing import Any

from bot.local.things import JSON, Channel, File, Message, View
from bot.local.world import World


def kept(world: World) -> JSON:
    """All of it, at this moment."""
    with world.changed:
        number, last_ts = world.marks
        return {
            "number": number,
            "last_ts": last_ts,
            "files": [
                _plain(file) | {"content": base64.b64encode(file.content).decode()} for file in world.files.values()
            ],
            "channels": [
                _plain(channel) | {"messages": [_message(each) for each in channel.messages.values()]}
                for channel in world.channels.values()
            ],
            "ephemerals": [_message(each) for each in world.ephemerals],
            "homes": [_plain(home) for home in world.homes.values()],
        }


def take_up(world: World, said: JSON) -> None:
    """Let it stand as it did; files are at the address that the workspace has now. Its people are there already."""
    with world.changed:
        world.resume(said["number"], said["last_ts"])
        for each in said["files"]:
            content = base64.b64decode(each["content"])
            world.files[each["id"]] = File(**each | {"content": content, "address": world.address})
        for each in said["channels"]:
            messages = {one["ts"]: _read(world, one) for one in each["messages"]}
            world.channels[each["id"]] = Channel(**each | {"messages": messages})
        world.ephemerals.extend(_read(world, each) for each in said["ephemerals"])
        world.homes.update({each["user"]: View(**each) for each in said["homes"]})
        world.changed.notify_all()


def _plain(thing: File | Channel | Message | View) -> JSON:
    return {each.name: getattr(thing, each.name) for each in fields(thing)}


def _message(message: Message) -> JSON:
    return _plain(message) | {"files": [file.id for file in message.files]}


def _read(world: World, said: dict[str, Any]) -> Message:
    return Message(**said | {"files": [world.files[each] for each in said["files"]]})
