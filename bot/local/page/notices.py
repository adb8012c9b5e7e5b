"""What Slack itself says to a person, in words, until they have seen it."""

from bot.local.world import World

_WORDS = {
    "operation_timeout": "The app did not answer in time (operation_timeout). Is it running?",
    "restricted_action": "People of other organisations cannot run commands here (restricted_action).",
}


class Notices:
    """A notice goes with the next thing its person does, or when they say so."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: dict[str, int] = {}

    def to(self, user: str) -> list[str]:
        said = self._world.notices.get(user, [])[self._seen.get(user, 0) :]
        return list(dict.fromkeys(_WORDS.get(words, words) for words in said))

    def dismiss(self, user: str) -> None:
        self._seen[user] = len(self._world.notices.get(user, []))
