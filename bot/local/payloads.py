"""The shapes in which Slack tells an app what people did.

docs.slack.dev/reference/events, docs.slack.dev/interactivity/implementing-slash-commands and
docs.slack.dev/reference/interaction-payloads.
"""

import re
import uuid
from collections.abc import Mapping

from bot.local.things import APP, BOT_USER, JSON, Channel, Message, View
from bot.local.users import User
from bot.local.world import World

VERIFICATION_TOKEN = "local-verification"  # noqa: S105 - the old word in every payload, not a secret
_MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


def escaped(words: str) -> str:
    """What people type, as apps get it (docs.slack.dev/messaging/formatting-message-text)."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rich_text(text: str) -> list[JSON]:
    """The blocks that Slack makes of a typed message."""
    elements: list[JSON] = []
    for at, part in enumerate(_MENTION.split(text)):
        if part:
            elements.append({"type": "user", "user_id": part} if at % 2 else {"type": "text", "text": unescaped(part)})
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
    return [block] if elements else []


def event(world: World, content: JSON, *, shared: bool = False) -> JSON:
    """Any event in its wrapping (docs.slack.dev/apis/events-api, the outer payload)."""
    home = world.home
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": home.id,
        "context_team_id": home.id,
        "context_enterprise_id": home.enterprise,
        "api_app_id": APP,
        "event": content,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.clock()),
        "authorizations": [
            {
                "enterprise_id": home.enterprise,
                "team_id": home.id,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": home.org_wide,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{uuid.uuid4().hex}",
    } | ({"enterprise_id": home.enterprise} if home.enterprise else {})


def message_event(world: World, message: Message, kind: str = "message") -> JSON:
    """A new message, as `message` or as `app_mention`."""
    channel = world.channels[message.channel]
    content: JSON = message.json() | channel.reply_json(message)
    content |= {"type": kind, "channel": channel.id, "event_ts": message.ts}
    if not message.by_bot:
        content["client_msg_id"] = str(uuid.uuid4())
    if message.files:
        content["subtype"] = "file_share"
    if kind == "message":
        content["channel_type"] = channel.channel_type
    if message.team != world.home.id:
        content |= {"user_team": message.team, "source_team": message.team}
    return event(world, content, shared=channel.is_ext_shared)


def changed_event(world: World, old: Message, new: Message | None) -> JSON:
    """An edited message, or a deleted one where there is no new one."""
    channel = world.channels[old.channel]
    ts = world.new_ts()
    content: JSON = {
        "type": "message",
        "subtype": "message_changed" if new else "message_deleted",
        "channel": channel.id,
        "channel_type": channel.channel_type,
        "hidden": True,
        "previous_message": channel.json_of(old),
        "ts": ts,
        "event_ts": ts,
    }
    content |= {"message": channel.json_of(new)} if new else {"deleted_ts": old.ts}
    return event(world, content, shared=channel.is_ext_shared)


def command(user: User, channel: Channel, line: tuple[str, str], *, doors: tuple[str, str]) -> JSON:
    """A slash command: its name and what was typed after it; the doors are its trigger_id and response_url."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": user.home.id,
        "team_domain": user.home.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": line[0],
        "text": line[1],
        "api_app_id": APP,
        "is_enterprise_install": str(user.home.org_wide).lower(),
        "response_url": doors[1],
        "trigger_id": doors[0],
    } | ({"enterprise_id": user.home.enterprise} if user.home.enterprise else {})


def interaction(kind: str, user: User, trigger: str = "") -> JSON:
    """What clicks and forms have in common; those that can open a modal come with a trigger."""
    return {
        "type": kind,
        "team": user.home.json(),
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "enterprise": {"id": user.home.enterprise, "name": user.home.enterprise} if user.home.enterprise else None,
        "is_enterprise_install": user.home.org_wide,
    } | ({"trigger_id": trigger} if trigger else {})


def in_message(message: Message, channel: Channel, response_url: str, values: JSON) -> JSON:
    """Where a click happened: a message. The message itself does not come with it where it was ephemeral."""
    ephemeral = message.only_for is not None
    container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": ephemeral}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place: JSON = {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": values},
        "response_url": response_url,
    }
    return place if ephemeral else place | {"message": channel.json_of(message)}


def in_view(view: View) -> JSON:
    """Where a click happened: a modal or the Home tab."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.json()}


def suggestion(user: User, where: Message | View, channels: Mapping[str, Channel]) -> JSON:
    """What was typed into a menu, to come after; it opens no form and has no response_url."""
    payload = interaction("block_suggestion", user)
    if isinstance(where, View):
        return payload | in_view(where)
    place = in_message(where, channels[where.channel], "", {})
    return payload | {name: place[name] for name in ("container", "channel", "message") if name in place}


def _channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "groups": "privategroup"}.get(channel.kind, channel.name)
