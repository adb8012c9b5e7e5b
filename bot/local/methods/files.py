"""Methods about files: files.*. The bytes themselves go through the doors in `bot.local.files`."""

from bot.local import payloads
from bot.local.things import BOT_USER, JSON, Channel, File
from bot.local.web_api import Ask, Method, Refusal
from bot.local.writing import draft_of


def get_upload_url(ask: Ask) -> JSON:
    """Announce a file: its name and its length."""
    length = int(ask.text("length") or 0)
    if not ask.text("filename") or length <= 0:
        raise Refusal("invalid_arguments")
    file = ask.world.new_file(ask.text("filename"), BOT_USER, announced=length)
    return {"upload_url": f"{ask.world.address}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(ask: Ask) -> JSON:
    """Each upload is completed once; with a channel, the files stand in it as a message of their own."""
    named = ask.args.get("files")
    if not isinstance(named, list) or not named:
        raise Refusal("invalid_arguments")
    files = [_announced(ask, one) for one in named]
    channel = _channel(ask)
    if channel:
        _share(ask, channel, files)
    for file, one in zip(files, named, strict=True):
        file.complete, file.title = True, str(one.get("title") or "")
    return {"files": [file.json() for file in files]}


def _in(ask: Ask, file: File) -> JSON:
    """Where it stands: docs.slack.dev/reference/objects/file-object, `shares`."""
    shares: JSON = {}
    for channel in ask.world.channels.values():
        for message in channel.messages.values():
            if file in message.files:
                share = {"ts": message.ts, "channel_name": channel.name, "team_id": channel.team}
                share |= {"share_user_id": message.user}
                share |= channel.thread_json(message.ts)
                share |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
                kind = "public" if channel.kind == "channels" else "private"
                shares.setdefault(kind, {}).setdefault(channel.id, []).append(share)
    private = shares.get("private", ())
    direct = [one for one in private if ask.world.channels[one].is_im]
    groups = [one for one in private if one not in direct]
    return {"shares": shares, "channels": [*shares.get("public", ())], "groups": groups, "ims": direct}


def info(ask: Ask) -> JSON:
    file = ask.world.files.get(ask.text("file"))
    if file is None or not file.complete:
        raise Refusal("file_not_found")
    return {"file": file.json() | _in(ask, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(ask: Ask) -> JSON:
    """An app may delete its own files alone: docs.slack.dev/reference/methods/files.delete."""
    file = ask.world.files.get(ask.text("file"))
    if file is None or not file.complete:
        raise Refusal("file_not_found")
    if file.user != BOT_USER:
        raise Refusal("cant_delete_file")
    del ask.world.files[file.id]
    for channel in ask.world.channels.values():
        for message in [each for each in channel.messages.values() if file in each.files]:
            message.files.remove(file)
            if not message.files and not message.text and not message.blocks:
                del channel.messages[message.ts]
    ask.world.changed.notify_all()
    return {}


def _announced(ask: Ask, named: object) -> File:
    file = ask.world.files.get(str(named.get("id"))) if isinstance(named, dict) else None
    if file is None or file.complete or not file.content:
        raise Refusal("file_not_found")
    return file


def _channel(ask: Ask) -> Channel | None:
    """The one conversation named, by `channel_id` or by `channels`; without one the file stays with the app."""
    name = ask.text("channel_id") or ask.text("channels")
    if not name:
        return None
    channel = ask.world.channels.get(name)
    if channel is None:
        raise Refusal("channel_not_found")
    if BOT_USER not in channel.members:
        raise Refusal("not_in_channel")
    if channel.is_archived:
        raise Refusal("is_archived")
    return channel


def _share(ask: Ask, channel: Channel, files: list[File]) -> None:
    given = {"text": ask.text("initial_comment")} if ask.text("initial_comment") else {"blocks": ask.args.get("blocks")}
    draft = draft_of(ask.world, given) if any(given.values()) else None
    if draft and draft.error:
        raise Refusal(draft.error, draft.reasons)
    said = (draft.text, draft.blocks) if draft else ("", [])
    message = ask.world.bot_message(channel.id, *said, thread_ts=ask.text("thread_ts") or None, files=files)
    ask.world.post(message)
    ask.world.tell(payloads.message_event(ask.world, message), message)


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
    "files.delete": Method(delete, ("files:write",)),
    "files.info": Method(info, ("files:read",)),
}
