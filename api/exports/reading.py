"""What the writers of exports read: the pages of one moment, taken from a thread of their own.

A writer runs beside the event loop: what it does is work for the processor, and GDAL asks for its pages amid a call.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from threading import Event
from typing import Any, TypeVar

from api.exports.text import Pages
from api.formats.publication import FiguresDisagree
from models.columns import Row
from sync.database.database import Database, Snapshot
from sync.files.exports import Export, Stored, begin_export, read_page, rows_of
from sync.finds.reading import Filters

R = TypeVar("R")


class GivenUp(Exception):
    """Nobody wants the rest of an export."""


class Reading:
    """An export that is being read; `given_up` ends it at its next page."""

    def __init__(self, export: Export, snapshot: Snapshot) -> None:
        self.export = export
        self.given_up = Event()
        self._snapshot = snapshot
        self._loop = asyncio.get_running_loop()
        self._failed: Exception | None = None

    def into(self, write: Callable[[Export, Pages], R], progress: Callable[[int], None] = lambda rows: None) -> R:
        """What `write` gives for the export and all its pages; not to be called from the event loop.

        `progress` is told how many more rows have been taken. Raises FiguresDisagree where they are not what the export
        says it holds: such a file must not be sent.
        """
        try:
            return write(self.export, self._pages(progress))
        except Exception:
            if self._failed:  # libraries between here and the pages tell of it in words of their own
                raise self._failed from None
            raise

    def _pages(self, progress: Callable[[int], None]) -> Iterator[list[Row]]:
        try:
            yield from self._counted(progress)
        except Exception as error:
            self._failed = error
            raise

    def _counted(self, progress: Callable[[int], None]) -> Iterator[list[Row]]:
        export = self.export
        rows = finds = total = 0
        for page in self._read():
            read = rows_of(export, page)
            rows += len(read)
            finds += sum(wanted for _, wanted in page)
            total += sum(row["count"] for row, (_, wanted) in zip(read, page, strict=True) if wanted)
            yield read
            progress(len(read))
        if (finds, total, rows - finds) != (export.finds, export.total, export.removed):
            raise FiguresDisagree(
                f"the export of {export.operation} has {finds} finds and {total} in total, and {export.finds} and "
                f"{export.total} were counted; run `minetally verify`"
            )

    def _read(self) -> Iterator[Stored]:
        at: tuple[Any, ...] | None = None
        while True:
            if self.given_up.is_set():
                raise GivenUp
            asked = self._snapshot.read(read_page, self.export, at)
            page, at = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
            if page:
                yield page
            if at is None:
                return


@asynccontextmanager
async def reading(
    database: Database, operation: str, filters: Filters, since: str | None, secret: bytes
) -> AsyncIterator[Reading]:
    """An export at the present moment, which stays until the end of the block; raises as `begin_export`."""
    async with database.snapshot() as snapshot:
        yield Reading(await snapshot.read(begin_export, operation, filters, since, secret), snapshot)
