"""stopped histories: since when an operation takes nothing more, who showed why, and why"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = {"stopped_at": sa.String(), "stopped_by": sa.String(), "stopped_why": sa.Text()}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("operation", sa.Column(name, kind))


def downgrade() -> None:
    with op.batch_alter_table("operation") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
