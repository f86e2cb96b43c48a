"""finds by state: maps ask for what is deleted"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("find_by_state", "find", ["operation", "state", "found_on"])


def downgrade() -> None:
    op.drop_index("find_by_state", table_name="find")
