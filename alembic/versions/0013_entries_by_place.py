"""what has come back of a lost history is found by its places"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    placed = sa.text("place_seq IS NOT NULL")
    op.create_index(
        "log_by_place", "log", ["operation", "place_epoch", "place_seq"], sqlite_where=placed, postgresql_where=placed
    )


def downgrade() -> None:
    op.drop_index("log_by_place", "log")
