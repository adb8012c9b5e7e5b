"""Many boards: slack_sdk's tables of installations, when a board's workspace was left, and a fence around each."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.migrations.audit import let_names_go
from store.migrations.kinds import fence, let_reach, moments, texts

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SCOPED = (
    "action admission agenda_item alias asked body change comparator conversation correction cover deferral "
    "delivery draft figure forward_item highlight intake line mark measure measure_link meeting membership "
    "objective objective_lead organisation paper person placement placement_objective plan plan_version reference "
    "report request risk risk_score seen_event series snooze statement target task_snooze workbook"
)


def upgrade() -> None:
    op.add_column("workspace", texts("slack_enterprise", optional=True)[0])
    op.add_column("workspace", moments("removed_at", optional=True)[0])
    _bots()
    _installations()
    let_names_go()
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        *_words(200, "state", needed=True),
        sa.Column("expire_at", sa.DateTime(), nullable=False),
    )
    for table in SCOPED.split():
        fence(table)
    fence("workspace", "id")
    let_reach("workspace", "boards", "ALL")
    let_reach("delivery", "outbox", "SELECT")


def _bots() -> None:
    op.create_table(
        "slack_bots",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        *_words(32, "client_id app_id", needed=True),
        *_words(32, "enterprise_id"),
        *_words(200, "enterprise_name"),
        *_words(32, "team_id"),
        *_words(200, "team_name"),
        *_sealed("bot_token"),
        *_words(32, "bot_id bot_user_id"),
        *_words(1000, "bot_scopes"),
        *_sealed("bot_refresh_token"),
        sa.Column("bot_token_expires_at", sa.DateTime()),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
    )
    op.create_index("slack_bots_idx", "slack_bots", ["client_id", "enterprise_id", "team_id", "installed_at"])


def _installations() -> None:
    op.create_table(
        "slack_installations",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        *_words(32, "client_id app_id", needed=True),
        *_words(32, "enterprise_id"),
        *_words(200, "enterprise_name enterprise_url"),
        *_words(32, "team_id"),
        *_words(200, "team_name"),
        *_sealed("bot_token"),
        *_words(32, "bot_id bot_user_id"),
        *_words(1000, "bot_scopes"),
        *_sealed("bot_refresh_token"),
        sa.Column("bot_token_expires_at", sa.DateTime()),
        *_words(32, "user_id", needed=True),
        *_sealed("user_token"),
        *_words(1000, "user_scopes"),
        *_sealed("user_refresh_token"),
        sa.Column("user_token_expires_at", sa.DateTime()),
        *_sealed("incoming_webhook_url"),
        *_words(200, "incoming_webhook_channel incoming_webhook_channel_id incoming_webhook_configuration_url"),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        *_words(32, "token_type"),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
    )
    of_a_person = ["client_id", "enterprise_id", "team_id", "user_id", "installed_at"]
    op.create_index("slack_installations_idx", "slack_installations", of_a_person)


def _words(length: int, names: str, *, needed: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(length), nullable=not needed) for name in names.split()]


def _sealed(name: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text())]
