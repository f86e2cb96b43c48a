"""A bucket of any server that speaks S3."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from sync.backup.store import PART_BYTES, create_private, told

SENT_BYTES, SENT_AT_ONCE = 8 * 1024 * 1024, 2
"""A part of a file that goes to a bucket, of which so many are held in memory; S3 takes 10,000 of them."""


class Bucket:
    """A bucket, by the variables that every S3 client reads: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION,
    and AWS_ENDPOINT_URL where the server is not Amazon's."""

    def __init__(self, address: str) -> None:
        self.address = address
        plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        with _told(address, "open"):
            self._store = S3Store.from_url(
                address,
                client_options={"timeout": "120s", "connect_timeout": "10s", "allow_http": plain},
                retry_config={"max_retries": 4},
            )

    async def names(self, beginning: str) -> dict[str, int]:
        with _told(self.address, "list"):
            return {
                one["path"]: one["size"] async for part in obstore.list(self._store, beginning or None) for one in part
            }

    async def read(self, name: str) -> bytes:
        with _told(self.address, f"read {name} of"):
            answer = await obstore.get_async(self._store, name)
            return bytes(await answer.bytes_async())

    async def fetch(self, name: str, into: Path) -> None:
        with _told(self.address, f"read {name} of"), create_private(into) as file:
            answer = await obstore.get_async(self._store, name)
            async for part in answer.stream(PART_BYTES):
                file.write(part)

    async def write(self, name: str, content: bytes) -> None:
        with _told(self.address, f"write {name} to"):
            await obstore.put_async(self._store, name, content)

    async def put(self, name: str, file: Path) -> None:
        with _told(self.address, f"write {name} to"):
            await obstore.put_async(self._store, name, file, chunk_size=SENT_BYTES, max_concurrency=SENT_AT_ONCE)

    async def remove(self, name: str) -> None:
        with _told(self.address, f"remove {name} from"):
            await obstore.delete_async(self._store, name)


@contextmanager
def _told(address: str, doing: str) -> Iterator[None]:
    with told(address, doing, BaseError):
        try:
            yield
        except NotFoundError as error:
            raise FileNotFoundError from error
