"""Workspaces, organisations and people."""

from alembic import op

from store.migrations.kinds import days, flags, ids, in_workspace, key, objects, refers, texts, unique, whole_numbers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _workspace()
    _organisation()
    _person()


def _workspace() -> None:
    op.create_table(
        "workspace",
        *ids("id"),
        *texts("name"),
        *texts("slack_team", optional=True),
        *texts("slack_name zone nation"),
        *whole_numbers("first_month"),
        *flags("charts_work", optional=True),
        *ids("stamp"),
        *objects("settings"),
        key("workspace", "id"),
        unique("workspace", "name"),
        unique("workspace", "slack_team"),
    )


def _organisation() -> None:
    op.create_table(
        "organisation",
        *ids("workspace_id id"),
        *texts("name"),
        key("organisation", "workspace_id id"),
        in_workspace("organisation"),
        unique("organisation", "workspace_id name"),
    )


def _person() -> None:
    op.create_table(
        "person",
        *ids("workspace_id id"),
        *texts("post"),
        *ids("organisation_id", optional=True),
        *texts("slack_user", optional=True),
        *days("away_until", optional=True),
        *ids("deputy_id", optional=True),
        key("person", "workspace_id id"),
        in_workspace("person"),
        *refers("person", [("organisation_id", "organisation"), ("deputy_id", "person")]),
        unique("person", "workspace_id slack_user"),
    )
    op.create_index("ix_person_workspace_id_post", "person", ["workspace_id", "post"])
