"""a change of the rules is in force before all its finds are written"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("operation", sa.Column("settling", sa.String()))
    op.create_table(
        "find_next",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("found_on", sa.String(), nullable=False),
        sa.Column("type_key", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("manufactured_year", sa.Integer()),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("days_block", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("type_before", sa.String(), nullable=False),
        sa.Column("district_before", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "change", "id"),
        sa.ForeignKeyConstraint(["operation", "id"], ["find.operation", "find.id"], name="find_next_find"),
    )
    op.create_index("find_next_by_place", "find_next", ["operation", "change", "type_key", "days_block", "lat"])


def downgrade() -> None:
    op.drop_index("find_next_by_place", "find_next")
    op.drop_table("find_next")
    with op.batch_alter_table("operation") as batch:
        batch.drop_column("settling")
