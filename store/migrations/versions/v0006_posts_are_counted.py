"""How many answers may have gone out for an event, where it was only kept that one may."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seen_event") as table:
        table.add_column(sa.Column("posts", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE seen_event SET posts = 1 WHERE answering")
    with op.batch_alter_table("seen_event") as table:
        table.alter_column("posts", server_default=None)
        table.drop_column("answering")
