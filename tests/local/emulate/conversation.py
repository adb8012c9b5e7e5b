"""The same calls of the Web API to either side, and the answers by the name of what was tried."""

import json

from tests.local.emulate.sides import JSON, Side

SECTION = {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": "Words"}}
HOME = {"type": "home", "blocks": [SECTION]}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Title"}, "blocks": [SECTION]}
NOTE = {"event_type": "note", "event_payload": {"key": "1"}}


def converse(side: Side) -> dict[str, JSON]:
    answers: dict[str, JSON] = {}
    for part in (_directory, _conversations, _messages, _files, _views):
        answers |= part(side)
    return json.loads(json.dumps(answers).replace(side.board, "BOARD"))  # ids are names of fields in some places


def _directory(side: Side) -> dict[str, JSON]:
    return {
        "auth.test": side.call("auth.test"),
        "users.info": side.call("users.info", user=side.amy),
        "users.info of the bot": side.call("users.info", user=side.bot),
        "users.info of nobody": side.call("users.info", user="U0NOBODY"),
        "team.info": side.call("team.info"),
        "bots.info": side.call("bots.info", bot="B0BOT"),
        "dnd.info": side.call("dnd.info", user=side.amy),
        "a method that does not exist": side.call("no.such"),
    }


def _conversations(side: Side) -> dict[str, JSON]:
    direct = side.call("conversations.open", users=side.amy)
    return {
        "conversations.open": direct,
        "conversations.open again": side.call("conversations.open", users=side.amy, return_im=True),
        "conversations.open of two": side.call("conversations.open", users=f"{side.amy},{side.ben}", return_im=True),
        "conversations.open of nobody": side.call("conversations.open"),
        "conversations.open of a stranger": side.call("conversations.open", users="U0NOBODY"),
        "conversations.info": side.call("conversations.info", channel=side.board),
        "conversations.info of two": side.call("conversations.info", channel=direct["channel"]["id"]),
        "conversations.info of nothing": side.call("conversations.info", channel="C0NOTHING"),
        "conversations.members": side.call("conversations.members", channel=side.board),
    }


def _messages(side: Side) -> dict[str, JSON]:
    board, post = side.board, "chat.postMessage"
    first = side.call(post, channel=board, text="Words", blocks=[SECTION], metadata=NOTE)
    ts = first["ts"]
    reply = side.call(post, channel=board, text="Reply", thread_ts=ts)
    return {
        post: first,
        f"{post} in a thread": reply,
        f"{post} in a thread and outside": side.call(
            post, channel=board, text="Both", thread_ts=ts, reply_broadcast=True
        ),
        f"{post} to a person": side.call(post, channel=side.amy, text="Words"),
        f"{post} of nothing": side.call(post, channel=board),
        f"{post} to nowhere": side.call(post, channel="C0NOTHING", text="Words"),
        f"{post} where the bot is not": side.call(post, channel=side.elsewhere, text="Words"),
        f"{post} of no blocks": side.call(post, channel=board, text="Words", blocks="none"),
        f"{post} with wrong metadata": side.call(post, channel=board, text="Words", metadata="none"),
        f"{post} of too long a text": side.call(post, channel=board, text="a" * 40_001),
        "chat.postEphemeral": side.call("chat.postEphemeral", channel=board, user=side.amy, text="Words"),
        "chat.postEphemeral to nobody": side.call("chat.postEphemeral", channel=board, user="U0NOBODY", text="Words"),
        "chat.update": side.call("chat.update", channel=board, ts=ts, text="Other", blocks=[SECTION]),
        "chat.update of nothing": side.call("chat.update", channel=board, ts="1.000001", text="Other"),
        "conversations.history": side.call("conversations.history", channel=board, include_all_metadata=True),
        "conversations.history, a page": side.call("conversations.history", channel=board, limit=1),
        "conversations.history of nothing": side.call("conversations.history", channel="C0NOTHING"),
        "conversations.history where the bot is not": side.call("conversations.history", channel=side.elsewhere),
        "conversations.replies": side.call("conversations.replies", channel=board, ts=ts),
        "conversations.replies to nothing": side.call("conversations.replies", channel=board, ts="1.000001"),
        "chat.delete": side.call("chat.delete", channel=board, ts=reply["ts"]),
        "chat.delete again": side.call("chat.delete", channel=board, ts=reply["ts"]),
    }


def _files(side: Side) -> dict[str, JSON]:
    announced = side.call("files.getUploadURLExternal", filename="paper.txt", length=5)
    status = side.put(announced["upload_url"], b"Words")
    file = announced["file_id"]
    named = {"files": [{"id": file, "title": "Paper"}]}
    return {
        "files.getUploadURLExternal": announced,
        "files.getUploadURLExternal of nothing": side.call("files.getUploadURLExternal", filename="paper.txt"),
        "the upload": {"ok": status == 200},
        "files.completeUploadExternal": side.call(
            "files.completeUploadExternal", channel_id=side.board, initial_comment="Words", **named
        ),
        "files.completeUploadExternal again": side.call("files.completeUploadExternal", **named),
        "files.info": side.call("files.info", file=file),
        "files.delete": side.call("files.delete", file=file),
        "files.info of nothing": side.call("files.info", file=file),
        "files.delete of nothing": side.call("files.delete", file=file),
    }


def _views(side: Side) -> dict[str, JSON]:
    trigger = side.trigger()
    opened = side.call("views.open", trigger_id=trigger, view=MODAL)
    first = opened["view"]["id"]
    return {
        "views.publish": side.call("views.publish", user_id=side.amy, view=HOME),
        "views.publish on an old one": side.call("views.publish", user_id=side.amy, view=HOME, hash="1.old"),
        "views.publish to nobody": side.call("views.publish", user_id="U0NOBODY", view=HOME),
        "views.publish of a modal": side.call("views.publish", user_id=side.amy, view=MODAL),
        "views.open": opened,
        "views.open with a used trigger": side.call("views.open", trigger_id=trigger, view=MODAL),
        "views.open with no trigger": side.call("views.open", trigger_id="none", view=MODAL),
        "views.open of nothing": side.call("views.open", trigger_id=side.trigger()),
        "views.update": side.call("views.update", view_id=first, view=MODAL),
        "views.update on an old one": side.call("views.update", view_id=first, view=MODAL, hash="1.old"),
        "views.update of nothing": side.call("views.update", view_id="V0NOTHING", view=MODAL),
        "views.push": side.call("views.push", trigger_id=side.trigger(first), view=MODAL),
        "views.push with no trigger": side.call("views.push", trigger_id="none", view=MODAL),
    }
