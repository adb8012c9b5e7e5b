"""The owner cell read: a post, an organisation, or a post within one."""

from __future__ import annotations

import re

from bot.domain.model import Owner

_POST = re.compile(
    r"\b(?:officer|director|head|manager|lead|leader|co-?ordinator|chief|adviser|advisor|analyst|consultant|nurse|"
    r"commissioner|chair|deputy|assistant|superintendent|inspector|principal|secretary|named)\b",
    re.IGNORECASE,
)


def read_owner(text: str) -> Owner | None:
    """Who a cell names: "Health - Named officer 04" is a post of Health, "Police" an organisation.

    What names no kind of post is taken as an organisation; both print the same.
    """
    plain = " ".join(text.split())
    if not plain or plain in {"~", "-", "n/a"}:
        return None
    organisation, dash, post = re.sub(r"\s[–—-]\s", " - ", plain, count=1).partition(" - ")  # noqa: RUF001  as typed
    if dash:
        return Owner(organisation=organisation, post=post)
    return Owner(post=plain) if _POST.search(plain) else Owner(organisation=plain)
