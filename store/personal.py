"""What is held about one person, read whole and taken away: over every table there is, so that no new one is missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Date, DateTime, String, and_, cast, delete, or_, select, true, update

from store.columns import Moment, Words
from store.tables import (
    Admission,
    Asked,
    Change,
    Conversation,
    Delivery,
    Draft,
    Person,
    Snooze,
    TaskSnooze,
    Workspace,
    metadata,
)
from store.tables.installs import slack_installations
from store.work import MINE, mine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, ColumnElement, Table

    from store.tables.base import Scoped
    from store.work import Work

ERASED = "erased person"  # what their neutral name begins with; the audit's own trigger looks for it
# Their own words, and what is there for their sake alone: shown whole. Of the rest, where they took part in the board's
# own records, what says that they did, and when; not the figures, which may be under embargo or small.
THEIRS = {
    "person", "membership", "objective_lead", "admission", "asked", "conversation", "draft", "snooze", "task_snooze",
    "deferral", "request",
}  # fmt: skip
ABOUT_PEOPLE = ("person", "admission")  # subjects of the audit whose values are accounts, roles and absences
SAYS = {"kind", "state", "period", "what", "subject", "reason", "origin", "name", "file_name", "phrase", "revision"}
_asked, _person, _conversation = Asked.__table__.c, Person.__table__.c, Conversation.__table__.c
_delivery, _workspace = Delivery.__table__.c, Workspace.__table__.c


def held(work: Work, person_id: int | None, account: str) -> dict[str, list[dict[str, Any]]]:
    """Every row that names them, by table: by their post's id, by their Slack account, or in their conversations."""
    named = _word(account)
    found: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if table is Workspace.__table__:
            continue
        rows = [dict(row._mapping) for row in work.rows(_naming(table, person_id, account))]  # noqa: SLF001  SQLAlchemy's
        told = [_told(table, row, person_id, named) for row in rows if _names(table, row, person_id, named)]
        if told:
            found[table.name] = told
    if places := _conversations(work, person_id, account):
        here = select(*_conversation).where(mine(Conversation), _conversation.place.in_(places))
        found["conversation"] = [dict(row._mapping) for row in work.rows(here)]  # noqa: SLF001  SQLAlchemy's
    installed = work.rows(select(*_INSTALLED).where(_installed_by(account)))
    found["slack_installations"] = [dict(row._mapping) for row in installed]  # noqa: SLF001  SQLAlchemy's
    return {name: rows for name, rows in found.items() if rows}


def forget(work: Work, person_id: int | None, account: str, name: str) -> int:
    """Take away what is there for their sake; wherever else their account stands, that name stands instead.

    The post stays, and so does what the post did. Returns how many rows went or changed.
    """
    places = _conversations(work, person_id, account)
    gone: list[tuple[type[Scoped], ColumnElement[bool]]] = [(Conversation, _conversation.place.in_(places))]
    if account:
        gone += [(Asked, _asked.asker == account), (Admission, Admission.__table__.c.slack_user == account)]
    if person_id is not None:
        gone += [(each, each.__table__.c.person_id == person_id) for each in (Draft, Snooze, TaskSnooze, Delivery)]
    many = sum(work.change(delete(table.__table__).where(mine(table), theirs)) for table, theirs in gone)
    if person_id is not None:
        bare = {"slack_user": None, "slack_gone": False, "home_opened": False, "home_page": ""}
        absence = {"away_until": None, "deputy_id": None}
        this = update(Person.__table__).where(mine(Person), _person.id == person_id)
        many += work.change(this.values(**bare, **absence))
    return many + (_renamed(work, account, name) if account else 0)


def _renamed(work: Work, account: str, name: str) -> int:
    """Their account in every text of every row, replaced by the name."""
    named, many = _word(account), 0
    for table in metadata.sorted_tables:
        if table is Workspace.__table__:
            continue
        for row in work.rows(_naming(table, None, account)):
            kept = row._mapping  # noqa: SLF001  SQLAlchemy's
            new = {each.name: _without(kept[each.name], named, name) for each in _texts(table)}
            new = {column: value for column, value in new.items() if value != kept[column]}
            if new:
                this = and_(*(each == kept[each.name] for each in table.primary_key.columns))
                many += work.change(update(table).where(table.c.workspace_id == MINE, this).values(**new))
    installed = update(slack_installations).where(_installed_by(account)).values(user_id=name[:_LONGEST_ID])
    return many + work.change(installed)


def _naming(table: Table, person_id: int | None, account: str) -> Any:  # noqa: ANN401  a Select of many columns
    """Rows that may name them: of texts, those that hold the account's letters somewhere."""
    by_post = [each == person_id for each in _pointers(table)] if person_id is not None else []
    by_account = [cast(each, String).contains(account, autoescape=True) for each in _texts(table)] if account else []
    return select(table).where(table.c.workspace_id == MINE, or_(~true(), *by_post, *by_account))


def _pointers(table: Table) -> Iterator[Column[Any]]:
    """The columns that hold a person's id."""
    if table is Person.__table__:
        yield table.c.id
    if table is Change.__table__:  # which outlasts whatever it speaks of, and so refers to nothing
        yield table.c.person_id
    for key in table.foreign_key_constraints:
        if key.referred_table is Person.__table__:
            yield from (each for each in key.columns if each.name != "workspace_id")


def _texts(table: Table) -> list[Column[Any]]:
    return [each for each in table.columns if isinstance(each.type, Words | JSON) or type(each.type) is String]


def _names(table: Table, row: dict[str, Any], person_id: int | None, named: re.Pattern[str]) -> bool:
    """Whether the row names them indeed: U1 does not stand in U12."""
    if person_id is not None and any(row[each.name] == person_id for each in _pointers(table)):
        return True
    return any(_without(row[each.name], named, "") != row[each.name] for each in _texts(table))


def _told(table: Table, row: dict[str, Any], person_id: int | None, named: re.Pattern[str]) -> dict[str, Any]:
    if table.name in THEIRS:
        return {name: value for name, value in row.items() if name != "workspace_id"}
    pointers = {each.name for each in _pointers(table) if row[each.name] == person_id}
    mentions = {each.name for each in _texts(table) if _without(row[each.name], named, "") != row[each.name]}
    moments = {each.name for each in table.columns if isinstance(each.type, Moment | Date | DateTime)}
    shown = {each.name for each in table.primary_key.columns} | pointers | mentions | moments | SAYS
    shown |= {"old", "new"} if row.get("subject") in ABOUT_PEOPLE else set()
    return {name: value for name, value in row.items() if name in shown and name != "workspace_id"}


def _conversations(work: Work, person_id: int | None, account: str) -> list[str]:
    """Their direct messages with Steward, which Slack gives ids that begin with D; and the threads in them."""
    asked = select(_asked.place).where(mine(Asked), _asked.asker == account, _asked.place.startswith("D"))
    sent = select(_delivery.channel).where(mine(Delivery), _delivery.person_id == person_id)
    found = {str(row[0]) for row in work.rows(asked)} if account else set()
    if person_id is not None:
        found |= {str(row[0]) for row in work.rows(sent.where(_delivery.channel.startswith("D")))}
    channels = {each.partition(":")[0] for each in found}
    every = work.rows(select(_conversation.place).where(mine(Conversation), _conversation.place.startswith("D")))
    return sorted(row.place for row in every if row.place.partition(":")[0] in channels)


def _without(value: Any, named: re.Pattern[str], name: str) -> Any:  # noqa: ANN401  whatever stands in JSON
    """The value with that name wherever the account stands."""
    if isinstance(value, str):
        return named.sub(name, value)
    if isinstance(value, list):
        return [_without(each, named, name) for each in value]
    if isinstance(value, dict):
        return {_without(key, named, name): _without(each, named, name) for key, each in value.items()}
    return value


def _word(account: str) -> re.Pattern[str]:
    """The account where it stands alone, and nothing where there is none."""
    return re.compile(rf"(?<![0-9A-Za-z]){re.escape(account)}(?![0-9A-Za-z])" if account else r"(?!)")


def _installed_by(account: str) -> ColumnElement[bool]:
    team = select(_workspace.slack_team).where(_workspace.id == MINE).scalar_subquery()
    return and_(slack_installations.c.user_id == account, slack_installations.c.team_id == team)


_LONGEST_ID = 32
_INSTALLED = [slack_installations.c[name] for name in ("team_id", "user_id", "installed_at")]
