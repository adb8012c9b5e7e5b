"""What each conversation was last about, so that a follow-up is understood, after a restart too."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.domain.asking import Context, Filter, Intent, Sought
from store.tables import Conversation
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from store.work import Work

FORGOTTEN_AFTER = timedelta(days=30)
_conversation = Conversation.__table__.c


def remember(work: Work, place: str, context: Context, at: datetime) -> None:
    """What was said last in a place replaces what was said before."""
    work.put(Conversation, place=place, context=asdict(context), at=at)


def recall(work: Work, place: str, at: datetime | None = None) -> Context | None:
    """What the place was last about; None where nothing was said there, or too long before `at`."""
    row = work.first(
        select(_conversation.context, _conversation.at).where(mine(Conversation), _conversation.place == place)
    )
    if row is None or (at is not None and at - row.at > FORGOTTEN_AFTER):
        return None
    return _as_context(row.context)


def trim(work: Work, before: datetime) -> int:
    """Forget what was said before that moment; how many conversations it was."""
    return work.change(delete(Conversation.__table__).where(mine(Conversation), _conversation.at < before))


def _as_context(kept: dict[str, Any]) -> Context:
    """What another version of the program wrote and this one does not know is left out."""
    known = {field.name for field in fields(Context)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known
    }
    values |= {"intent": Intent(kept["intent"]), "filter": Filter(**kept["filter"])}
    values["sought"] = Sought(**kept["sought"]) if kept.get("sought") else None
    return Context(**values)
