"""The data of a device in one SQLite file: its mutations, its copy of the finds, its cursor. No network here.

Every method is one transaction that is on the disk when it returns, so the power may fail at any moment.
Several threads and processes may use one file: a transaction that writes waits for the one before it.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]

OUTCOMES = ("applied", "merged", "conflict", "rejected")
"""The final outcomes. After any other outcome, for example in a recovery of the server, the mutation is sent again."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS find (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, pulled INTEGER NOT NULL, document TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS mutation (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    find_id TEXT NOT NULL,
    content TEXT NOT NULL,
    waiting INTEGER NOT NULL DEFAULT 1,
    outcome TEXT,
    seq INTEGER,
    epoch TEXT,
    result TEXT,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS mutation_waiting ON mutation (n) WHERE waiting;
CREATE INDEX IF NOT EXISTS mutation_of_find ON mutation (find_id, n);
"""


class Waiting(NamedTuple):
    """A mutation without a final answer."""

    n: int
    id: str
    content: str
    """Its JSON, the same every time it is sent."""
    epoch: str | None
    seq: int | None
    """Its log entry in an earlier answer, from a history (`epoch`) that the server has lost."""


class Place(NamedTuple):
    """The progress of the copy."""

    cursor: str | None
    pulled: int
    """How often the copy was started again."""
    renewing: bool
    """Whether the new copy is not complete yet."""


class Outbox:
    """One file. The screen shows the copy of a find with the mutations applied that are not in it yet."""

    def __init__(self, file: Path | str) -> None:
        self._lock = threading.RLock()
        self._turn = threading.Lock()
        self._turns = f"{file}-exchange" if str(file) != ":memory:" else ":memory:"
        if str(file) != ":memory:":
            Path(file).touch(mode=0o600)  # it contains the device's token
        self._db = sqlite3.connect(file, timeout=60, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        with self.writing():
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
        """One transaction: all of the block is stored, or nothing."""
        with self._lock:
            self._db.execute(begin)
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def reading(self) -> AbstractContextManager[None]:
        """The block reads the data of one moment. Other processes do not have to wait."""
        return self.writing("BEGIN")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The block exchanges, and no other thread or process with this file does. The lock ends with its process.

        An exchange names the one before it. Two at the same moment would look like two tablets.
        """
        with self._turn, closing(sqlite3.connect(self._turns, timeout=24 * 3600, isolation_level=None)) as turns:
            turns.execute("BEGIN EXCLUSIVE")
            yield

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    # Small things

    def get(self, name: str) -> Any:
        """A value of the device itself, such as its token; None if it is not set."""
        rows = self._rows("SELECT value FROM state WHERE name = ?", name)
        return rows[0][0] if rows else None

    def set(self, **values: object) -> None:
        with self.writing():
            self._put(**values)

    def _put(self, **values: object) -> None:
        self._db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", values.items())

    # Enrolment

    def secret_for(self, code: str) -> str:
        """The secret of this device for a code: the same one each time, so that the code can be sent again."""
        with self.writing():
            enrolling = json.loads(self.get("enrolling") or "{}")
            if enrolling.get("code") != code:
                enrolling = {"code": code, "secret": secrets.token_urlsafe(32)}
                self._put(enrolling=json.dumps(enrolling))
        return str(enrolling["secret"])

    def enrolled(self, token: str, operation: str) -> None:
        """Stores the token of an enrolment. The outbox stays; the exchanges begin anew."""
        self.set(token=token, operation=operation, enrolling=None, exchange=None, forked=0)

    # Finds

    def find_ids(self) -> list[str]:
        """The ids of all finds of the copy, and of the finds that were only made here, in order."""
        return [id for (id,) in self._rows("SELECT id FROM find UNION SELECT find_id FROM mutation ORDER BY 1")]

    def held(self, find_id: str) -> Json | None:
        """A find as the server last sent it; None if it never sent it."""
        rows = self._rows("SELECT document FROM find WHERE id = ?", find_id)
        return json.loads(rows[0][0]) if rows else None

    def copy(self) -> dict[str, Json]:
        """All finds as the server last sent them, by id."""
        return {id: json.loads(document) for id, document in self._rows("SELECT id, document FROM find ORDER BY id")}

    def unseen(self, find_id: str) -> list[Json]:
        """The mutations of a find that its copy does not show yet, in the order in which they were made.

        An answered mutation is included until it is in the copy, because the author of a later edit has seen it.
        """
        rows = self._rows(
            "SELECT m.content FROM mutation m LEFT JOIN find f ON f.id = m.find_id WHERE m.find_id = ?"
            " AND m.outcome IS NOT 'rejected' AND (m.waiting OR m.seq > coalesce(f.seq, -1)) ORDER BY m.n",
            find_id,
        )
        return [json.loads(content) for (content,) in rows]

    # Mutations

    def add(self, mutation: Json) -> None:
        """Stores a new mutation. Call it inside `writing`, together with the reads that it depends on."""
        content = json.dumps(mutation, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        self._db.execute(
            "INSERT INTO mutation (id, find_id, content) VALUES (?, ?, ?)",
            (mutation["id"], mutation["find_id"], content),
        )

    def waiting(self, after: int, most: int, most_bytes: int, without: Collection[int] = frozenset()) -> list[Waiting]:
        """The next mutations to send, in the order in which they were made. At least one, if any are waiting.

        `without` are the numbers of mutations that are not sent."""
        rows = self._rows(
            "SELECT n, id, content, epoch, seq FROM mutation WHERE waiting AND n > ? ORDER BY n LIMIT ?",
            after,
            most + len(without),
        )
        batch: list[Waiting] = []
        epoch = None  # a request can name only one lost history
        for row in [row for row in map(Waiting._make, rows) if row.n not in without][:most]:
            most_bytes -= len(row.content) + 1
            if batch and (most_bytes < 0 or (epoch and row.epoch and row.epoch != epoch)):
                break
            epoch = epoch or row.epoch
            batch.append(row)
        return batch

    def count_waiting(self) -> int:
        return int(self._rows("SELECT count(*) FROM mutation WHERE waiting")[0][0])

    def rejected(self) -> list[tuple[Json, Json]]:
        """Each rejected mutation that nobody has put aside, and its result."""
        rows = self._rows("SELECT content, result FROM mutation WHERE outcome = 'rejected' AND NOT seen ORDER BY n")
        return [(json.loads(content), json.loads(result)) for content, result in rows]

    def put_aside(self, mutation_id: str) -> None:
        with self.writing():
            self._db.execute("UPDATE mutation SET seen = 1 WHERE id = ?", (mutation_id,))
            self._forget()

    # Exchanges

    def place(self) -> Place:
        return Place(self.get("cursor"), self.get("pulled") or 0, bool(self.get("renewing")))

    def take(self, batch: Sequence[Waiting], answer: Json, sent_from: Place, exchange: str | None = None) -> bool:
        """Stores an answer, all or nothing. Its results are always stored. Its changes are stored only if the cursor is
        still the one of the request; otherwise returns False: another process has moved the cursor. `exchange` is the
        name of the exchange, which the next one follows."""
        with self.writing():
            self._put(exchange=exchange, forked=int(answer.get("forked", False)))
            for sent, result in zip(batch, answer["results"], strict=True):
                self._settle(sent.n, result, answer["epoch"])
            copied = self.place() == sent_from
            if copied:
                self._copy(answer, sent_from)
            self._forget()
        return copied

    def refuse(self, sent: Waiting, problem: Json) -> None:
        """Rejects a mutation that is too large for any request, and keeps it for its author."""
        result: Json = {
            "id": sent.id, "find_id": None, "outcome": "rejected", "replayed": False, "version": None, "seq": -1,
            "conflicts": [], "flags": [], "problem": problem,
        }  # fmt: skip
        with self.writing():
            self._settle(sent.n, result, None)

    def _settle(self, n: int, result: Json, epoch: str | None) -> None:
        final = result["outcome"] in OUTCOMES
        seq, told_in = (result["seq"], epoch) if final else (None, None)
        self._db.execute(
            "UPDATE mutation SET waiting = ?, outcome = ?, seq = coalesce(?, seq), epoch = coalesce(?, epoch),"
            " result = ? WHERE n = ? AND waiting",
            (not final, result["outcome"], seq, told_in, json.dumps(result), n),
        )

    def _copy(self, answer: Json, place: Place) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO find VALUES (?, ?, ?, ?)",
            (
                (change["find"]["id"], change["find"]["seq"], place.pulled, json.dumps(change["find"]))
                for change in answer["changes"]
            ),
        )
        self._put(cursor=answer["cursor"], epoch=answer["epoch"], saved_through_seq=answer["saved_through_seq"])
        if not answer["has_more"]:
            self._put(renewing=0)
            self._db.execute("DELETE FROM find WHERE pulled < ?", (place.pulled,))
            # The server said that it is in the log, but it is not in the finds. So the server lost it: send it again.
            self._db.execute(
                "UPDATE mutation SET waiting = 1 WHERE NOT waiting AND outcome <> 'rejected'"
                " AND seq > coalesce((SELECT seq FROM find WHERE find.id = mutation.find_id), -1)"
            )

    def _forget(self) -> None:
        """Deletes answered mutations that are in a verified backup; rejected ones only when put aside."""
        self._db.execute(
            "DELETE FROM mutation WHERE NOT waiting AND seq BETWEEN 0 AND ? AND (outcome <> 'rejected' OR seen)",
            (self.get("saved_through_seq") or 0,),
        )

    def begin_anew(self, refused_at: Place) -> None:
        """The server's history has changed: fetch the copy from the start, and send all kept mutations again.

        The old finds stay until the new copy is complete, so people can continue to work.
        """
        with self.writing():
            if self.place() == refused_at:
                self._put(cursor=None, pulled=refused_at.pulled + 1, renewing=1)
                self._db.execute("UPDATE mutation SET waiting = 1 WHERE NOT waiting AND seq >= 0")


def answered(batch: Iterable[Waiting]) -> Json | None:
    """The member `answered` of a request: earlier answers from a history that the server has lost; usually None."""
    told = [one for one in batch if one.epoch is not None and one.seq is not None]
    return {"epoch": told[0].epoch, "seq": {one.id: one.seq for one in told}} if told else None
