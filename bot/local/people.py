"""What people do in Slack: they write, run commands, press buttons, fill in forms and open the Home tab."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.local import answers, clicks, forms, payloads
from bot.local.deliveries import COMMAND, EVENT, INTERACTION, Delivery
from bot.local.entries import Impossible
from bot.local.forms import Place
from bot.local.things import BOT_USER, JSON, Channel, File, Message, View
from bot.local.users import User
from bot.local.world import World

NO_SUCH_COMMAND = '{} is not a valid command. To send it as a message, put a space before the "/".'
_NAMED = re.compile(r"([@#])([\w-]+(?:\.[\w-]+)*)")


class Person:
    """One person at their Slack. Each deed returns the `Delivery` that tells the app of it."""

    def __init__(self, world: World, user_id: str) -> None:
        self._world = world
        self.id = user_id

    def __repr__(self) -> str:
        return f"<{self.user.real_name} {self.id}>"

    @property
    def user(self) -> User:
        return self._world.users[self.id]

    def mention(self, channel: str, text: str, thread_ts: str | None = None) -> Delivery:
        """Write to the bot in a channel; "@bot" goes first unless it is in the text."""
        return self.say(channel, text if self._calls_bot(text) else f"@{self._bot.name} {text}", thread_ts)

    def say(self, channel: str, text: str, thread_ts: str | None = None, *, files: Sequence[File] = ()) -> Delivery:
        """Write in a channel, with or without the bot's name."""
        with self._world.changed:
            place = self._place(channel)
            message = self._write(place, text, thread_ts, files)
            here = BOT_USER in place.members
            plain = payloads.message_event(self._world, message)
            if not here:
                return Delivery(EVENT, plain, message, trouble="app_not_in_channel")
            heard = self._world.tell(plain, message)
            if f"<@{BOT_USER}>" not in message.text or place.is_im:
                return heard
            return self._world.tell(payloads.message_event(self._world, message, "app_mention"), message)

    def upload(self, name: str, content: bytes, *, text: str = "", channel: str | None = None) -> Delivery:
        """Send a file: to the bot alone, unless a channel is named."""
        with self._world.changed:
            place = channel or self._world.direct_messages(self.id).id
            return self.say(place, text, files=[self._world.new_file(name, self.id, content)])

    def dm(self, text: str, thread_ts: str | None = None) -> Delivery:
        """Write to the bot alone."""
        return self.say(self._world.direct_messages(self.id).id, text, thread_ts)

    def command(self, command: str, text: str = "", channel: str | None = None) -> Delivery:
        """Run a slash command; where no channel is given, in the conversation with the bot."""
        world = self._world
        with world.changed:
            place = self._place(channel or world.direct_messages(self.id).id)
            exchange = world.new_response_exchange(self.id, place.id)
            doors = world.new_trigger(self.id), world.new_response_url(exchange)
            if world.commands and command not in world.commands:
                return self._refuse_command(command)
            line = command, self._typed(text, with_names=True)
            payload = payloads.command(self.user, place, line, doors=doors)
            delivery = Delivery(COMMAND, payload, then=answers.to_command(world, exchange))
            if self.user.is_external:  # docs.slack.dev/apis/slack-connect: only our own people may
                delivery.trouble = "restricted_action"
                world.notice(self.id, delivery.trouble)
                return delivery
            return world.send(delivery)

    def _refuse_command(self, command: str) -> Delivery:
        """Slack says so by itself, and at once: the app hears of its own commands alone."""
        self._world.notice(self.id, NO_SUCH_COMMAND.format(command))
        return Delivery(COMMAND, {}, trouble="invalid_command")

    def click(self, where: Message | View, name: str, *entry: object, **which: str | None) -> Delivery:
        """Press a button, known by its action_id or by what it says; a menu wants what is chosen as well.

        `block_id=` or `value=` tells buttons with the same action_id apart.
        """
        return clicks.click(self._world, self.user, where, clicks.Button(name, **which), *entry)

    def press(
        self, where: Message | View, place: Place, typed: Mapping[Place, object], option: str | None = None
    ) -> Delivery:
        """Press what has this block_id and action_id, with everything that is put into the fields beside it."""
        chosen = typed.get(place, option)
        entry = () if chosen is None and place not in typed else (chosen,)
        button = clicks.Button(place[1], place[0])
        return clicks.click(self._world, self.user, where, button, *entry, typed=typed)

    def look_up(self, where: Message | View, name: str, typed: str, *, block_id: str | None = None) -> Delivery:
        """Type into a menu whose options come from the app; they are the `.answer` of the Delivery."""
        return clicks.look_up(self._world, self.user, where, clicks.Button(name, block_id), typed)

    def submit(self, view: View, values: JSON | None = None) -> Delivery:
        """Send a form, with entries under their block_id or action_id."""
        with self._world.changed:
            self._must_have_open(view)
            if not view.body.get("submit"):
                raise Impossible("this modal has nothing to submit")
            view.values, view.errors = forms.filled_in(view.blocks, view.values, values or {}), {}
            return self._send(view)

    def try_to_submit(self, view: View, typed: Mapping[Place, object]) -> Delivery | None:
        """The same as Slack's client does it: what is typed stays, what it refuses is said beside its field."""
        with self._world.changed:
            self._must_have_open(view)
            view.values = forms.put_in(view.blocks, view.values, typed)
            view.errors = forms.refusals(view.blocks, view.values)
            self._world.changed.notify_all()
            return None if view.errors else self.submit(view)

    def put_in(self, view: View, typed: Mapping[Place, object]) -> None:
        """Fill in fields of a view without sending it."""
        with self._world.changed:
            view.values = forms.put_in(view.blocks, view.values, typed)

    def close(self, view: View) -> Delivery | None:
        """Close a form unsent; the app hears of it only if it asked to."""
        world = self._world
        with world.changed:
            self._must_have_open(view)
            world.modals[self.id].remove(view)
            world.changed.notify_all()
            if not view.body.get("notify_on_close"):
                return None
            payload = payloads.interaction("view_closed", self.user)
            payload |= {"view": view.json(), "is_cleared": False}
            return world.send(Delivery(INTERACTION, payload))

    def open_home(self, tab: str = "home") -> Delivery:
        """Open the bot's Home tab (or its "messages")."""
        world = self._world
        with world.changed:
            channel, home = world.direct_messages(self.id), world.homes.get(self.id)
            content: JSON = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": tab}
            content |= {"event_ts": world.new_ts()} | ({"view": home.json()} if home and tab == "home" else {})
            return world.tell(payloads.event(world, content))

    def join(self, channel: str) -> Delivery:
        world = self._world
        with world.changed:
            place = world.channels[channel]
            if self.id not in place.members:
                place.members.append(self.id)
            world.changed.notify_all()
            content = {"type": "member_joined_channel", "user": self.id, "channel": channel, "team": self.user.team_id}
            content |= {"channel_type": "G" if place.is_private else "C", "event_ts": world.new_ts()}
            return world.tell(payloads.event(world, content, shared=place.is_ext_shared))

    def change(self, **traits: Any) -> Delivery:  # noqa: ANN401 - the fields of User
        """Alter what Slack knows of this person, such as `tz=` or `is_admin=`; the app is not told of `dnd=`."""
        world = self._world
        with world.changed:
            world.users[self.id] = user = replace(self.user, **traits)
            content = {"type": "user_change", "user": user.json(), "cache_ts": int(world.now())}
            payload = payloads.event(world, content | {"event_ts": world.new_ts()})
            if traits.keys() <= {"dnd"}:
                return Delivery(EVENT, payload, trouble="untold")
            return world.tell(payload)

    def deactivate(self) -> Delivery:
        """Their account is closed; what was written to them stands."""
        return self.change(deleted=True)

    def reactivate(self) -> Delivery:
        return self.change(deleted=False)

    @property
    def ephemerals(self) -> list[Message]:
        with self._world.changed:
            return [message for message in self._world.ephemerals if message.only_for == self.id]

    @property
    def modals(self) -> list[View]:
        """The open forms, the one in front last."""
        with self._world.changed:
            return list(self._world.modals.get(self.id, []))

    @property
    def modal(self) -> View | None:
        return next(reversed(self.modals), None)

    @property
    def home(self) -> View | None:
        return self._world.homes.get(self.id)

    @property
    def notices(self) -> list[str]:
        """What Slack itself has told this person, such as operation_timeout."""
        with self._world.changed:
            return list(self._world.notices.get(self.id, []))

    @property
    def _bot(self) -> User:
        return self._world.users[BOT_USER]

    def _calls_bot(self, text: str) -> bool:
        return f"@{self._bot.name}" in text or f"<@{BOT_USER}>" in text

    def _place(self, channel: str) -> Channel:
        place = self._world.channels.get(channel)
        if place is None or self.id not in place.members:
            raise Impossible(f"{self} is not in {channel}")
        return place

    def _write(self, place: Channel, text: str, thread_ts: str | None, files: Sequence[File]) -> Message:
        if place.is_archived:
            raise Impossible(f"{place.name} is archived")
        typed = self._typed(text)
        blocks = forms.completed(payloads.rich_text(typed))
        team = self.user.team_id
        stamp = self._world.new_ts()
        given: JSON = {"thread_ts": thread_ts, "team": team, "files": list(files)}
        return self._world.post(Message(place.id, stamp, self.id, typed, blocks, **given))

    def _typed(self, text: str, *, with_names: bool = False) -> str:
        """What was typed as Slack sends it on: escaped, with names of people and channels as ids."""
        for user in self._world.users.values():
            text = text.replace(f"<@{user.id}>", f"@{user.name}")
        people = {user.name: user.id for user in self._world.users.values()}
        channels = {channel.name: channel.id for channel in self._world.channels.values() if channel.name}

        def as_id(found: re.Match[str]) -> str:
            sign, name = found[1], found[2]
            known = (people if sign == "@" else channels).get(name)
            named = f"|{name}" if with_names or sign == "#" else ""
            return f"<{sign}{known}{named}>" if known else found[0]

        return _NAMED.sub(as_id, payloads.escaped(text))

    def _send(self, view: View) -> Delivery:
        world = self._world
        payload = payloads.interaction("view_submission", self.user, world.new_trigger(self.id))
        payload |= {"view": view.json(), "response_urls": []}
        return world.send(Delivery(INTERACTION, payload, then=answers.to_form(world, view)))

    def _must_have_open(self, view: View) -> None:
        if view not in self._world.modals.get(self.id, []):
            raise Impossible(f"{self} does not have this form open: {view.title!r}")
