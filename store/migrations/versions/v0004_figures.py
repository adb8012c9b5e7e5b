"""What was reported, and promised."""

from alembic import op

from store.migrations.kinds import days, ids, key, moments, refers, texts, unique, whole_numbers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _figure()
    _deferral()


def _figure() -> None:
    op.create_table(
        "figure",
        *ids("workspace_id id series_id"),
        *texts("period"),
        *whole_numbers("revision"),
        *texts("state as_printed"),
        *texts("value", optional=True),
        *texts("text"),
        *texts("covers", optional=True),
        *texts("markers"),
        *texts("missing", optional=True),
        *texts("available note comment source"),
        *ids("supplied_by entered_by approved_by", optional=True),
        *moments("embargoed_until", optional=True),
        *texts("reason"),
        *moments("recorded_at"),
        key("figure", "workspace_id id"),
        *refers(
            "figure",
            [("series_id", "series"), ("supplied_by", "person"), ("entered_by", "person"), ("approved_by", "person")],
        ),
        unique("figure", "workspace_id series_id period revision"),
    )


def _deferral() -> None:
    op.create_table(
        "deferral",
        *ids("workspace_id id series_id"),
        *texts("period available"),
        *days("until", optional=True),
        *texts("why"),
        *ids("recorded_by", optional=True),
        *moments("recorded_at"),
        key("deferral", "workspace_id id"),
        *refers("deferral", [("series_id", "series"), ("recorded_by", "person")]),
        unique("deferral", "workspace_id series_id period"),
    )
