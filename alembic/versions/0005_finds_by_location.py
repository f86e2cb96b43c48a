"""finds by location: maps ask for boxes"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("find_by_location", "find", ["operation", "lat", "lon"])


def downgrade() -> None:
    op.drop_index("find_by_location", table_name="find")
