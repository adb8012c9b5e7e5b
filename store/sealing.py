"""Columns whose content is encrypted before it is written and decrypted when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Text, TypeDecorator, select, update

from bot.domain.errors import BadSetting
from store.tables.installs import SECRETS, metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Dialect, Table

SETTING = "STEWARD_TOKEN_KEYS"


def new_key() -> str:
    return Fernet.generate_key().decode()


class Seal:
    """Some keys: the first seals, each of them opens what it has sealed."""

    def __init__(self, keys: Sequence[str]) -> None:
        """BadSetting for what is no key."""
        try:
            self._keys = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            problem = 'one of its keys is no key; "steward boards key" makes one'
            raise BadSetting(setting=SETTING, problem=problem) from None

    def close(self, words: str) -> str:
        return self._keys.encrypt(words.encode()).decode()

    def open(self, sealed: str) -> str:
        """BadSetting where none of the keys opens it."""
        try:
            return self._keys.decrypt(sealed).decode()
        except InvalidToken:
            problem = "none of its keys opens the tokens in the database; give the key that they were sealed with"
            raise BadSetting(setting=SETTING, problem=problem) from None


class Sealed(TypeDecorator[str]):
    """Text that only those who hold a key can read."""

    impl = Text
    cache_ok = True

    def __init__(self, seal: Seal) -> None:
        super().__init__()
        self.seal = seal

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's
        return None if value is None else self.seal.close(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's
        return None if value is None else self.seal.open(value)


def seal_columns(table: Table, seal: Seal) -> None:
    """From now on the table's secrets are written and read through the seal."""
    for name in SECRETS:
        if name in table.columns:
            table.columns[name].type = Sealed(seal)


def seal_anew(connection: Connection, seal: Seal) -> int:
    """Seal every secret with the first key, whichever it was sealed with; how many there are."""
    many = 0
    for table in metadata.sorted_tables:
        names = [name for name in SECRETS if name in table.columns]
        rows = connection.execute(select(table.c.id, *(table.c[name] for name in names))).mappings().all()
        for row in rows if names else ():
            held = {name: seal.close(seal.open(row[name])) for name in names if row[name] is not None}
            if held:
                connection.execute(update(table).where(table.c.id == row["id"]).values(**held))
                many += len(held)
    return many
