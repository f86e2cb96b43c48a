"""The public keys of a server, as an operation knows them: each signed by the one before, and told by the log.

The first one of an operation is stored beside the log: there is none before it that could vouch for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple, TypedDict
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Connection, func, select

from models.mutation import sent, stored_instant
from models.problem import invalid_value
from models.signing import SigningKey, fingerprint, is_signed
from models.tables import SERVER_KEY
from sync.database.rows import Rows
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared, result
from sync.exchange.transaction import Transaction
from sync.log.chain import Entry
from sync.merge.find_state import Author

KEY = "key"
"""The kind of the log entry that tells of a key."""
OF_KEYS = "minetally key 1"
"""What the signature of a key by the one before it is for."""
SERVER = "Server"
"""Who enters a key that it found in its keys file."""


class KeyRow(NamedTuple):
    """A public key as it is stored."""

    operation: str
    key: str
    seq: int
    began_at: str
    signed_by: str | None
    signature: str | None
    revoked_at: str | None


KEYS = Rows(SERVER_KEY, KeyRow)


class KeyContent(TypedDict):
    """What the log keeps of a key."""

    id: str
    op: str
    key: str
    signed_by: str | None
    signature: str | None
    revokes: list[str]
    """The keys that were stolen."""


PublicKey = TypedDict(
    "PublicKey",
    {
        "key": str,
        "fingerprint": str,
        "from": str,
        "until": str | None,
        "signed_by": str | None,
        "signature": str | None,
        "revoked_at": str | None,
    },
)
"""A public key of the server, as it is shown; `until` is when the next one began."""


def signature_of(key: str, began_at: str, by: SigningKey) -> str:
    """What the key before a key signs: that this one follows it."""
    return by.sign(OF_KEYS, {"from": began_at, "key": key})


def vouched(row: KeyRow) -> bool:
    """Whether the key that `signed_by` names signed this one. False where none is named."""
    return is_signed(OF_KEYS, {"from": row.began_at, "key": row.key}, row.signature, row.signed_by)


@dataclass(frozen=True, slots=True)
class EnterKey(Job[KeyRow]):
    """A key begins to sign. A key that the operation knows changes nothing: processes that start enter the same one."""

    key: str
    began_at: str
    person: str
    signed_by: str | None = None
    signature: str | None = None
    revokes: tuple[str, ...] = ()
    """Keys that were stolen: from now on nothing that they signed proves anything."""
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()
    alone: ClassVar[bool] = True

    def run(self, transaction: Transaction) -> KeyRow:
        """The row of the key. Raises Refused where the signature is not that of the key before."""
        connection, head = transaction.connection, transaction.head
        rows = rows_of(connection, head.operation)
        if known := _named(rows, self.key):
            return known
        row = KeyRow(head.operation, self.key, 0, self.began_at, self.signed_by, self.signature, None)
        if self.signed_by and not vouched(row):
            raise invalid_value("signature", f"is not that of {self.signed_by}", "sign it with the key before")
        if rows:
            row = row._replace(seq=head.seq + 1)
            id = str(uuid5(NAMESPACE_URL, f"minetally:key:{self.key}"))
            content: KeyContent = {
                "id": id, "op": KEY, "key": self.key, "signed_by": self.signed_by, "signature": self.signature,
                "revokes": [*self.revokes],
            }  # fmt: skip
            one = Prepared(sent({**content}), None, None, Author(person=self.person), self.began_at)
            transaction.log(one, KEY, result(one.sent, "decided", row.seq))
        KEYS.insert(connection, [row])
        stolen = [old._replace(revoked_at=self.began_at) for old in rows if old.key in self.revokes]
        KEYS.change(connection, ("revoked_at",), [row._asdict() for row in stolen])
        return row


def entering(
    key: str, at: datetime, person: str = SERVER, by: SigningKey | None = None, revokes: tuple[str, ...] = ()
) -> EnterKey:
    """The job that enters a key now, signed `by` the key before it where there is one."""
    began_at = stored_instant(at)
    signature = signature_of(key, began_at, by) if by else None
    return EnterKey(key, began_at, person, by.public if by else None, signature, revokes)


def entered_before(entry: Entry) -> EnterKey:
    """The job that an entry of a lost history tells of: the key, and which were stolen."""
    said: KeyContent = orjson.loads(entry.content)
    signed = (said["signed_by"], said["signature"])
    return EnterKey(said["key"], entry.received_at, entry.person or SERVER, *signed, tuple(said["revokes"]))


def rows_of(connection: Connection, operation: str) -> list[KeyRow]:
    """The keys of an operation, the first one first."""
    return KEYS.where(connection, SERVER_KEY.c.operation == operation, (SERVER_KEY.c.seq, SERVER_KEY.c.key))


def known_key(connection: Connection, operation: str, key: str) -> KeyRow | None:
    """The row of a key; None where the operation does not know it."""
    return _named(rows_of(connection, operation), key)


def _named(rows: list[KeyRow], key: str) -> KeyRow | None:
    return next((row for row in rows if row.key == key), None)


def proving(connection: Connection, operation: str, own: Iterable[str]) -> frozenset[str]:
    """The public keys whose receipts prove something: the operation's and this server's `own`, but for revoked ones."""
    rows = rows_of(connection, operation)
    return frozenset({*own, *(row.key for row in rows)} - {row.key for row in rows if row.revoked_at})


def public_keys(connection: Connection) -> list[PublicKey]:
    """All keys of the server's operations, each once, the first one first.

    The database puts together what operations say alike, so their number costs little.
    """
    said = (SERVER_KEY.c.key, SERVER_KEY.c.signed_by, SERVER_KEY.c.signature)
    began, revoked = func.min(SERVER_KEY.c.began_at), func.min(SERVER_KEY.c.revoked_at)
    known: dict[str, KeyRow] = {}
    for key, signed_by, signature, began_at, revoked_at in connection.execute(
        select(*said, began, revoked).group_by(*said).order_by(*said)
    ):
        row = KeyRow("", key, 0, began_at, signed_by, signature, revoked_at)
        known[key] = _joined(known[key], row) if key in known else row
    rows = sorted(known.values(), key=lambda row: (row.began_at, row.key))
    return [
        {
            "key": row.key,
            "fingerprint": fingerprint(row.key),
            "from": row.began_at,
            "until": after.began_at if after else None,
            "signed_by": row.signed_by,
            "signature": row.signature,
            "revoked_at": row.revoked_at,
        }
        for row, after in zip(rows, [*rows[1:], None], strict=False)
    ]


def _joined(one: KeyRow, other: KeyRow) -> KeyRow:
    """What two operations know of a key: since when, who vouched for it, and whether it was stolen."""
    said = min(one, other, key=lambda row: (row.signature is None, row.began_at))  # a signature is over its own time
    return said._replace(revoked_at=one.revoked_at or other.revoked_at)
