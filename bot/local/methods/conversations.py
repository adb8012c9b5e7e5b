"""Methods about channels and what was said in them: conversations.*."""

from typing import TypeVar

from bot.local.things import BOT_USER, JSON, Channel, Message
from bot.local.web_api import Ask, Method, Refusal

MOST_IN_A_GROUP = 8  # docs.slack.dev/reference/methods/conversations.open

_T = TypeVar("_T")


def open_conversation(ask: Ask) -> JSON:
    """A direct message with one person or several, up to eight; what is there already is opened again."""
    ids = [one for one in _user_ids(ask) if one != BOT_USER]
    if not ids:
        raise Refusal("users_list_not_supplied")
    for user_id in ids:
        _may_be_written_to(ask, user_id)
    before = set(ask.world.channels)
    channel = ask.world.direct_messages(ids[0]) if len(ids) == 1 else _group_of(ask, ids)
    known = {"no_op": True, "already_open": True} if channel.id in before else {}
    return known | {"channel": channel.json() if ask.flag("return_im") else {"id": channel.id}}


def info(ask: Ask) -> JSON:
    channel = ask.channel()
    ask.need(f"{channel.kind}:read")
    counted = {"num_members": len(channel.members)} if ask.flag("include_num_members") else {}
    return {"channel": channel.json() | counted}


def members(ask: Ask) -> JSON:
    channel = ask.channel()
    ask.need(f"{channel.kind}:read")
    page, cursor = _page(ask, channel.members, usual=100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def history(ask: Ask) -> JSON:
    channel = _channel_to_read(ask)
    top = [one for one in channel.messages.values() if one.thread_ts in {None, one.ts} or one.broadcast]
    return _messages(ask, channel, list(reversed(_between(ask, top))), usual=100)


def replies(ask: Ask) -> JSON:
    channel = _channel_to_read(ask)
    parent = channel.messages.get(ask.text("ts"))
    if parent is None:
        raise Refusal("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = [one for one in channel.messages.values() if root in {one.ts, one.thread_ts}]
    return _messages(ask, channel, [thread[0], *_between(ask, thread[1:])], usual=1000)


def _may_be_written_to(ask: Ask, user_id: str) -> None:
    user = ask.world.users.get(user_id)
    if user is None:
        raise Refusal("user_not_found")
    if user.is_bot:
        raise Refusal("cannot_dm_bot")  # undocumented: HubSpot/slack-client#90
    if user.deleted:
        raise Refusal("user_disabled")
    if user.is_external and not ask.world.outsiders_reachable:
        raise Refusal("user_not_visible")


def _user_ids(ask: Ask) -> list[str]:
    users = ask.args.get("users") or ""
    return [str(one) for one in users] if isinstance(users, list) else [one for one in str(users).split(",") if one]


def _group_of(ask: Ask, ids: list[str]) -> Channel:
    ask.need("mpim:write")
    if len(ids) > MOST_IN_A_GROUP:
        raise Refusal("too_many_users")
    wanted = {*ids, BOT_USER}
    for channel in ask.world.channels.values():
        if channel.is_mpim and set(channel.members) == wanted:
            return channel
    name = "--".join(ask.world.users[one].name for one in (*ids, BOT_USER))
    members, created = [*ids, BOT_USER], int(ask.world.clock())
    channel = Channel(ask.world.new_id("G"), f"mpdm-{name}-1", members, is_mpim=True, created=created)
    channel.team = ask.world.home.id
    ask.world.channels[channel.id] = channel
    return channel


def _channel_to_read(ask: Ask) -> Channel:
    channel = ask.channel()
    ask.need(f"{channel.kind}:history")
    if BOT_USER not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _between(ask: Ask, messages: list[Message]) -> list[Message]:
    oldest, latest = ask.text("oldest") or "0", ask.text("latest") or "9" * 10
    inclusive = ask.flag("inclusive")
    return [
        one
        for one in messages
        if float(oldest) < float(one.ts) < float(latest) or (inclusive and one.ts in {oldest, latest})
    ]


def _messages(ask: Ask, channel: Channel, messages: list[Message], usual: int) -> JSON:
    page, cursor = _page(ask, messages, usual)
    return {
        "messages": [channel.json_of(one, all_metadata=ask.flag("include_all_metadata")) for one in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _page(ask: Ask, things: list[_T], usual: int) -> tuple[list[_T], str]:
    """One page and the cursor of the next (docs.slack.dev/apis/web-api/pagination)."""
    start, limit = int(ask.text("cursor") or 0), int(ask.text("limit") or usual)
    if start < 0 or limit < 0:
        raise Refusal("invalid_cursor" if start < 0 else "invalid_limit")
    end = start + limit
    return things[start:end], str(end) if end < len(things) else ""


METHODS = {
    "conversations.open": Method(open_conversation, ("im:write", "mpim:write")),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
}
