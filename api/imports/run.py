"""An import from its file to its answer: rows are read beside the event loop, and stored a job at a time."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from api.imports.opened import table_of
from api.imports.table import Table, TableRow
from models.find import FieldValues
from models.imports.days_seen import DaysSeen
from models.imports.guess import Sample, day_columns, doubts, guessed, left_open, piece_columns, unmapped
from models.imports.mapping import FileReading, ImportMapping
from models.imports.row import NO_VALUE, ImportedRow, NoValue, RowReader
from models.problem import FieldError, Refused
from sync.exchange.committer import Committer
from sync.files.imports import OUTCOMES, REFUSED, SAME, FieldChange, Imported, ImportRows, Numbering, find_id_of

ROWS_A_JOB = 500
"""The number of rows in a transaction: an exchange of a tablet waits for the lock no longer than one takes."""
MERGED_COUNT = NoValue("a merged cell, whose count is taken for its first row")
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
    zone: ZoneInfo
    """Where moments with a UTC offset have their local day."""
    rows: int
    """How many there are with anything in them."""
    notes: list[str]
    """What somebody should know of how the file is read, each a sentence."""
    doubts: list[FieldError]
    """What of a guess may be something else."""

    @property
    def told(self) -> PlanTold:
        """What an answer says of it."""
        return PlanTold(
            self.table.form,
            self.table.columns,
            self.mapping,
            unmapped(self.mapping, self.table.columns),
            self.open,
            self.notes,
            self.doubts,
        )


class PlanTold(NamedTuple):
    """How a file is read, as it is told: without the file."""

    form: str
    columns: list[str]
    mapping: ImportMapping
    unmapped: list[str]
    """Columns that become nothing."""
    open: list[FieldError]
    notes: list[str]
    doubts: list[FieldError]


class RowResult(NamedTuple):
    """What became of a row of the file."""

    row: TableRow
    outcome: str
    find_id: str | None
    said: FieldValues
    """The fields of the find, as far as the row could be read."""
    flags: list[str]
    """Of its find, and `no_value` where a cell of a field that may be empty holds none."""
    errors: list[FieldError]
    changes: list[FieldChange]
    """What the row changes in a find that is there."""


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


def planned(
    path: Path,
    given: ImportMapping | None,
    change: Callable[[ImportMapping], ImportMapping],
    zone: ZoneInfo,
    progress: Callable[[int], None] = lambda rows: None,
) -> Plan:
    """How a file will be read: by the mapping that is given, or by a guess; `change` says single things otherwise.

    Reads all of the file once, so that a damaged one is refused before any row is stored, and every day is looked at.
    `progress` is told of rows that were read.
    """
    reading = change(given or ImportMapping()).file
    table = table_of(path, reading)
    sample = table.sample()
    mapping = given or guessed(sample)
    mapping = change(mapping.model_copy(update={"file": _kept(reading, table)}))
    days = DaysSeen(names := day_columns(mapping, table.columns))
    at = [(name, table.columns.index(name)) for name in names]
    rows = 0
    for rows, row in enumerate(table.rows(), 1):  # the last one counts them
        for name, column in at:
            if column < len(row.cells):
                days.see(row.number, name, row.cells[column])
        if rows % 1000 == 0:
            progress(1000)
    open_questions = [*left_open(mapping, sample), *days.questions(mapping.dates, mapping.date_cells)]
    if mapping.dates is None:
        mapping = mapping.model_copy(update={"dates": days.order})
    notes = [*table.notes, *days.notes(zone.key)]
    if not open_questions:
        notes += _refused_in_most(RowReader(mapping, table.columns, zone), sample)
    unsure = [] if given else doubts(mapping, sample)
    return Plan(table, mapping, open_questions, sample, zone, rows, notes, unsure)


def _refused_in_most(reader: RowReader, sample: Sample) -> list[str]:
    """What refuses most of the first rows, each a sentence: said once, before a list of a thousand rows says it."""
    found: dict[tuple[str, str], list[FieldError]] = defaultdict(list)
    for cells in sample.rows:
        read = reader.read(0, cells)
        for error in read if isinstance(read, list) else ():
            found[error.field, error.code].append(error)
    looked = len(sample.rows)
    return [
        f"{field} refuses {len(errors):,} of the first {looked:,} rows: {errors[0].detail}. "
        f"To fix it: {errors[0].remedy}, or name another column."
        for (field, _), errors in found.items()
        if len(errors) > 1 and len(errors) * 2 > looked
    ]


def _kept(reading: FileReading, table: Table) -> FileReading:
    """Where the names stand, when that is not the first row: a file of refused rows has them in the same place."""
    return reading if table.header == 1 else reading.model_copy(update={"header": table.header})


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports into which operation, and whether it is only played."""

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
        job = ImportRows(tuple(rows), self.person, datetime.now(UTC), self.origin)
        if self.dry_run:
            imported = await self.committer.rehearse(self.operation, job)
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
        outcome, find_id, flags, changes = next(answers)
        unread = one.read.unread
        return RowResult(
            one.row, outcome, find_id, one.read.fields, [*flags, *([NO_VALUE] if unread else [])], unread, changes
        )
    return RowResult(one.row, REFUSED if one.read else SAME, None, {}, [], one.read or [], [])


def batches_of(plan: Plan) -> Generator[list[Read]]:
    """The rows of a file in jobs, each read and numbered. Raises Refused when something is left open."""
    if plan.open:
        raise Refused("invalid_value", "; ".join(f"{one.field}: {one.detail}" for one in plan.open), plan.open)
    reader = RowReader(plan.mapping, plan.table.columns, plan.zone)
    with Numbering() as numbering:
        rows = _counted_once(plan)
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


def _counted_once(plan: Plan) -> Iterator[TableRow]:
    """The rows, in which a merged cell of a count stands for its first row alone."""
    counts = [plan.table.columns.index(name) for name in piece_columns(plan.mapping, plan.table.columns)]
    for row in plan.table.rows():
        merged = [at for at in counts if (row.number, at) in plan.table.merged]
        if merged:
            cells = [MERGED_COUNT if at in merged else cell for at, cell in enumerate(row.cells)]
            row = TableRow(row.number, cells)
        yield row


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
