"""what tablets had seen before a restore, and when its recovery was closed"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("restore", sa.Column("closed_seq", sa.Integer(), nullable=True))
    op.create_table(
        "witness",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("find_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "device_id", "epoch", "find_id"),
        sa.ForeignKeyConstraint(["operation", "device_id"], ["device.operation", "device.id"], name="witness_device"),
    )
    op.create_index("witness_by_find", "witness", ["operation", "find_id"])
    op.create_table(
        "witness_done",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "device_id", "epoch"),
        sa.ForeignKeyConstraint(
            ["operation", "device_id"], ["device.operation", "device.id"], name="witness_done_device"
        ),
    )


def downgrade() -> None:
    op.drop_table("witness_done")
    op.drop_table("witness")
    op.drop_column("restore", "closed_seq")
