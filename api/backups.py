"""Backups while the server runs: made at times by a process of their own, how old the newest one is; the journal."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from api.settings import Settings
from sync.backup.journal import Journal
from sync.backup.manifest import Keep, Manifest, ManifestError, manifests
from sync.backup.sealing import Recipient
from sync.backup.store import StoreError, open_store

_LOG = structlog.get_logger()

NICENESS = 10
"""Of the process that makes a backup: the server and the database go first."""
TRIES_AGAIN_S = 60.0
"""After a backup that failed, seconds."""
ENDS_WITHIN_S = 5.0
"""So long a backup may take to clear up when the server stops, seconds."""
OLD_AFTER = 3
"""So many times the wanted distance is too old."""

_EVERY = re.compile(r"([1-9]\d{0,5})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class NotATime(ValueError):
    """What is written for a distance of backups is none."""


def distance(text: str) -> timedelta:
    """The time that 15m, 2h or 1d names. Raises NotATime."""
    found = _EVERY.fullmatch(text)
    if found is None:
        raise NotATime(f"How often backups are made is written as 15m, 2h or 1d, not {text!r}.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def journal_of(settings: Settings, behind: bool = False) -> Journal | None:
    """The journal of this process, where there is one; `behind` as in Journal. Raises SealError."""
    if not settings.journal:
        return None
    recipient = Recipient(settings.backup_encrypt_to) if settings.backup_encrypt_to else None
    return Journal(Path(settings.journal), recipient, behind)


class Backups:
    """Makes a backup whenever the newest verified one in the store is older than wanted, by whomever it was made."""

    def __init__(self, settings: Settings) -> None:
        """Raises NotATime, ManifestError, SealError or StoreError where the settings cannot be."""
        self._settings = settings
        self.every = distance(settings.backup_every)
        self._store = open_store(settings.backup_to)
        self._started = datetime.now(UTC)
        self._newest: Manifest | None = None
        if settings.backup_keep:
            Keep.read(settings.backup_keep)
        if settings.backup_encrypt_to:
            Recipient(settings.backup_encrypt_to)

    async def run(self) -> None:
        """Looks and makes, until it is cancelled."""
        while True:  # noqa: ASYNC110
            await asyncio.sleep(await self.look_and_make())

    async def look_and_make(self) -> float:
        """Makes a backup if one is due; gives the seconds until the next look."""
        try:
            await self._look()
            if self._due() > 0:
                return self._due()
            failed = await self._make()
            if failed is None:
                await self._look()
                return max(self._due(), 0.0) or TRIES_AGAIN_S
            _LOG.error("backup failed", reason=failed, store=self._store.address)
        except (StoreError, ManifestError) as error:
            _LOG.error("backup failed", reason=str(error), store=self._store.address)
        return TRIES_AGAIN_S

    def age(self) -> timedelta | None:
        """How old the newest verified backup is; None where none is known."""
        return datetime.now(UTC) - datetime.fromisoformat(self._newest.made_at) if self._newest else None

    def warning(self) -> str | None:
        """What is wrong with the backups, in a sentence."""
        age, allowed = self.age(), OLD_AFTER * self.every
        if age is None and datetime.now(UTC) - self._started > allowed:
            return f"There is no verified backup in {self._store.address}: see the log of the server."
        if age is not None and age > allowed:
            hours = age / timedelta(hours=1)
            return f"The newest verified backup is {hours:,.1f} hours old; one is wanted every {self.every}."
        return None

    def _due(self) -> float:
        """Seconds until the next one is wanted."""
        age = self.age()
        return 0.0 if age is None else (self.every - age).total_seconds()

    async def _look(self) -> None:
        verified = [one for one in await manifests(self._store) if one.verified]
        self._newest = verified[-1] if verified else None

    async def _make(self) -> str | None:
        """Runs `minetally backup`; gives what it complained of if it has not made a verified backup."""
        settings = self._settings
        options = {"--keep": settings.backup_keep, "--encrypt-to": settings.backup_encrypt_to}
        words = [word for name, value in options.items() if value for word in (name, value)]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.cli.main", "backup", "--to", settings.backup_to, "--json", *words),
            env={**os.environ, "MINETALLY_DATABASE_URL": settings.database_url},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        try:
            _, complained = await process.communicate()
        except asyncio.CancelledError:
            await _end(process)
            raise
        if process.returncode == 0:
            return None
        return complained.decode(errors="replace").strip()[-2000:] or f"it ended with status {process.returncode}"


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends a process as Ctrl-C does, so that it removes its files."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
        try:
            async with asyncio.timeout(ENDS_WITHIN_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
