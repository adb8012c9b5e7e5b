"""Conversations, questions, events and the audit."""

from alembic import op

from store.migrations.kinds import flags, ids, in_workspace, key, moments, objects, texts, whole_numbers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _conversation()
    _asked()
    _seen_event()
    _change()
    _only_ever_added()


def _conversation() -> None:
    op.create_table(
        "conversation",
        *ids("workspace_id"),
        *texts("place"),
        *objects("context"),
        *moments("at"),
        key("conversation", "workspace_id place"),
        in_workspace("conversation"),
    )
    op.create_index("ix_conversation_workspace_id_at", "conversation", ["workspace_id", "at"])


def _asked() -> None:
    op.create_table(
        "asked",
        *ids("workspace_id id"),
        *moments("at"),
        *texts("asker"),
        *texts("place", optional=True),
        *texts("question intent outcome gap stage"),
        *objects("measure_ids"),
        *ids("plan_id", optional=True),
        key("asked", "workspace_id id"),
        in_workspace("asked"),
    )
    op.create_index("ix_asked_workspace_id_at", "asked", ["workspace_id", "at"])


def _seen_event() -> None:
    op.create_table(
        "seen_event",
        *ids("workspace_id"),
        *texts("key state"),
        *texts("payload", optional=True),
        *moments("received_at leased_until"),
        *whole_numbers("claims"),
        *flags("answering"),
        *moments("settled_at", optional=True),
        key("seen_event", "workspace_id key"),
        in_workspace("seen_event"),
    )
    op.create_index(
        "ix_seen_event_workspace_id_state_leased_until", "seen_event", ["workspace_id", "state", "leased_until"]
    )


def _change() -> None:
    op.create_table(
        "change",
        *ids("workspace_id id"),
        *moments("at"),
        *texts("who what subject"),
        *ids("subject_id", optional=True),
        *texts("old new reason"),
        key("change", "workspace_id id"),
        in_workspace("change"),
    )
    op.create_index("ix_change_workspace_id_at", "change", ["workspace_id", "at"])
    op.create_index("ix_change_workspace_id_subject_subject_id", "change", ["workspace_id", "subject", "subject_id"])


def _only_ever_added() -> None:
    """The audit's rows are neither changed nor deleted: the database itself refuses."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER change_no_{act.lower()} BEFORE {act} ON change "
                "BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is only ever added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER change_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON change "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
