"""What an application needs while it runs, and how its routes get it: as parameters with types."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from litestar import Request
from litestar.di import Provide

from api.auth import Bearers, bearer_of
from api.backups import Backups, journal_of
from api.heavy.crew import Crew
from api.heavy.heavy import Heavy
from api.keys import Keys, WatchedKeys
from api.rule_change import Settler
from api.settings import Settings
from api.webhooks.connecting import Resolve
from api.webhooks.dispatch import Pace
from api.webhooks.sending import Sender
from sync.backup.journal import Journal
from sync.database.database import Database
from sync.database.limits import Limits, Unavailable
from sync.exchange.committer import Committer
from sync.exchange.keys import entering, known_key
from sync.operations import Bearer
from sync.recovery.told import Told

_LOG = structlog.get_logger()


@dataclass(slots=True)
class Running:
    """One application. What is opened when it starts is there until it has ended."""

    settings: Settings
    pace: Pace
    """Of webhooks."""
    resolve: Resolve
    """Names of the receivers of webhooks to addresses."""
    limits: Limits = field(default_factory=Limits)
    """Of what waits for the database."""
    stopping: bool = False
    """The server is stopping: streams end."""
    crew: Crew | None = None
    """The workers, where several applications of one process share them."""
    backups: Backups | None = field(init=False)
    """None where the server makes none."""
    database: Database = field(init=False)
    journal: Journal | None = field(init=False)
    """None where the server keeps none."""
    committer: Committer = field(init=False)
    settler: Settler = field(init=False)
    bearers: Bearers = field(init=False)
    told: Told = field(init=False)
    heavy: Heavy = field(init=False)
    sender: Sender = field(init=False)
    watched: WatchedKeys = field(init=False)
    signs_in: set[tuple[str, str]] = field(init=False)
    """Operations, and the key of this server that each is known to know."""

    def open(self) -> None:
        self.watched, self.signs_in = WatchedKeys(self.settings.keys_file), set()
        self.database = Database(self.settings.database_url, self.limits)
        self.journal = journal_of(self.settings, behind=True)
        self.committer = Committer(self.database, self.journal)
        self.settler = Settler(self.database, self.committer)
        self.bearers = Bearers(self.database, self.committer)
        self.told = Told(self.database)
        self.heavy = Heavy(self.settings.database_url, self.crew)
        self.sender = Sender(self.settings.opened_networks, self.resolve)

        self.backups = Backups(self.settings) if self.settings.backup_to else None

    @property
    def keys(self) -> Keys:
        """The keys as they are now. Who uses them twice for one thing takes them once."""
        return self.watched.now()

    async def enter_key(self, operation: str, keys: Keys) -> None:
        """Makes the key of this server known in an operation, before the first receipt that it signs there."""
        if (operation, keys.public) not in self.signs_in:
            row = await self.database.look_up(known_key, operation, keys.public)
            if row is None:
                row = await self.committer.run(operation, entering(keys.public, datetime.now(UTC)))
            if row.revoked_at:
                _LOG.error("revoked key", fingerprint=keys.fingerprint, operation=operation)
            self.signs_in.add((operation, keys.public))

    def journal_warning(self) -> str | None:
        """What is wrong with the journal of this process, in a sentence."""
        if self.journal is None or not self.journal.is_behind:
            return None
        return f"The journal in {self.settings.journal} is behind the log: see the log of the server, and make room."

    async def close(self) -> None:
        await self.sender.close()
        await self.heavy.close()
        await self.settler.close()
        await self.committer.close()
        if self.journal:
            self.journal.close()
        with suppress(Unavailable):  # the server ends all the same
            await self.bearers.write_seen()
        await self.database.close()


def given_to_routes(running: Callable[[], Running]) -> dict[str, Provide]:
    """What a route may name among its parameters, each by this name and with the type of what is given."""

    def settings() -> Settings:
        return running().settings

    def database() -> Database:
        return running().database

    def committer() -> Committer:
        return running().committer

    def settler() -> Settler:
        return running().settler

    def bearers() -> Bearers:
        return running().bearers

    def heavy() -> Heavy:
        return running().heavy

    def sender() -> Sender:
        return running().sender

    def bearer(request: Request[Any, Any, Any]) -> Bearer:
        return bearer_of(request)

    given = (settings, database, committer, settler, bearers, heavy, sender, bearer)
    provided = {one.__name__: Provide(one, sync_to_thread=False) for one in given}
    return provided | {"running": Provide(running, sync_to_thread=False)}
