"""The whole of the local workspace: who and what is in it, and what has happened to it, all in memory."""

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.local import forms
from bot.local.changes import Changes
from bot.local.deliveries import EVENT, Delivery, Timing, Way
from bot.local.faults import Faults
from bot.local.link import Link
from bot.local.things import BOT_USER, JSON, Channel, File, Message, Team, View
from bot.local.users import User

BOT_SCOPES = (
    "app_mentions:read chat:write commands im:history im:write users:read channels:read groups:read dnd:read files:read"
    " files:write"
)
BOT_EVENTS = "app_mention message.im app_home_opened app_uninstalled tokens_revoked member_joined_channel user_change"

RESPONSES = 5  # posts to one response_url: docs.slack.dev/interactivity/handling-user-interaction


@dataclass(frozen=True)
class Call:
    """One call of the Web API, as it was made and answered."""

    method: str
    args: JSON
    answer: JSON | None  # None where the connection broke first
    status: int = 200


@dataclass(frozen=True)
class Problem:
    """Something that Slack passes over in silence and that an author would want to know."""

    kind: str  # refused_ack, refused_response, accessibility, unthreaded, unknown_method
    detail: str


@dataclass
class Exchange:
    """What a trigger_id or a response_url still is good for."""

    user: str
    expires: float
    uses: int
    channel: str = ""
    message: Message | None = None


@dataclass
class World:
    """Everything behind one lock: hold `changed` to look or to alter, and notify it after altering."""

    home: Team = field(default_factory=Team)
    beside: "World | None" = None  # a workspace behind the same address: one lock, and no id twice
    installed: bool = True  # whether the app is: where it is not, it is told of nothing
    bot_token: str = "xoxb-local"  # noqa: S105 - opens nothing but this process
    app_token: str = "xapp-local"  # noqa: S105 - the same
    signing_secret: str = "local-signing-secret"  # noqa: S105 - the same
    revoked: set[str] = field(default_factory=set)  # tokens that were given back
    scopes: set[str] = field(default_factory=lambda: set(BOT_SCOPES.split()))
    events: set[str] = field(default_factory=lambda: set(BOT_EVENTS.split()))
    commands: set[str] = field(default_factory=set)  # the app's, such as /board; empty: any is taken for one of its own
    outsiders_reachable: bool = False  # whether the bot may write to people of other organisations directly
    charts: bool = True  # whether this workspace already draws data_visualization blocks
    address: str = ""  # http://127.0.0.1:PORT once it is served
    clock: Callable[[], float] = time.time  # the time on messages, in epoch seconds; what Slack waits for runs on `now`
    changed: Changes = field(default_factory=Changes)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    modals: dict[str, list[View]] = field(default_factory=dict)  # person -> the stack of open modals
    homes: dict[str, View] = field(default_factory=dict)
    notices: dict[str, list[str]] = field(default_factory=dict)  # person -> what Slack itself told them
    triggers: dict[str, Exchange] = field(default_factory=dict)
    response_urls: dict[str, Exchange] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    redirect_downloads: str = ""  # where a download is sent on to, if anywhere
    faults: Faults = field(default_factory=Faults)
    timing: Timing = field(default_factory=Timing)
    deliveries: list[Delivery] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.changed = self.beside.changed if self.beside else self.changed
        self.link = Link(self.changed, self.timing)
        self.ways: list[Way] = [self.link]  # how the app is told of things: over its WebSockets; the last is in force
        self.resume(1, 0)
        self.users[BOT_USER] = User(BOT_USER, "bot", "Bot", is_bot=True, team_id=self.home.id, home=self.home)

    @property
    def way(self) -> Way:
        return self.ways[-1]

    @staticmethod
    def now() -> float:
        return time.time()

    @property
    def marks(self) -> tuple[int, int]:
        """The next number, and the last timestamp: no two things are named alike, also after `resume`."""
        return self._next_number, self._last_ts

    def resume(self, number: int, last_ts: int) -> None:
        self._next_number, self._last_ts = number, last_ts

    def new_number(self) -> int:
        if self.beside:
            return self.beside.new_number()
        with self.changed:
            self._next_number += 1
            return self._next_number - 1

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{self.new_number():08d}"

    def new_ts(self) -> str:
        """The next timestamp: it names a message, so no two are alike and each is later than the last."""
        with self.changed:
            self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def ids(self) -> set[str]:
        """By which a call with the token of a whole organisation is known to be about this workspace."""
        views = [*self.homes.values(), *(view for stack in self.modals.values() for view in stack)]
        held = {*self.channels, *self.users, *self.files, *self.triggers}
        return {self.home.id, *held, *(view.id for view in views)}

    def new_trigger(self, user: str) -> str:
        trigger = f"{self.new_number()}.{time.time_ns()}.{secrets.token_hex(8)}"
        self.triggers[trigger] = Exchange(user, self.now() + self.timing.trigger, uses=1)
        return trigger

    def new_response_exchange(self, user: str, channel: str, message: Message | None = None) -> Exchange:
        return Exchange(user, self.now() + self.timing.response_url, RESPONSES, channel, message)

    def new_response_url(self, exchange: Exchange) -> str:
        name = f"{self.home.id}/{self.new_number()}/{secrets.token_urlsafe(12)}"
        self.response_urls[name] = exchange
        return f"{self.address}/actions/{name}"

    def direct_messages(self, user: str) -> Channel:
        """The conversation of one person with the app."""
        with self.changed:
            for channel in self.channels.values():
                if channel.is_im and user in channel.members:
                    return channel
            channel = Channel(self.new_id("D"), "", [user, BOT_USER], is_im=True, created=int(self.clock()))
            channel.team = self.home.id
            self.channels[channel.id] = channel
            return channel

    def post(self, message: Message) -> Message:
        with self.changed:
            if message.only_for:
                self.ephemerals.append(message)
            else:
                self.channels[message.channel].messages[message.ts] = message
            self.changed.notify_all()
            return message

    def bot_message(self, channel: str, text: str, blocks: Iterable[JSON], **more: object) -> Message:
        """A message of the bot that is not posted yet."""
        given: JSON = {"text": text, "blocks": forms.completed(blocks), "team": self.home.id, **more}
        return Message(channel, self.new_ts(), BOT_USER, **given)

    def new_file(self, name: str, user: str, content: bytes = b"", *, announced: int = 0) -> File:
        with self.changed:
            traits: JSON = {"announced": announced, "complete": not announced, "team": self.home.id}
            file = File(self.new_id("F"), name, user, content, self.address, int(self.clock()), **traits)
            self.files[file.id] = file
            return file

    def notice(self, user: str, words: str) -> None:
        with self.changed:
            self.notices.setdefault(user, []).append(words)
            self.changed.notify_all()

    def problem(self, kind: str, detail: str) -> None:
        with self.changed:
            self.problems.append(Problem(kind, detail))
            self.changed.notify_all()

    def tell(self, payload: JSON, message: Message | None = None) -> Delivery:
        """Send an event to the app, if it asked for events of this kind; else say that it did not."""
        event = payload["event"]
        name = event["type"]
        if name == "message":
            name += {"channel": ".channels", "group": ".groups"}.get(event["channel_type"], f".{event['channel_type']}")
        delivery = Delivery(EVENT, payload, message)
        if name in self.events:
            return self.send(delivery)
        delivery.trouble = "not_subscribed"
        return delivery

    def send(self, delivery: Delivery) -> Delivery:
        """Put something on its way to the app; any thread may."""
        if not self.installed:
            delivery.trouble = "not_installed"
            return delivery
        with self.changed:
            self.deliveries.append(delivery)
            self.way.send(delivery)
        return delivery
