"""What guards the audit: its rows are never deleted, and changed only to put a neutral name for somebody erased."""

from __future__ import annotations

from alembic import op

SAME = "workspace_id id at what subject subject_id measure_id person_id"  # what was done, when and to what
NAMING = "who old new reason origin"
NEUTRAL = "erased person"  # store.personal.ERASED, as it was when this was released


def let_names_go() -> None:
    """Until here every change of a row was refused."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    same = [f"NEW.{each} {'IS' if sqlite else 'IS NOT DISTINCT FROM'} OLD.{each}" for each in SAME.split()]
    named = [f"(NEW.{each} = OLD.{each} OR NEW.{each} LIKE '%{NEUTRAL} %')" for each in NAMING.split()]
    allowed = " AND ".join(same + named)
    if sqlite:
        op.execute("DROP TRIGGER change_no_update")
        op.execute(
            f"CREATE TRIGGER change_no_update BEFORE UPDATE ON change WHEN NOT ({allowed}) "
            "BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END"
        )
        return
    op.execute("DROP TRIGGER change_only_added ON change")
    op.execute(
        "CREATE TRIGGER change_only_added BEFORE DELETE OR TRUNCATE ON change "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER change_no_update BEFORE UPDATE ON change FOR EACH ROW WHEN (NOT ({allowed})) "
        "EXECUTE FUNCTION refuse_change()"
    )
