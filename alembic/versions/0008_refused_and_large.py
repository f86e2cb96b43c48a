"""what is refused: mutations too large for the log, and how much of each tablet is refused on a day"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oversized",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("beginning", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "seq"),
        sa.ForeignKeyConstraint(["operation", "seq"], ["log.operation", "log.seq"], name="oversized_log"),
    )
    op.create_table(
        "refused_bytes",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("stopped_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("operation", "device_id", "day"),
        sa.ForeignKeyConstraint(
            ["operation", "device_id"], ["device.operation", "device.id"], name="refused_bytes_device"
        ),
    )
    size = "length(CAST(content AS BLOB))" if op.get_bind().dialect.name == "sqlite" else "octet_length(content)"
    op.execute(
        "INSERT INTO refused_bytes (operation, device_id, day, bytes)"
        f" SELECT operation, device_id, substr(received_at, 1, 10), sum({size}) FROM log"
        " WHERE kind = 'rejected' AND device_id IS NOT NULL GROUP BY operation, device_id, substr(received_at, 1, 10)"
    )


def downgrade() -> None:
    op.drop_table("refused_bytes")
    op.drop_table("oversized")
