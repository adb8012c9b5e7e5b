"""What a visitor does: what is posted by the page becomes a deed of the person whom they are."""

from bot.local.deliveries import Delivery
from bot.local.entries import Impossible
from bot.local.page.places import Place, channel_at
from bot.local.page.posted import Posted
from bot.local.people import Person
from bot.local.things import BOT_USER
from bot.local.world import World

NO_COMMANDS = "Slack runs no commands in threads. Write it in the conversation itself."
NOT_HEARD = "The app is not in this channel, so it does not hear of this."


def say(world: World, place: Place, posted: Posted) -> tuple[Place, Delivery | None]:
    """Write, send files or run a command; what could not be sent stays typed."""
    text, files = posted.text("text").strip(), posted.files.get("file", [])
    person, channel = Person(world, place.user), channel_at(world, place)
    if channel is None or not (text or files):
        return place, None
    if text.startswith("/") and not files:
        if place.thread and posted.text("in") == "thread":
            world.notice(person.id, NO_COMMANDS)
            return place.but(typed=text), None
        command, _, rest = text.partition(" ")
        return place, person.command(command, rest.strip(), channel.id)
    thread = place.thread if posted.text("in") == "thread" else None
    sent = [world.new_file(file.name, person.id, file.content) for file in files]
    try:
        told = person.say(channel.id, text, thread, files=sent)
    except Impossible as impossible:
        world.notice(person.id, str(impossible))
        return place.but(typed=text), None
    if told.trouble == "app_not_in_channel" and told.message and f"<@{BOT_USER}>" in told.message.text:
        world.notice(person.id, NOT_HEARD)
    return place, told
