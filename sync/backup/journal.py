"""The journal: what no tablet sends again, on another disk before it is answered.

Room for a line is reserved before the commit, so a full disk stops what it is for and nothing else; the line is written
and synced after it. One file a process. A line may be there twice: each entry is known by its number.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import structlog
from sqlalchemy import Connection, and_, or_, select

from models.mutation import stored_instant
from models.shapes import Json
from models.tables import EDITION, LOG, SUBMISSION
from sync.backup.journal_file import (
    SUFFIX,
    JournalError,
    JournalFolder,
    JournalHead,
    JournalLine,
    opening,
    written,
)
from sync.backup.people import People, changed_people, documents_of, people_of
from sync.backup.sealing import Recipient
from sync.backup.store import sync_folder
from sync.database.database import Database
from sync.database.limits import Unavailable
from sync.database.statements import among
from sync.exchange.committer import Kept, Reserved
from sync.log.chain import ENTRIES, Entry, read_head
from sync.merge.merge import DECISIONS, RESOLVE
from sync.operations import list_operations

_LOG = structlog.get_logger()

TOGETHER = 500
"""So many entries are caught up in a line."""


@dataclass(slots=True)
class Line(Reserved):
    """A line that has its room in the file."""

    data: bytes
    operation: str
    people: People | None
    """As it says that they are now."""
    at: int = -1
    """Where its room begins, bytes."""
    owed: list[bytes] = field(default_factory=list)
    """Lines before it that could not be written; they are the beginning of it."""


class Journal:
    """The file of this process in the folder of a journal. Its functions may be called from any thread."""

    def __init__(self, folder: Path, recipient: Recipient | None = None, behind: bool = False) -> None:
        """`behind`: something of an earlier process may be missing in it, and is caught up before anything is kept."""
        self.folder = JournalFolder(folder)
        self._recipient, self._behind = recipient, behind
        self._lock, self._catching = threading.Lock(), asyncio.Lock()
        self._file: int | None = None
        self._end = 0
        self._owed: list[bytes] = []
        self._people: dict[str, People] = {}
        """By operation, as this file says that they are."""
        self._known: dict[tuple[str, str], set[int]] | None = None
        """By operation and epoch, the entries that its files had."""

    def open(self) -> None:
        """Makes the file of this process, if it is not there. Raises JournalError."""
        with self._lock:
            try:
                self._own_file()
            except OSError as error:
                raise JournalError(
                    f"The journal cannot be written in {self.folder.path}: {error.strerror or error}. Name another"
                    " folder in MINETALLY_JOURNAL, or make room."
                ) from None

    @property
    def is_behind(self) -> bool:
        """Whether the log has something that is missing here: of an earlier process, or what could not be written."""
        return self._behind or bool(self._owed)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _own_file(self) -> int:
        if self._file is None:
            path = self.folder.path
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{uuid4().hex[:6]}{SUFFIX}"
            made = os.open(path / name, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            first = opening(self._recipient)
            try:
                _write(made, first, 0)
                sync_folder(path)
            except OSError:
                os.close(made)
                (path / name).unlink()
                raise
            self._file, self._end = made, len(first)
        return self._file

    # Before the commit

    def reserve(self, connection: Connection, operation: str, kept: Sequence[Kept]) -> Line | None:
        """Room for what these jobs have done, in their transaction. Raises Unavailable where there is none."""
        entries = [entry for one in kept for entry in one.entries]
        again = {mutation.sent.key for one in kept if not one.entries for mutation in one.job.prepared}
        if again:  # answered before, perhaps by a process that could not write it down
            mine = and_(LOG.c.operation == operation, among(connection, LOG.c.mutation_id, again))
            entries += ENTRIES.where(connection, mine, (LOG.c.seq,))
        forms = frozenset[str]().union(*(one.job.forms for one in kept))
        people = people_of(connection, operation) if any(one.job.unlogged for one in kept) else None
        return self._line(connection, operation, entries, forms, people)

    def _line(
        self,
        connection: Connection,
        operation: str,
        entries: Sequence[Entry],
        forms: frozenset[str],
        people: People | None,
    ) -> Line | None:
        change = changed_people(self._people.get(operation), people) if people is not None else {}
        if not entries and not change and not forms:
            return None
        head, rows = read_head(connection, operation), _rows_of(connection, operation, entries, forms)
        on = JournalHead(head.epoch, head.seq, head.hash)
        return self._reserved(operation, on, tuple(entry.seq for entry in entries), {**rows, "people": change}, people)

    def _reserved(
        self, operation: str, on: JournalHead, seqs: tuple[int, ...], body: Json, people: People | None
    ) -> Line:
        """The line, as of now, with its room."""
        told = JournalLine(operation, on, stored_instant(datetime.now(UTC)), seqs, body)
        line = Line(written(told, self._recipient), operation, people)
        with self._lock:
            line.owed, self._owed = self._owed, []
            data = b"".join([*line.owed, line.data])
            try:
                file = self._own_file()
                os.posix_fallocate(file, self._end, len(data))
            except OSError as error:
                self._owed = line.owed + self._owed
                raise Unavailable("journal_full", f"The journal cannot be written: {error.strerror}.", error) from None
            line.at, line.data = self._end, data
            self._end += len(data)
        return line

    # After the commit

    async def write(self, line: Reserved) -> None:
        """Writes a line, and waits until it is on the disk. Raises Unavailable where that fails: it is stored."""
        await asyncio.to_thread(self._put, line)

    def _put(self, line: Reserved) -> None:
        assert isinstance(line, Line)
        try:
            with self._lock:
                file = self._own_file()
            _write(file, line.data, line.at)
        except OSError as error:
            with self._lock:
                self._owed.append(line.data)
            failed = Unavailable("journal_unwritable", f"The journal cannot be written: {error.strerror}.", error)
            failed.stored = "What this request sent is stored. Send it again with the same id: it counts once."
            raise failed from None
        if line.people is not None:
            self._people[line.operation] = line.people

    # At the start

    async def catch_up(self, database: Database) -> None:
        """Writes what is missing of entries that are in no verified backup, and everybody who may come in.

        Does nothing if that has been done. Raises Unavailable.
        """
        async with self._catching:
            if not self._behind:
                return
            if self._known is None:
                try:
                    self._known = await asyncio.to_thread(self._read_known)
                except JournalError as error:
                    raise Unavailable("journal_full", str(error), error) from None
            for operation in await database.read(list_operations):
                after: int | None = 0
                while after is not None:
                    line, after = await database.read(self._missing, operation, after)
                    if line:
                        await self.write(line)
            self._behind = False

    def _read_known(self) -> dict[tuple[str, str], set[int]]:
        known: dict[tuple[str, str], set[int]] = defaultdict(set)
        for line in self.folder.lines():
            known[line.operation, line.head.epoch].update(line.seqs)
        for name, broken in self.folder.broken.items():
            _LOG.warning("journal has lines that are not whole", file=name, lines=broken)
        return known

    def _missing(self, connection: Connection, operation: str, after: int) -> tuple[Line | None, int | None]:
        """One line of what is missing, and the entry after which the next one goes on; None at the end."""
        assert self._known is not None
        head = read_head(connection, operation)
        known = self._known.get((operation, head.epoch), set())
        forms = select(SUBMISSION.c.mutation_id).where(SUBMISSION.c.operation == operation)
        mine = and_(
            LOG.c.operation == operation,
            LOG.c.seq > max(after, head.saved_through_seq),
            or_(LOG.c.person.is_not(None), LOG.c.mutation_id.in_(forms.where(SUBMISSION.c.mutation_id.is_not(None)))),
        )
        found = ENTRIES.where(connection, mine, (LOG.c.seq,), TOGETHER)
        missing = [entry for entry in found if entry.seq not in known]
        more = len(found) == TOGETHER
        people = None if more else people_of(connection, operation)
        if missing:
            _LOG.info("journal catches up", operation=operation, entries=len(missing))
        return self._line(connection, operation, missing, frozenset(), people), found[-1].seq if more else None


def _write(file: int, data: bytes, at: int) -> None:
    done = 0
    while done < len(data):
        done += os.pwrite(file, data[done:], at + done)
    os.fsync(file)


def _rows_of(connection: Connection, operation: str, entries: Sequence[Entry], forms: frozenset[str]) -> Json:
    """Entries as the journal has them, and the rows beside them that nothing else tells: editions and forms."""
    found: Json = {"entries": [_entry_of(connection, entry) for entry in entries], "edition": [], "submission": []}
    published = [entry.seq for entry in entries if entry.kind == "edition"]
    if published:
        mine = and_(EDITION.c.operation == operation, EDITION.c.seq.in_(published))
        found["edition"] = documents_of(connection, EDITION, mine)
    sent = {entry.mutation_id for entry in entries if entry.person is None}
    if sent or forms:
        these = or_(among(connection, SUBMISSION.c.mutation_id, sent), among(connection, SUBMISSION.c.id, forms))
        found["submission"] = documents_of(connection, SUBMISSION, SUBMISSION.c.operation == operation, these)
    return found


def _entry_of(connection: Connection, entry: Entry) -> Json:
    """The columns of an entry that hold something; of a person's edit also what the person saw of the find."""
    columns = {name: value for name, value in entry._asdict().items() if value is not None}
    saw = entry.saw is None and entry.version is not None and '"made_at":' not in entry.content
    if saw and entry.kind not in ("create", RESOLVE, *DECISIONS):
        mine = and_(LOG.c.operation == entry.operation, LOG.c.find_id == entry.find_id, LOG.c.version.is_not(None))
        before = select(LOG.c.find).where(mine, LOG.c.seq < entry.seq).order_by(LOG.c.seq.desc()).limit(1)
        columns["saw"] = connection.execute(before).scalar_one()
    return columns


def entries_of(rows: Iterable[Json]) -> list[Entry]:
    """The entries of a line."""
    return [Entry(**{**dict.fromkeys(Entry._fields), **row}) for row in rows]
