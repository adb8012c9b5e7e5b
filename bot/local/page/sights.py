"""What a person sees, as plain values for the templates; the pen draws what is in messages and views."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.local.page import files
from bot.local.page.drawing import Pen
from bot.local.page.entered import Found
from bot.local.page.places import Look, also_seen_by, channel_at, channels_of, name_of, people, somebody
from bot.local.page.surfaces import Surface, surface
from bot.local.page.unread import Unread, in_the_open, standing
from bot.local.things import BOT_USER, Message
from bot.local.world import World

LATEST = 100  # messages of a conversation; more on request


@dataclass(frozen=True)
class Link:
    """Somewhere to go, in the list at the side."""

    label: str
    url: str
    here: bool
    unread: int = 0
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One message as it is shown."""

    ts: str
    author: str
    by_app: bool
    at: datetime
    new_day: str  # the date, where it is the first of a day
    body: Markup
    post_to: str
    files: list[files.FileLink]
    edited: bool
    only_for_you: bool
    replies: str = ""
    thread_url: str = ""


@dataclass(frozen=True)
class Talk:
    """A conversation, or a thread of one."""

    name: str
    lines: list[Line]
    note: str  # why nothing can be written, if so
    joinable: bool = False
    earlier_url: str = ""


def day_in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


class Sights:
    """All that is seen of a workspace. Hold `world.changed` while calling."""

    def __init__(self, world: World, unread: Unread, found: Mapping[tuple[str, str], Found]) -> None:
        self._world = world
        self._unread = unread
        self._found = found  # what the app gave for menus, by person and surface

    def pen(self, look: Look, heading: int, surface_id: str = "") -> Pen:
        """What draws for this person; its largest header is one of this level."""
        world, user = self._world, somebody(self._world, look.user)
        users = {one.id: one.real_name for one in world.users.values()}
        channels = {one.id: one.name for one in channels_of(world, user) if user.id in one.members}
        return Pen(
            users,
            channels,
            user.id,
            ZoneInfo(user.tz),
            now=datetime.fromtimestamp(world.clock(), ZoneInfo(user.tz)),
            found=self._found.get((user.id, surface_id), {}),
            pictures=files.pictures(world, user.id),
            heading=heading,
        )

    def home(self, look: Look) -> Surface | None:
        """The app's Home tab, once the app has drawn it."""
        view = self._world.homes.get(look.user)
        return surface(self.pen(look, 3, view.id), look, view) if view else None

    def modal(self, look: Look) -> Surface | None:
        """The modal in front."""
        stack = self._world.modals.get(look.user, [])
        if not stack:
            return None
        return surface(self.pen(look, 3, stack[-1].id), look, stack[-1], behind=stack[-2] if len(stack) > 1 else None)

    def people(self, look: Look) -> list[Link]:
        """Everybody whom a visitor can be, with what they have not read."""
        world, links = self._world, []
        for user in people(world):
            notes = [user.title, "another organisation" if user.is_external else "guest" if user.is_restricted else ""]
            here = user.id == look.user
            url = "" if user.deleted else also_seen_by(world, look, user).url
            notes += ["account closed"] * user.deleted
            unread = self._unread.count_all(world, user)
            links.append(Link(user.real_name, url, here, unread, ", ".join(note for note in notes if note)))
        return links

    def channels(self, look: Look) -> list[Link]:
        world, user = self._world, somebody(self._world, look.user)
        return [
            Link(
                name_of(world, channel),
                Look(user.id, channel.id, step=look.step).url,
                channel.id == look.place,
                self._unread.count(world, channel, user.id),
                "" if user.id in channel.members else "not joined",
            )
            for channel in channels_of(world, user)
        ]

    def app_unread(self, look: Look) -> int:
        return self._unread.count(self._world, self._world.direct_messages(look.user), look.user)

    def talk(self, look: Look) -> Talk | None:
        """The conversation in the middle; what is seen of it counts as read."""
        channel = channel_at(self._world, look)
        if channel is None:
            return None
        name = name_of(self._world, channel)
        if look.user not in channel.members:
            return Talk(name, [], "You are not in this channel.", joinable=True)
        seen = standing(self._world, channel, look.user)
        shown = in_the_open(seen)
        self._unread.looked_at(channel, look.user, shown)
        cut = len(shown) > LATEST and not look.earlier
        lines = self._lines(look, shown[-LATEST:] if cut else shown, seen)
        note = "This channel is archived: nothing can be written in it." if channel.is_archived else ""
        return Talk(name, lines, note, earlier_url=look.but(earlier="1").url if cut else "")

    def thread(self, look: Look) -> Talk | None:
        """The thread beside it, if one is open and still there."""
        channel = channel_at(self._world, look)
        if channel is None or not look.thread or look.user not in channel.members:
            return None
        seen = standing(self._world, channel, look.user)
        lines = self._lines(look, [one for one in seen if look.thread in {one.ts, one.thread_ts}], [], beside="t")
        return Talk(f"Thread in {name_of(self._world, channel)}", lines, "") if lines else None

    def _lines(self, look: Look, shown: list[Message], all_seen: list[Message], *, beside: str = "") -> list[Line]:
        """`all_seen` is where replies are counted; none in a thread."""
        zone, pen = ZoneInfo(somebody(self._world, look.user).tz), self.pen(look, 5)
        replies = Counter(one.thread_ts for one in all_seen if one.thread_ts != one.ts)
        lines: list[Line] = []
        before = None
        for message in shown:
            at = datetime.fromtimestamp(float(message.ts), zone)
            found = self._found.get((look.user, message.ts), {})
            body = replace(pen, found=found).message(
                message.text, message.blocks, message.attachments, prefix=f"m{beside}-{message.ts}"
            )
            new_day = "" if at.date() == before else day_in_words(at.date())
            before = at.date()
            lines.append(self._line(look, message, body, at, new_day, replies[message.ts]))
        return lines

    def _line(self, look: Look, message: Message, body: Markup, at: datetime, new_day: str, replies: int) -> Line:
        author = self._world.users.get(message.user)
        return Line(
            ts=message.ts,
            author=author.real_name if author else message.user,
            by_app=message.user == BOT_USER,
            at=at,
            new_day=new_day,
            body=body,
            post_to=look.post_to("message", message.ts),
            files=[files.link(look.user, file) for file in message.files if file.complete],
            edited=bool(message.edited_ts),
            only_for_you=message.only_for is not None,
            replies=f"{replies} {'reply' if replies == 1 else 'replies'}" if replies else "",
            thread_url=look.but(thread=message.thread_ts or message.ts, show="", typed="", answer="").url,
        )
