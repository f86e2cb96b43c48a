"""the public keys with which a server signed receipts"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "server_key",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String()),
        sa.Column("signature", sa.String()),
        sa.Column("revoked_at", sa.String()),
        sa.PrimaryKeyConstraint("operation", "key"),
        sa.ForeignKeyConstraint(["operation"], ["operation.operation"], name="server_key_operation"),
    )


def downgrade() -> None:
    op.drop_table("server_key")
