"""The round: bodies and meetings, leads, promises, requests, drafts, admissions, workbooks, and the outbox."""

from typing import Any

import sqlalchemy as sa
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

Default = sa.TextClause | sa.ColumnElement[Any]

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _further_columns()
    _timetable()
    _promises()
    _asked_of_the_officer()
    _workbooks()
    _outbox()


def _further_columns() -> None:
    """Added one by one: to rebuild a table would lose the triggers that guard the audit."""
    _add("figure", texts("numerator denominator", optional=True))
    _add("figure", texts("sent_back"), sa.text("''"))
    _add("figure", flags("one_person"), sa.false())
    _add("measure", whole_numbers("lag_days release_month", optional=True))
    _add("measure", texts("owner_printed", optional=True))
    _add("person", flags("slack_gone home_opened"), sa.false())
    _add("person", texts("home_page"), sa.text("''"))
    _add("plan", objects("settings"), sa.text("'{}'"))
    _add("change", ids("measure_id person_id", optional=True))
    _add("change", texts("origin"), sa.text("''"))
    op.create_index("ix_change_workspace_id_measure_id", "change", ["workspace_id", "measure_id"])


def _add(
    table: str, columns: list[sa.Column[Any]], of_old_rows: sa.TextClause | sa.ColumnElement[Any] | None = None
) -> None:
    for column in columns:
        if of_old_rows is not None:
            column.server_default = sa.DefaultClause(of_old_rows)
        op.add_column(table, column)


def _timetable() -> None:
    op.create_table(
        "body",
        *ids("workspace_id id plan_id"),
        *texts("name cadence audience"),
        *objects("objectives leads"),
        *whole_numbers("position"),
        key("body", "workspace_id id"),
        *refers("body", [("plan_id", "plan")]),
        unique("body", "workspace_id plan_id name"),
    )
    op.create_table(
        "meeting",
        *ids("workspace_id id body_id"),
        *days("on"),
        key("meeting", "workspace_id id"),
        *refers("meeting", [("body_id", "body")]),
        unique("meeting", "workspace_id body_id on"),
    )
    op.create_table(
        "objective_lead",
        *ids("workspace_id plan_id"),
        *texts("level"),
        *whole_numbers("number"),
        *ids("person_id"),
        key("objective_lead", "workspace_id plan_id level number"),
        *refers("objective_lead", [("plan_id", "plan"), ("person_id", "person")]),
    )


def _promises() -> None:
    """The earlier table of promises was never written to."""
    op.drop_table("deferral")
    op.create_table(
        "deferral",
        *ids("workspace_id id measure_id"),
        *texts("period"),
        *days("until"),
        *texts("available why"),
        *whole_numbers("times"),
        *ids("recorded_by", optional=True),
        *moments("recorded_at"),
        key("deferral", "workspace_id id"),
        *refers("deferral", [("measure_id", "measure"), ("recorded_by", "person")]),
        unique("deferral", "workspace_id measure_id period"),
    )
    op.create_table(
        "snooze",
        *ids("workspace_id person_id measure_id"),
        *texts("period"),
        *days("until"),
        key("snooze", "workspace_id person_id measure_id period"),
        *refers("snooze", [("person_id", "person"), ("measure_id", "measure")]),
    )
    op.create_table(
        "draft",
        *ids("workspace_id person_id measure_id"),
        *texts("period"),
        *objects("typed"),
        *moments("at"),
        key("draft", "workspace_id person_id measure_id period"),
        *refers("draft", [("person_id", "person"), ("measure_id", "measure")]),
    )


def _asked_of_the_officer() -> None:
    op.create_table(
        "request",
        *ids("workspace_id id plan_id"),
        *texts("kind"),
        *ids("measure_id"),
        *texts("period"),
        *ids("asked_by"),
        *objects("wanted"),
        *texts("why state"),
        *moments("asked_at"),
        *ids("decided_by", optional=True),
        *moments("decided_at", optional=True),
        key("request", "workspace_id id"),
        *refers(
            "request",
            [("plan_id", "plan"), ("measure_id", "measure"), ("asked_by", "person"), ("decided_by", "person")],
        ),
    )
    op.create_index("ix_request_workspace_id_state_kind", "request", ["workspace_id", "state", "kind"])
    op.create_table(
        "admission",
        *ids("workspace_id"),
        *texts("slack_user kind"),
        *objects("measure_ids"),
        *texts("admitted_by"),
        *moments("at"),
        key("admission", "workspace_id slack_user"),
        in_workspace("admission"),
    )


def _workbooks() -> None:
    op.create_table(
        "workbook",
        *ids("workspace_id id plan_id organisation_id"),
        *texts("name"),
        *objects("cells layout"),
        *texts("mapped_by"),
        *moments("at"),
        key("workbook", "workspace_id id"),
        *refers("workbook", [("plan_id", "plan"), ("organisation_id", "organisation")]),
        unique("workbook", "workspace_id plan_id organisation_id name"),
    )
    op.create_table(
        "intake",
        *ids("workspace_id id plan_id"),
        *ids("organisation_id", optional=True),
        *texts("file_name uploaded_by"),
        *objects("figures"),
        *texts("state"),
        *moments("at"),
        *moments("settled_at", optional=True),
        key("intake", "workspace_id id"),
        *refers("intake", [("plan_id", "plan")]),
    )
    op.create_index("ix_intake_workspace_id_state", "intake", ["workspace_id", "state"])


def _outbox() -> None:
    op.create_table(
        "delivery",
        *ids("workspace_id id"),
        *texts("key kind"),
        *ids("person_id", optional=True),
        *texts("channel thread"),
        *objects("facts"),
        *ids("updates_id", optional=True),
        *texts("state"),
        *moments("planned_at not_before"),
        *moments("leased_until", optional=True),
        *whole_numbers("turn lapses posts attempts"),
        *texts("error ts"),
        *moments("sent_at", optional=True),
        key("delivery", "workspace_id id"),
        in_workspace("delivery"),
        *refers("delivery", [("person_id", "person"), ("updates_id", "delivery")]),
        unique("delivery", "workspace_id key"),
    )
    op.create_index("ix_delivery_workspace_id_state_not_before", "delivery", ["workspace_id", "state", "not_before"])
    op.create_index("ix_delivery_workspace_id_person_id_kind", "delivery", ["workspace_id", "person_id", "kind"])
