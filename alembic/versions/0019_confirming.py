"""confirming: which tokens wait for an administrator after a restore, and whether a journal was read"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("token", sa.Column("unconfirmed_since", sa.String()))
    op.add_column("restore", sa.Column("journal", sa.Integer()))


def downgrade() -> None:
    for table, column in (("token", "unconfirmed_since"), ("restore", "journal")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
