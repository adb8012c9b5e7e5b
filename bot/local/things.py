"""The things in a Slack workspace: files, messages, channels and views, and the JSON in which Slack tells of each."""

import mimetypes
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.local.reading import words_of

JSON = dict[str, Any]

TEAM = "T0LOCAL"
TEAM_DOMAIN = "local"
APP = "A0APP"
BOT_USER = "U0BOT"
BOT = "B0BOT"


@dataclass
class Team:
    """A Slack workspace: its own, or one of an organisation (docs.slack.dev/enterprise)."""

    id: str = TEAM
    domain: str = TEAM_DOMAIN
    enterprise: str | None = None
    org_wide: bool = False  # whether the whole organisation has installed the app, and not this workspace

    def json(self) -> JSON:
        belongs = {"enterprise_id": self.enterprise} if self.enterprise else {}
        return {"id": self.id, "domain": self.domain} | belongs


@dataclass
class File:
    """A file that somebody has sent (docs.slack.dev/reference/objects/file-object)."""

    id: str
    name: str
    user: str
    content: bytes
    address: str  # of this workspace
    created: int
    title: str = ""
    announced: int = 0  # bytes that are to come
    complete: bool = True  # else it is on its way, and nobody can see it
    team: str = TEAM

    @property
    def path(self) -> str:
        return f"/files-pri/{self.team}-{self.id}"

    def json(self) -> JSON:
        mimetype = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        name = quote(self.name)
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": mimetype,
            "filetype": self.name.rpartition(".")[2].lower(),
            "user": self.user,
            "user_team": self.team,
            "size": len(self.content),
            "mode": "hosted",
            "editable": False,
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{self.address}{self.path}/{name}",
            "url_private_download": f"{self.address}{self.path}/download/{name}",
            "file_access": "visible",
        }


@dataclass
class Message:
    """A message as it stands in a channel, whoever wrote it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[JSON] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: JSON | None = None
    edited_ts: str | None = None
    attachments: list[JSON] = field(default_factory=list)
    only_for: str | None = None  # an ephemeral message: the one person who sees it
    team: str = TEAM
    broadcast: bool = False  # a reply that was also sent to the channel
    files: list[File] = field(default_factory=list)

    @property
    def by_bot(self) -> bool:
        return self.user == BOT_USER

    @property
    def words(self) -> str:
        """Every word that a person sees: the blocks where there are any, else the text."""
        return "\n".join(words_of(self.blocks)) if self.blocks else self.text

    def json(self, *, all_metadata: bool = True) -> JSON:
        message: JSON = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": self.team}
        if self.broadcast:
            message["subtype"] = "thread_broadcast"
        if self.by_bot:
            message |= {"bot_id": BOT, "app_id": APP, "bot_profile": {"id": BOT, "app_id": APP, "team_id": self.team}}
        for name in ("blocks", "attachments", "thread_ts"):
            if getattr(self, name):
                message[name] = getattr(self, name)
        if self.files:
            message |= {"files": [self._file(file) for file in self.files], "upload": False}
        if self.edited_ts:
            message["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.metadata:
            kept = self.metadata if all_metadata else {"event_type": self.metadata["event_type"]}
            message["metadata"] = kept
        return message

    def _file(self, file: File) -> JSON:
        """Another organisation's file is only an id (docs.slack.dev/reference/events/message/file_share)."""
        if self.team == file.team:
            return file.json()
        return {"id": file.id, "mode": "file_access", "file_access": "check_file_info", "created": 0, "user": ""}


@dataclass
class Channel:
    """A conversation of any kind (docs.slack.dev/reference/objects/conversation-object)."""

    id: str
    name: str
    members: list[str]
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_ext_shared: bool = False
    is_archived: bool = False
    created: int = 0
    team: str = TEAM
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """How scopes and events call this kind: im, mpim, groups or channels."""
        return "im" if self.is_im else "mpim" if self.is_mpim else "groups" if self.is_private else "channels"

    @property
    def channel_type(self) -> str:
        return {"groups": "group", "channels": "channel"}.get(self.kind, self.kind)

    @property
    def people(self) -> list[str]:
        return [one for one in self.members if one != BOT_USER]

    def json(self) -> JSON:
        common: JSON = {"id": self.id, "created": self.created, "is_im": self.is_im, "is_archived": self.is_archived}
        common |= {"is_org_shared": False, "context_team_id": self.team}
        if self.is_im:
            return common | {"user": (self.people or [BOT_USER])[0], "is_open": True, "priority": 0}
        creator = (self.people or [BOT_USER])[0]
        unsaid = {"value": "", "creator": "", "last_set": 0}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "creator": creator,
            "is_channel": self.kind == "channels",
            "is_group": self.kind == "groups",
            "is_mpim": self.is_mpim,
            "is_private": self.is_private or self.is_mpim,
            "is_general": False,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "is_member": BOT_USER in self.members,
            "topic": unsaid,
            "purpose": unsaid,
        }

    def json_of(self, message: Message, *, all_metadata: bool = True) -> JSON:
        """A message with what its thread makes of it (docs.slack.dev/messaging/retrieving-messages)."""
        told = message.json(all_metadata=all_metadata) | self.reply_json(message)
        thread = self.thread_json(message.ts)
        return told | thread | {"thread_ts": message.ts} if thread["reply_count"] else told

    def reply_json(self, message: Message) -> JSON:
        head = self.messages.get(message.thread_ts or "")
        return {"parent_user_id": head.user} if head and head.ts != message.ts else {}

    def thread_json(self, ts: str) -> JSON:
        """The replies to a message: how many, whose and when the last."""
        replies = [one for one in self.messages.values() if one.thread_ts == ts != one.ts]
        writers = list(dict.fromkeys(reply.user for reply in replies))
        told: JSON = {"reply_count": len(replies), "reply_users": writers, "reply_users_count": len(writers)}
        return told | ({"latest_reply": replies[-1].ts} if replies else {})


@dataclass
class View:
    """A modal or a Home tab, as one person has it before them."""

    id: str
    user: str
    body: JSON  # as the app gave it, with every block_id filled in
    hash: str
    root_id: str
    previous_id: str | None = None
    values: JSON = field(default_factory=dict)  # what the person has put in: block_id -> action_id -> state
    errors: dict[str, str] = field(default_factory=dict)  # what the app said against it: block_id -> words
    team: str = TEAM

    @property
    def blocks(self) -> list[JSON]:
        blocks: list[JSON] = self.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def words(self) -> str:
        return "\n".join(words_of([self.body.get(name) for name in ("title", "submit", "close", "blocks")]))

    def json(self) -> JSON:
        standing: JSON = {"type": "modal", "private_metadata": "", "callback_id": "", "external_id": "", "title": None}
        standing |= {"submit": None, "close": None, "clear_on_close": False, "notify_on_close": False}
        return (
            standing
            | self.body
            | {
                "id": self.id,
                "team_id": self.team,
                "app_id": APP,
                "bot_id": BOT,
                "app_installed_team_id": self.team,
                "hash": self.hash,
                "state": {"values": self.values},
                "root_view_id": self.root_id,
                "previous_view_id": self.previous_id,
            }
        )
