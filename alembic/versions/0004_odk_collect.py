"""odk collect: photos, and the forms that were sent"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "sha256"),
    )
    op.create_table(
        "submission",
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("deprecates", sa.String(), nullable=True),
        sa.Column("find_id", sa.String(), nullable=True),
        sa.Column("mutation_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.Column("form_version", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("xml_sha256", sa.String(), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("operation", "id"),
    )
    op.create_index("submission_by_receipt", "submission", ["operation", "received_at", "id"])
    op.create_index("submission_by_find", "submission", ["operation", "find_id"])
    op.create_index("submission_by_deprecated", "submission", ["operation", "deprecates"])


def downgrade() -> None:
    op.drop_table("submission")
    op.drop_table("photo")
