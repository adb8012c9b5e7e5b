"""Plans, what they place, and who has which role in them."""

from alembic import op

from store.migrations.kinds import (
    days,
    flags,
    ids,
    in_workspace,
    key,
    moments,
    objects,
    refers,
    texts,
    unique,
    whole_numbers,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _plan()
    _plan_version()
    _objective()
    _placement()
    _placement_objective()
    _line()
    _target()
    _mark()
    _membership()


def _plan() -> None:
    op.create_table(
        "plan",
        *ids("workspace_id id"),
        *texts("name short_name board"),
        *days("starts ends"),
        *days("reported_to", optional=True),
        *texts("cadence"),
        *days("meeting", optional=True),
        *texts("source"),
        *moments("imported_at"),
        *whole_numbers("chosen"),
        key("plan", "workspace_id id"),
        in_workspace("plan"),
        unique("plan", "workspace_id name"),
    )


def _plan_version() -> None:
    op.create_table(
        "plan_version",
        *ids("workspace_id id plan_id"),
        *whole_numbers("number"),
        *texts("label"),
        *days("approved_on", optional=True),
        *texts("amendments"),
        key("plan_version", "workspace_id id"),
        *refers("plan_version", [("plan_id", "plan")]),
        unique("plan_version", "workspace_id plan_id label"),
        unique("plan_version", "workspace_id plan_id number"),
    )


def _objective() -> None:
    op.create_table(
        "objective",
        *ids("workspace_id id plan_version_id"),
        *ids("parent_id", optional=True),
        *texts("level"),
        *whole_numbers("number position"),
        *texts("title description"),
        *objects("other_titles"),
        key("objective", "workspace_id id"),
        *refers("objective", [("plan_version_id", "plan_version"), ("parent_id", "objective")]),
        unique("objective", "workspace_id plan_version_id level number"),
    )


def _placement() -> None:
    op.create_table(
        "placement",
        *ids("workspace_id id plan_version_id measure_id"),
        *texts("number"),
        *whole_numbers("position"),
        *objects("flags"),
        *days("starts ends", optional=True),
        key("placement", "workspace_id id"),
        *refers("placement", [("plan_version_id", "plan_version"), ("measure_id", "measure")]),
        unique("placement", "workspace_id plan_version_id measure_id"),
    )


def _placement_objective() -> None:
    op.create_table(
        "placement_objective",
        *ids("workspace_id placement_id objective_id"),
        *flags("primary"),
        key("placement_objective", "workspace_id placement_id objective_id"),
        *refers("placement_objective", [("placement_id", "placement"), ("objective_id", "objective")]),
    )


def _line() -> None:
    op.create_table(
        "line",
        *ids("workspace_id placement_id series_id"),
        *whole_numbers("row pi", optional=True),
        key("line", "workspace_id placement_id series_id"),
        *refers("line", [("placement_id", "placement"), ("series_id", "series")]),
    )
    op.create_index("ix_line_workspace_id_series_id", "line", ["workspace_id", "series_id"])


def _target() -> None:
    op.create_table(
        "target",
        *ids("workspace_id id placement_id series_id"),
        *texts("period kind as_printed"),
        *texts("value low high", optional=True),
        *texts("text"),
        key("target", "workspace_id id"),
        *refers("target", [("placement_id", "placement"), ("series_id", "series")]),
        unique("target", "workspace_id placement_id series_id period"),
    )


def _mark() -> None:
    op.create_table(
        "mark",
        *ids("workspace_id placement_id series_id"),
        *texts("test"),
        *flags("says"),
        *texts("as_printed"),
        key("mark", "workspace_id placement_id series_id test"),
        *refers("mark", [("placement_id", "placement"), ("series_id", "series")]),
    )


def _membership() -> None:
    op.create_table(
        "membership",
        *ids("workspace_id person_id plan_id"),
        *texts("role"),
        key("membership", "workspace_id person_id plan_id role"),
        *refers("membership", [("person_id", "person"), ("plan_id", "plan")]),
    )
