"""The report: links, actions, risks, agendas, statements, comparators, leads' highlights, reports with their papers."""

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

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OWNED = [("plan_id", "plan"), ("owner_person_id", "person"), ("owner_organisation_id", "organisation")]


def upgrade() -> None:
    _further_columns()
    _measure_links()
    _actions()
    _risks()
    _agendas()
    _statements()
    _comparators()
    _highlights()
    _reports()
    _references()


def _further_columns() -> None:
    for table, names in (("objective", "delivery_group lead_printed sponsor cadence"), ("body", "channel")):
        for column in texts(names):
            column.server_default = sa.DefaultClause(sa.text("''"))
            op.add_column(table, column)


def _measure_links() -> None:
    """Made anew, for nothing ever wrote to it: a link is of one plan, and a retired measure leads nowhere."""
    op.drop_table("measure_link")
    op.create_table(
        "measure_link",
        *ids("workspace_id id plan_id from_id"),
        *ids("to_id", optional=True),
        *texts("kind"),
        *days("since", optional=True),
        *texts("note"),
        key("measure_link", "workspace_id id"),
        *refers("measure_link", [("plan_id", "plan"), ("from_id", "measure"), ("to_id", "measure")]),
        unique("measure_link", "workspace_id plan_id from_id to_id"),
    )


def _actions() -> None:
    op.create_table(
        "action",
        *ids("workspace_id id plan_id"),
        *texts("kind reference title level"),
        *whole_numbers("number", optional=True),
        *objects("measure_ids"),
        *ids("owner_person_id owner_organisation_id", optional=True),
        *texts("owner_printed"),
        *days("due", optional=True),
        *texts("due_printed state progress barrier overcome"),
        *days("decided_on", optional=True),
        *texts("basis item"),
        *days("completed_on", optional=True),
        *objects("printed"),
        *whole_numbers("position revision"),
        *moments("changed_at"),
        key("action", "workspace_id id"),
        *refers("action", _OWNED),
    )
    _index("action", "plan_id due")


def _risks() -> None:
    op.create_table(
        "risk",
        *ids("workspace_id id plan_id"),
        *texts("reference title description mitigation level"),
        *whole_numbers("number", optional=True),
        *ids("owner_person_id owner_organisation_id", optional=True),
        *texts("owner_printed trend_printed"),
        *days("closed_on", optional=True),
        *objects("printed"),
        *whole_numbers("position revision"),
        *moments("changed_at"),
        key("risk", "workspace_id id"),
        *refers("risk", _OWNED),
    )
    _index("risk", "plan_id")
    op.create_table(
        "risk_score",
        *ids("workspace_id id risk_id"),
        *days("on"),
        *whole_numbers("likelihood impact"),
        *moments("recorded_at"),
        key("risk_score", "workspace_id id"),
        *refers("risk_score", [("risk_id", "risk")]),
        unique("risk_score", "workspace_id risk_id on"),
    )


def _agendas() -> None:
    op.create_table(
        "agenda_item",
        *ids("workspace_id id plan_id"),
        *days("on"),
        *whole_numbers("number"),
        *texts("title pages report_of"),
        key("agenda_item", "workspace_id id"),
        *refers("agenda_item", [("plan_id", "plan")]),
        unique("agenda_item", "workspace_id plan_id on number"),
    )
    op.create_table(
        "forward_item",
        *ids("workspace_id id plan_id"),
        *whole_numbers("number"),
        *texts("title group"),
        *days("on", optional=True),
        *whole_numbers("position"),
        key("forward_item", "workspace_id id"),
        *refers("forward_item", [("plan_id", "plan")]),
    )
    _index("forward_item", "plan_id")


def _statements() -> None:
    op.create_table(
        "statement",
        *ids("workspace_id id plan_id"),
        *texts("kind text"),
        *whole_numbers("number"),
        *texts("title level"),
        *whole_numbers("objective_number", optional=True),
        *texts("about sort accountable lead cadence figure answer"),
        *days("on", optional=True),
        *texts("when"),
        *whole_numbers("position"),
        key("statement", "workspace_id id"),
        *refers("statement", [("plan_id", "plan")]),
    )
    _index("statement", "plan_id kind")


def _comparators() -> None:
    op.create_table(
        "comparator",
        *ids("workspace_id id plan_id"),
        *texts("against title"),
        *ids("series_id measure_id", optional=True),
        *texts("period value", optional=True),
        *texts("as_printed"),
        *flags("exceeds", optional=True),
        *texts("note source"),
        *whole_numbers("position"),
        key("comparator", "workspace_id id"),
        *refers("comparator", [("plan_id", "plan"), ("series_id", "series"), ("measure_id", "measure")]),
    )
    _index("comparator", "plan_id")
    _index("comparator", "series_id")


def _highlights() -> None:
    op.create_table(
        "highlight",
        *ids("workspace_id id plan_id"),
        *texts("level"),
        *whole_numbers("number"),
        *texts("period achievements barriers overcome next_steps rating rating_why help_wanted state"),
        *ids("written_by", optional=True),
        *moments("at", optional=True),
        *whole_numbers("revision"),
        *objects("typed"),
        key("highlight", "workspace_id id"),
        *refers("highlight", [("plan_id", "plan"), ("written_by", "person")]),
        unique("highlight", "workspace_id plan_id level number period"),
    )
    op.create_table(
        "task_snooze",
        *ids("workspace_id person_id"),
        *texts("task"),
        *days("until"),
        key("task_snooze", "workspace_id person_id task"),
        *refers("task_snooze", [("person_id", "person")]),
    )


def _reports() -> None:
    op.create_table(
        "report",
        *ids("workspace_id id plan_id"),
        *ids("body_id", optional=True),
        *texts("board"),
        *days("meeting"),
        *texts("period state"),
        *flags("held"),
        *objects("headlines decisions snapshot public"),
        *moments("composed_at"),
        *moments("publish_at", optional=True),
        *ids("signed_off_by", optional=True),
        *moments("signed_off_at published_at", optional=True),
        *flags("unsigned"),
        *moments("withdrawn_at", optional=True),
        *texts("withdrawn_why channel ts"),
        *whole_numbers("revision"),
        key("report", "workspace_id id"),
        *refers("report", [("plan_id", "plan"), ("body_id", "body"), ("signed_off_by", "person")]),
        unique("report", "workspace_id plan_id board meeting"),
    )
    _of_reports()
    op.create_table(
        "cover",
        *ids("workspace_id id plan_id"),
        *texts("board"),
        *days("meeting"),
        *objects("fields"),
        *moments("changed_at"),
        *texts("changed_by"),
        key("cover", "workspace_id id"),
        *refers("cover", [("plan_id", "plan")]),
        unique("cover", "workspace_id plan_id board meeting"),
    )


def _references() -> None:
    op.create_table(
        "reference",
        *ids("workspace_id id"),
        *texts("code name name_key"),
        *texts("polarity unit", optional=True),
        *texts("source"),
        *objects("indicators"),
        *whole_numbers("position"),
        key("reference", "workspace_id id"),
        in_workspace("reference"),
        unique("reference", "workspace_id name_key"),
    )


def _of_reports() -> None:
    op.create_table(
        "correction",
        *ids("workspace_id id report_id series_id"),
        *texts("period was now"),
        *whole_numbers("old_revision new_revision"),
        *texts("why by"),
        *moments("at"),
        key("correction", "workspace_id id"),
        *refers("correction", [("report_id", "report"), ("series_id", "series")]),
    )
    _index("correction", "report_id")
    op.create_table(
        "paper",
        *ids("workspace_id id report_id"),
        *texts("kind name sha256 file_id"),
        *whole_numbers("version"),
        *moments("issued_at withdrawn_at", optional=True),
        key("paper", "workspace_id id"),
        *refers("paper", [("report_id", "report")]),
        unique("paper", "workspace_id report_id kind version"),
    )


def _index(table: str, names: str) -> None:
    columns = ["workspace_id", *names.split()]
    op.create_index("_".join(["ix", table, *columns]), table, columns)
