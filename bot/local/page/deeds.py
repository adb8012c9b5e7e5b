"""What a visitor does: what is posted by the page becomes a deed of the person whom they are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.local.deliveries import Delivery
from bot.local.entries import Impossible
from bot.local.forms import Place
from bot.local.page.drawing.controls import field_name
from bot.local.page.entered import entered, with_files
from bot.local.page.places import Look, NotHere, channel_at
from bot.local.page.posted import Posted
from bot.local.people import Person
from bot.local.things import BOT_USER, JSON, Message, View
from bot.local.world import World

NO_COMMANDS = "Slack runs no commands in threads. Write it in the conversation itself."
NOT_HEARD = "The app is not in this channel, so it does not hear of this."
CHANGED = "That could not be done: what you saw has changed meanwhile. Look again."
GONE = "That is not here any more. It has been changed or closed meanwhile."

Told = Delivery | None


@dataclass
class Deeds:
    """Carries them out. What the app found for a menu is remembered until the menu is searched again."""

    world: World
    found: dict[tuple[str, str], dict[Place, Sequence[JSON]]] = field(default_factory=dict)

    def say(self, look: Look, posted: Posted) -> tuple[Look, Told]:
        """Write, send files or run a command; what could not be sent stays typed."""
        typed, files = posted.text("text"), posted.files.get("file", [])
        text = typed.strip()
        person, channel = Person(self.world, look.user), channel_at(self.world, look)
        if channel is None or not (text or files):
            return look, None
        thread = look.thread if posted.text("in") == "thread" else None
        try:
            if typed.startswith("/") and not files:
                told = self._command(person, channel.id, text, in_thread=bool(thread))
                return look.but(typed=text if told.trouble == "invalid_command" else ""), told
            sent = [self.world.new_file(file.name, person.id, file.content) for file in files]
            told = person.say(channel.id, text, thread, files=sent)
        except Impossible as impossible:
            self.world.notice(person.id, f"{impossible}")
            return look.but(typed="" if thread else text, answer=text if thread else ""), None
        if told.trouble == "app_not_in_channel" and told.message and f"<@{BOT_USER}>" in told.message.text:
            self.world.notice(person.id, NOT_HEARD)
        return look, told

    @staticmethod
    def _command(person: Person, channel: str, text: str, *, in_thread: bool) -> Delivery:
        if in_thread:
            raise Impossible(NO_COMMANDS)
        command, _, rest = text.partition(" ")
        return person.command(command, rest.strip(), channel)

    def join(self, look: Look) -> Told:
        channel = channel_at(self.world, look)
        return Person(self.world, look.user).join(channel.id) if channel else None

    def in_message(self, look: Look, ts: str, posted: Posted) -> Told:
        """Press or choose something in a message."""
        channel = channel_at(self.world, look)
        theirs = [one for one in self.world.ephemerals if one.only_for == look.user]
        standing = [*(channel.messages.values() if channel else ()), *theirs]
        message = next((one for one in standing if one.ts == ts), None)
        if message is None:
            return self._refuse(look, GONE)
        return self._try(look, message, ts, posted)

    def in_view(self, look: Look, view_id: str, posted: Posted) -> Told:
        """Press something in a modal or in Home, send it or close it."""
        person = Person(self.world, look.user)
        view = next((one for one in [*person.modals, person.home] if one and one.id == view_id), None)
        if view is None:
            return self._refuse(look, GONE)
        return self._try(look, view, view_id, posted)

    def _try(self, look: Look, where: Message | View, surface: str, posted: Posted) -> Told:
        try:
            return self._act(Person(self.world, look.user), where, surface, posted)
        except Impossible:
            return self._refuse(look, CHANGED)

    def _act(self, person: Person, where: Message | View, surface: str, posted: Posted) -> Told:
        if isinstance(where, View) and "close" in posted.fields:
            return person.close(where)
        found = self.found.setdefault((person.id, surface), {})
        typed = entered(where.blocks, posted, ZoneInfo(person.user.tz), found)
        typed |= with_files(self.world, person.id, where.blocks, posted)
        if "search" in posted.fields:
            return self._look_up(person, where, posted, typed, found)
        if "press" in posted.fields:
            block_id, action_id, *option = _pressed(posted)
            return person.press(where, (block_id, action_id), typed, *option)
        return person.try_to_submit(where, typed) if isinstance(where, View) else None

    def _look_up(
        self,
        person: Person,
        where: Message | View,
        posted: Posted,
        typed: Mapping[Place, object],
        found: dict[Place, Sequence[JSON]],
    ) -> Told:
        """Ask the app for the options of a menu; what is chosen and typed elsewhere stays."""
        if isinstance(where, View):
            person.put_in(where, typed)
        block_id, action_id = _pressed(posted, "search")[:2]
        asked = posted.text(field_name("search", (block_id, action_id)))
        told = person.look_up(where, action_id, asked, block_id=block_id)
        answer_before = told.then

        def remember(delivery: Delivery) -> None:
            if answer_before:
                answer_before(delivery)
            answer = delivery.answer or {}
            groups = answer.get("option_groups") or [answer]
            found[block_id, action_id] = [option for group in groups for option in group.get("options", [])]

        told.then = remember
        return told

    def _refuse(self, look: Look, words: str) -> Told:
        self.world.notice(look.user, words)
        return None


def _pressed(posted: Posted, name: str = "press") -> list[str]:
    """What a button carries: block_id, action_id and the option chosen of an overflow menu, if any."""
    try:
        carried = json.loads(posted.text(name))
    except ValueError:
        carried = None
    if not isinstance(carried, list) or len(carried) not in {2, 3} or not all(isinstance(one, str) for one in carried):
        raise NotHere("There is no such button.")
    return carried
