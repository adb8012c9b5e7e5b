"""Tables of slack_sdk's own stores, as it describes them, but for tokens: sealed they are longer than it allows for.

They are of the whole program and not of a workspace: whose a token is, is what they are asked.
"""

from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, String, Table, Text

SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
metadata = MetaData()


def _words(length: int, *names: str, needed: bool = False) -> list[Column[Any]]:
    return [Column(name, Text if name in SECRETS else String(length), nullable=not needed) for name in names]


def _moments(*names: str) -> list[Column[Any]]:
    return [Column(name, DateTime) for name in names]


slack_bots = Table(
    "slack_bots",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *_words(32, "client_id", "app_id", needed=True),
    *_words(32, "enterprise_id"),
    *_words(200, "enterprise_name"),
    *_words(32, "team_id"),
    *_words(200, "team_name", "bot_token"),
    *_words(32, "bot_id", "bot_user_id"),
    *_words(1000, "bot_scopes"),
    *_words(200, "bot_refresh_token"),
    *_moments("bot_token_expires_at"),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("installed_at", DateTime, nullable=False),
    Index("slack_bots_idx", "client_id", "enterprise_id", "team_id", "installed_at"),
)
slack_installations = Table(
    "slack_installations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *_words(32, "client_id", "app_id", needed=True),
    *_words(32, "enterprise_id"),
    *_words(200, "enterprise_name", "enterprise_url"),
    *_words(32, "team_id"),
    *_words(200, "team_name", "bot_token"),
    *_words(32, "bot_id", "bot_user_id"),
    *_words(1000, "bot_scopes"),
    *_words(200, "bot_refresh_token"),
    *_moments("bot_token_expires_at"),
    *_words(32, "user_id", needed=True),
    *_words(200, "user_token"),
    *_words(1000, "user_scopes"),
    *_words(200, "user_refresh_token"),
    *_moments("user_token_expires_at"),
    *_words(200, "incoming_webhook_url", "incoming_webhook_channel", "incoming_webhook_channel_id"),
    *_words(200, "incoming_webhook_configuration_url"),
    Column("is_enterprise_install", Boolean, nullable=False),
    *_words(32, "token_type"),
    Column("installed_at", DateTime, nullable=False),
    Index("slack_installations_idx", "client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
)
slack_oauth_states = Table(
    "slack_oauth_states",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *_words(200, "state", needed=True),
    Column("expire_at", DateTime, nullable=False),
)
