"""The exchange: a device's mutations go in, the changes of its operation come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple, Self
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection

from models.exchange_body import ExchangeLink
from models.mutation import Sent, sent
from sync.database.database import Database
from sync.database.statements import as_bytes
from sync.exchange.committer import Divisible
from sync.exchange.prepared import Prepared, result
from sync.exchange.transaction import Transaction
from sync.finds.projection import as_served
from sync.finds.settling import changed_after
from sync.log.chain import HASH_START, Head, glance_head, hashes_at, read_head
from sync.log.cursor import Cursor, check, end_of, refuse_stopped, start
from sync.merge.find_state import Author, author

MOST_CHANGES = 1000
"""The greatest `limit`."""


class Exchanged(NamedTuple):
    """The answer to each mutation, as JSON, whether a find changed, and where the log stands after the commit."""

    answers: list[str]
    changed: bool
    head: Head
    forked: bool
    """Another tablet has the token of this one."""


class Named(NamedTuple):
    """An exchange that its tablet names: by whom, with which token, and which exchange it follows."""

    author: Author
    token_id: str
    link: ExchangeLink


@dataclass(frozen=True, slots=True)
class Exchange(Divisible[Exchanged]):
    """What one device sends in one request: a job of one transaction."""

    device_id: str
    received_at: str
    shown: tuple[Cursor, ...]
    """Its cursor, and the heads that it was told."""
    prepared: tuple[Prepared, ...]
    finds: frozenset[str] = frozenset()
    resent: ClassVar[bool] = True
    named: Named | None = None
    placed: Mapping[str, Prepared] = field(default_factory=dict)
    """By the ids of their mutations, those that a history answered that may be lost, as they were then."""

    def run(self, transaction: Transaction) -> Exchanged:
        """The answer; raises Refused if what it shows does not match (`sync.log.cursor.check`), the token has ended, or
        too much of this device was refused today."""
        check(transaction.connection, self.shown, transaction.head)
        known, forked = self.by_its_author(transaction)
        prepared = self.in_their_places(transaction, known)
        transaction.allow(prepared, self.device_id, self.received_at)
        answers = [transaction.take(one) for one in prepared]
        if prepared:
            transaction.saw(self.device_id, self.received_at)
        return Exchanged(answers, bool(transaction.rows), transaction.head, forked)

    def in_their_places(self, transaction: Transaction, prepared: tuple[Prepared, ...]) -> tuple[Prepared, ...]:
        """The mutations, and those that a lost history had answered as they stood there."""
        placing = transaction.placing
        if not self.placed:
            return prepared
        taken = {id for id, one in self.placed.items() if placing.lost(one)}
        placing.load({one.mutation.find_id for id in taken if (one := self.placed[id]).mutation})
        return tuple(
            replace(self.placed[one.sent.key], author=one.author) if one.sent.key in taken else one for one in prepared
        )

    def by_its_author(self, transaction: Transaction) -> tuple[tuple[Prepared, ...], bool]:
        """The mutations in the name of the tablet that sent them, and whether another one has its token."""
        if self.named is None:
            return self.prepared, False
        by, token_id, link = self.named
        found = transaction.authors.of(self.device_id, token_id, link, self.received_at)
        by = author(by.device_id, by.team, fork=found.fork)
        if found.noticed:
            one = Prepared(_fork(by, found.device, link), None, None, by, self.received_at)
            transaction.log(one, "fork", result(one.sent, "forked", transaction.head.seq + 1))
        return tuple(replace(one, author=by) for one in self.prepared), found.forked

    def part(self, prepared: tuple[Prepared, ...]) -> Self:
        return replace(self, prepared=prepared)

    def joined(self, one: Exchanged, other: Exchanged) -> Exchanged:
        changed, forked = one.changed or other.changed, one.forked or other.forked
        return Exchanged(one.answers + other.answers, changed, other.head, forked)


def _fork(by: Author, device: str, link: ExchangeLink) -> Sent:
    """What the log says when another tablet is noticed with the token of a device."""
    id = str(uuid5(NAMESPACE_URL, f"minetally:fork:{by.device_id}:{link.id}"))
    return sent({"id": id, "op": "fork", "device_id": by.device_id, "device": device, "exchange": link._asdict()})


@dataclass(slots=True)
class Changes:
    """What a device gets back: JSON of each change, and where it stands after them."""

    documents: list[bytes]
    head: Head
    cursor: Cursor | None
    """None: the one that it sent."""
    has_more: bool


async def changes_after(
    database: Database,
    operation: str,
    cursor: Cursor | None,
    known: tuple[Cursor, ...],
    limit: int,
    exchanged: Exchanged | None,
) -> Changes:
    """What changed after the cursor, as much as `limit`, once the exchange is committed.

    `known` are the heads that the device was told. Raises what `check` raises where nothing was exchanged.
    """
    head = exchanged.head if exchanged else await glance_head(database, operation)
    refuse_stopped(head)
    if cursor and cursor.is_at(head) and (exchanged or all(one.is_at(head) for one in known)):
        return Changes([], head, None, False)
    if limit == 0 and exchanged and exchanged.changed:
        return Changes([], head, None, True)
    return await database.look_up(read_changes, operation, cursor, known, limit)


def read_changes(
    connection: Connection, operation: str, cursor: Cursor | None, known: tuple[Cursor, ...], limit: int
) -> Changes:
    """The finds that changed after the cursor, each once at its latest version, in the order of the log."""
    head = read_head(connection, operation)
    check(connection, known if cursor is None else (cursor, *known), head)
    at = cursor or start(head)
    document = as_bytes(connection, "document")
    rows = changed_after(connection, head, at.seq, at.find_id, limit + 1, lambda finds: (document,))
    has_more = len(rows) > limit
    if limit == 0:
        return Changes([], head, None, has_more)
    rows = rows[:limit]
    documents = [b'{"seq":%d,"find":%b}' % (row.seq, as_served(row.document)) for row in rows]
    if not has_more:
        return Changes(documents, head, end_of(head), False)
    last = rows[-1]
    hash = hashes_at(connection, operation, {last.seq})[last.seq]
    return Changes(documents, head, Cursor(operation, head.epoch, last.seq, hash[:HASH_START], last.id), True)
