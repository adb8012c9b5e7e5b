"""Where somebody looks: as whom, at which conversation, with which thread beside it; and the address of that."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote, urlencode

from bot.local.page.guide import BOT, HOME
from bot.local.things import BOT_USER, Channel
from bot.local.users import User
from bot.local.world import World

ASKED = ("thread", "show", "typed", "answer", "earlier", "step")  # what an address may say after its question mark


class NotHere(Exception):  # noqa: N818 - a wrong address, not an error of the program
    """There is nothing at this address for this person; says so in a sentence."""


@dataclass(frozen=True)
class Look:
    """One sight of one person."""

    user: str
    place: str  # HOME, BOT or the id of a channel
    thread: str = ""  # the timestamp of the message that it hangs on
    show: str = ""  # on a narrow screen: "places" or "tour" instead of what is said
    typed: str = ""  # what stands in the composer, not yet sent
    answer: str = ""  # the same in the thread
    earlier: str = ""  # "1" where the whole conversation is wanted, not only the end of it
    step: str = ""  # the number of the tour's step that led here, which stays open though it is done

    @property
    def path(self) -> str:
        return f"/as/{quote(self.user, safe='')}/{quote(self.place, safe='')}"

    @property
    def query(self) -> str:
        return urlencode({name: getattr(self, name) for name in ASKED if getattr(self, name)})

    @property
    def url(self) -> str:
        return self.path + (f"?{self.query}" if self.query else "")

    def post_to(self, *deed: str) -> str:
        """The address to which a form of this sight is posted."""
        return "/".join([self.path, *(quote(one, safe="") for one in deed)]) + (f"?{self.query}" if self.query else "")

    def but(self, **changes: str) -> Self:
        return replace(self, **changes)


def somebody(world: World, user_id: str) -> User:
    """A person whom a visitor can be."""
    user = world.users.get(user_id)
    if user is None or user.is_bot or user.deleted:
        raise NotHere("Nobody here has that name.")
    return user


def people(world: World) -> list[User]:
    return [user for user in world.users.values() if not user.is_bot]


def channels_of(world: World, user: User) -> list[Channel]:
    """The channels that a person sees: their own; people of this organisation can also join the public ones."""
    inside = not (user.is_external or user.is_restricted or user.is_ultra_restricted)
    return [
        channel
        for channel in world.channels.values()
        if not channel.is_im and (user.id in channel.members or (inside and channel.kind == "channels"))
    ]


def channel_at(world: World, look: Look) -> Channel | None:
    """The conversation that is looked at; none in Home."""
    user = somebody(world, look.user)
    if look.place == HOME:
        return None
    if look.place == BOT:
        return world.direct_messages(user.id)
    for channel in channels_of(world, user):
        if channel.id == look.place:
            return channel
    raise NotHere(f"{user.real_name} has no conversation of that name.")


def also_seen_by(world: World, look: Look, user: User) -> Look:
    """The same for another person, or their conversation with the app where they do not see it."""
    seen = look.place in {HOME, BOT} or any(
        look.place == channel.id and user.id in channel.members for channel in channels_of(world, user)
    )
    return Look(user.id, look.place if seen else BOT, step=look.step)


def name_of(world: World, channel: Channel) -> str:
    """What a conversation is called by those in it."""
    if channel.is_im:
        return world.users[BOT_USER].real_name
    return f"#{channel.name}"
