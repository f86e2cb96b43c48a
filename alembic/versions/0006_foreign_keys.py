"""foreign keys: no row without the one that it names"""

from collections import defaultdict
from typing import NamedTuple

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


class Key(NamedTuple):
    """Rows of a table name, in these columns, a row of another (or the same) one."""

    name: str
    table: str
    columns: list[str]
    named: str
    named_columns: list[str]
    at_commit: bool = False
    """It is held at the commit, not at once."""


KEYS = [
    Key("team_operation", "team", ["operation"], "operation", ["operation"]),
    Key("device_team", "device", ["operation", "team"], "team", ["operation", "name"]),
    Key("device_seen_device", "device_seen", ["operation", "device_id"], "device", ["operation", "id"]),
    Key("token_operation", "token", ["operation"], "operation", ["operation"]),
    Key("token_device", "token", ["operation", "device_id"], "device", ["operation", "id"]),
    Key("enrolment_operation", "enrolment", ["operation"], "operation", ["operation"]),
    Key("rule_operation", "rule", ["operation"], "operation", ["operation"]),
    Key("log_operation", "log", ["operation"], "operation", ["operation"]),
    Key("quarantine_log", "quarantine", ["operation", "seq"], "log", ["operation", "seq"]),
    Key("find_survivor", "find", ["operation", "duplicate_of"], "find", ["operation", "id"]),
    Key("conflict_find", "conflict", ["operation", "find_id"], "find", ["operation", "id"]),
    Key("duplicate_pair_one", "duplicate_pair", ["operation", "one"], "find", ["operation", "id"]),
    Key("duplicate_pair_other", "duplicate_pair", ["operation", "other"], "find", ["operation", "id"]),
    Key("edition_log", "edition", ["operation", "seq"], "log", ["operation", "seq"], at_commit=True),
    Key("photo_operation", "photo", ["operation"], "operation", ["operation"]),
    Key("submission_device", "submission", ["operation", "device_id"], "device", ["operation", "id"]),
    Key("webhook_operation", "webhook", ["operation"], "operation", ["operation"]),
    Key("webhook_delivery_webhook", "webhook_delivery", ["operation", "webhook_id"], "webhook", ["operation", "id"]),
]


def upgrade() -> None:
    for key in KEYS:
        _refuse_strays(key)
    by_table = defaultdict(list)
    for key in KEYS:
        by_table[key.table].append(key)
    for table, keys in by_table.items():
        # SQLite makes the table anew and copies it, within the database.
        with op.batch_alter_table(table) as batch:
            for key in keys:
                later = {"deferrable": True, "initially": "DEFERRED"} if key.at_commit else {}
                batch.create_foreign_key(key.name, key.named, key.columns, key.named_columns, **later)


def downgrade() -> None:
    for table in {key.table: None for key in reversed(KEYS)}:
        with op.batch_alter_table(table) as batch:
            for key in KEYS:
                if key.table == table:
                    batch.drop_constraint(key.name, type_="foreignkey")


def _refuse_strays(key: Key) -> None:
    """Stops with a sentence where a row names one that there is not."""
    bind = op.get_bind()
    table, named = (sa.Table(name, sa.MetaData(), autoload_with=bind) for name in (key.table, key.named))
    named = named.alias("named")
    pairs = [(table.c[mine], named.c[theirs]) for mine, theirs in zip(key.columns, key.named_columns, strict=True)]
    there = sa.exists().where(*(mine == theirs for mine, theirs in pairs))
    strays = sa.select(table).where(*(mine.is_not(None) for mine, _ in pairs), ~there).limit(1)
    row = bind.execute(strays).mappings().first()
    if row is not None:
        place = ", ".join(f"{column.name} {row[column.name]}" for column in table.primary_key.columns)
        wanted = ", ".join(f"{theirs} {row[mine]}" for mine, theirs in zip(key.columns, key.named_columns, strict=True))
        raise CommandError(
            f"Table {key.table}, row {place}: it needs a row of table {key.named} with {wanted}, and there is none."
            " Nothing was changed. Put that row back, or restore a backup; then migrate again."
        )
