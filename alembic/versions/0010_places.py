"""places: where an entry stood in a history that was lost since"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("log", sa.Column("place_epoch", sa.String()))
    op.add_column("log", sa.Column("place_seq", sa.Integer()))
    op.add_column("log", sa.Column("claimed", sa.Integer()))


def downgrade() -> None:
    with op.batch_alter_table("log") as batch:
        for name in ("place_epoch", "place_seq", "claimed"):
            batch.drop_column(name)
