"""What people entered in a form: text, choices, accounts and days, and what cannot have come from a form of ours."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from bot.domain.errors import OldButton

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = dict[str, Any]
Read = TypeVar("Read")
_ACCOUNT = re.compile(r"[UW][A-Z0-9]{1,30}")


def element(view: JSON, block_id: str) -> JSON:
    """The content of a block; every block of a form of ours holds one element."""
    held: JSON = ((view.get("state") or {}).get("values") or {}).get(block_id) or {}
    return next(iter(held.values()), None) or {}


def text(view: JSON, block_id: str) -> str:
    """What was typed, without spaces around it."""
    return str(element(view, block_id).get("value") or "").strip()


def choice(view: JSON, block_id: str) -> str:
    """The value of the option that was chosen; "" for none."""
    return str((element(view, block_id).get("selected_option") or {}).get("value") or "")


def account(view: JSON, block_id: str) -> str:
    """Whom somebody chose; "" for nobody."""
    found = str(element(view, block_id).get("selected_user") or "")
    if found and not _ACCOUNT.fullmatch(found):
        raise OldButton
    return found


def day(view: JSON, block_id: str) -> date | None:
    picked = element(view, block_id).get("selected_date")
    return checked(date.fromisoformat, str(picked)) if picked else None


def checked(read: Callable[[str], Read], value: str) -> Read:
    """What a value of ours means; OldButton where it is none."""
    try:
        return read(value)
    except ValueError:
        raise OldButton from None
