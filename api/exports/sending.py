"""Exports for clients over HTTP: written to a file without a name, from which each client reads at its own pace.

So a client behind a slow link holds neither a moment of the database nor a thread, only room on the disk. Text is sent
while it is written, a file once it is whole. As the file has no name, it is gone when the client is.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from api.exports.forms import Form
from api.exports.reading import GivenUp, Reading, reading
from api.exports.text import Pages
from api.formats.xlsx import DoesNotFit
from models.problem import Refused
from sync.database.database import Database
from sync.files.exports import Export
from sync.finds.reading import Filters

AT_ONCE = 2
"""The most exports that are written at the same time; others wait."""
WAITS_S = 30.0
"""The longest time that an export waits for its turn, seconds."""
PIECE_BYTES = 1 << 16
"""What is read, compressed and sent at a time."""


class Sending:
    """An export that is written, and read by its client."""

    def __init__(self, form: Form, log: Any) -> None:
        self.begun = asyncio.Event()
        self._form, self._log = form, log
        self._loop = asyncio.get_running_loop()
        self._more = asyncio.Event()
        self._file: IO[bytes] | None = None
        self._reading: Reading | None = None
        self._writing: asyncio.Task[None] | None = None

    @property
    def export(self) -> Export:
        assert self._reading
        return self._reading.export

    @property
    def length(self) -> int:
        """How many bytes there are by now."""
        assert self._file
        return os.fstat(self._file.fileno()).st_size

    def write_by(self, writing: asyncio.Task[None]) -> None:
        self._writing = writing
        writing.add_done_callback(lambda _: self._more.set())

    async def write(self, opened: Reading) -> None:
        """Writes all of it, or until it is given up."""
        self._reading = opened
        try:
            if self._form.text:
                self._file = TemporaryFile()  # noqa: SIM115
            self.begun.set()
            await asyncio.to_thread(opened.into, self._write_text if self._form.text else self._write_file)
        except DoesNotFit as error:
            raise Refused("not_acceptable", f"{str(error).capitalize()}.") from None
        except OSError as error:
            raise Refused("unavailable", f"The server cannot write the export: {error.strerror or error}.") from error
        except GivenUp:
            pass
        finally:
            opened.given_up.set()

    def _write_text(self, export: Export, pages: Pages) -> None:
        assert self._form.text
        assert self._file
        for piece in self._form.text(export, pages):
            self._file.write(piece)
            self._file.flush()
            self._loop.call_soon_threadsafe(self._more.set)

    def _write_file(self, export: Export, pages: Pages) -> None:
        with TemporaryDirectory(prefix="minetally-export-") as folder:
            path = Path(folder, f"export.{self._form.ending}")
            self._form.write(export, pages, path)
            self._file = path.open("rb")

    async def body(self) -> AsyncGenerator[bytes]:
        """All of it, in pieces; raises where the rest cannot be written, so that the client sees it cut off."""
        assert self._file
        assert self._writing
        at, whole = 0, False
        try:
            while True:
                ended = self._writing.done()
                piece = await asyncio.to_thread(os.pread, self._file.fileno(), PIECE_BYTES, at)
                if piece:
                    at += len(piece)
                    yield piece
                elif ended:
                    self._writing.result()
                    whole = True
                    return
                else:
                    await self._more.wait()
                    self._more.clear()
        finally:
            self._log.info("export ended", bytes=at, whole=whole)
            await self.close()

    async def close(self) -> None:
        """Lets go of it; what still writes ends at its next page."""
        if self._reading:
            self._reading.given_up.set()
        if self._writing and not self._writing.done():
            self._writing.add_done_callback(lambda _: self._close_file())
        else:
            self._close_file()

    def _close_file(self) -> None:
        if self._file:
            self._file.close()


class Exporter:
    """Writes exports, a few at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._sending: dict[asyncio.Task[None], Sending] = {}

    async def begin(self, form: Form, operation: str, filters: Filters, since: str | None, log: Any) -> Sending:
        """An export that can be sent: of text as soon as it is known what it holds, of a file when it is written."""
        sending = Sending(form, log)
        writing = asyncio.create_task(self._write(sending, operation, filters, since))
        sending.write_by(writing)
        self._sending[writing] = sending
        writing.add_done_callback(self._sending.pop)
        if form.text:
            begun = asyncio.create_task(sending.begun.wait())
            await asyncio.wait((writing, begun), return_when=asyncio.FIRST_COMPLETED)
            begun.cancel()
            if sending.begun.is_set():
                return sending
        try:
            await asyncio.shield(writing)
        except (
            asyncio.CancelledError
        ):  # the server stops; the writer ends, removes what it has begun, and `close` waits
            await sending.close()
            raise
        return sending

    async def _write(self, sending: Sending, operation: str, filters: Filters, since: str | None) -> None:
        async with self._turn(), reading(self._database, operation, filters, since) as opened:
            await sending.write(opened)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(WAITS_S):
                await self._turns.acquire()
        except TimeoutError:
            raise Refused("unavailable", "Other exports are being written; ask again in a while.") from None
        try:
            yield
        finally:
            self._turns.release()

    async def close(self) -> None:
        """Gives up what is still being written."""
        for writing, sending in list(self._sending.items()):
            await sending.close()
            with suppress(Exception, asyncio.CancelledError):
                await writing
