"""saw: what a person saw of a find whose change the journal brought back"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("log", sa.Column("saw", sa.Text()))


def downgrade() -> None:
    with op.batch_alter_table("log") as batch:
        batch.drop_column("saw")
