"""Stores, where backups are kept: a folder, or a bucket of any server that speaks S3.

Names in a store are paths with slashes. What is written under a name is there whole, or not at all.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

PART_BYTES = 8 * 1024 * 1024
"""What is held in memory of a file that comes from a bucket."""
UNFINISHED = ".unfinished-"
"""Begins the names of files that are being written; nobody else sees them."""


class StoreError(Exception):
    """A store cannot be reached, read or written: which one, what for, and what it said."""


class Store(Protocol):
    """Files by name. Everything here raises StoreError; what is read raises it also where nothing has that name."""

    address: str
    """As people write it."""

    async def names(self, beginning: str) -> dict[str, int]:
        """The names that begin so (whole folders, with a slash at the end), each with its size in bytes."""

    async def read(self, name: str) -> bytes:
        """A small file."""

    async def fetch(self, name: str, into: Path) -> None:
        """Writes a file of the store into a file here, which only its owner may read."""

    async def write(self, name: str, content: bytes) -> None:
        """Keeps a small file."""

    async def put(self, name: str, file: Path) -> None:
        """Keeps a file."""

    async def remove(self, name: str) -> None:
        """Removes a file; nothing has to have that name."""


def open_store(address: str) -> Store:
    """The store at a path, or at s3://bucket/path. Raises StoreError where it is neither."""
    if address.startswith("s3://"):
        from sync.backup.bucket import Bucket  # what it needs is loaded where there is one

        return Bucket(address)
    if "://" in address:
        raise StoreError(f"A store is a folder or s3://bucket/path, not {address}.")
    return Folder(Path(address))


def create_private(file: Path) -> BinaryIO:
    """A new file that only its owner may read, open for writing. Raises FileExistsError where it is there."""
    return open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb")


class Folder:
    """A folder of this machine, on a disk of its own or one that is mounted. Its files have mode 0600."""

    def __init__(self, path: Path) -> None:
        self.path, self.address = path, str(path)

    async def names(self, beginning: str) -> dict[str, int]:
        with told(self.address, "list"):
            return await asyncio.to_thread(self._names, beginning)

    def _names(self, beginning: str) -> dict[str, int]:
        found = {}
        for folder, _, files in os.walk(self.path / beginning):
            for file in files:
                if not file.startswith(UNFINISHED):
                    path = Path(folder, file)
                    found[path.relative_to(self.path).as_posix()] = path.stat().st_size
        return found

    async def read(self, name: str) -> bytes:
        with told(self.address, f"read {name} of"):
            return await asyncio.to_thread((self.path / name).read_bytes)

    async def fetch(self, name: str, into: Path) -> None:
        with told(self.address, f"read {name} of"):
            await asyncio.to_thread(_copy, self.path / name, into)

    async def write(self, name: str, content: bytes) -> None:
        with told(self.address, f"write {name} to"):
            await asyncio.to_thread(self._put, name, content)

    async def put(self, name: str, file: Path) -> None:
        with told(self.address, f"write {name} to"):
            await asyncio.to_thread(self._put, name, file)

    def _put(self, name: str, content: bytes | Path) -> None:
        path = self.path / name
        for folder in [*reversed(path.parents)]:
            folder.mkdir(mode=0o700, exist_ok=True)
        unfinished = path.with_name(f"{UNFINISHED}{uuid4().hex}")
        try:
            with create_private(unfinished) as into:
                if isinstance(content, bytes):
                    into.write(content)
                else:
                    with content.open("rb") as source:
                        shutil.copyfileobj(source, into, PART_BYTES)
                into.flush()
                os.fsync(into.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(path.parent)

    async def remove(self, name: str) -> None:
        with told(self.address, f"remove {name} from"):
            await asyncio.to_thread(self._remove, self.path / name)

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if path.parent != self.path and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()


def _copy(source: Path, into: Path) -> None:
    with source.open("rb") as read, create_private(into) as written:
        shutil.copyfileobj(read, written, PART_BYTES)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def told(address: str, doing: str, *more: type[Exception]) -> Iterator[None]:
    """Tells as StoreError what a store could not do; `more` are errors of its library."""
    faults: tuple[type[Exception], ...] = (OSError, *more)
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(f"Cannot {doing} the store {address}: nothing is there.") from error
    except faults as error:
        said = getattr(error, "strerror", None) or str(error).split("\n", 1)[0]
        raise StoreError(f"Cannot {doing} the store {address}: {said[:300]}.") from error
