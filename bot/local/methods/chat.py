"""Methods that write messages: chat.*."""

import json
import re
from dataclasses import replace

from bot.local import forms, payloads
from bot.local.things import BOT_USER, JSON, Channel, Message
from bot.local.web_api import Ask, Method, Refusal
from bot.local.writing import Draft, draft_of

_TIMESTAMP = re.compile(r"\d+\.\d{6}")
METADATA_BYTES = (
    16_000  # metadata_too_large is documented, its measure is not: docs.slack.dev/messaging/message-metadata
)


def post_message(ask: Ask) -> JSON:
    channel = _channel_to_write(ask)
    draft = _draft(ask)
    thread_ts = _thread(ask, channel)
    message = ask.world.bot_message(
        channel.id,
        draft.text,
        draft.blocks,
        attachments=draft.attachments,
        metadata=_metadata(ask),
        thread_ts=thread_ts,
        broadcast=ask.flag("reply_broadcast"),
    )
    ask.world.post(message)
    ask.world.tell(payloads.message_event(ask.world, message), message)
    warning: JSON = {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return {"channel": channel.id, "ts": message.ts, "message": message.json()} | (warning if draft.truncated else {})


def post_ephemeral(ask: Ask) -> JSON:
    channel = _channel_to_write(ask)
    if ask.text("user") not in channel.members:
        raise Refusal("user_not_in_channel")
    draft = _draft(ask)
    message = ask.world.bot_message(
        channel.id, draft.text, draft.blocks, thread_ts=ask.text("thread_ts") or None, only_for=ask.text("user")
    )
    ask.world.post(message)
    return {"message_ts": message.ts}


def update(ask: Ask) -> JSON:
    """The text alone takes the blocks away: docs.slack.dev/reference/methods/chat.update."""
    channel, old = _own_message(ask, "cant_update_message")
    draft = _draft(ask, longest_text=4_000)
    new = replace(
        old,
        text=draft.text,
        blocks=forms.completed(draft.blocks),
        attachments=draft.attachments,
        edited_ts=ask.world.new_ts(),
        metadata=_metadata(ask) if "metadata" in ask.args else old.metadata,
    )
    channel.messages[old.ts] = new
    ask.world.changed.notify_all()
    ask.world.tell(payloads.changed_event(ask.world, old, new), new)
    return {"channel": channel.id, "ts": new.ts, "text": new.text, "message": new.json()}


def delete(ask: Ask) -> JSON:
    channel, old = _own_message(ask, "cant_delete_message")
    del channel.messages[old.ts]
    ask.world.changed.notify_all()
    ask.world.tell(payloads.changed_event(ask.world, old, None), old)
    return {"channel": channel.id, "ts": old.ts}


def _channel_to_write(ask: Ask) -> Channel:
    """The channel to write to; a person's id stands for the conversation with them, even once their account is gone."""
    if person := ask.world.users.get(ask.text("channel")):
        if person.is_bot or (person.is_external and not ask.world.outsiders_reachable):
            raise Refusal("channel_not_found")
        return ask.world.direct_messages(person.id)
    channel = ask.channel()
    if channel.is_archived:
        raise Refusal("is_archived")
    if BOT_USER not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _own_message(ask: Ask, refusal: str) -> tuple[Channel, Message]:
    channel = ask.channel()
    message = channel.messages.get(ask.text("ts"))
    if message is None:
        raise Refusal("message_not_found")
    if not message.by_bot:
        raise Refusal(refusal)
    return channel, message


def _draft(ask: Ask, longest_text: int | None = None) -> Draft:
    draft = draft_of(ask.world, ask.args, longest_text=longest_text)
    if draft.error:
        raise Refusal(draft.error, draft.reasons)
    return draft


def _thread(ask: Ask, channel: Channel) -> str | None:
    """The thread to reply in. Where it is gone, Slack posts to the channel instead (seen in slack-go/slack#1571)."""
    wanted = ask.text("thread_ts")
    if not wanted:
        return None
    if not _TIMESTAMP.fullmatch(wanted):
        raise Refusal("invalid_thread_ts", [f"[ERROR] {wanted} is not a valid thread_ts"])
    if wanted in channel.messages:
        return channel.messages[wanted].thread_ts or wanted
    if any(one.thread_ts == wanted for one in channel.messages.values()):
        return wanted
    ask.world.problem("unthreaded", f"a reply to {wanted}, which is not in {channel.id}, went to the channel")
    return None


def _metadata(ask: Ask) -> JSON | None:
    metadata = ask.args.get("metadata")
    if not metadata:
        return None
    if not (isinstance(metadata, dict) and metadata.get("event_type") and "event_payload" in metadata):
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise Refusal("metadata_too_large")
    return metadata


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
}
