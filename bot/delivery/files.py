"""Files to and from Slack: fetched from Slack's own hosts alone, bounded in size and time; given in a conversation."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from bot.delivery.hosts import is_slacks
from bot.domain.errors import FileElsewhere, FileNotFetched, FileTooBig

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.delivery.posting import Spot

JSON = dict[str, Any]
SECONDS = 10  # without a byte
SECONDS_IN_ALL = 30
_CHUNK = 2**16
_KEPT_ELSEWHERE = {"external", "gdrive", "onedrive", "dropbox"}  # a link to a file that Slack does not hold


class NoRedirects(HTTPRedirectHandler):
    """A file that lies elsewhere is not fetched: the token would go there with the request."""

    def redirect_request(self, *_told: object) -> None:
        return None


def fetch(client: WebClient, file: JSON, most: int) -> bytes:
    """The content of a file as an event describes it; the bot's token goes to Slack's own hosts and to no others.

    Raises FileTooBig, FileElsewhere, FileNotFetched; what may pass, such as a host that does not answer, as it is.
    """
    name = name_of(file)
    if file.get("file_access") == "check_file_info":  # of people of other organisations an event tells the id alone
        file = client.files_info(file=str(file.get("id")))["file"]
        name = name_of(file)
    if isinstance(file.get("size"), int) and file["size"] > most:
        raise too_big(name, most)
    url = file.get("url_private_download") or file.get("url_private")
    if not isinstance(url, str) or file.get("external_type") in _KEPT_ELSEWHERE or not is_slacks(url, client):
        raise FileElsewhere(name=name)
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  its host was looked at
    try:
        return _read(_opener(client), request, name, most)
    except HTTPError as refused:
        if refused.code >= 500 or refused.code == 429:
            raise
        raise FileNotFetched(name=name) from None


def give(client: WebClient, channel: str, name: str, content: bytes, words: str) -> None:
    """Put a file into a conversation, with a few words."""
    client.files_upload_v2(channel=channel, filename=name, title=name, content=content, initial_comment=words)


def upload(client: WebClient, name: str, content: bytes) -> str:
    """Hand Slack the content of a file, which nobody can see before it is shown; its id."""
    told = client.files_getUploadURLExternal(filename=name, length=len(content))
    url = str(told["upload_url"])
    if not is_slacks(url, client):
        raise FileElsewhere(name=name)
    request = Request(url, data=content, method="POST")  # noqa: S310  its host was looked at
    request.add_header("Content-Type", "application/octet-stream")
    with _opener(client).open(request, timeout=SECONDS) as answer:
        answer.read(_CHUNK)
    return str(told["file_id"])


def show(client: WebClient, spot: Spot, file_id: str, title: str) -> None:
    """Let a file that was uploaded stand in a conversation."""
    client.files_completeUploadExternal(
        files=[{"id": file_id, "title": title}], channel_id=spot.channel, thread_ts=spot.thread_ts
    )


def of_event(event: JSON) -> list[JSON]:
    """The files that came with a message."""
    held = event.get("files")
    return [file for file in held if isinstance(file, dict)] if isinstance(held, list) else []


def name_of(file: JSON) -> str:
    """Its name on one line, short enough to be said."""
    return " ".join(str(file.get("name") or "file").split())[:120]


def too_big(name: str, most: int) -> FileTooBig:
    return FileTooBig(name=name, limit=f"{most // 2**20} MB")


def _read(opener: OpenerDirector, request: Request, name: str, most: int) -> bytes:
    until = time.monotonic() + SECONDS_IN_ALL
    held = bytearray()
    with opener.open(request, timeout=SECONDS) as answer:
        while chunk := answer.read1(_CHUNK):
            held += chunk
            if len(held) > most:
                raise too_big(name, most)
            if time.monotonic() > until:
                raise FileNotFetched(name=name)
    return bytes(held)


def _opener(client: WebClient) -> OpenerDirector:
    """With the client's certificates and proxy, and no other."""
    proxies = {"https": client.proxy} if client.proxy else {}
    return build_opener(ProxyHandler(proxies), HTTPSHandler(context=client.ssl), NoRedirects)
