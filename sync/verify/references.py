"""Rows that name rows of other tables which are not there; driven by the foreign keys of the tables."""

from __future__ import annotations

from sqlalchemy import Connection, ForeignKeyConstraint, Table, and_, select
from sqlmodel import SQLModel

from models.tables import OPERATION
from sync.verify.findings import Finding
from sync.verify.verification import Verification


def tables() -> list[Table]:
    """All tables."""
    return list(SQLModel.metadata.sorted_tables)


def check_references(verification: Verification) -> None:
    """Databases hold foreign keys, unless somebody told them not to."""
    for table in tables():
        for key in table.foreign_key_constraints:
            if key.referred_table is not OPERATION:
                _check_key(verification, table, key)


def _check_key(verification: Verification, table: Table, key: ForeignKeyConstraint) -> None:
    there = key.referred_table.alias("there")
    same = and_(
        *(
            there.c[element.column.name] == table.c[name]
            for name, element in zip(key.column_keys, key.elements, strict=True)
        )
    )
    named, id = key.column_keys[-1], [column for column in table.primary_key.columns if column.name != "operation"]
    astray = (
        select(*id, table.c[named].label("named"))
        .outerjoin(there, same)
        .where(table.c.operation == verification.operation, table.c[named].is_not(None), there.c.operation.is_(None))
    )
    for *row, name in verification.connection.execute(astray):
        detail = f"holds {name!r}, and there is no such {key.referred_table.name}"
        verification.findings.wrong(table.name, " / ".join(map(str, row)), named, detail)


def unknown_operations(connection: Connection) -> list[Finding]:
    """The tables with rows of operations that are not there."""
    known = {*connection.execute(select(OPERATION.c.operation)).scalars()}
    found = []
    for table in tables():
        name: str | None = ""
        while name is not None:  # from one operation to the next in the index of the primary key
            following = select(table.c.operation).where(table.c.operation > name)
            name = connection.execute(following.order_by(table.c.operation).limit(1)).scalar_one_or_none()
            if name is not None and name not in known:
                found.append(Finding(table.name, name, "operation", "there is no such operation"))
    return found
