"""One operation under verification: what every check is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, tuple_

from sync.database.rows import Rows
from sync.log.chain import Head
from sync.log.epochs import Epochs, epochs_of
from sync.verify.findings import Findings

R = TypeVar("R", bound=tuple[Any, ...])

Progress = Callable[[int], None]
"""Is told how many more steps are done."""


@dataclass(frozen=True)
class Verification:
    """An operation, where its log stands, and what was found in it so far."""

    connection: Connection
    operation: str
    head: Head
    progress: Progress
    findings: Findings = field(default_factory=Findings)

    @cached_property
    def epochs(self) -> Epochs:
        """The histories of the operation."""
        return epochs_of(self.connection, self.operation, self.head.epoch)

    def pages(self, rows: Rows[R], key: tuple[str, ...], size: int, *wanted: ColumnElement[bool]) -> Iterator[list[R]]:
        """The rows of a table in pages, in the order of the columns that tell them apart within the operation."""
        columns = [rows.table.c[name] for name in key]
        mine = and_(rows.table.c.operation == self.operation, *wanted)
        after: ColumnElement[bool] | None = None
        while True:
            page = rows.where(self.connection, mine if after is None else and_(mine, after), columns, size)
            if page:
                yield page
            if len(page) < size:
                return
            last = [getattr(page[-1], name) for name in key]
            # The first column for itself too: PostgreSQL finds its place in the index by it.
            after = and_(columns[0] >= last[0], tuple_(*columns) > tuple_(*last)) if key[1:] else columns[0] > last[0]
