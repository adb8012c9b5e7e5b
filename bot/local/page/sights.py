"""What a person sees, as plain values for the templates; the pen draws what is in messages and views."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.local.page.places import Place, also_seen_by, channel_at, channels_of, name_of, people, somebody
from bot.local.page.sketch import Pen
from bot.local.page.unread import Unread, in_the_open, standing
from bot.local.things import BOT_USER, File, Message, User
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
class FileLink:
    name: str
    size: str
    url: str


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
    files: list[FileLink]
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

    def __init__(self, world: World, unread: Unread) -> None:
        self._world = world
        self._unread = unread

    def pen(self, user: User) -> Pen:
        users = {one.id: one.real_name for one in self._world.users.values()}
        channels = {one.id: one.name for one in channels_of(self._world, user)}
        return Pen(users, channels, user.id, ZoneInfo(user.tz))

    def people(self, place: Place) -> list[Link]:
        """Everybody whom a visitor can be, with what they have not read."""
        world, links = self._world, []
        for user in people(world):
            notes = [user.title, "another organisation" if user.is_external else "guest" if user.is_restricted else ""]
            here = user.id == place.user
            url = "" if user.deleted else also_seen_by(world, place, user).url
            notes += ["account closed"] * user.deleted
            unread = self._unread.count_all(world, user)
            links.append(Link(user.real_name, url, here, unread, ", ".join(note for note in notes if note)))
        return links

    def channels(self, place: Place) -> list[Link]:
        world, user = self._world, somebody(self._world, place.user)
        return [
            Link(
                name_of(world, channel),
                Place(user.id, channel.id).url,
                channel.id == place.place,
                self._unread.count(world, channel, user.id),
                "" if user.id in channel.members else "not joined",
            )
            for channel in channels_of(world, user)
        ]

    def app_unread(self, place: Place) -> int:
        return self._unread.count(self._world, self._world.direct_messages(place.user), place.user)

    def talk(self, place: Place) -> Talk | None:
        """The conversation in the middle; what is seen of it counts as read."""
        channel = channel_at(self._world, place)
        if channel is None:
            return None
        name = name_of(self._world, channel)
        if place.user not in channel.members:
            return Talk(name, [], "You are not in this channel.", joinable=True)
        seen = standing(self._world, channel, place.user)
        shown = in_the_open(seen)
        self._unread.looked_at(channel, place.user, shown)
        cut = len(shown) > LATEST and not place.earlier
        lines = self._lines(place, shown[-LATEST:] if cut else shown, seen)
        note = "This channel is archived: nothing can be written in it." if channel.is_archived else ""
        return Talk(name, lines, note, earlier_url=place.but(earlier="1").url if cut else "")

    def thread(self, place: Place) -> Talk | None:
        """The thread beside it, if one is open and still there."""
        channel = channel_at(self._world, place)
        if channel is None or not place.thread or place.user not in channel.members:
            return None
        seen = standing(self._world, channel, place.user)
        lines = self._lines(place, [one for one in seen if place.thread in {one.ts, one.thread_ts}], [])
        return Talk(f"Thread in {name_of(self._world, channel)}", lines, "") if lines else None

    def _lines(self, place: Place, shown: list[Message], all_seen: list[Message]) -> list[Line]:
        """`all_seen` is where replies are counted; none in a thread."""
        user = somebody(self._world, place.user)
        pen, zone = self.pen(user), ZoneInfo(user.tz)
        replies: dict[str, int] = {}
        for one in all_seen:
            if one.thread_ts and one.thread_ts != one.ts:
                replies[one.thread_ts] = replies.get(one.thread_ts, 0) + 1
        lines, before = [], None
        for message in shown:
            at = datetime.fromtimestamp(float(message.ts), zone)
            new_day = "" if at.date() == before else day_in_words(at.date())
            before = at.date()
            lines.append(self._line(place, message, pen, at, new_day, replies.get(message.ts, 0)))
        return lines

    def _line(self, place: Place, message: Message, pen: Pen, at: datetime, new_day: str, replies: int) -> Line:
        author = self._world.users.get(message.user)
        root = message.thread_ts or message.ts
        return Line(
            ts=message.ts,
            author=author.real_name if author else message.user,
            by_app=message.user == BOT_USER,
            at=at,
            new_day=new_day,
            body=pen.message(message.text, message.blocks, message.attachments),
            post_to=place.post_to("message", message.ts),
            files=[_file_link(place, file) for file in message.files],
            edited=bool(message.edited_ts),
            only_for_you=message.only_for is not None,
            replies=f"{replies} {'reply' if replies == 1 else 'replies'}" if replies else "",
            thread_url=place.but(thread=root, show="", typed="").url,
        )


def _file_link(place: Place, file: File) -> FileLink:
    size = len(file.content)
    words = f"{size} bytes" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
    url = Place(place.user, "files").post_to(file.id, file.name)
    return FileLink(file.title or file.name, words, url)
