"""A file that a worker writes, and a client reads at its own pace.

So a client behind a slow link holds neither a moment of the database nor a worker, only room on the disk. The file
loses its name as soon as it is open here: it is gone when the client is.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

PIECE_BYTES = 1 << 16
"""What is read, compressed and sent at a time."""


class Written:
    """What has been written so far, and what the work says of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.about: Any = None
        """What the work says first."""
        self._begun, self._more = asyncio.Event(), asyncio.Event()
        self._file: IO[bytes] | None = None
        self._writing: asyncio.Task[None] | None = None

    def by(self, writing: asyncio.Task[None]) -> None:
        self._writing = writing
        writing.add_done_callback(lambda _: self._ended())

    def _ended(self) -> None:
        self._begun.set()
        self._more.set()

    def hear(self, said: Any) -> None:
        """The work has said what the file is (the first time), or that there is more of it."""
        if self._file is None:
            self.about = said
            self._file = self.path.open("rb")
            self.path.unlink()
            self._begun.set()
        self._more.set()

    async def until(self, whole: bool) -> None:
        """Returns once it can be read, or is whole; raises what the work does."""
        assert self._writing
        if not whole:
            await self._begun.wait()
        if whole or self._file is None:
            await asyncio.shield(self._writing)

    @property
    def length(self) -> int:
        """How many bytes there are by now."""
        assert self._file
        return os.fstat(self._file.fileno()).st_size

    async def body(self) -> AsyncGenerator[bytes]:
        """All of it, in pieces; raises where the rest cannot be written, so that the client sees it cut off."""
        assert self._file
        assert self._writing
        at = 0
        try:
            while True:
                ended = self._writing.done()
                piece = await asyncio.to_thread(os.pread, self._file.fileno(), PIECE_BYTES, at)
                if piece:
                    at += len(piece)
                    yield piece
                elif ended:
                    self._writing.result()
                    return
                else:
                    await self._more.wait()
                    self._more.clear()
        finally:
            await self.close()

    async def close(self) -> None:
        """Lets go of it, and of the work."""
        if self._writing and not self._writing.done():
            self._writing.cancel()
            with suppress(BaseException):
                await asyncio.shield(self._writing)
        elif self._writing and not self._writing.cancelled():
            self._writing.exception()  # it has been told, or nobody is there to be told
        if self._file:
            self._file.close()
        self.path.unlink(missing_ok=True)
