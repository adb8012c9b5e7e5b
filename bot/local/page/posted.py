"""Reads what a browser posts: application/x-www-form-urlencoded, and multipart/form-data where a file may come along.

RFC 7578. Written out, as the standard library has no reader for it, and a stand-in shall need no package more.
"""

import re
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qs

from starlette.requests import Request

LARGEST = 32 * 1024 * 1024  # bytes; Slack takes a gigabyte, which this workspace would have to hold in memory
MOST_PARTS = 1000
_PARAMETER = re.compile(r'\b(name|filename)="([^"]*)"')


class Unreadable(Exception):  # noqa: N818 - whoever sent it is at fault, not the program
    """What was sent is not what this page's forms send, or more than is taken in one go."""


@dataclass(frozen=True)
class Sent:
    """A file as it comes from a browser."""

    name: str
    content: bytes


@dataclass
class Posted:
    """The fields of a form by name, in the order in which they came."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[Sent]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What stands in one field, with the line ends of this side."""
        return self.fields.get(name, [""])[-1].replace("\r\n", "\n")


async def read(request: Request) -> Posted:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise Unreadable(f"Files of up to {LARGEST // 1024 // 1024} MB can be sent here.")
    head = Message()
    head["Content-Type"] = request.headers.get("content-type", "")
    if head.get_content_type() == "multipart/form-data":
        return _parts(bytes(body), str(head.get_param("boundary", "")))
    try:
        return Posted(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_PARTS))
    except ValueError:
        raise Unreadable("That is more than a form of this page has.") from None


def _parts(body: bytes, boundary: str) -> Posted:
    posted = Posted()
    mark = b"\r\n--" + boundary.encode("latin-1", "replace")
    for part in (b"\r\n" + body).split(mark, MOST_PARTS)[1:]:
        head, gap, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if gap:
            _add(posted, dict(_PARAMETER.findall(head.decode("utf-8", "replace"))), content)
    return posted


def _add(posted: Posted, head: dict[str, str], content: bytes) -> None:
    """Names come in UTF-8, with quotes as %22 (the HTML standard, multipart/form-data)."""
    name, filename = (head.get(one, "").replace("%22", '"') for one in ("name", "filename"))
    if "filename" not in head:
        posted.fields.setdefault(name, []).append(content.decode("utf-8", "replace"))
    elif filename:
        posted.files.setdefault(name, []).append(Sent(re.split(r"[/\\]", filename)[-1], content))
