"""Rows of a file as mutations of the person who imports them: a job of one transaction.

A row without an id is known by its content: the n-th row that says the same is the n-th find of that content, so the
same file again changes nothing. A row with an id is known by it: a changed one is an edit of what its author saw, which
is the version that the row names (our own export), else what was imported last under this id; without either it is
taken like a create of a find that is there, which overwrites nothing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import and_

from models.find import FieldValues, means
from models.imports.row import ImportedRow
from models.mutation import made_by_person, sent, stored_instant
from models.period import week_of
from models.tables import LOG
from sync.database.statements import among
from sync.exchange.committer import Job
from sync.exchange.prepared import Prepared
from sync.exchange.transaction import Transaction
from sync.log.chain import ENTRIES, Entry
from sync.merge.find_state import Author

NEW, SAME, CHANGED, CONFLICT, REFUSED = "new", "same", "changed", "conflict", "refused"
OUTCOMES = (NEW, CHANGED, CONFLICT, SAME, REFUSED)


class FieldChange(NamedTuple):
    """A field that a row says otherwise than its author saw it."""

    field: str
    was: Any
    to: Any


class RowAnswer(NamedTuple):
    """The result of a row."""

    outcome: str
    find_id: str
    flags: list[str]
    changes: list[FieldChange]


class Imported(NamedTuple):
    """The results of a job's rows, and what they add to the totals: (week, type): pieces."""

    rows: list[RowAnswer]
    totals: Counter[tuple[str, str]]
    seq: int


class _Seen(NamedTuple):
    """What the author of a row saw of its find, and what tells this from another time of seeing."""

    fields: FieldValues
    known_as: str
    version: int
    done: frozenset[str]
    """The ids of all mutations of the find."""


def find_id_of(row: ImportedRow, times_before: int) -> str:
    """The find of a row that has no id: by its content, and how often that came before in the file."""
    return str(uuid5(NAMESPACE_URL, f"minetally:import:{row.digest}:{times_before}"))


@dataclass(frozen=True, slots=True)
class ImportRows(Job[Imported]):
    """Rows that a person imports; each has its find id."""

    rows: tuple[ImportedRow, ...]
    person: str
    received_at: datetime
    origin: str
    """The name of the file, for those who read the history."""
    prepared: tuple[Prepared, ...] = ()
    finds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "prepared", tuple(self._create(row) for row in self.rows))

    def run(self, transaction: Transaction) -> Imported:
        """The answer to each row, in their order."""
        before = Counter(transaction.moves.deltas.total)
        seen = self._seen(transaction)
        answers = [self._take(transaction, row, one, seen) for row, one in zip(self.rows, self.prepared, strict=True)]
        moved: Counter[tuple[str, str]] = Counter()
        for cell, pieces in transaction.moves.deltas.total.items():
            if cell.dimension == "type" and pieces != before[cell]:
                moved[week_of(cell.day), cell.key] += pieces - before[cell]
        return Imported(answers, moved, transaction.head.seq)

    def _take(self, transaction: Transaction, row: ImportedRow, one: Prepared, seen: dict[str, _Seen]) -> RowAnswer:
        assert one.mutation is not None
        find = transaction.finds.get(row.find_id)
        if find is None:
            return _answer(transaction.take(one), NEW, [])
        basis = seen.get(row.find_id)
        saw = basis.fields if basis else find.values
        changed = {name for name, value in row.fields.items() if not _same(name, saw.get(name), value)}
        if basis is None:
            changed &= one.mutation.set.keys()  # who saw nothing clears nothing
        elif changed:
            one = self._edit(row, basis, changed)
        if not changed or transaction.answers[one.sent.key] or (basis and one.sent.key in basis.done):
            return RowAnswer(SAME, row.find_id, [], [])
        changes = [FieldChange(name, saw.get(name), row.fields[name]) for name in sorted(changed)]
        return _answer(transaction.take(one), CHANGED, changes)

    def _create(self, row: ImportedRow) -> Prepared:
        fields = {name: value for name, value in row.fields.items() if value is not None}
        id = str(uuid5(NAMESPACE_URL, f"minetally:import:create:{row.find_id}:{row.digest}"))
        return self._mutation(row, id, "create", fields, {}, 0)

    def _edit(self, row: ImportedRow, basis: _Seen, changed: set[str]) -> Prepared:
        """One id for the same row over the same basis: a repetition is known."""
        fields = {name: row.fields[name] for name in sorted(changed)}
        id = str(uuid5(NAMESPACE_URL, f"minetally:import:edit:{row.find_id}:{basis.known_as}:{row.digest}"))
        return self._mutation(row, id, "edit", fields, {name: basis.fields.get(name) for name in fields}, basis.version)

    def _mutation(
        self, row: ImportedRow, id: str, op: str, fields: FieldValues, was: FieldValues, version: int
    ) -> Prepared:
        received = stored_instant(self.received_at)
        content = {
            "id": id,
            "find_id": row.find_id,
            "op": op,
            "base_version": version,
            "set": fields,
            **({"was": was} if was else {}),
            "made_at": received,
            "imported": {"file": self.origin, "row": row.number},
        }
        known_by = sent(content)
        mutation = made_by_person(orjson.loads(known_by.content), received)
        return Prepared(known_by, mutation, None, Author(person=self.person, team=row.team), received, received)

    # What the authors of rows with ids saw

    def _seen(self, transaction: Transaction) -> dict[str, _Seen]:
        rows = {row.find_id: row for row in self.rows if row.named and row.find_id in transaction.stored_rows}
        if not rows:
            return {}
        entries: dict[str | None, list[Entry]] = defaultdict(list)
        wanted = and_(LOG.c.operation == transaction.head.operation, LOG.c.version.is_not(None))
        wanted = and_(wanted, among(transaction.connection, LOG.c.find_id, rows.keys()))
        for entry in ENTRIES.where(transaction.connection, wanted, (LOG.c.find_id, LOG.c.seq)):
            entries[entry.find_id].append(entry)
        found = {id: _at_version(row, entries[id]) or _last_imported(entries[id]) for id, row in rows.items()}
        return {id: seen for id, seen in found.items() if seen}


def _at_version(row: ImportedRow, entries: Sequence[Entry]) -> _Seen | None:
    """The version that the row names, if its log entry is one of this operation."""
    stood = [entry for entry in entries if row.seq is not None and entry.seq <= row.seq]
    last = stood[-1] if stood else None
    if last is None or last.version is None or last.find is None or last.version != row.version:
        return None
    return _Seen(orjson.loads(last.find), f"version {last.version}", last.version, _ids(entries))


def _last_imported(entries: Sequence[Entry]) -> _Seen | None:
    """What rows of this id said so far: each import said what it changed."""
    fields: FieldValues = {}
    last = None
    for entry in entries:
        content = orjson.loads(entry.content) if entry.person else {}
        if "imported" in content:
            fields |= content["set"]
            last = entry
    return _Seen(fields, last.mutation_id, last.version or 0, _ids(entries)) if last else None


def _ids(entries: Sequence[Entry]) -> frozenset[str]:
    return frozenset(entry.mutation_id for entry in entries)


def _answer(text: str, outcome: str, changes: list[FieldChange]) -> RowAnswer:
    answer = orjson.loads(text)
    outcome = CONFLICT if answer["outcome"] == "conflict" else outcome
    return RowAnswer(outcome, answer["find_id"], answer["flags"], changes)


def _same(name: str, saw: Any, says: Any) -> bool:
    """Whether a cell says what its author saw, as far as a spreadsheet can hold it: 15 digits of a number."""
    if isinstance(saw, dict) and isinstance(says, dict):  # a position
        saw, says = ({member: _held(value) for member, value in one.items()} for one in (saw, says))
    return means(name, saw, says)


def _held(value: Any) -> Any:
    return float(f"{value:.15g}") if isinstance(value, float) else value


class Numbering:
    """Which rows of a file came before: kept on disk, as a file may have more rows than memory.

    Counts keys in a private database that SQLite keeps in a temporary file and removes. Belongs to one thread."""

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode=OFF").close()
        self._seen.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, times INTEGER, content BLOB) WITHOUT ROWID")
        self._seen.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._seen.close()

    def times_before(self, key: bytes, content: bytes = b"") -> tuple[int, bytes]:
        """How often the key came before, and with which content first."""
        times, first = self._seen.execute(
            "INSERT INTO seen VALUES (?, 0, ?) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times, content",
            (key, content),
        ).fetchone()
        return times, first
