"""An import from its file to its answer: rows are read beside the event loop, and stored a job at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from api.imports.opened import table_of
from api.imports.table import Table, TableRow
from models.imports.guess import Sample, guessed, left_open, unmapped
from models.imports.mapping import FileReading, ImportMapping
from models.imports.row import ImportedRow, RowReader
from models.problem import FieldError, Refused
from sync.database.database import Database
from sync.exchange.committer import Committer, run_alone
from sync.files.imports import OUTCOMES, REFUSED, SAME, Imported, ImportRows, Numbering, find_id_of

ROWS_A_JOB = 500
"""So many share a transaction: an exchange of a tablet waits for the lock no longer than that takes."""
MOST_TOTALS = 5000
"""Of weeks and types; what comes beyond is added up without them."""


class Plan(NamedTuple):
    """A file, and how its rows will be read."""

    table: Table
    mapping: ImportMapping
    open: list[FieldError]
    """What must be said before the rows can be read."""
    sample: Sample
    """Its first rows."""

    @property
    def told(self) -> PlanTold:
        """What an answer says of it."""
        return PlanTold(
            self.table.form,
            self.table.columns,
            self.mapping,
            unmapped(self.mapping, self.table.columns),
            self.open,
        )


class PlanTold(NamedTuple):
    """How a file is read, as it is told: without the file."""

    form: str
    columns: list[str]
    mapping: ImportMapping
    unmapped: list[str]
    """Columns that become nothing."""
    open: list[FieldError]


class RowResult(NamedTuple):
    """What became of a row of the file."""

    row: TableRow
    outcome: str
    find_id: str | None
    said: dict[str, Any]
    """The fields of the find, as far as the row could be read."""
    flags: list[str]
    errors: list[FieldError]


@dataclass(slots=True)
class Counts:
    """What became of all rows."""

    rows: int = 0
    outcomes: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(OUTCOMES, 0)))
    flags: Counter[str] = field(default_factory=Counter)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(week, type): pieces that the import adds to the totals."""
    seq: int | None = None

    def add(self, results: Sequence[RowResult], imported: Imported) -> None:
        self.rows += len(results)
        self.outcomes.update(result.outcome for result in results)
        self.flags.update(flag for result in results for flag in result.flags)
        for key, pieces in imported.totals.items():
            known = key in self.totals or len(self.totals) < MOST_TOTALS
            self.totals[key if known else ("", "")] += pieces
        self.seq = max(self.seq or 0, imported.seq)

    @property
    def total(self) -> int:
        return sum(self.totals.values())


def planned(path: Path, given: ImportMapping | None, change: Callable[[ImportMapping], ImportMapping]) -> Plan:
    """How a file will be read: by the mapping that is given, or by a guess; `change` says single things otherwise."""
    reading = change(given or ImportMapping()).file
    table = table_of(path, reading)
    sample = table.sample()
    mapping = given or guessed(sample)
    mapping = change(mapping.model_copy(update={"file": _kept(reading, table)}))
    return Plan(table, mapping, left_open(mapping, sample), sample)


def _kept(reading: FileReading, table: Table) -> FileReading:
    """Where the names stand, when that is not the first row: a file of refused rows has them in the same place."""
    return reading if table.header == 1 else reading.model_copy(update={"header": table.header})


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports into which operation, and whether it is only played."""

    database: Database
    committer: Committer
    operation: str
    person: str
    origin: str
    dry_run: bool

    async def run(self, batches: AsyncIterable[list[Read]]) -> AsyncGenerator[tuple[list[RowResult], Imported]]:
        """Stores rows, a job at a time."""
        async for batch in batches:
            yield await self._stored(batch, [read for _, read in batch if isinstance(read, ImportedRow)])

    async def _stored(self, batch: list[Read], rows: list[ImportedRow]) -> tuple[list[RowResult], Imported]:
        if not rows:
            return [_result(one, iter(())) for one in batch], Imported([], Counter(), 0)
        job = ImportRows(rows, self.person, datetime.now(UTC), self.origin)
        if self.dry_run:
            imported = await self.database.rehearse(run_alone, self.operation, job)
        else:
            imported = await self.committer.run(self.operation, job)
        answers = iter(imported.rows)
        return [_result(one, answers) for one in batch], imported


class Read(NamedTuple):
    """A row of a file, and what it says."""

    row: TableRow
    read: ImportedRow | list[FieldError] | None
    """None: the row says what an earlier one of the same id said."""


def _result(one: Read, answers: Iterator[Any]) -> RowResult:
    if isinstance(one.read, ImportedRow):
        outcome, find_id, flags = next(answers)
        return RowResult(one.row, outcome, find_id, one.read.fields, flags, [])
    return RowResult(one.row, REFUSED if one.read else SAME, None, {}, [], one.read or [])


def batches_of(plan: Plan) -> Generator[list[Read]]:
    """The rows of a file in jobs, each read and numbered. Raises Refused when something is left open."""
    if plan.open:
        raise Refused("invalid_value", "; ".join(f"{one.field}: {one.detail}" for one in plan.open), plan.open)
    reader = RowReader(plan.mapping, plan.table.columns)
    with Numbering() as numbering:
        rows = plan.table.rows()
        while batch := list(islice(rows, ROWS_A_JOB)):
            yield [Read(row, _numbered(reader.read(row.number, row.cells), numbering)) for row in batch]


async def read_in_thread(plan: Plan) -> AsyncGenerator[list[Read]]:
    """The same, read in a thread beside what is stored: for commands."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, "import") as thread:  # one, as PROJ makes its own things for each thread
        batches = batches_of(plan)
        try:
            while batch := await loop.run_in_executor(thread, next, batches, None):
                yield batch
        finally:
            await loop.run_in_executor(thread, batches.close)


def _numbered(read: ImportedRow | list[FieldError], numbering: Numbering) -> ImportedRow | list[FieldError] | None:
    """The row with the id of its find; None or why not, where an earlier row has the same id."""
    if isinstance(read, list):
        return read
    content = bytes.fromhex(read.digest)
    if not read.named:
        times, _ = numbering.times_before(content)
        return replace(read, find_id=find_id_of(read, times))
    times, first = numbering.times_before(read.find_id.encode(), content)
    if times == 0:
        return read
    if first == content:
        return None
    detail = "is the id of an earlier row, which says something else"
    return [FieldError(field="id", code="twice", detail=detail, remedy="keep one of the two rows")]
