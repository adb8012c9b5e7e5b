"""The files of a conversation: for those who are in it, safe to open in a browser."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from starlette.responses import Response

from bot.local.page.places import NotHere
from bot.local.things import File
from bot.local.world import World

# What a browser may show by itself: nothing that could hold script. Everything else is saved.
_SHOWN = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class FileLink:
    """A file as it stands under a message."""

    name: str
    size: str
    url: str


def link(user: str, file: File) -> FileLink:
    length = len(file.content)
    size = (
        f"{length} bytes" if length < 1000 else f"{length / 1e3:.0f} kB" if length < 1e6 else f"{length / 1e6:.1f} MB"
    )
    return FileLink(file.title or file.name, size, url(user, file))


def url(user: str, file: File) -> str:
    return "/".join(["/as", *(quote(one, safe="") for one in (user, "files", file.id, file.name))])


def pictures(world: World, user: str) -> dict[str, str]:
    """Where the pictures are that this person may see, by what an app calls them."""
    seen: dict[str, str] = {}
    for file in world.files.values():
        if PurePath(file.name).suffix.lower() in _SHOWN and _may_see(world, user, file):
            seen |= dict.fromkeys((file.id, file.json()["url_private"]), url(user, file))
    return seen


def opened(world: World, user: str, file_id: str) -> Response:
    file = world.files.get(file_id)
    if file is None or not _may_see(world, user, file):
        raise NotHere("There is no such file in your conversations.")
    shown = _SHOWN.get(PurePath(file.name).suffix.lower())
    kind = "inline" if shown else "attachment"
    headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"}
    return Response(file.content, media_type=shown or str(file.json()["mimetype"]), headers=headers)


def _may_see(world: World, user: str, file: File) -> bool:
    """A file is seen where it stands: by those who are in that conversation."""
    if not file.complete:
        return False
    theirs = any(file in one.files for one in world.ephemerals if one.only_for == user)
    return theirs or any(
        file in message.files
        for channel in world.channels.values()
        if user in channel.members
        for message in channel.messages.values()
    )
