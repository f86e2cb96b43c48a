"""The data of a device in one SQLite file: its mutations, its copy of the finds, its cursor. No network here.

Every method is one transaction that is on the disk when it returns, so the power may fail at any moment.
Several threads and processes may use one file: a transaction that writes waits for the one before it.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from minetally_client.history import Json, first_answer

OUTCOMES = ("applied", "merged", "conflict", "rejected")
"""The final outcomes. After any other outcome the mutation is sent again."""
KEPT_S = 365 * 24 * 3600
"""How long an answered mutation is kept, seconds; longer if no verified backup has it."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS find (
    copy INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (copy, id)
);
CREATE TABLE IF NOT EXISTS receipt (n INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mutation (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    find_id TEXT NOT NULL,
    content TEXT NOT NULL,
    noted INTEGER NOT NULL,
    waiting INTEGER NOT NULL DEFAULT 1,
    in_old_copy INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,
    seq INTEGER,
    epoch TEXT,
    result TEXT,
    first TEXT,
    receipt INTEGER,
    line TEXT,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS photo (
    sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, data BLOB NOT NULL, noted INTEGER NOT NULL,
    wanted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS mutation_waiting ON mutation (n) WHERE waiting;
CREATE INDEX IF NOT EXISTS mutation_of_find ON mutation (find_id, n);
"""

_SAVED = "NOT waiting AND epoch = ? AND seq <= ? AND (outcome <> 'rejected' OR seen)"
"""What a verified backup has, and nobody still has to see."""


class Waiting(NamedTuple):
    """A mutation without a final answer in the server's present history."""

    n: int
    id: str
    find_id: str
    content: str
    """Its JSON, the same every time it is sent."""
    first: str | None
    """Its first answer, as JSON: `epoch` and `seq` of its place, `received_at`, `clock_offset_s`. None: it had none."""
    receipt: int | None
    """The number of the receipt of its first answer; None: it had none."""
    line: str | None
    """Where its line is in that receipt, as JSON: `index` and `path`."""


class Place(NamedTuple):
    """The progress of the copy."""

    cursor: str | None
    epoch: str | None
    """The server's history that the device follows; None before the first answer."""
    copy: int
    """The number of the copy: how often it was started again."""
    renewing: bool
    """Whether the new copy is not complete yet: until then the old one is shown."""


class OldCopy(NamedTuple):
    """A copy of the finds from a history that the server has lost."""

    copy: int
    epoch: str


class RepeatedMutation(ValueError):
    """The id of a new mutation belongs to another one of this device."""


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

    def enrolled(self, made: Json, server_key: str | None) -> None:
        """Stores the answer to an enrolment, and the fingerprint that stood beside its code; without one the answer's
        counts. The outbox stays; the exchanges begin anew."""
        told = {name: made.get(name) for name in ("token", "operation", "device_id", "timezone")}
        keys = json.dumps([key for key in [server_key or made.get("server_key")] if key])
        self.set(**told, enrolling=None, exchange=None, forked=0, gzip=None, server_keys=keys, signs=None)

    # Finds

    def shown_copy(self) -> int:
        """The number of the copy that is shown: the last one that was complete, or the first one."""
        place, old = self.place(), self.old_copies()
        return old[-1].copy if place.renewing and old else place.copy

    def find_ids(self) -> list[str]:
        """The ids of all finds of the copy, and of the finds that were only made here, in order."""
        sql = "SELECT id FROM find WHERE copy = ? UNION SELECT find_id FROM mutation ORDER BY 1"
        return [id for (id,) in self._rows(sql, self.shown_copy())]

    def held(self, find_id: str) -> Json | None:
        """A find as the server last sent it; None if it never sent it."""
        rows = self._rows("SELECT document FROM find WHERE copy = ? AND id = ?", self.shown_copy(), find_id)
        return json.loads(rows[0][0]) if rows else None

    def copy(self) -> dict[str, Json]:
        """All finds as the server last sent them, by id."""
        rows = self._rows("SELECT id, document FROM find WHERE copy = ? ORDER BY id", self.shown_copy())
        return {id: json.loads(document) for id, document in rows}

    def unseen(self, find_id: str) -> list[Json]:
        """The mutations of a find that its copy does not show yet, in the order in which they were made.

        An answered mutation is included until it is in the copy, because the author of a later edit has seen it.
        """
        place, shown = self.place(), self.shown_copy()
        missing = "NOT m.in_old_copy" if shown != place.copy else "(m.waiting OR m.seq > coalesce(f.seq, -1))"
        rows = self._rows(
            "SELECT m.content FROM mutation m LEFT JOIN find f ON f.id = m.find_id AND f.copy = ? WHERE m.find_id = ?"
            f" AND m.outcome IS NOT 'rejected' AND {missing} ORDER BY m.n",
            shown,
            find_id,
        )
        return [json.loads(content) for (content,) in rows]

    # Copies from histories that the server has lost

    def old_copies(self) -> list[OldCopy]:
        """The old copies, oldest first."""
        return [OldCopy(*one) for one in json.loads(self.get("old_copies") or "[]")]

    def old_finds(self, old: OldCopy, from_seq: int, after: str, most: int) -> list[Json]:
        """Finds of an old copy that stood on an entry after `from_seq`, in the order of their ids."""
        sql = "SELECT document FROM find WHERE copy = ? AND seq > ? AND id > ? ORDER BY id LIMIT ?"
        return [json.loads(document) for (document,) in self._rows(sql, old.copy, from_seq, after, most)]

    def lacked(self) -> dict[str, Json]:
        """Finds of old copies that the present copy does not have, as they were last sent, by id."""
        place = self.place()
        if place.renewing:
            return {}
        rows = self._rows(
            "SELECT id, document FROM find WHERE copy < ? AND id NOT IN (SELECT id FROM find WHERE copy = ?)"
            " ORDER BY copy",
            place.copy,
            place.copy,
        )
        return {id: json.loads(document) for id, document in rows}

    def drop_old_copy(self, old: OldCopy, *, only_what_is_known: bool = False) -> None:
        """Drops an old copy, or only those of its finds that the present copy has too."""
        with self.writing():
            if only_what_is_known:
                sql = "DELETE FROM find WHERE copy = ? AND id IN (SELECT id FROM find WHERE copy = ?)"
                self._db.execute(sql, (old.copy, self.place().copy))
                return
            self._db.execute("DELETE FROM find WHERE copy = ?", (old.copy,))
            self._put(old_copies=json.dumps([one for one in self.old_copies() if one != old]))

    # Mutations

    def add(self, mutation: Json) -> None:
        """Stores a new mutation. Call it inside `writing`, together with the reads that it depends on. Raises
        RepeatedMutation if its id is known here."""
        content = json.dumps(mutation, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        if known := self._rows("SELECT find_id FROM mutation WHERE id = ?", mutation["id"]):
            raise RepeatedMutation(
                f"the mutation {mutation['id']} was already made here, for the find {known[0][0]}: "
                "give each mutation a new mutation_id, or leave it out"
            )
        self._db.execute(
            "INSERT INTO mutation (id, find_id, content, noted) VALUES (?, ?, ?, ?)",
            (mutation["id"], mutation["find_id"], content, int(time.time())),
        )

    def waiting(self, after: int, most: int, most_bytes: int, without: Collection[int] = frozenset()) -> list[Waiting]:
        """The next mutations to send, in the order in which they were made. At least one, if any are waiting.

        `without` are the numbers of mutations that are not sent."""
        rows = self._rows(
            "SELECT n, id, find_id, content, first, receipt, line FROM mutation WHERE waiting AND n > ?"
            " ORDER BY n LIMIT ?",
            after,
            most + len(without),
        )
        batch: list[Waiting] = []
        for row in [row for row in map(Waiting._make, rows) if row.n not in without][:most]:
            most_bytes -= len(row.content) + 1
            if batch and most_bytes < 0:
                break
            batch.append(row)
        return batch

    def waiting_of(self, find_id: str, after: int) -> list[tuple[int, str]]:
        """Number and id of the waiting mutations of a find from this number on."""
        sql = "SELECT n, id FROM mutation WHERE waiting AND find_id = ? AND n >= ? ORDER BY n"
        return [(n, id) for n, id in self._rows(sql, find_id, after)]

    def count_waiting(self) -> int:
        return int(self._rows("SELECT count(*) FROM mutation WHERE waiting")[0][0])

    def rejected(self) -> list[tuple[Json, Json]]:
        """Each rejected mutation that nobody has put aside, and its result."""
        rows = self._rows("SELECT content, result FROM mutation WHERE outcome = 'rejected' AND NOT seen ORDER BY n")
        return [(json.loads(content), json.loads(result)) for content, result in rows]

    def put_aside(self, mutation_id: str) -> None:
        with self.writing():
            self._db.execute("UPDATE mutation SET seen = 1 WHERE id = ?", (mutation_id,))

    def drop_saved(self, *, leaving: int | None = None) -> int:
        """Drops answered mutations that a verified backup has, oldest first, until `leaving` mutations are left;
        without it those of more than a year ago. Returns how many were dropped."""
        saved = (self.get("epoch"), self.get("saved_through_seq") or 0)
        with self.writing():
            if leaving is None:
                self._db.execute("DELETE FROM photo WHERE NOT wanted AND noted < ?", (int(time.time()) - KEPT_S,))
                sql = f"DELETE FROM mutation WHERE {_SAVED} AND noted < ?"
                return self._db.execute(sql, (*saved, int(time.time()) - KEPT_S)).rowcount
            too_many = max(0, int(self._rows("SELECT count(*) FROM mutation")[0][0]) - leaving)
            sql = f"DELETE FROM mutation WHERE n IN (SELECT n FROM mutation WHERE {_SAVED} ORDER BY n LIMIT ?)"
            return self._db.execute(sql, (*saved, too_many)).rowcount

    # Photos

    def keep_photo(self, sha256: str, media_type: str, data: bytes) -> None:
        with self.writing():
            self._db.execute(
                "INSERT OR IGNORE INTO photo (sha256, media_type, data, noted) VALUES (?, ?, ?, ?)",
                (sha256, media_type, data, int(time.time())),
            )

    def photo(self, sha256: str) -> tuple[str, bytes]:
        """The media type of a photo that is kept here, and its bytes."""
        ((media_type, data),) = self._rows("SELECT media_type, data FROM photo WHERE sha256 = ?", sha256)
        return media_type, data

    def wanted_photos(self) -> list[str]:
        """The SHA-256 of the photos that are kept here and that the server asked for, the oldest first."""
        return [sha256 for (sha256,) in self._rows("SELECT sha256 FROM photo WHERE wanted ORDER BY noted, sha256")]

    def photo_arrived(self, sha256: str) -> None:
        with self.writing():
            self._db.execute("UPDATE photo SET wanted = 0 WHERE sha256 = ?", (sha256,))

    # Exchanges

    def place(self) -> Place:
        return Place(self.get("cursor"), self.get("epoch"), self.get("copy") or 0, bool(self.get("renewing")))

    def receipts(self, numbers: Collection[int]) -> dict[int, Json]:
        """Receipts as they came, by their numbers."""
        marks = ", ".join("?" * len(numbers))
        rows = self._rows(f"SELECT n, document FROM receipt WHERE n IN ({marks}) ORDER BY n", *numbers)
        return {n: json.loads(document) for n, document in rows}

    def known(self) -> list[str]:
        """The ends of the server's log that the device was told, and that no later answer has replaced; the newest
        last."""
        heads: list[str] = json.loads(self.get("known") or "[]")
        return heads

    def restores(self) -> list[Json]:
        """The restores that the server last told of."""
        told: list[Json] = json.loads(self.get("restores") or "[]")
        return told

    def take(
        self, batch: Sequence[Waiting], answer: Json, sent_from: Place, exchange: str | None = None,
        shown: Sequence[str] = (), lines: Sequence[Json] = (),
    ) -> bool:  # fmt: skip
        """Stores an answer, all or nothing. Its results are always stored. Its changes are stored only if the cursor is
        still the one of the request; otherwise returns False: another process has moved the cursor. `exchange` is the
        name of the exchange, which the next one follows; `shown` the heads that the request named as known; `lines`
        where each mutation is in the receipt."""
        with self.writing():
            head = answer.get("head") or answer["cursor"]
            heads = [one for one in self.known() if one not in shown and one != head]
            self._put(
                exchange=exchange, forked=int(answer.get("forked", False)),
                known=json.dumps([*heads, head] if head else heads),
            )  # fmt: skip
            wanted = ((sha256,) for sha256 in answer.get("photos_wanted", ()))
            self._db.executemany("UPDATE photo SET wanted = 1 WHERE sha256 = ?", wanted)
            receipt = self._keep_receipt(answer.get("receipt"))
            for n, (sent, result) in enumerate(zip(batch, answer["results"], strict=True)):
                self._settle(sent.n, result, answer["epoch"], receipt, json.dumps(lines[n]) if lines else None)
            copied = self.place() == sent_from
            if copied:
                self._copy(answer, sent_from)
        return copied

    def _keep_receipt(self, receipt: Json | None) -> int | None:
        if receipt is None:
            return None
        return self._db.execute("INSERT INTO receipt (document) VALUES (?)", (json.dumps(receipt),)).lastrowid

    def refuse(self, sent: Waiting, problem: Json, at: str) -> None:
        """Rejects a mutation that is too large for any request, and keeps it for its author. `at`: an instant."""
        result: Json = {
            "id": sent.id, "find_id": None, "outcome": "rejected", "replayed": False, "version": None, "seq": -1,
            "place": {"epoch": str(UUID(int=0)), "seq": -1}, "received_at": at, "clock_offset_s": 0,
            "conflicts": [], "flags": [], "problem": problem,
        }  # fmt: skip
        with self.writing():
            self._settle(sent.n, result, None)

    def _settle(
        self, n: int, result: Json, epoch: str | None, receipt: int | None = None, line: str | None = None
    ) -> None:
        final = result["outcome"] in OUTCOMES
        seq, told_in = (result["seq"], epoch) if final else (None, None)
        self._db.execute(
            "UPDATE mutation SET waiting = ?, outcome = ?, seq = coalesce(?, seq), epoch = coalesce(?, epoch),"
            " result = ?, first = coalesce(first, ?), line = iif(receipt IS NULL, ?, line),"
            " receipt = coalesce(receipt, ?) WHERE n = ? AND waiting",
            (
                not final, result["outcome"], seq, told_in, json.dumps(result),
                first_answer(result, epoch) if final and epoch else None,
                line if final else None, receipt if final else None, n,
            ),
        )  # fmt: skip

    def _copy(self, answer: Json, place: Place) -> None:
        self._db.executemany(
            "INSERT INTO find (copy, id, seq, document) VALUES (?, ?, ?, ?) ON CONFLICT (copy, id) DO UPDATE"
            " SET seq = excluded.seq, document = excluded.document WHERE excluded.seq >= find.seq",
            (
                (place.copy, change["find"]["id"], change["find"]["seq"], json.dumps(change["find"]))
                for change in answer["changes"]
            ),
        )
        restores = (answer.get("recovery") or {}).get("restores", [])
        self._put(
            cursor=answer["cursor"], epoch=answer["epoch"], saved_through_seq=answer["saved_through_seq"],
            restores=json.dumps(restores),
        )  # fmt: skip
        if not answer["has_more"]:
            self._put(renewing=0)
            self._db.execute("UPDATE mutation SET in_old_copy = 0 WHERE in_old_copy")
            # The server said that it is in the log, but it is not in the finds. So the server lost it: send it again.
            self._db.execute(
                "UPDATE mutation SET waiting = 1 WHERE NOT waiting AND outcome <> 'rejected' AND seq > coalesce("
                "(SELECT seq FROM find WHERE find.id = mutation.find_id AND find.copy = ?), -1)",
                (place.copy,),
            )

    def begin_anew(self, refused_at: Place, epoch: str) -> None:
        """The server's history has changed: fetch the copy from the start, and send all kept mutations again.

        The old copy stays, and is shown until the new one is complete, so people can continue to work.
        """
        with self.writing():
            if self.place() != refused_at:
                return
            old = self.old_copies()
            if refused_at.renewing and old:  # the copy that was begun is nothing that anybody has seen
                self._db.execute("DELETE FROM find WHERE copy = ?", (refused_at.copy,))
            else:
                old.append(OldCopy(refused_at.copy, refused_at.epoch or epoch))
                self._db.execute(
                    "UPDATE mutation SET in_old_copy = NOT waiting AND seq <= coalesce("
                    "(SELECT seq FROM find WHERE find.id = mutation.find_id AND find.copy = ?), -1)",
                    (refused_at.copy,),
                )
            self._put(
                cursor=None, epoch=epoch, copy=refused_at.copy + 1, renewing=1, known="[]", old_copies=json.dumps(old)
            )
            self._db.execute("UPDATE mutation SET waiting = 1 WHERE NOT waiting AND seq >= 0")
