"""What of a conversation is new to somebody: what others wrote since that person last looked at it."""

from bot.local.things import Channel, Message
from bot.local.users import User
from bot.local.world import World


def standing(world: World, channel: Channel, user: str) -> list[Message]:
    """All that a person sees in a conversation, the oldest first: also what only they see."""
    theirs = [one for one in world.ephemerals if one.channel == channel.id and one.only_for == user]
    return sorted([*channel.messages.values(), *theirs], key=lambda message: message.ts)


def in_the_open(messages: list[Message]) -> list[Message]:
    """What stands in the conversation itself rather than in a thread."""
    return [one for one in messages if one.thread_ts in {None, one.ts} or one.broadcast]


class Unread:
    """Remembers how far each person has read each conversation. Replies in threads do not count, as in Slack."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], str] = {}

    def looked_at(self, channel: Channel, user: str, messages: list[Message]) -> None:
        if messages:
            self._read[user, channel.id] = messages[-1].ts

    def count(self, world: World, channel: Channel, user: str) -> int:
        if user not in channel.members:
            return 0
        until = self._read.get((user, channel.id), "")
        shown = in_the_open(standing(world, channel, user))
        return sum(1 for message in shown if message.ts > until and message.user != user)

    def count_all(self, world: World, user: User) -> int:
        return sum(self.count(world, channel, user.id) for channel in world.channels.values())
