"""Who may come in, and who is told: rows of teams, tablets, codes, tokens and webhooks, as the journal keeps them."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, update

from models.shapes import Json
from models.tables import DELIVERY, DEVICE, ENROLMENT, TEAM, TOKEN, WEBHOOK

TABLES: dict[str, Table] = {str(one.name): one for one in (TEAM, DEVICE, ENROLMENT, TOKEN, WEBHOOK)}
"""One that is named by another before it."""
BY_ITSELF = {
    "device": {"last_seen_at", "clock_offset_s", "exchanges", "forked_at"},
    "token": {"last_seen_at"},
    "webhook": {"cursor", "failures", "failing_since", "not_before", "holder", "beat"},
}
"""What a server notes for itself: no change of it is written down, and a restore leaves it as it is in the backup."""

Key = tuple[Any, ...]
People = dict[str, dict[Key, Json]]
"""By table and primary key, the columns."""


def people_of(connection: Connection, operation: str) -> People:
    """Every one of these rows of an operation."""
    found: People = {}
    for name, table in TABLES.items():
        key = [column.name for column in table.primary_key.columns]
        rows = documents_of(connection, table, table.c.operation == operation)
        found[name] = {tuple(row[one] for one in key): row for row in rows}
    return found


def documents_of(connection: Connection, table: Table, *wanted: ColumnElement[bool]) -> list[Json]:
    """The rows that are wanted, by the names of their columns."""
    names = [str(column.name) for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in connection.execute(select(table).where(*wanted))]


def changed_people(before: People | None, now: People) -> Json:
    """What became of them, as a line of the journal has it; without `before` all that there are."""
    found: Json = {"whole": before is None, "rows": {}, "gone": {}}
    for name, rows in now.items():
        known = (before or {}).get(name, {})
        changed = [row for key, row in rows.items() if key not in known or _told(name, known[key]) != _told(name, row)]
        gone = [list(key) for key in known.keys() - rows.keys()]
        if changed:
            found["rows"][name] = changed
        if gone:
            found["gone"][name] = gone
    return found if found["whole"] or found["rows"] or found["gone"] else {}


def _told(name: str, row: Json) -> Json:
    left_out = BY_ITSELF.get(name, set())
    return {column: value for column, value in row.items() if column not in left_out}


def enter_people(connection: Connection, operation: str, told: bytes) -> None:
    """Makes of these rows what a line of the journal says, as JSON."""
    change: Json = orjson.loads(told)
    for name, rows in change["rows"].items():
        _enter(connection, TABLES[name], BY_ITSELF.get(name, set()), rows)
    gone = [key[1] for key in change["gone"].get(WEBHOOK.name, ())]
    if change["whole"]:
        there = connection.execute(select(WEBHOOK.c.id).where(WEBHOOK.c.operation == operation)).scalars()
        gone += {*there} - {row["id"] for row in change["rows"].get(WEBHOOK.name, ())}
    for id in gone:
        connection.execute(delete(DELIVERY).where(and_(DELIVERY.c.operation == operation, DELIVERY.c.webhook_id == id)))
        connection.execute(delete(WEBHOOK).where(and_(WEBHOOK.c.operation == operation, WEBHOOK.c.id == id)))


def _enter(connection: Connection, table: Table, left_out: set[str], rows: list[Json]) -> None:
    key = [column.name for column in table.primary_key.columns]
    for row in rows:
        this = and_(*(table.c[name] == row[name] for name in key))
        new = {name: value for name, value in row.items() if name not in left_out and name not in key}
        if table is DEVICE:  # a tablet in the place of another begins a chain of exchanges of its own
            replaced = and_(this, DEVICE.c.replaced_at.is_distinct_from(row["replaced_at"]))
            connection.execute(update(DEVICE).where(replaced).values(exchanges=None, forked_at=None))
        if not connection.execute(update(table).where(this).values(new)).rowcount:
            connection.execute(insert(table).values(row))
