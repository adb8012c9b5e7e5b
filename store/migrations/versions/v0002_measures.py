"""What is counted."""

from alembic import op

from store.migrations.kinds import days, flags, ids, in_workspace, key, moments, refers, texts, unique, whole_numbers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _measure()
    _series()
    _alias()
    _measure_link()


def _measure() -> None:
    op.create_table(
        "measure",
        *ids("workspace_id id"),
        *texts("code title title_key"),
        *whole_numbers("number", optional=True),
        *texts("meaning method caveat read_with counts"),
        *ids("owner_person_id owner_organisation_id", optional=True),
        *texts("frequency"),
        *flags("frequency_assumed"),
        *texts("year_type sensitivity"),
        key("measure", "workspace_id id"),
        in_workspace("measure"),
        *refers("measure", [("owner_person_id", "person"), ("owner_organisation_id", "organisation")]),
    )
    op.create_index("ix_measure_workspace_id_code", "measure", ["workspace_id", "code"])
    op.create_index("ix_measure_workspace_id_title_key", "measure", ["workspace_id", "title_key"])


def _series() -> None:
    op.create_table(
        "series",
        *ids("workspace_id id measure_id"),
        *whole_numbers("position"),
        *texts("name"),
        *flags("headline"),
        *texts("unit polarity polarity_printed accumulation"),
        *flags("accumulation_assumed"),
        *whole_numbers("decimals"),
        *texts("tolerance", optional=True),
        key("series", "workspace_id id"),
        *refers("series", [("measure_id", "measure")]),
        unique("series", "workspace_id measure_id position"),
    )


def _alias() -> None:
    op.create_table(
        "alias",
        *ids("workspace_id id"),
        *texts("phrase phrase_key"),
        *ids("measure_id", optional=True),
        *texts("means state proposed_by"),
        *whole_numbers("times"),
        *moments("changed_at", optional=True),
        key("alias", "workspace_id id"),
        in_workspace("alias"),
        *refers("alias", [("measure_id", "measure")]),
        unique("alias", "workspace_id phrase_key measure_id"),
    )


def _measure_link() -> None:
    op.create_table(
        "measure_link",
        *ids("workspace_id id from_id to_id"),
        *texts("kind"),
        *days("since", optional=True),
        *texts("note"),
        key("measure_link", "workspace_id id"),
        *refers("measure_link", [("from_id", "measure"), ("to_id", "measure")]),
        unique("measure_link", "workspace_id from_id to_id kind"),
    )
