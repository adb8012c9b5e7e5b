"""What a look of `steward doctor` comes to: well, or not well and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot import redaction
from bot.delivery import UNREACHED
from bot.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    check: str
    ok: bool
    detail: str


class NotWellError(Exception):
    """What is not well, and what to do about it."""


def looked(name: str, look: Callable[[], str]) -> Check:
    """Whatever a look comes to, it is told: no trouble with one keeps another from being taken."""
    try:
        return Check(name, True, look())
    except (NotWellError, Refused) as found:
        return Check(name, False, str(found))
    except (SlackApiError, *UNREACHED) as error:
        return Check(name, False, f"Slack could not be asked ({redaction.in_short(error)}); try again in a minute.")
    except Exception as error:  # noqa: BLE001  told by its kind
        return Check(name, False, f"This could not be looked at: {redaction.in_short(error)}.")


def unseen(name: str, why: str) -> Check:
    """It may well be well; nobody could look."""
    return Check(name, False, f"This could not be looked at: {why}.")


def told(check: Check) -> str:
    return f"{'Well' if check.ok else 'Not well'}: {check.check}. {check.detail}"


def named(names: Sequence[str]) -> str:
    """The first few of them, and how many more."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def when(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y} at {moment:%H:%M}"


def many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or f'{one}s'}"
