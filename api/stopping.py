"""Notices that a server serves an old history: from what requests show, and at start from what the store has."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog

from api.backups import Backups
from api.metrics import STOPPED
from api.running import Running
from models.mutation import stored_instant
from models.problem import Refused
from sync.backup.journal_file import JournalError, JournalFolder
from sync.backup.manifest import ManifestError, SavedHead, manifests
from sync.backup.store import StoreError
from sync.exchange.stopping import stop_if_contradicted
from sync.log.chain import HASH_START
from sync.log.cursor import Contradicted, Cursor
from sync.operations import Bearer, list_operations

STORE_WITHIN_S = 10.0
"""So long the store of backups may take to answer when the server starts, seconds."""


@asynccontextmanager
async def stopping(running: Running, bearer: Bearer, at: datetime) -> AsyncIterator[None]:
    """Stops the operation where the block is told of what its log does not have; the refusal is raised all the same."""
    try:
        yield
    except Contradicted as contradicted:
        by = f"tablet {bearer.device_id}" if bearer.device_id else f"{bearer.person}, by an export"
        shown, when = contradicted.shown, stored_instant(at)
        if await stop_if_contradicted(running.committer, bearer.operation, shown, by, when):
            STOPPED.inc()
            raise
        raise Refused("unavailable", "The server's history began anew at this moment. Send it again.") from None


async def stop_where_others_know_better(running: Running) -> None:
    """At start: stops each operation of which the newest backup in the store, or the journal's end, knows what its log
    does not have."""
    if running.backups:
        await _by_store(running, running.backups)
    if running.settings.journal:
        await _by_journal(running, JournalFolder(Path(running.settings.journal)))


async def _by_journal(running: Running, folder: JournalFolder) -> None:
    try:
        found = await asyncio.to_thread(folder.last_heads)
    except JournalError as error:
        structlog.get_logger().warning("journal not read at start", reason=str(error))
        return
    await stop_what_is_behind(running, [SavedHead(name, *head) for name, head in found.items()], "the journal")


async def _by_store(running: Running, backups: Backups) -> None:
    try:
        async with asyncio.timeout(STORE_WITHIN_S):
            newest = (await manifests(backups.store))[-1:]
    except (StoreError, ManifestError, TimeoutError) as error:
        structlog.get_logger().warning("store not read at start", reason=str(error) or "it did not answer in time")
        return
    for manifest in newest:
        await stop_what_is_behind(running, manifest.operations, f"backup {manifest.name}")


async def stop_what_is_behind(running: Running, heads: Iterable[SavedHead], shown_by: str) -> None:
    """Stops each operation whose log has not what is known from elsewhere that it had: of a backup, of the journal."""
    shown = defaultdict[str, list[Cursor]](list)
    for head in heads:
        shown[head.operation].append(Cursor(head.operation, head.epoch, head.seq, head.hash[:HASH_START]))
    for name in await running.database.read(list_operations):
        if name in shown:
            with suppress(Refused):  # it is stopped already
                at = stored_instant(datetime.now(UTC))
                if await stop_if_contradicted(running.committer, name, tuple(shown[name]), shown_by, at):
                    STOPPED.inc()
