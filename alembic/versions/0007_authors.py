"""authors: tablets that share a token are told apart, a code may be for a device, and may be withdrawn"""

from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("log", sa.Column("fork", sa.Integer()))
    for name in ("replaced_at", "forked_at"):
        op.add_column("device", sa.Column(name, sa.String()))
    op.add_column("device", sa.Column("fork", sa.Integer()))
    op.add_column("device", sa.Column("exchanges", sa.Text()))
    for name in ("id", "device_id", "token_sha256", "withdrawn_at"):
        op.add_column("enrolment", sa.Column(name, sa.String()))
    _name_codes()
    _name_devices()
    with op.batch_alter_table("enrolment") as batch:
        batch.alter_column("id", existing_type=sa.String(), nullable=False)
        batch.create_foreign_key("enrolment_device", "device", ["operation", "device_id"], ["operation", "id"])
        batch.create_index("enrolment_by_id", ["operation", "id"], unique=True)


def _name_codes() -> None:
    """Gives each code that was made before an id: the same whenever this runs."""
    bind = op.get_bind()
    names = ("operation", "code_sha256", "id")
    enrolment = sa.table("enrolment", *(sa.column(name, sa.String()) for name in names))
    for operation, code_sha256 in bind.execute(sa.select(enrolment.c.operation, enrolment.c.code_sha256)).all():
        this = sa.and_(enrolment.c.operation == operation, enrolment.c.code_sha256 == code_sha256)
        id = str(uuid5(NAMESPACE_URL, f"minetally:enrolment:{operation}:{code_sha256}"))
        bind.execute(sa.update(enrolment).where(this).values(id=id))


def _name_devices() -> None:
    """Notes which device each used code made: the one of its team and name that began at that moment."""
    op.execute(
        "UPDATE enrolment SET device_id = (SELECT min(device.id) FROM device"
        " WHERE device.operation = enrolment.operation AND device.team = enrolment.team"
        " AND device.name = enrolment.device AND device.created_at = enrolment.used_at HAVING count(*) = 1)"
    )


def downgrade() -> None:
    with op.batch_alter_table("enrolment") as batch:
        batch.drop_index("enrolment_by_id")
        batch.drop_constraint("enrolment_device", type_="foreignkey")
        for name in ("withdrawn_at", "token_sha256", "device_id", "id"):
            batch.drop_column(name)
    with op.batch_alter_table("device") as batch:
        for name in ("exchanges", "fork", "forked_at", "replaced_at"):
            batch.drop_column(name)
    with op.batch_alter_table("log") as batch:
        batch.drop_column("fork")
